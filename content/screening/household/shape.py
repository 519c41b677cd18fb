"""The shape of a household in words: which keys there are, and what may stand behind them."""

import math
from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WrapValidator

from content.model import Bestand

MOST_PEOPLE = 20


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("hier hoort een getal")
    return value


def _between(low: float, high: float, what: str) -> AfterValidator:
    """Return what refuses a number outside these limits, infinity and "not a number" included."""

    def check(value: float | None) -> float | None:
        if value is not None and not (math.isfinite(value) and low <= value <= high):
            raise ValueError(f"het moet {what} zijn van {low:.0f} tot en met {high:.0f}")
        return value

    return AfterValidator(check)


def _some(value: object, read: Callable[[object], object]) -> object:
    """Let `ja` stand for "there are some", and refuse more than live in one house."""
    if value is True:
        return value
    found = read(value)
    if isinstance(found, list) and len(found) > MOST_PEOPLE:
        raise ValueError(f"de check rekent met hoogstens {MOST_PEOPLE}")
    return found


IsNumber = BeforeValidator(_number)
Leeftijd = Annotated[float | None, IsNumber, _between(0, 120, "een leeftijd")]
Jaren = Annotated[float | None, IsNumber, _between(0, 120, "een aantal jaren")]
Jaarinkomen = Annotated[float | None, IsNumber, _between(-1_000_000, 10_000_000, "een bedrag per jaar")]
Maandinkomen = Annotated[float | None, IsNumber, _between(0, 1_000_000, "een bedrag per maand")]
Vermogen = Annotated[float | None, IsNumber, _between(-100_000_000, 100_000_000, "een bedrag")]
Huur = Annotated[float | None, IsNumber, _between(0, 25_000, "een bedrag per maand")]
Uurtarief = Annotated[float | None, IsNumber, _between(0, 200, "een bedrag per uur")]
Uren = Annotated[float | None, IsNumber, _between(0, 744, "een aantal uren per maand")]
Inkomstenbron = Literal[
    "loon", "bijstand", "aow", "pensioen", "ww", "wia", "wao", "wajong", "ziektewet", "uwv", "uitkering",
    "studiefinanciering", "eigen_bedrijf", "geen", "anders",
]  # fmt: skip


class Persoon(Bestand):
    """The applicant or the partner."""

    leeftijd: Leeftijd = None
    toetsingsinkomen: Jaarinkomen = None
    netto_maand: Maandinkomen = None
    bron: Inkomstenbron | None = None
    zorgverzekerd: bool | None = None
    werkt: bool | None = None
    studeert: bool | None = None
    studie_beperking: bool | None = None
    jaren_laag_inkomen: Jaren = None


class Opvang(Bestand):
    """The care of one child."""

    soort: Literal["dagopvang", "bso", "gastouder"] | None = None
    uurtarief: Uurtarief = None
    uren_maand: Uren = None


class Kind(Bestand):
    """A child at home."""

    leeftijd: Leeftijd = None
    opvang: Opvang | None = None


class Medebewoner(Bestand):
    """Another adult in the house."""

    leeftijd: Leeftijd = None


class Woning(Bestand):
    """The home."""

    soort: Literal["huur", "koop", "inwonend", "instelling"] | None = None
    kale_huur: Huur = None
    servicekosten: Huur = None


class BeschrevenHuishouden(Bestand):
    """A household in words; what is missing is unknown."""

    gemeente: str | None = None
    aanvrager: Persoon | None = None
    partner: Persoon | None = None
    kinderen: Annotated[list[Kind], WrapValidator(_some)] = Field(default_factory=list)
    medebewoners: Annotated[list[Medebewoner], WrapValidator(_some)] = Field(default_factory=list)
    vermogen: Vermogen = None
    woning: Woning | None = None
    jaren_laag_inkomen: Jaren = None
