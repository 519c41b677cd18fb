"""Quick looks in between the questions: which regelingen may be likely already, and how much there is at most."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from content.screening.model import Bedrag
from content.screening.possible.calculation import Calculation
from content.screening.possible.draw import Draw
from content.screening.possible.grid import Axis
from content.screening.rules.schemes import JA, NEE, Regeling, outcome_name
from content.screening.rules.system import Screening

HOUSEHOLDS = 64


def maybe_likely(
    screening: Screening, axes: Sequence[Axis], schemes: Mapping[str, Regeling], on: date
) -> dict[str, Regeling]:
    """
    Return the regelingen that are "ja" in every household of a small draw.

    One household in which it isn't is enough to leave a regeling out; those that stay must still be calculated for all.
    """
    draw = Draw(axes, HOUSEHOLDS)
    calculation = Calculation(screening.rules, draw.columns(draw.chosen), on)
    found = {}
    for key, regeling in screening.with_figures(schemes, on).items():
        outcome = calculation.value(outcome_name(regeling.key), regeling.id)
        if (outcome == JA).all():
            found[key] = regeling
    return found


def at_most(
    screening: Screening, axes: Sequence[Axis], schemes: Mapping[str, Regeling], on: date
) -> list[tuple[str, Bedrag]]:
    """Return name and range of each regeling with an amount above nothing that is still possible, most first."""
    with_amount = {key: one for key, one in screening.with_figures(schemes, on).items() if one.bedrag}
    run = screening.run(axes, on, with_amount)
    found = []
    for one in with_amount.values():
        view = run.view(one.key)
        amount = np.where(view.outcome() > NEE, view.value(one.bedrag.gegeven).astype(float), 0.0)  # type: ignore[union-attr]
        if amount.max() > 0:
            found.append((one.naam, Bedrag(float(amount.min()), float(amount.max()), one.bedrag.per)))  # type: ignore[union-attr]
    return sorted(found, key=lambda pair: -pair[1].per_month())
