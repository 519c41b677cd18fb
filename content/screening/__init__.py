"""
The regelingencheck: which regelingen an inwoner may be entitled to, and which question decides that.

All households that fit the answers so far are calculated at once with OpenFisca. What holds for all of them is
"ja" or "nee"; the rest is "misschien". No decision is made here, and nothing is stored.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from content.screening.choose import choose
from content.screening.judge import judge
from content.screening.model import (
    MAX_QUESTIONS,
    OVERSLAAN,
    WEET_NIET,
    Bedrag,
    Bron,
    MissingFiguresError,
    Optie,
    Question,
    Uitkomst,
)
from content.screening.reading import read
from content.screening.system import Screening, default, load

__all__ = [
    "MAX_QUESTIONS",
    "OVERSLAAN",
    "WEET_NIET",
    "Bedrag",
    "Bron",
    "MissingFiguresError",
    "Optie",
    "Question",
    "Screening",
    "Uitkomst",
    "load",
    "next_question",
    "outcomes",
    "read_answer",
]


def next_question(answers: Mapping[str, str], *, gemeente: str, on: date) -> Question | None:  # noqa: ARG001
    """
    Return the question that would still change the outcomes most; None when nothing would, or six were asked.

    Raises:
        MissingFiguresError: If a regeling has no figures for this date.
    """
    return _chosen(frozenset(answers.items()), on)


@lru_cache(maxsize=4096)
def _chosen(answers: frozenset[tuple[str, str]], on: date) -> Question | None:
    """Choose once for the same answers: within one turn the question is asked for several times."""
    return choose(default(), dict(answers), on)


def outcomes(answers: Mapping[str, str], *, gemeente: str, on: date) -> list[Uitkomst]:
    """
    Return what the answers so far say about each regeling.

    Raises:
        MissingFiguresError: If a regeling has no figures for this date.
    """
    screening = default()
    run = screening.run(screening.axes(screening.clean(answers)), on)
    return [judge(screening, run, regeling, gemeente) for regeling in screening.regelingen.values()]


def read_answer(question: Question, tekst: str) -> str | None:
    """Return the option that free text stands for, or None when it isn't clear."""
    return read(default().vragenlijst, question, tekst)
