"""The shape of the content files: frozen, and strict about keys, so that a typing mistake is told and not ignored."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
Tekst = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Stap = Literal["mens", "check"]


def _web_address(value: str) -> str:
    if not value.startswith(("https://", "http://")) and " " in value:
        raise ValueError("moet een webadres zijn, zoals https://www.rijksoverheid.nl")
    return value


class Bestand(BaseModel):
    """What every content file has in common."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Bron(Bestand):
    """Where a statement comes from."""

    titel: Tekst
    adres: Annotated[str, AfterValidator(_web_address)] | None = None
    jaar: int | str | None = None


class Telefoonnummer(Bestand):
    """An organisation whose number may be shown, or, when `nummer` is missing, only its website."""

    id: Id
    naam: Tekst
    nummer: Annotated[str, StringConstraints(pattern=r"^[0-9]{3,11}$")] | None = None
    weergave: str | None = None
    kosten: str | None = None
    uren: str | None = None
    web: str | None = None
    voor: str | None = None
    bronnen: tuple[Bron, ...] = ()
    gecontroleerd_op: date
    nabellen: bool = True


class _Verantwoord(Bestand):
    """Something that states facts: it has an owner, sources, and a date after which it counts as outdated."""

    id: Id
    eigenaar: Tekst
    gecontroleerd_op: date
    verloopt_op: date
    bronnen: tuple[Bron, ...] = Field(min_length=1)
    kort: Tekst
    telefoon: tuple[Id, ...] = ()


class Antwoord(_Verantwoord):
    """The answer to an ordinary onderwerp: `content/faq/<id>.yml`."""

    meer: Tekst
    makkelijker: Tekst
    vervolg: tuple[Id, ...] = ()
    stap: Stap | None = None


class Crisisantwoord(_Verantwoord):
    """The answer in danger: `content/crisis/<id>.yml`."""

    telefoon: tuple[Id, ...] = Field(min_length=1)


class Gespreksantwoord(Bestand):
    """The fixed reply to something that steers the talk itself: `content/gesprek/<id>.yml`."""

    id: Id
    antwoord: Tekst


class Taal(Bestand):
    """
    One language of `content/talen.yml`, and what somebody reads who writes in it.

    Attributes:
        schrift: The Unicode name of a script that only this language is written in here.
        woorden: Words that Dutch doesn't have; two of them are enough. For a language much like Dutch.
        groeten: Words of which one is enough, for a greeting too short to tell by its letters.
    """

    id: Id
    naam: Tekst
    code: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    schrift: Tekst | None = None
    woorden: tuple[Tekst, ...] = ()
    groeten: tuple[Tekst, ...] = ()
    antwoord: Tekst
    gevaar: Tekst
    landelijk: Tekst
    knop: Tekst
    bronnen: tuple[Bron, ...] = Field(min_length=1)
    gecontroleerd_op: date
    nagelezen_door: Tekst | None = None


class Team(Bestand):
    """A wijkteam and the postcodes (four digits) for which it looks first."""

    id: Id
    naam: Tekst
    postcodes: tuple[Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{3}$")], ...] = ()


class Onderwerp(Bestand):
    """One line of `content/onderwerpen.yml`: the fixed id, what a button calls it, and what belongs under it."""

    id: Id
    titel: Annotated[str, StringConstraints(min_length=2, max_length=32)]
    thema: Id
    wat: Tekst
    niet: str | None = None
    soort: Literal["vraag", "crisis", "gesprek"] = "vraag"
    spoed: bool = False
