"""The sociale kaart of a gemeente: places that help, in the fields of Open Referral HSDS (docs/social-map.md)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from content.model import Bestand, Bron, Id, Nagekeken, Postcode, Tekst

Dag = Literal["ma", "di", "wo", "do", "vr", "za", "zo"]
Klok = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Soort = Literal[
    "voedselbank", "kledingbank", "leergeld", "jeugdfonds", "kerk", "moskee", "schuldhulpmaatje", "humanitas",
    "bibliotheek", "inloop", "formulierenhulp", "rechtswinkel", "energiehulp", "weggeefwinkel", "buurthuis",
    "buurthulp", "geldhulp", "jongerenhulp", "schuldhulp", "anders",
]  # fmt: skip
MOST_SHOWN = 5


class Nummer(Bestand):
    """A number of the place itself, as it is dialled and as it is shown."""

    nummer: Annotated[str, StringConstraints(pattern=r"^[0-9]{3,11}$")]
    weergave: Tekst


class Tijd(Bestand):
    """
    When it is open: the days of a week, from when till when.

    Attributes:
        elke: Every how many weeks.
        vanaf: The first day on which this holds, and `tot_en_met` the last.
    """

    dagen: tuple[Dag, ...] = Field(min_length=1)
    opent: Klok
    sluit: Klok
    elke: Annotated[int, Field(ge=1, le=8)] = 1
    vanaf: date | None = None
    tot_en_met: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Tijd":
        if self.sluit <= self.opent:
            raise ValueError("'sluit' moet later zijn dan 'opent'")
        return self

    def holds(self, on: date) -> bool:
        """Tell whether it is so on this day."""
        return (self.vanaf or on) <= on <= (self.tot_en_met or on)


class Plek(Nagekeken):
    """
    One place or organisation. What isn't known stays empty, and isn't shown.

    Attributes:
        organisatie: An id in `telefoon.yml` from which its number and website come.
        postcodes: The part of the gemeente that it is for, when it isn't for all of it.
        onderwerpen: The topics at which it is shown.
        peil: The year or day that the facts are about.
        let_op: For editors; never shown.
    """

    id: Id
    naam: Tekst
    soort: Soort
    wat: Tekst | None = None
    voor_wie: Tekst | None = None
    kosten: Tekst | None = None
    verwijzing_nodig: Literal["ja", "nee", "onbekend"] = "onbekend"
    hoe_aanmelden: Tekst | None = None
    organisatie: Id | None = None
    telefoon: Nummer | None = None
    email: Annotated[str, StringConstraints(pattern=r"^\S+@\S+\.\S+$")] | None = None
    web: Tekst | None = None
    adres: Tekst | None = None
    tijden: tuple[Tijd, ...] = ()
    talen: tuple[Tekst, ...] = ()
    toegankelijk: Tekst | None = None
    postcodes: tuple[Postcode, ...] = ()
    onderwerpen: tuple[Id, ...] = Field(min_length=1)
    status: Literal["actief", "tijdelijk dicht", "gestopt"] = "actief"
    bronnen: tuple[Bron, ...] = Field(min_length=1)
    peil: date | int | str | None = None
    let_op: Tekst | None = None

    def is_for(self, topic: str, on: date) -> bool:
        """Tell whether it may be shown at a topic on this day."""
        return topic in self.onderwerpen and self.status == "actief" and self.is_shown(on)


class SocialeKaart(Bestand):
    """`sociale_kaart.yml` of a gemeente."""

    plekken: tuple[Plek, ...] = ()


def shown_at(plekken: Sequence[Plek], topic: str, on: date) -> tuple[Plek, ...]:
    """Return the places to show at a topic, in the order of the file, at most a handful."""
    return tuple(plek for plek in plekken if plek.is_for(topic, on))[:MOST_SHOWN]
