"""Minimumloon, 24 uur": what that is per month, after tax."""

import re
from collections.abc import Iterable
from datetime import date

import numpy as np

from content.screening.model import MissingFiguresError
from content.screening.variables.tax import net_per_year

WAGE = re.compile(r"\b(?:minimum ?loon|minimum ?jeugdloon|wml|minimum)\b")
HOURS = re.compile(r"\b(\d{1,2}(?:[.,]\d)?) ?(?:uur|uren|u)\b")
WEEKS = 52 / 12
MOST_HOURS = 60
YOUNGEST, GROWN_UP = 15, 21  # the ages of the first and the last minimum wage


def minimum_wages_in(plain: str, ages: Iterable[float], on: date) -> list[float]:
    """
    Return the net income per month with the minimum wage and these hours a week, for each of the ages; each once.

    Without figures for the day, or without hours, there is none: then the amount is asked for.
    """
    from content.screening.rules.system import default  # noqa: PLC0415 - the system reads answers too

    hours = HOURS.search(plain)
    if not WAGE.search(plain) or not hours or float(hours.group(1).replace(",", ".")) > MOST_HOURS:
        return []
    screening = default()
    try:
        figures = screening.figures.at("minimumloon", on)
        screening.figures.at("inkomstenbelasting", on)
    except MissingFiguresError:
        return []
    tax = screening.rules.parameters(on.isoformat()).inkomstenbelasting
    paid = {min(max(int(age), YOUNGEST), GROWN_UP) for age in ages}
    hourly = np.array([getattr(figures, f"uur_{age}") for age in sorted(paid)])
    gross = hourly * float(hours.group(1).replace(",", ".")) * WEEKS * 12
    return [float(net) / 12 for net in net_per_year(tax, gross, "loon")]
