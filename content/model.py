"""The shape of the content files: frozen, and strict about keys, so that a typing mistake is told and not ignored."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
Tekst = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Stap = Literal["mens", "check"]
Postcode = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{3}$")]


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


class Bedrag(Bestand):
    """
    One amount or percentage of `content/bedragen.yml`, the only place where answers get theirs from.

    Attributes:
        wat: What it is, so that an editor finds it: "zorgtoeslag, hoogste bedrag per maand, alleen".
        geldig_tot: The last day on which it may be shown.
    """

    id: Id
    wat: Tekst
    waarde: Annotated[Decimal, Field(ge=0)]
    eenheid: Literal["euro", "procent"] = "euro"
    geldig_van: date
    geldig_tot: date
    bronnen: tuple[Bron, ...] = Field(min_length=1)
    gecontroleerd_op: date

    @property
    def weergave(self) -> str:
        """Return it as people write it: € 1.345,45 or 5%."""
        cents = self.waarde != self.waarde.to_integral_value()
        number = f"{self.waarde:,.2f}" if cents else f"{self.waarde:,.0f}"
        written = number.translate(str.maketrans(",.", ".,"))
        return (
            f"{written.rstrip('0').rstrip(',') if cents else written}%" if self.eenheid == "procent" else f"€ {written}"
        )


class _Verantwoord(Bestand):
    """Something that states facts: it has an owner, sources, and a date after which it counts as outdated."""

    id: Id
    eigenaar: Tekst
    gecontroleerd_op: date
    verloopt_op: date
    bronnen: tuple[Bron, ...] = Field(min_length=1)
    kort: Tekst
    telefoon: tuple[Id, ...] = ()


class Variant(Bestand):
    """
    What is different in one situation, such as three months of arrears instead of one.

    Attributes:
        knop: What the button says.
        woorden: Words that tell of this situation: who types them gets this variant at once.
        kort: Instead of the answer's own; `meer` and `makkelijker` only where they differ too.
    """

    id: Id
    knop: Annotated[str, StringConstraints(min_length=2, max_length=32)]
    woorden: tuple[Tekst, ...] = ()
    kort: Tekst
    meer: Tekst | None = None
    makkelijker: Tekst | None = None
    telefoon: tuple[Id, ...] = ()


class Antwoord(_Verantwoord):
    """
    The answer to an ordinary onderwerp: `content/faq/<id>.yml`.

    Attributes:
        zorg: The fear behind the question, and what is true about it.
        situatie: The question that the buttons of the variants answer.
        controleer: What people must check before this goes live, for the list of `content coverage`.
    """

    meer: Tekst
    makkelijker: Tekst
    zorg: Tekst
    situatie: Tekst | None = None
    varianten: tuple[Variant, ...] = ()
    controleer: tuple[Tekst, ...] = ()
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


class Nagekeken(Bestand):
    """Something local: shown only after somebody named checked it, and until it expires."""

    gecontroleerd_op: date | None = None
    gecontroleerd_door: Tekst | None = None
    verloopt_op: date | None = None

    def is_shown(self, on: date) -> bool:
        """Tell whether it may be shown on this day."""
        checked = self.gecontroleerd_op is not None and self.gecontroleerd_door is not None
        return checked and self.verloopt_op is not None and on < self.verloopt_op


class Onderwerp(Bestand):
    """One line of `content/onderwerpen.yml`: the fixed id, what a button calls it, and what belongs under it."""

    id: Id
    titel: Annotated[str, StringConstraints(min_length=2, max_length=32)]
    thema: Id
    wat: Tekst
    niet: str | None = None
    soort: Literal["vraag", "crisis", "gesprek"] = "vraag"
    spoed: bool = False
