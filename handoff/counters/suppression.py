"""
Decides which counts are not shown, so that no small one is seen or can be worked out from the others.

Small counts are hidden first. Then, as long as a total and its parts would give a hidden count away, one more count is
hidden; the smallest, since that costs the reader least. That goes on until nothing can be worked out any more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handoff.counters.recovery import recoverable

Key = tuple[str, ...]


@dataclass(frozen=True)
class Sum:
    """A total that is shown together with the parts that make it."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """Return the total and the parts."""
        return (self.total, *self.parts)


def hidden(
    values: Mapping[Key, int],
    sums: Sequence[Sum],
    least: int,
    *,
    already: Iterable[Key] = (),
    fixed: Iterable[Key] = (),
) -> frozenset[Key]:
    """
    Return the counts to hide.

    Args:
        least: The smallest count that may be seen; nought may be seen too, it is about nobody.
        already: What is hidden anyway.
        fixed: What was decided before, such as a month that is published; nothing of it is hidden now.
    """
    kept = frozenset(fixed)
    gone = {*already, *(key for key, value in values.items() if 0 < value < least and key not in kept)}
    while True:
        given_away = next((one for one in sums if _tells(one, values, gone, least)), None)
        if given_away is None:
            found = recoverable(values, [one.keys for one in sums], gone)
            given_away = next((one for one in sums if found & set(one.keys)), None)
        if given_away is None:
            return frozenset(gone)
        gone.add(_next(given_away, values, gone, kept, sums))


def _tells(one: Sum, values: Mapping[Key, int], gone: set[Key], least: int) -> bool:
    """Tell whether a sum gives away its only hidden count, or a small number that the hidden ones are together."""
    missing = [key for key in one.keys if key in gone]
    if len(missing) == 1:
        return True
    return bool(missing) and one.total not in gone and sum(values[key] for key in missing) < least


def _next(one: Sum, values: Mapping[Key, int], gone: set[Key], kept: frozenset[Key], sums: Sequence[Sum]) -> Key:
    """
    Return the count to hide next: the smallest part, else the total.

    When all of this sum is hidden or decided, another sum has to give way: one of those that share a count with it.
    """
    return next(
        key
        for other in (one, *_near(one, sums), *sums)
        for key in (*sorted(other.parts, key=lambda key: (values[key], key)), other.total)
        if key not in gone and key not in kept and values[key] > 0
    )


def _near(one: Sum, sums: Sequence[Sum]) -> list[Sum]:
    mine = set(one.keys)
    return [other for other in sums if other is not one and mine & set(other.keys)]
