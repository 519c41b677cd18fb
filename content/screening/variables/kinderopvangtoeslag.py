"""
Kinderopvangtoeslag: the formula of the law (https://wetten.overheid.nl/BWBR0017321 and its besluit).

The table of percentages per income and the highest hourly rates come from
`content/regelingen/parameters/kinderopvangtoeslag.yml`.
"""

import numpy as np
from openfisca_core.periods import Period

from content.screening.variables.base import Cijfers, Column, Huishouden, Parameters, variable
from content.screening.variables.household import OPVANG, OPVANG_PLACES

MORE_THAN_ANY_COST = 1e6


@variable(bool, "Werken, studeren of leren beide ouders?")
def ouders_werken(huishouden: Huishouden, period: Period, _parameters: Parameters) -> Column:
    """Return whether the applicant and the partner, if there is one, do."""
    partner = huishouden("partner_werkt", period) | ~huishouden("heeft_partner", period)
    own = huishouden("werkt", period) | huishouden("in_traject", period)
    both: Column = own & partner
    return both


@variable(float, "Uren opvang per maand, van alle kinderen samen")
def opvang_uren(huishouden: Huishouden, period: Period, _parameters: Parameters) -> Column:
    """Return the hours of all children."""
    hours = [
        np.where(huishouden(f"opvang_{place}_soort", period) > 0, huishouden(f"opvang_{place}_uren", period), 0)
        for place in OPVANG_PLACES
    ]
    total: Column = np.sum(hours, axis=0)
    return total


@variable(float, "Kinderopvangtoeslag per maand volgens opvang en inkomen")
def kinderopvangtoeslag_per_maand(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return for each child hours, rate and percentage that count, in cents; together in whole euros."""
    regel = parameters(period).kinderopvangtoeslag
    income = huishouden("toetsingsinkomen", period).astype(float)
    first, other = regel.eerste_kind.calc(income), regel.volgend_kind.calc(income)
    costs, hours = _costs(huishouden, period, regel)
    # The child with the most hours counts as the first; of two with as many, the one with the highest costs.
    most = np.argmax(hours * MORE_THAN_ANY_COST + costs, axis=0)
    is_first = np.arange(len(OPVANG_PLACES))[:, None] == most
    cents = np.floor(np.where(costs > 0, costs * np.where(is_first, first, other), 0.0) * 100 + 0.5 + 1e-6) / 100
    total: Column = np.floor(cents.sum(axis=0) + 1e-6)
    return total


def _costs(huishouden: Huishouden, period: Period, regel: Cijfers) -> tuple[Column, Column]:
    """Return costs that count and hours, a row for each child."""
    highest = [getattr(regel, f"hoogste_uurtarief_{kind}") for kind in OPVANG]
    costs, hours = [], []
    for place in OPVANG_PLACES:
        kind = huishouden(f"opvang_{place}_soort", period)
        limit = np.array([0.0, *highest])[kind]
        rate = np.minimum(huishouden(f"opvang_{place}_uurtarief", period).astype(float), limit)
        count = np.minimum(huishouden(f"opvang_{place}_uren", period).astype(float), regel.hoogste_uren)
        hours.append(np.where(kind > 0, count, 0.0))
        costs.append(hours[-1] * rate)
    return np.array(costs), np.array(hours)


FORMULAS = (ouders_werken, opvang_uren, kinderopvangtoeslag_per_maand)
