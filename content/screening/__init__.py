"""
The regelingencheck: which regelingen an inwoner may be entitled to, and which question decides that.

All households that fit the answers so far are calculated at once with OpenFisca. What holds for all of them is
"ja" or "nee"; the rest is "misschien". No decision is made here, and nothing is stored.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache

from content.screening.asking.choose import as_question, choose
from content.screening.asking.reading import read
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
from content.screening.possible.judge import judge_all
from content.screening.possible.likely import at_most, maybe_likely
from content.screening.rules.system import Screening, default, load

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
    "likely",
    "load",
    "next_question",
    "outcomes",
    "possible_amounts",
    "question_again",
    "read_answer",
    "warm_up",
]


def next_question(answers: Mapping[str, str], *, gemeente: str, on: date) -> Question | None:
    """
    Return the question that would still change the outcomes most; None when nothing would, or enough was asked.

    Raises:
        MissingFiguresError: If no regeling has figures for this date.
    """
    return _chosen(tuple(answers.items()), gemeente, on)


def question_again(question_id: str, answers: Mapping[str, str]) -> Question | None:
    """Return a question that was answered before, to answer it anew."""
    screening = default()
    if question_id not in screening.vragenlijst.ids():
        return None
    asked = len(screening.clean(answers)) + 1
    lijst = screening.vragenlijst
    return as_question(lijst, lijst.vraag(question_id), answers, asked, asked)


@lru_cache(maxsize=4096)
def _chosen(answers: tuple[tuple[str, str], ...], gemeente: str, on: date) -> Question | None:
    """Choose once for the same answers: within one turn the question is asked for several times."""
    return choose(default(), dict(answers), on, gemeente)


def outcomes(answers: Mapping[str, str], *, gemeente: str, on: date) -> list[Uitkomst]:
    """
    Return what the answers so far say about each regeling that has figures on this date.

    Raises:
        MissingFiguresError: If no regeling has.
    """
    found = list(_judged(frozenset(answers.items()), gemeente, on))
    if not found:
        raise MissingFiguresError("alle regelingen", on)
    return found


def likely(answers: Mapping[str, str], *, gemeente: str, on: date) -> list[Uitkomst]:
    """Return only the regelingen that are "ja" already: quicker than all outcomes, for in between the questions."""
    return list(_judged(frozenset(answers.items()), gemeente, on, only_likely=True))


def possible_amounts(answers: Mapping[str, str], *, gemeente: str, on: date) -> list[tuple[str, Bedrag]]:
    """Return name and amount of each regeling with an amount that is still possible, the most first."""
    screening = default()
    axes = screening.axes(screening.clean(dict(answers)))
    return at_most(screening, axes, screening.schemes(gemeente, on), on)


@lru_cache(maxsize=1024)
def _judged(
    answers: frozenset[tuple[str, str]], gemeente: str, on: date, *, only_likely: bool = False
) -> tuple[Uitkomst, ...]:
    """Judge once for the same answers."""
    screening = default()
    schemes = screening.schemes(gemeente, on)
    axes = screening.axes(screening.clean(dict(answers)))
    if only_likely:
        schemes = maybe_likely(screening, axes, schemes, on)
    run = screening.run(axes, on, schemes)
    return tuple(judge_all(screening, run, list(schemes.values()), gemeente, only_likely=only_likely))


def warm_up(on: date) -> None:
    """Do what takes longest once, so that the first inwoner of the day doesn't wait for it."""
    with suppress(MissingFiguresError):
        next_question({}, gemeente="", on=on)
        likely({}, gemeente="", on=on)


def read_answer(question: Question, tekst: str, on: date, answers: Mapping[str, str]) -> str | None:
    """Return the option that free text stands for after these answers, or None when it isn't clear or can't be."""
    screening = default()
    return read(screening.vragenlijst, question, tekst, on, screening.clean(answers))
