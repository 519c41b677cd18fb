"""The regelingen of gemeenten themselves, as far as the measurements count them."""

from collections.abc import Iterator, Mapping
from datetime import date

from content.coverage.model import Afloop, Deel, Punt
from content.screening.rules.schemes import LokaleRegeling

Schemes = Mapping[str, LokaleRegeling]


def part(schemes: Schemes, on: date) -> Deel:
    """Return how many there are, how many hold on a day after somebody checked them, and the others."""
    shown = [one for one in schemes.values() if one.is_checked and one.holds_on(on)]
    return Deel(len(schemes), len(shown), tuple(key for key, one in schemes.items() if not one.is_checked))


def ending(schemes: Schemes) -> Iterator[Afloop]:
    """Give the last day of each."""
    for key, one in schemes.items():
        yield Afloop(_file(one), key, one.verloopt_op)


def unchecked(schemes: Schemes) -> Iterator[Punt]:
    """Give those that nobody of the gemeente checked."""
    for one in schemes.values():
        if not one.is_checked:
            yield Punt(_file(one), f"{one.naam}: nog niemand heeft dit nagekeken.")


def _file(one: LokaleRegeling) -> str:
    return f"content/gemeenten/{one.gemeente}/regelingen/{one.id}.yml"
