"""
From net per month to toetsingsinkomen and back, as a low and a high end.

Nobody knows their toetsingsinkomen by heart. Net income bounds it: it is at least what comes in, and at most what a
single earner without tax credit for work would need before tax, with holiday allowance on top.
"""

from functools import lru_cache

import numpy as np
from openfisca_core.periods import Period

from content.screening.variables.base import Cijfers, Column, Huishouden, Parameters, variable
from content.screening.variables.household import BIJSTAND, TOETSINGSINKOMEN

MONTHS = 12
HIGHEST = 300_000
GROSS: Column = np.arange(0.0, HIGHEST + 1, 25.0)


@variable(float, "Netto inkomen van het huishouden per maand")
def netto_maand(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the given amount, the norm, or the low or high end of what a toetsingsinkomen allows."""
    kind = huishouden("inkomen_soort", period)
    net: Column = huishouden("inkomen_bedrag", period).astype(float)
    if (kind == BIJSTAND).any():
        net = np.where(kind == BIJSTAND, huishouden("bijstandsnorm", period), net)
    if (kind == TOETSINGSINKOMEN).any():
        tax = _Tax(parameters(period).inkomstenbelasting)
        low = tax.net(net, worker=False) / (1 + tax.figures.vakantiegeld)
        ends = np.where(huishouden("hoge_schatting", period), net, low) / MONTHS
        net = np.where(kind == TOETSINGSINKOMEN, ends, net)
    return net


@variable(float, "Toetsingsinkomen van het huishouden per jaar")
def toetsingsinkomen(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the given amount, or the low or high end of what net income allows."""
    kind, given = huishouden("inkomen_soort", period), huishouden("inkomen_bedrag", period)
    if (kind == TOETSINGSINKOMEN).all():
        return given
    tax = _Tax(parameters(period).inkomstenbelasting)
    worker = huishouden("zeker_loon", period)
    net = huishouden("netto_maand", period).astype(float) * MONTHS
    earners = np.where(huishouden("heeft_partner", period), 2, 1)
    low = np.where(worker, tax.gross(net / earners, worker=True) * earners, net)
    gross = np.where(worker, tax.gross(net, worker=True), tax.gross(net, worker=False))
    high = np.where(
        kind == BIJSTAND,  # is split between partners, and its norm holds the holiday allowance already
        tax.gross(net / earners, worker=False) * earners,
        gross * (1 + tax.figures.vakantiegeld),
    )
    estimate = np.where(huishouden("hoge_schatting", period), high, low)
    return np.where(kind == TOETSINGSINKOMEN, given, estimate)


class _Tax:
    """Net and gross per year for the figures of one date."""

    def __init__(self, figures: Cijfers) -> None:
        self.figures = figures

    def gross(self, net: Column, *, worker: bool) -> Column:
        found: Column = np.interp(net, _net_table(self.figures, worker), GROSS)
        return found

    def net(self, gross: Column, *, worker: bool) -> Column:
        found: Column = np.interp(gross, GROSS, _net_table(self.figures, worker))
        return found


@lru_cache(maxsize=64)
def _net_table(figures: Cijfers, worker: bool) -> Column:
    """Return net per year for each amount of GROSS; OpenFisca keeps one `figures` per date, so this is made once."""
    table: Column = GROSS - np.maximum(0, _tax(figures) - _credits(figures, worker))
    return table


def _tax(figures: Cijfers) -> Column:
    first = np.minimum(GROSS, figures.schijf_1_tot)
    second = np.clip(GROSS - figures.schijf_1_tot, 0, figures.schijf_2_tot - figures.schijf_1_tot)
    third = np.maximum(0, GROSS - figures.schijf_2_tot)
    tax: Column = first * figures.tarief_1 + second * figures.tarief_2 + third * figures.tarief_3
    return tax


def _credits(figures: Cijfers, worker: bool) -> Column:
    excess = np.maximum(0, GROSS - figures.algemene_heffingskorting_afbouw_vanaf)
    general = figures.algemene_heffingskorting - figures.algemene_heffingskorting_afbouw * excess
    credit: Column = np.maximum(0, general) + (_work_credit(figures) if worker else 0)
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


FORMULAS = (toetsingsinkomen, netto_maand)
