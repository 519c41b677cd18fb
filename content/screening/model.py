"""The words of the regelingencheck: what is asked, and what comes out."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Antwoorduitkomst = Literal["ja", "misschien", "nee"]
Termijn = Literal["maand", "kwartaal", "jaar"]

WEET_NIET = "weet_niet"
OVERSLAAN = "overslaan"
MAX_QUESTIONS = 6


class MissingFiguresError(LookupError):
    """There are no figures for a regeling on a date. Nothing is calculated then: a guess could cost someone money."""

    def __init__(self, regeling: str, on: date, detail: str = "") -> None:
        self.regeling = regeling
        self.on = on
        extra = f" ({detail})" if detail else ""
        super().__init__(f"no figures for '{regeling}' on {on.isoformat()}{extra}")


@dataclass(frozen=True)
class Optie:
    """One answer that can be chosen."""

    id: str
    label: str


@dataclass(frozen=True)
class Question:
    """A question for the inwoner, with its place in the row ("vraag 2 van ongeveer 5")."""

    id: str
    tekst: str
    uitleg: str
    opties: tuple[Optie, ...]
    nummer: int
    van: int


@dataclass(frozen=True)
class Bedrag:
    """A range in euros within which the amount lies, whatever is still unknown."""

    min: float
    max: float
    per: Termijn


@dataclass(frozen=True)
class Bron:
    """Where a rule or a figure was read, and when it was last checked."""

    titel: str
    adres: str
    gecontroleerd_op: date


@dataclass(frozen=True)
class Uitkomst:
    """
    What the check thinks of one regeling. No decision is made.

    Attributes:
        reden: The fact that made it so, in plain Dutch.
        beslissende_vraag: The question whose answer would still decide most; None when nothing is open.
        hoe: The next step; may hold {gemeente} and {telefoon:...} for the catalogue to fill in.
    """

    regeling: str
    naam: str
    uitkomst: Antwoorduitkomst
    bedrag: Bedrag | None
    reden: str
    beslissende_vraag: str | None
    bron: tuple[Bron, ...]
    geldig_op: date
    hoe: str
