"""The next question: the one whose answer would still change most, in regelingen and in euros."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from content.screening.asking.questions import Vraag, Vragenlijst
from content.screening.model import MAX_QUESTIONS, TIMES_A_YEAR, MissingFiguresError, Optie, Question
from content.screening.possible.calculation import Calculation
from content.screening.possible.draw import Draw
from content.screening.rules.schemes import NEE, Regeling, outcome_name
from content.screening.rules.system import Screening
from content.screening.variables.base import Column

HOUSEHOLDS = 48
WORTH_ASKING = 12.0  # euros a year that an answer changes, on average; below it nobody is asked for it


def choose(screening: Screening, answers: Mapping[str, str], on: date, gemeente: str) -> Question | None:
    """
    Return the next question, or None when no answer changes anything or enough was asked.

    Raises:
        MissingFiguresError: If no regeling has figures for this date.
    """
    given = screening.clean(answers)
    if len(given) >= MAX_QUESTIONS:
        return None
    gains = question_gains(screening, given, on, gemeente)
    useful = {vraag: gain for vraag, gain in gains.items() if gain > WORTH_ASKING}
    if not useful:
        return None
    best = _opening(screening, given, useful) or max(useful, key=lambda vraag: useful[vraag])
    asked = len(given)
    vraag = screening.vragenlijst.vraag(best)
    return as_question(screening.vragenlijst, vraag, given, asked + 1, min(MAX_QUESTIONS, asked + len(useful)))


def _opening(screening: Screening, given: Mapping[str, str], useful: Mapping[str, float]) -> str | None:
    """Return the next of the questions that come first, so that there is a first result soon; None after them."""
    if set(given) - set(screening.vragenlijst.eerst):
        return None
    return next((vraag for vraag in screening.vragenlijst.eerst if vraag in useful), None)


def as_question(lijst: Vragenlijst, vraag: Vraag, given: Mapping[str, str], nummer: int, van: int) -> Question:
    """Return a question as the inwoner sees it, without options that earlier answers rule out."""
    opties = tuple(Optie(optie.id, optie.label) for optie in vraag.opties if lijst.allows(optie, given))
    return Question(vraag.id, vraag.tekst, vraag.uitleg, opties, nummer, van, vraag.begrip)


def question_gains(screening: Screening, given: Mapping[str, str], on: date, gemeente: str) -> dict[str, float]:
    """
    Return for each open question how many euros a year its answer would change, on average, over all regelingen.

    Each household of a small draw gets every possible answer in turn, all else staying as it is.

    Raises:
        MissingFiguresError: If no regeling has figures for this date.
    """
    draw = Draw(screening.axes(given), HOUSEHOLDS)
    rows: list[Column] = []
    answers: list[tuple[int, int]] = []
    for number, one in enumerate(draw.options):
        if not one.axis.answered and _may_be_asked(screening.vragenlijst, one.axis.vraag, given):
            for optie in range(len(one.ids)):
                rows.append(draw.with_option(number, optie))
                answers.append((number, optie))
    if not rows:
        return {}
    chosen = np.concatenate(rows, axis=1)
    calculation = Calculation(screening.rules, draw.columns(chosen), on)
    values = _values(screening, calculation, gemeente).reshape(-1, len(rows), HOUSEHOLDS)
    return {
        draw.options[number].axis.vraag: _spread(draw, number, values, answers)
        for number in dict.fromkeys(number for number, _ in answers)
    }


def _may_be_asked(lijst: Vragenlijst, question_id: str, given: Mapping[str, str]) -> bool:
    """Tell whether what a question depends on was answered, in a way that fits, and there is something to choose."""
    if question_id not in lijst.ids():
        return False
    vraag = lijst.vraag(question_id)
    told = {key: lijst.base_id(key, answer) for key, answer in given.items()}
    applies = all(told.get(name) in allowed for name, allowed in lijst.requires(vraag).items())
    return applies and sum(lijst.allows(optie, given) for optie in vraag.opties) > 1


def _spread(draw: Draw, number: int, values: Column, answers: list[tuple[int, int]]) -> float:
    """Return the standard deviation of what each regeling is worth over the answers to a question, added up."""
    places = [place for place, (axis, _) in enumerate(answers) if axis == number]
    mine = values[:, places, :]
    one = draw.options[number]
    weight = one.weights[:, None] * draw.allowed(number, draw.chosen)
    weight = weight / np.maximum(weight.sum(axis=0), 1e-12)
    mean = (mine * weight).sum(axis=1, keepdims=True)
    deviation = np.sqrt((((mine - mean) ** 2) * weight).sum(axis=1))
    return float(deviation.sum(axis=0).mean())


def _values(screening: Screening, calculation: Calculation, gemeente: str) -> Column:
    """Return what each regeling is worth in each household, in euros a year; half of it for "misschien"."""
    schemes = screening.with_figures(screening.schemes(gemeente, calculation.on), calculation.on)
    if not schemes:
        raise MissingFiguresError("alle regelingen", calculation.on)
    return np.array([_worth(calculation, regeling) for regeling in schemes.values()])


def _worth(calculation: Calculation, regeling: Regeling) -> Column:
    outcome = calculation.value(outcome_name(regeling.key), regeling.id).astype(int)
    certainty = outcome / 2
    if regeling.bedrag is None:
        worth: Column = certainty * regeling.waarde
        return worth
    amount = calculation.value(regeling.bedrag.gegeven, regeling.id).astype(float)
    known = np.nan_to_num(amount)  # a figure that wasn't found has no say in the order
    yearly: Column = certainty * np.where(outcome > NEE, known * TIMES_A_YEAR[regeling.bedrag.per], 0.0)
    return yearly
