"""What earning more does: how much toeslag goes down when 100 euros net a month come in on top."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import numpy as np

from content.screening.model import MissingFiguresError
from content.screening.possible.calculation import Calculation
from content.screening.possible.draw import Draw
from content.screening.rules.schemes import NEE, Regeling, outcome_name
from content.screening.rules.system import Screening, default
from content.screening.variables.base import Column
from content.screening.variables.household import NETTO

EXTRA = 100.0
HOUSEHOLDS = 200
SHRINKING = ("zorgtoeslag", "huurtoeslag", "kindgebonden_budget")
ROUNDED = 10
LEAST = 5.0


def less_with_more_work(answers: Mapping[str, str], gemeente: str, on: date) -> tuple[float, float] | None:
    """
    Return how much less toeslag a month there may be, from and to, in tens of euros.

    Most households that fit the answers lie between the two (a tenth on either side doesn't). None for an income that
    wasn't told as an amount: bijstand has rules of its own.
    """
    return _less(frozenset(answers.items()), gemeente, on)


@lru_cache(maxsize=256)
def _less(answers: frozenset[tuple[str, str]], gemeente: str, on: date) -> tuple[float, float] | None:
    screening = default()
    given = screening.clean(dict(answers))
    if not screening.vragenlijst.is_told("inkomen", given.get("inkomen")):
        return None
    draw = Draw(screening.axes(given), HOUSEHOLDS)
    columns = draw.columns(draw.chosen)
    richer = {**columns, "inkomen_bedrag": columns["inkomen_bedrag"] + EXTRA}
    rows = columns["inkomen_soort"] == NETTO
    loss = sum(
        (
            _amount(Calculation(screening.rules, columns, on), one)
            - _amount(Calculation(screening.rules, richer, on), one)
        )
        for one in _shrinking(screening, gemeente, on)
    )
    if isinstance(loss, int) or not rows.any():
        return None
    low, high = (float(value) for value in np.percentile(loss[rows], (10, 90)))
    if high < LEAST:
        return 0.0, 0.0
    return float(np.floor(max(0.0, low) / ROUNDED) * ROUNDED), float(np.ceil(high / ROUNDED) * ROUNDED)


def _shrinking(screening: Screening, gemeente: str, on: date) -> list[Regeling]:
    found = []
    for name, regeling in screening.schemes(gemeente, on).items():
        if name in SHRINKING:
            try:
                screening.require_figures(regeling, on)
            except MissingFiguresError:
                continue
            found.append(regeling)
    return found


def _amount(calculation: Calculation, regeling: Regeling) -> Column:
    assert regeling.bedrag is not None  # noqa: S101 - each of these three has an amount
    amount = calculation.value(regeling.bedrag.gegeven, regeling.id).astype(float)
    outcome = calculation.value(outcome_name(regeling.key), regeling.id)
    found: Column = np.where(outcome > NEE, amount, 0.0)
    return found
