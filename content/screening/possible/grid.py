"""Every household that the answers still allow, as columns for one vectorised run."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from content.screening.variables.base import Column
from content.screening.variables.household import MONOTONE


@dataclass(frozen=True)
class Point:
    """One possible answer, or one end of its band: what it says, and how common it is."""

    optie: str
    facts: Mapping[str, float]
    weight: float = 1.0
    alleen_als: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Axis:
    """
    What is still possible on one question; one point when it is settled to the last detail.

    Attributes:
        keep_all: Every point counts, also between the ends: until 2025 a rent could be too high for huurtoeslag.
    """

    vraag: str
    points: tuple[Point, ...]
    alleen_als: Mapping[str, Sequence[str]] = field(default_factory=dict)
    answered: bool = False
    keep_all: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Return the facts that this axis settles."""
        return frozenset(self.points[0].facts)

    def conditions(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Return each question on which this axis, or an option of it, depends, with the options that allow it."""
        for condition in (self.alleen_als, *(point.alleen_als for point in self.points)):
            for vraag, allowed in condition.items():
                yield vraag, frozenset(allowed)

    def ends(self, conditions: Collection[frozenset[str]] = ()) -> "Axis":
        """
        Return the axis with only the ends of what is monotone: between them lies every outcome.

        Args:
            conditions: The sets of options of this axis on which another depends; what they tell apart stays apart.
        """
        if self.keep_all:
            return self
        groups: dict[tuple[object, ...], list[Point]] = {}
        for point in self.points:
            own = point.optie if point.alleen_als else tuple(point.optie in allowed for allowed in conditions)
            rest = tuple(sorted((name, value) for name, value in point.facts.items() if name not in MONOTONE))
            groups.setdefault((own, rest), []).append(point)
        return replace(self, points=tuple(point for group in groups.values() for point in _ends(group)))


def _ends(points: list[Point]) -> list[Point]:
    """Return the lowest and the highest, when one order holds for every monotone fact; else all of them."""
    names = [name for name in points[0].facts if name in MONOTONE]
    rows = sorted(points, key=lambda point: [point.facts[name] for name in names])
    values = [[point.facts[name] for name in names] for point in (rows[0], *rows, rows[-1])]
    if len(rows) < 3 or not names:
        return points if names else points[:1]
    lowest, highest = np.min(values, axis=0), np.max(values, axis=0)
    if not (np.array_equal(lowest, values[0]) and np.array_equal(highest, values[-1])):
        return points
    return [rows[0], rows[-1]]


class Grid:
    """
    The product of all axes, without the combinations that can't exist.

    Attributes:
        facts: For each input of OpenFisca that the axes settle a column.
    """

    def __init__(self, axes: Sequence[Axis]) -> None:
        self.axes = tuple(axes)
        self.sizes = [len(axis.points) for axis in axes]
        self.index = np.zeros((0, 1), dtype=np.int32)
        for number in range(len(axes)):
            self._add(number)
        self.index = self.index[:, self._possible(self.index)]
        self.size = self.index.shape[1]
        self.facts: dict[str, Column] = {}
        for number in range(len(axes)):
            self._apply(number)

    def _add(self, number: int) -> None:
        """Multiply by one more axis; what can't exist goes at once, so that the product stays small."""
        size = self.sizes[number]
        grown = np.repeat(self.index, size, axis=1)
        added = np.tile(np.arange(size, dtype=np.int32), self.index.shape[1])
        self.index = np.vstack([grown, added[None, :]])
        later = {axis.vraag for axis in self.axes[number + 1 :]}
        if not later & {vraag for vraag, _ in self.axes[number].conditions()}:
            self.index = self.index[:, self._fits(self.index, number)]

    def _possible(self, index: Column) -> Column:
        keep = np.ones(index.shape[1], dtype=bool)
        for number in range(len(self.axes)):
            keep &= self._fits(index, number)
        return keep

    def _fits(self, index: Column, number: int) -> Column:
        """Return for which rows an axis applies, or has its first point because it doesn't, and its option exists."""
        axis = self.axes[number]
        keep = np.ones(index.shape[1], dtype=bool)
        if axis.alleen_als:
            keep &= self._meets(index, axis.alleen_als) | (index[number] == 0)
        for position, point in enumerate(axis.points):
            if point.alleen_als and len(axis.points) > 1:  # a single point isn't a choice
                keep &= self._meets(index, point.alleen_als) | (index[number] != position)
        return keep

    def _meets(self, index: Column, condition: Mapping[str, Sequence[str]]) -> Column:
        result = np.ones(index.shape[1], dtype=bool)
        for vraag, allowed in condition.items():
            number = next((number for number, axis in enumerate(self.axes) if axis.vraag == vraag), None)
            if number is not None:  # else that question is answered in a way that fits
                fits = np.array([point.optie in allowed for point in self.axes[number].points])
                result &= fits[index[number]]
        return result

    def _apply(self, number: int) -> None:
        axis, position = self.axes[number], self.index[number]
        applies = self._meets(self.index, axis.alleen_als)
        for name in axis.points[0].facts:
            column = np.array([point.facts[name] for point in axis.points])[position]
            earlier = self.facts.get(name, 0.0)
            self.facts[name] = np.where(applies, column, earlier)
