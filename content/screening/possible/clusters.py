"""
Axes that hang together, and what a regeling gets to know of them.

A regeling that only asks whether there are children doesn't care which ages they have: all households that are the
same to it become one row. Without this there would be millions of rows while little is known.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from content.screening.possible.grid import Axis, Grid
from content.screening.variables.base import Column

MOST_CODES = 1_000
MOST_KEYS = 10**12


class Cluster:
    """Axes of which one depends on another, or that settle the same fact; all combinations that can exist."""

    def __init__(self, axes: Sequence[Axis]) -> None:
        self.grid = Grid(axes)
        self.names = frozenset(self.grid.facts)

    def distinct(self, seen: Mapping[str, Column]) -> Column:
        """Return the numbers of the rows that differ in what is seen of them."""
        varying = [column for column in map(np.asarray, seen.values()) if (column != column[0]).any()]
        if not varying:
            return np.zeros(1, dtype=int)
        return np.unique(_key(varying), return_index=True)[1]


def _key(columns: Sequence[Column]) -> Column:
    """Return one whole number for each row, the same only for rows that are the same in every column."""
    key: Column = np.zeros(len(columns[0]), dtype=np.int64)
    size = 1
    for column in columns:
        code = column.astype(np.int64)
        if (code != column).any() or code.min() < 0 or code.max() > MOST_CODES:
            code = np.unique(column, return_inverse=True)[1]
        size *= int(code.max()) + 1
        key = key * (int(code.max()) + 1) + code
        if size > MOST_KEYS:  # bring it back to few numbers, before it grows over 64 bits
            key = np.unique(key, return_inverse=True)[1]
            size = int(key.max()) + 1
    return key


def clusters_of(axes: Sequence[Axis]) -> list[Cluster]:
    """Return the axes in as many clusters as possible."""
    groups: list[list[Axis]] = []
    for axis in axes:
        linked = [group for group in groups if any(_hang_together(axis, other) for other in group)]
        joined = [other for group in linked for other in group]
        groups = [group for group in groups if group not in linked]
        groups.append([*joined, axis])
    order = {id(axis): place for place, axis in enumerate(axes)}
    return [Cluster(sorted(group, key=lambda axis: order[id(axis)])) for group in groups]


def _hang_together(one: Axis, other: Axis) -> bool:
    asked = {vraag for vraag, _ in (*one.conditions(), *other.conditions())}
    return bool(one.names & other.names) or one.vraag in asked or other.vraag in asked


def product(parts: Iterable[Mapping[str, Column]]) -> dict[str, Column]:
    """Return every combination of the rows of each part, as columns."""
    columns: dict[str, Column] = {}
    size = 1
    for part in parts:
        count = len(next(iter(part.values()))) if part else 1
        columns = {name: np.repeat(column, count) for name, column in columns.items()}
        columns |= {name: np.tile(column, size) for name, column in part.items()}
        size *= count
    return columns
