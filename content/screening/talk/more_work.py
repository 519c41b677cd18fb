"""What earning more does: how much toeslag goes down when somewhat more net income comes in each month."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import numpy as np

from content.screening.possible.calculation import Calculation
from content.screening.possible.draw import Draw
from content.screening.rules.schemes import NEE, Regeling, outcome_name
from content.screening.rules.system import default
from content.screening.variables.base import Column
from content.screening.variables.household import NETTO

EXTRA = 100  # euros net a month
HOUSEHOLDS = 200
SHRINKING = ("zorgtoeslag", "huurtoeslag", "kindgebonden_budget", "kinderopvangtoeslag")
ROUNDED = 10
LEAST = 5.0


def less_with_more_work(answers: Mapping[str, str], gemeente: str, on: date) -> tuple[float, float] | None:
    """
    Return how much less toeslag a month there may be with EXTRA more income, from and to, in tens of euros.

    Most households that fit the answers lie between the two (a tenth on either side doesn't). None for an income that
    wasn't told as an amount (bijstand has rules of its own), and when a figure is missing.
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
    rows = columns["inkomen_soort"] == NETTO
    known = screening.with_figures(screening.schemes(gemeente, on), on)
    shrinking = [known[name] for name in SHRINKING if name in known]
    if not shrinking or not rows.any():
        return None
    richer = {**columns, "inkomen_bedrag": columns["inkomen_bedrag"] + EXTRA}
    now, then = (_together(Calculation(screening.rules, one, on), shrinking)[rows] for one in (columns, richer))
    if np.isnan(now + then).any():  # a figure that wasn't found
        return None
    low, high = (float(value) for value in np.percentile(now - then, (10, 90)))
    if high < LEAST:
        return 0.0, 0.0
    return float(np.floor(max(0.0, low) / ROUNDED) * ROUNDED), float(np.ceil(high / ROUNDED) * ROUNDED)


def _together(calculation: Calculation, regelingen: Iterable[Regeling]) -> Column:
    """Return what each household gets of these regelingen a month."""
    amounts = [
        np.where(
            calculation.value(outcome_name(one.key), one.id) > NEE,
            calculation.value(one.bedrag.gegeven, one.id).astype(float),
            0.0,
        )
        for one in regelingen
        if one.bedrag
    ]
    total: Column = np.sum(amounts, axis=0)
    return total
