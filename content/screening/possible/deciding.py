"""Which single answer would decide an outcome that is still open."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from content.screening.possible.calculation import Calculation
from content.screening.possible.draw import Draw, each_point
from content.screening.possible.grid import Axis
from content.screening.rules.schemes import outcome_name

HOUSEHOLDS = 64


class Deciding:
    """Tries, in households that fit, every other answer to each question, and sees which regelingen change."""

    def __init__(self, rules: TaxBenefitSystem, axes: Sequence[Axis], on: date) -> None:
        self.axes = axes
        self._draw = Draw([each_point(axis) for axis in axes], HOUSEHOLDS)
        self._places = [
            (number, choice)
            for number, options in enumerate(self._draw.options)
            if len(options.ids) > 1
            for choice in range(len(options.ids))
        ]
        rows = [self._draw.with_option(number, choice) for number, choice in self._places]
        self._calculation = None
        if rows:
            self._calculation = Calculation(rules, self._draw.columns(np.concatenate(rows, axis=1)), on)

    def axis(self, regeling: str) -> Axis | None:
        """Return the axis that most often changes the outcome of a regeling; None when none does."""
        if self._calculation is None:
            return None
        outcome = self._calculation.value(outcome_name(regeling), regeling).reshape(len(self._places), HOUSEHOLDS)
        shares = {
            number: self._changes(number, outcome) for number in dict.fromkeys(place for place, _ in self._places)
        }
        best = max(shares, key=lambda number: shares[number])
        return self.axes[best] if shares[best] > 0 else None

    def _changes(self, number: int, outcome: np.ndarray) -> float:
        """Return the share of households whose outcome is another one for another answer to this question."""
        mine = outcome[[place for place, (axis, _) in enumerate(self._places) if axis == number]]
        allowed = self._draw.allowed(number, self._draw.chosen)
        lowest = np.where(allowed, mine, 9).min(axis=0)
        highest = np.where(allowed, mine, -9).max(axis=0)
        applies = self._draw.meets(self._draw.chosen, self._draw.options[number].axis.alleen_als)
        return float(((lowest < highest) & applies & allowed.any(axis=0)).mean())
