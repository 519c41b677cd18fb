"""
Zorgtoeslag: the formula of the law (https://wetten.overheid.nl/BWBR0018451).

All figures come from `content/regelingen/parameters/zorgtoeslag.yml`.
"""

import numpy as np
from openfisca_core.periods import Period

from content.screening.variables.base import Column, Huishouden, Parameters, variable


@variable(int, "Hoeveel van aanvrager en partner een Nederlandse zorgverzekering hebben")
def verzekerden(huishouden: Huishouden, period: Period, _parameters: Parameters) -> Column:
    """Return 0, 1 or 2."""
    own: Column = huishouden("zelf_verzekerd", period).astype(int)
    return own + (huishouden("partner_verzekerd", period) & huishouden("heeft_partner", period))


@variable(float, "Zorgtoeslag per jaar volgens het inkomen, in hele euro's")
def zorgtoeslag_per_jaar(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the standard premium less the share that a household is expected to pay itself."""
    regel = parameters(period).zorgtoeslag
    couple = huishouden("heeft_partner", period)
    income = huishouden("toetsingsinkomen", period).astype(float)
    above = np.maximum(0, income - regel.drempelinkomen)
    share = np.where(couple, regel.normpremie_partners, regel.normpremie_alleen)
    premium = regel.standaardpremie * (1 + couple)
    yearly = np.maximum(0, premium - share * regel.drempelinkomen - regel.afbouw * above)
    half = couple & (huishouden("verzekerden", period) == 1)
    rounded: Column = np.floor(np.where(half, regel.deel_bij_een_verzekerde, 1.0) * yearly + 0.5)
    return rounded


@variable(float, "Zorgtoeslag per maand volgens het inkomen")
def zorgtoeslag_per_maand(huishouden: Huishouden, period: Period, _parameters: Parameters) -> Column:
    """Return what is paid each month: a twelfth, rounded down to whole euros."""
    monthly: Column = np.floor(huishouden("zorgtoeslag_per_jaar", period).astype(float) / 12)
    return monthly


@variable(float, "Vermogensgrens van de zorgtoeslag")
def zorgtoeslag_vermogensgrens(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return what a household may own on 1 January."""
    regel = parameters(period).zorgtoeslag
    couple = huishouden("heeft_partner", period)
    grens: Column = np.where(couple, regel.vermogensgrens_partners, regel.vermogensgrens_alleen)
    return grens


FORMULAS = (verzekerden, zorgtoeslag_per_jaar, zorgtoeslag_per_maand, zorgtoeslag_vermogensgrens)
