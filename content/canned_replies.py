"""
Texts that a wijkteamlid can put in a message and change before sending: `content/standaardberichten.yml`.

A gemeente may say one in its own words, or add some: `content/gemeenten/<gemeente>/standaardberichten.yml`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from content.model import Bestand, Id, Nagekeken, Tekst

Weg = Literal["chat", "telefoon", "email"]
LONGEST = 800  # characters: below what one chat message may hold, with room for names that are filled in
# What the console fills in, beside {gemeente}, {gemeente_telefoon} and numbers of telefoon.yml.
CONSOLE_VALUES = frozenset({"medewerker", "team", "nummer", "werktijden"})


class _Tekst(Bestand):
    """
    What every one of them has.

    Attributes:
        knop: What the button says; the inwoner never sees it.
        bij: The ways of contact for which it is meant.
    """

    id: Id
    knop: Annotated[str, StringConstraints(min_length=2, max_length=40)]
    bij: tuple[Weg, ...] = Field(min_length=1)
    tekst: Annotated[Tekst, StringConstraints(max_length=LONGEST)]


class Standaardbericht(_Tekst):
    """
    One for the whole country.

    Attributes:
        altijd: It stays after its last day: for danger, where nothing may be missing.
    """

    eigenaar: Tekst
    gecontroleerd_op: date
    verloopt_op: date
    altijd: bool = False

    def is_shown(self, on: date) -> bool:
        """Tell whether it may be offered on this day."""
        return self.altijd or on < self.verloopt_op


class LokaalStandaardbericht(_Tekst, Nagekeken):
    """One of a gemeente itself: instead of the national one with the same id, or beside them."""


class Standaardberichten(Bestand):
    """`gemeenten/<gemeente>/standaardberichten.yml`."""

    standaardberichten: tuple[LokaalStandaardbericht, ...] = ()


Bericht = Standaardbericht | LokaalStandaardbericht


def offered(
    national: Mapping[str, Standaardbericht], own: Iterable[LokaalStandaardbericht], weg: str, on: date
) -> list[Bericht]:
    """Return what may be offered for one way of contact, in the order of the files; what is local comes last."""
    local = {one.id: one for one in own if one.is_shown(on)}
    merged: list[Bericht] = [local.get(one.id, one) for one in national.values()]
    merged += [one for one in local.values() if one.id not in national]
    return [one for one in merged if weg in one.bij and one.is_shown(on)]
