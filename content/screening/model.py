"""The words of the regelingencheck: what is asked, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Antwoorduitkomst = Literal["ja", "misschien", "nee"]
Termijn = Literal["maand", "kwartaal", "jaar"]

WEET_NIET = "weet_niet"
OVERSLAAN = "overslaan"
MAX_QUESTIONS = 12
TIMES_A_YEAR: Mapping[Termijn, int] = {"maand": 12, "kwartaal": 4, "jaar": 1}


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
    """
    A question for the inwoner, with its place in the row ("vraag 2 van ongeveer 5").

    Attributes:
        uitleg: Why it is asked.
        begrip: What a difficult word in it means, with an example, for who asks.
    """

    id: str
    tekst: str
    uitleg: str
    opties: tuple[Optie, ...]
    nummer: int
    van: int
    begrip: str | None = None


@dataclass(frozen=True)
class Bedrag:
    """A range in euros within which the amount lies, whatever is still unknown."""

    min: float
    max: float
    per: Termijn

    def per_month(self) -> float:
        """Return the highest amount per month."""
        return self.max * TIMES_A_YEAR[self.per] / 12


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
        hoe: The next step; it and the texts below may hold {gemeente} and {telefoon:...} for the catalogue to fill in.
        nodig: What is needed to apply.
        tot_wanneer: Until when to apply.
        terugbetalen: How not to have to pay back.
        gevolgen: What it does to other regelingen.
        heeft_al: The inwoner has it already, so it isn't told as something to apply for.
        stil: A "nee" that needn't be told: the regeling is for another group of people.
        navragen: A "misschien" that no answer would change: a gemeente, a fund or UWV decides.
        let_op: What a professional must know, such as a local rule that nobody of the gemeente checked.
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
    nodig: str | None = None
    tot_wanneer: str | None = None
    terugbetalen: str | None = None
    gevolgen: str | None = None
    heeft_al: bool = False
    stil: bool = False
    navragen: bool = False
    let_op: str | None = None
