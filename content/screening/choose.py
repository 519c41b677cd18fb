"""The next question: the one whose answer would still change some outcome most."""

from collections.abc import Mapping
from datetime import date

from content.screening.grid import NOT_ASKED
from content.screening.judge import amounts
from content.screening.model import MAX_QUESTIONS, Optie, Question
from content.screening.questions import Antwoordoptie, Vraag
from content.screening.system import Run, Screening
from content.screening.weigh import CHANGES, amount_gain, outcome_gain


def choose(screening: Screening, answers: Mapping[str, str], on: date) -> Question | None:
    """
    Return the next question, or None when no answer changes anything or enough was asked.

    Raises:
        MissingFiguresError: If a regeling has no figures for this date.
    """
    given = screening.clean(answers)
    if len(given) >= MAX_QUESTIONS:
        return None
    gains = _gains(screening, screening.run(screening.axes(given), on))
    useful = {vraag: gain for vraag, gain in gains.items() if gain > CHANGES}
    if not useful:
        return None
    best = max(useful, key=lambda vraag: useful[vraag])
    asked = len(given)
    return as_question(screening.vragenlijst.vraag(best), given, asked + 1, min(MAX_QUESTIONS, asked + len(useful)))


def as_question(vraag: Vraag, given: Mapping[str, str], nummer: int, van: int) -> Question:
    """Return a question as the inwoner sees it, without options that earlier answers rule out."""
    opties = tuple(Optie(optie.id, optie.label) for optie in vraag.opties if _fits(optie, given))
    return Question(vraag.id, vraag.tekst, vraag.uitleg, opties, nummer, van)


def _fits(optie: Antwoordoptie, given: Mapping[str, str]) -> bool:
    return all(given.get(vraag) in allowed for vraag, allowed in optie.alleen_als.items())


def _gains(screening: Screening, run: Run) -> dict[str, float]:
    gains: dict[str, float] = {}
    columns = []
    for regeling in screening.regelingen.values():
        outcome = run.outcome(regeling.id)
        columns.append((outcome, amounts(run, regeling, outcome)))
    for number, axis in enumerate(run.grid.axes):
        if axis.answered:
            continue
        code = run.grid.options(number)
        if (code == NOT_ASKED).any():  # asked only after another answer, which must come first
            continue
        gains[axis.vraag] = sum(outcome_gain(code, outcome, run.grid.weight) for outcome, _ in columns)
        gains[axis.vraag] += sum(
            amount_gain(code, amount, run.grid.weight) for _, amount in columns if amount is not None
        )
    return gains
