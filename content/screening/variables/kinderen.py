"""
Kindgebonden budget and kinderbijslag: the formulas of the law.

Sources: https://wetten.overheid.nl/BWBR0022751 and https://wetten.overheid.nl/BWBR0002368; all figures come from
`content/regelingen/parameters/`.
"""

import numpy as np
from openfisca_core.periods import Period

from content.screening.variables.base import Column, Huishouden, Parameters, variable


@variable(float, "Kindgebonden budget per jaar volgens kinderen en inkomen")
def kindgebonden_budget_per_jaar(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the amounts for the children less a share of the income above the threshold."""
    regel = parameters(period).kindgebonden_budget
    couple, number = huishouden("heeft_partner", period), huishouden("kinderen", period)
    extra = (
        huishouden("kinderen_12_15", period) * regel.extra_12_15
        + huishouden("kinderen_16_17", period) * regel.extra_16_17
    )
    alone = np.where(couple, 0.0, regel.extra_zonder_partner)
    highest = np.where(number > 0, number * regel.per_kind + extra + alone, 0.0)
    threshold = np.where(couple, regel.drempel_partners, regel.drempel_alleen)
    above = np.maximum(0, huishouden("toetsingsinkomen", period).astype(float) - threshold)
    yearly: Column = np.maximum(0, highest - regel.afbouw * above)
    return yearly


@variable(float, "Kindgebonden budget per maand volgens kinderen en inkomen")
def kindgebonden_budget_per_maand(huishouden: Huishouden, period: Period, _parameters: Parameters) -> Column:
    """Return a twelfth, rounded down to whole euros."""
    monthly: Column = np.floor(huishouden("kindgebonden_budget_per_jaar", period).astype(float) / 12 + 1e-6)
    return monthly


@variable(float, "Vermogensgrens van het kindgebonden budget")
def kindgebonden_budget_vermogensgrens(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return what a household may own on 1 January."""
    regel = parameters(period).kindgebonden_budget
    couple = huishouden("heeft_partner", period)
    limit: Column = np.where(couple, regel.vermogensgrens_partners, regel.vermogensgrens_alleen)
    return limit


@variable(float, "Kinderbijslag per kwartaal")
def kinderbijslag_per_kwartaal(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the amounts by age, for all children."""
    regel = parameters(period).kinderbijslag
    young = huishouden("kinderen_0_3", period) + huishouden("kinderen_4_5", period)
    total: Column = (
        young * regel.van_0_tot_6
        + huishouden("kinderen_6_11", period) * regel.van_6_tot_12
        + huishouden("kinderen_12_17", period) * regel.van_12_tot_18
    )
    return total


FORMULAS = (
    kindgebonden_budget_per_jaar,
    kindgebonden_budget_per_maand,
    kindgebonden_budget_vermogensgrens,
    kinderbijslag_per_kwartaal,
)
