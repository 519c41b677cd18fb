"""What is measured in a text, and the rules for it: the shape of leesbaarheid.yml and moeilijke_woorden.yml."""

from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import Field, model_validator

from content.model import Bestand, Id, Tekst

APART = " … "  # stands in a fragment where words in between are left out


@dataclass(frozen=True)
class Bevinding:
    """
    One thing that makes a text hard to read.

    Attributes:
        melding: What it is, so that it can follow the name of the text: "heeft een zin van 18 woorden".
        fragment: The words in question.
        voorstel: What to write instead.
    """

    melding: str
    fragment: str
    voorstel: str

    def __str__(self) -> str:
        return f"{self.melding}: '{self.fragment}'. {self.voorstel}"


@dataclass(frozen=True)
class Leesbaarheid:
    """
    What was measured in one text.

    Attributes:
        flesch_douma: Higher is easier; a text of plain Dutch has 70 or more.
        lint: LiNT-II, approximated; lower is easier. 0, with level 0, when there is too little to measure.
        zinnen: How many sentences.
        langste_zin: The number of words of the longest.
        woorden: How many words; a {placeholder} is one.
    """

    flesch_douma: float
    lint: float
    lint_niveau: int
    zinnen: int
    langste_zin: int
    woorden: int
    bevindingen: tuple[Bevinding, ...]


class Grens(Bestand):
    """One threshold, and why it lies there."""

    grens: Annotated[float, Field(ge=0)]
    reden: Tekst


class Grenzen(Bestand):
    """The thresholds of `content/leesbaarheid.yml`."""

    flesch_douma: Grens
    flesch_douma_mediaan: Grens
    lint: Grens
    woorden_voor_een_score: Grens
    langste_zin: Grens
    lijdende_vorm: Grens
    dubbele_ontkenning: Grens


class _MetUitzondering(Bestand):
    """
    What the readers of some topics know.

    Attributes:
        bekend_in: Those topics.
        reden: Why their readers know it.
    """

    bekend_in: tuple[Id, ...] = ()
    reden: Tekst | None = None

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.bekend_in and not self.reden:
            raise ValueError("bij 'bekend_in' hoort 'reden'")
        return self


class MoeilijkWoord(_MetUitzondering):
    """
    A word that many people don't know.

    Attributes:
        vormen: Other forms than those with -s, -e, -n or -en behind it.
        gewoon: What to say instead.
        uitleg: A sentence that explains it; a word without one is always replaced.
    """

    woord: Tekst
    vormen: tuple[Tekst, ...] = ()
    gewoon: Tekst
    uitleg: Tekst | None = None


class Afkorting(_MetUitzondering):
    """
    An abbreviation.

    Attributes:
        uitleg: A sentence that tells what it is.
        bekend: Why everybody may be expected to know it; then it needs no explanation.
        gewoon: What to say instead; for one that is never needed.
    """

    afkorting: Tekst
    uitleg: Tekst | None = None
    gewoon: Tekst | None = None
    bekend: Tekst | None = None

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if not (self.uitleg or self.gewoon or self.bekend):
            raise ValueError("schrijf erbij wat het is ('uitleg'), of waarom iedereen het kent ('bekend')")
        return self


class Woordenlijst(Bestand):
    """`content/moeilijke_woorden.yml`."""

    woorden: tuple[MoeilijkWoord, ...] = Field(min_length=1)
    afkortingen: tuple[Afkorting, ...] = Field(min_length=1)
