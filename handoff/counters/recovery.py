"""Works out what somebody could work out: hidden counts that follow from the shown ones."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor, inf, isinf

Key = tuple[str, ...]
Equation = tuple[dict[Key, Fraction], Fraction]  # coefficient of each hidden count, and what they come to


def recoverable(values: Mapping[Key, int], sums: Sequence[Sequence[Key]], gone: Collection[Key]) -> set[Key]:
    """
    Return the hidden counts that can have one value only.

    Args:
        sums: Each a total followed by its parts.
    """
    equations = [_equation(values, keys, gone) for keys in sums if any(key in gone for key in keys)]
    reduced = _reduced(equations)
    solved = {next(iter(unknown)) for unknown, _ in reduced if len(unknown) == 1}
    return solved or _squeezed([*equations, *reduced])


def _equation(values: Mapping[Key, int], keys: Sequence[Key], gone: Collection[Key]) -> Equation:
    unknown: dict[Key, Fraction] = {}
    known = Fraction(0)
    for position, key in enumerate(keys):
        sign = Fraction(-1 if position == 0 else 1)
        if key in gone:
            unknown[key] = unknown.get(key, Fraction(0)) + sign
        else:
            known -= sign * values[key]
    return unknown, known


def _reduced(equations: Sequence[Equation]) -> list[Equation]:
    """Return the equations after elimination (reduced row echelon form): each has a count that no other has."""
    rows: list[tuple[Key, Equation]] = []
    for equation in equations:
        unknown, known = _without_pivots(equation, rows)
        if not unknown:
            continue
        pivot = min(unknown)
        scale = unknown[pivot]
        row = {key: part / scale for key, part in unknown.items()}, known / scale
        rows = [(one, _minus(other, _part(other, pivot), row)) for one, other in rows]
        rows.append((pivot, row))
    return [row for _, row in rows]


def _without_pivots(equation: Equation, rows: Sequence[tuple[Key, Equation]]) -> Equation:
    for pivot, row in rows:
        equation = _minus(equation, _part(equation, pivot), row)
    return equation


def _part(equation: Equation, key: Key) -> Fraction:
    return equation[0].get(key, Fraction(0))


def _minus(equation: Equation, times: Fraction, row: Equation) -> Equation:
    if not times:
        return equation
    unknown = dict(equation[0])
    for key, part in row[0].items():
        rest = unknown.get(key, Fraction(0)) - times * part
        if rest:
            unknown[key] = rest
        else:
            unknown.pop(key, None)
    return unknown, equation[1] - times * row[1]


def _squeezed(equations: Sequence[Equation]) -> set[Key]:
    """Return the counts that are squeezed to one value, knowing that a hidden count is at least one."""
    lines = [({key: float(part) for key, part in unknown.items()}, float(known)) for unknown, known in equations]
    least: dict[Key, float] = {key: 1.0 for unknown, _ in lines for key in unknown}
    most: dict[Key, float] = dict.fromkeys(least, inf)
    moved = True
    while moved:
        moved = False
        for unknown, known in lines:
            moved = _squeeze(unknown, known, least, most) or moved
    return {key for key in least if least[key] >= most[key]}


def _squeeze(unknown: Mapping[Key, float], known: float, least: dict[Key, float], most: dict[Key, float]) -> bool:
    """Narrow the room of each count in one equation by the room of the others, and tell whether that did anything."""
    lows = {key: part * (least[key] if part > 0 else most[key]) for key, part in unknown.items()}
    highs = {key: part * (most[key] if part > 0 else least[key]) for key, part in unknown.items()}
    without_low, without_high = _Rest(lows.values()), _Rest(highs.values())
    moved = False
    for key, part in unknown.items():
        ends = ((known - without_high(highs[key])) / part, (known - without_low(lows[key])) / part)
        low, high = _up(min(ends)), _down(max(ends))
        if low > least[key] or high < most[key]:
            least[key], most[key] = max(low, least[key]), min(high, most[key])
            moved = True
    return moved


class _Rest:
    """A sum from which one term is left out at a time, also when terms have no end."""

    def __init__(self, terms: Iterable[float]) -> None:
        every = list(terms)
        self._endless = [term for term in every if isinf(term)]
        self._sum = sum(term for term in every if not isinf(term))

    def __call__(self, left_out: float) -> float:
        if len(self._endless) > isinf(left_out):
            return self._endless[0]
        return self._sum - (0 if isinf(left_out) else left_out)


def _up(value: float) -> float:
    return value if isinf(value) else ceil(value - 1e-9)


def _down(value: float) -> float:
    return value if isinf(value) else floor(value + 1e-9)
