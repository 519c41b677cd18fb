"""
Income tax: from gross to net per year and back, for wages, for benefits, and for AOW with pension.

Rough on purpose: no deductions, and no credits but the general one and the one for work. Who uses it takes a low and a
high end. All figures come from `content/regelingen/parameters/inkomstenbelasting.yml`.
"""

from functools import lru_cache
from typing import Literal

import numpy as np

from content.screening.variables.base import Cijfers, Column

Kind = Literal["loon", "uitkering", "pensioen"]
HIGHEST = 300_000
GROSS: Column = np.arange(0.0, HIGHEST + 1, 25.0)


def gross_per_year(figures: Cijfers, net: Column, kind: Kind) -> Column:
    """Return what these incomes are before tax."""
    found: Column = np.interp(net, _net_table(figures, kind), GROSS)
    return found


def net_per_year(figures: Cijfers, gross: Column, kind: Kind) -> Column:
    """Return what is left of these incomes after tax."""
    found: Column = np.interp(gross, GROSS, _net_table(figures, kind))
    return found


@lru_cache(maxsize=64)
def _net_table(figures: Cijfers, kind: Kind) -> Column:
    """Return net per year for each amount of GROSS; OpenFisca keeps one `figures` per date, so this is made once."""
    withheld = GROSS * figures.zvw_inhouding if kind == "pensioen" else 0.0
    table: Column = GROSS - np.maximum(0, _tax(figures, kind) - _credits(figures, kind)) - withheld
    return table


def _tax(figures: Cijfers, kind: Kind) -> Column:
    first = np.minimum(GROSS, figures.schijf_1_tot)
    second = np.clip(GROSS - figures.schijf_1_tot, 0, figures.schijf_2_tot - figures.schijf_1_tot)
    third = np.maximum(0, GROSS - figures.schijf_2_tot)
    rate = figures.tarief_1_aow if kind == "pensioen" else figures.tarief_1
    tax: Column = first * rate + second * figures.tarief_2 + third * figures.tarief_3
    return tax


def _credits(figures: Cijfers, kind: Kind) -> Column:
    excess = np.maximum(0, GROSS - figures.algemene_heffingskorting_afbouw_vanaf)
    general = np.maximum(0, figures.algemene_heffingskorting - figures.algemene_heffingskorting_afbouw * excess)
    if kind == "pensioen":  # the part of the premiums for AOW is left out of the credit as well
        general = general * figures.tarief_1_aow / figures.tarief_1
    credit: Column = general + (_work_credit(figures) if kind == "loon" else 0)
    return credit


def _work_credit(figures: Cijfers) -> Column:
    first, second, third = (
        np.maximum(0, GROSS - getattr(figures, f"arbeidskorting_grens_{number}")) for number in (1, 2, 3)
    )
    credit = np.select(
        [first == 0, second == 0, third == 0],
        [
            GROSS * figures.arbeidskorting_deel_1,
            figures.arbeidskorting_vast_2 + figures.arbeidskorting_deel_2 * first,
            figures.arbeidskorting_vast_3 + figures.arbeidskorting_deel_3 * second,
        ],
        figures.arbeidskorting_hoogst - figures.arbeidskorting_afbouw * third,
    )
    found: Column = np.maximum(0, credit)
    return found
