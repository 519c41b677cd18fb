"""
Tries to find hidden counts back, in two ways that share nothing with how they were hidden.

The linear one sets up every sum that a reader knows of and looks, with numpy, whether a hidden count has one solution
only. The brute-force one tries every combination of whole numbers of at least one, and looks which fit.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

Key = tuple[str, ...]
Line = tuple[Key, tuple[Key, ...]]


def solve(shown: Mapping[Key, int], lines: Sequence[Line], gone: Collection[Key]) -> dict[Key, int]:
    """Return the hidden counts that the shown ones give away, with what they are."""
    unknown = sorted({key for total, parts in lines for key in (total, *parts) if key in gone})
    if not unknown:
        return {}
    matrix = np.zeros((len(lines), len(unknown)))
    right = np.zeros(len(lines))
    place = {key: column for column, key in enumerate(unknown)}
    for row, (total, parts) in enumerate(lines):
        for key, sign in ((total, -1), *((part, 1) for part in parts)):
            if key in place:
                matrix[row, place[key]] += sign
            else:
                right[row] -= sign * shown.get(key, 0)
    values, *_ = np.linalg.lstsq(matrix, right, rcond=None)
    free = _free_directions(matrix)
    return {
        key: round(values[column]) for key, column in place.items() if not np.abs(free[:, column]).max(initial=0) > 1e-7
    }


def _free_directions(matrix: np.ndarray) -> np.ndarray:
    """Return the directions in which the unknown may move while every sum stays right."""
    _, sizes, directions = np.linalg.svd(matrix, full_matrices=True)
    rank = int((sizes > 1e-9).sum())
    return directions[rank:]


def try_all(shown: Mapping[Key, int], lines: Sequence[Line], gone: Collection[Key]) -> dict[Key, set[int]]:
    """Return for each hidden count which values it may have. For small tables: it tries them all."""
    unknown = sorted({key for total, parts in lines for key in (total, *parts) if key in gone})
    possible: dict[Key, set[int]] = {key: set() for key in unknown}
    for found in _combinations(unknown, dict(shown), lines, max(shown.values(), default=0) + 10):
        for key in unknown:
            possible[key].add(found[key])
    return possible


def _combinations(left: list[Key], known: dict[Key, int], lines: Sequence[Line], most: int) -> Iterator[dict[Key, int]]:
    if not all(_may_fit(line, known) for line in lines):
        return
    if not left:
        yield known
        return
    forced = next((key for key in left if _forced(key, known, lines) is not None), None)
    key = forced or left[0]
    value = _forced(key, known, lines)
    for one in range(1, most) if value is None else (value,):
        if one >= 1:
            yield from _combinations([other for other in left if other != key], {**known, key: one}, lines, most)


def _forced(key: Key, known: Mapping[Key, int], lines: Sequence[Line]) -> int | None:
    for total, parts in lines:
        missing = [one for one in (total, *parts) if one not in known]
        if missing == [key]:
            rest = sum(known[part] for part in parts if part != key)
            return rest if key == total else known[total] - rest
    return None


def _may_fit(line: Line, known: Mapping[Key, int]) -> bool:
    total, parts = line
    least = sum(known.get(part, 1) for part in parts)
    if total not in known:
        return True
    return least == known[total] if all(part in known for part in parts) else least <= known[total]
