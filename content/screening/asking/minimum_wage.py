"""Minimumloon, 24 uur": what that is per month, after tax."""

import re
from datetime import date

import numpy as np

from content.screening.model import MissingFiguresError
from content.screening.variables.tax import net_per_year

WAGE = re.compile(r"\b(?:minimum ?loon|minimum ?jeugdloon|wml|minimum)\b")
HOURS = re.compile(r"\b(\d{1,2}(?:[.,]\d)?) ?(?:uur|uren|u)\b")
WEEKS = 52 / 12
MOST_HOURS = 60


def minimum_wage_in(plain: str, on: date) -> float | None:
    """
    Return the net income per month of somebody of 21 or older with the minimum wage and these hours a week.

    Without figures for the day, or without hours, it is None: then the amount is asked for.
    """
    from content.screening.rules.system import default  # noqa: PLC0415 - the system reads answers too

    hours = HOURS.search(plain)
    if not WAGE.search(plain) or not hours or float(hours.group(1).replace(",", ".")) > MOST_HOURS:
        return None
    screening = default()
    try:
        hourly = screening.figures.at("minimumloon", on).uur_21
        screening.figures.at("inkomstenbelasting", on)
    except MissingFiguresError:
        return None
    tax = screening.rules.parameters(on.isoformat()).inkomstenbelasting
    gross = hourly * float(hours.group(1).replace(",", ".")) * WEEKS * 12
    return float(net_per_year(tax, np.array([gross]), "loon")[0]) / 12
