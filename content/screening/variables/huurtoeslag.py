"""
Huurtoeslag: the formula of the law (https://wetten.overheid.nl/BWBR0008659).

All figures come from `content/regelingen/parameters/huurtoeslag.yml`. Until 2025 the own share of the rent was a curve
of the income; since 2026 it is a line. A figure that a year doesn't have is 0 there.
"""

import numpy as np
from openfisca_core.periods import Period

from content.screening.variables.base import Column, Huishouden, Parameters, variable

MONTHS = 12
TINY = 0.001  # OpenFisca counts in 32 bits: an amount on a whole euro must not fall under it


@variable(float, "Inkomen dat meetelt voor de huurtoeslag, van iedereen in huis, per jaar")
def huurtoeslag_inkomen(huishouden: Huishouden, period: Period, _parameters: Parameters) -> Column:
    """Return the income of the applicant, the partner and the others."""
    total: Column = huishouden("toetsingsinkomen", period) + huishouden("medebewoners_inkomen", period)
    return total


@variable(float, "Huur waarmee gerekend wordt (rekenhuur), per maand")
def rekenhuur(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the bare rent, with the service costs that count."""
    service = np.minimum(huishouden("servicekosten", period), parameters(period).huurtoeslag.servicekosten_hoogstens)
    rent: Column = huishouden("kale_huur", period) + service
    return rent


@variable(bool, "Is iedereen in huis jong, en zijn er geen kinderen?")
def huurtoeslag_jong(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return whether the lower rent limit of the young holds: everybody is young, and there is no child."""
    limit = parameters(period).huurtoeslag.leeftijd_jong
    partner = ~huishouden("heeft_partner", period) | (huishouden("leeftijd_partner", period) < limit)
    others = (huishouden("medebewoners", period) == 0) | (huishouden("medebewoners_oudste", period) < limit)
    nobody_older = (huishouden("leeftijd", period) < limit) & partner & others
    young: Column = nobody_older & (huishouden("kinderen", period) == 0)
    return young


@variable(float, "Hoogste huur waarmee gerekend wordt, per maand")
def huurtoeslag_hoogste_huur(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the maximum rent of the young or of everybody else."""
    regel = parameters(period).huurtoeslag
    highest: Column = np.where(huishouden("huurtoeslag_jong", period), regel.hoogste_huur_jong, regel.hoogste_huur)
    return highest


@variable(float, "Huurgrens van de huurtoeslag; hoog genoeg voor elke huur als er geen grens is")
def huurtoeslag_huurgrens(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return up to which rent there is any right."""
    regel = parameters(period).huurtoeslag
    limit: Column = np.where(huishouden("huurtoeslag_jong", period), regel.huurgrens_jong, regel.huurgrens)
    return limit


@variable(float, "Deel van de huur dat iemand zelf betaalt (basishuur), per maand")
def eigen_huur(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the own share: a fixed minimum, growing with the income above a point."""
    regel = parameters(period).huurtoeslag
    alone = huishouden("personen", period) == 1
    income = huishouden("huurtoeslag_inkomen", period).astype(float)
    point, least, slope, a, b = (
        np.where(alone, getattr(regel, f"{name}_1p"), getattr(regel, f"{name}_2p"))
        for name in ("ijkpunt", "basishuur", "afbouw", "a", "b")
    )
    curve = np.ceil((a * income**2 + b * income) * 100 - TINY) / 100 - regel.verlaging_basishuur
    line = slope * np.maximum(0, income - point) / MONTHS
    growing = np.where(a > 0, np.maximum(0, curve - least), line)
    share: Column = least + np.where(income > point, growing, 0.0)
    return share


@variable(float, "Huurtoeslag per maand volgens huur en inkomen")
def huurtoeslag_per_maand(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the three parts of the rent above the own share, each for its percentage, in whole euros."""
    regel = parameters(period).huurtoeslag
    own, highest = huishouden("eigen_huur", period), huishouden("huurtoeslag_hoogste_huur", period)
    rent = np.minimum(huishouden("rekenhuur", period), highest)
    quality = regel.kwaliteitskortingsgrens
    capping = np.where(huishouden("personen", period) >= 3, regel.aftoppingsgrens_3p, regel.aftoppingsgrens_1_2p)
    parts = (
        (regel.deel_tot_kwaliteitskorting, np.minimum(rent, quality) - own),
        (regel.deel_tot_aftopping, np.minimum(rent, capping) - np.maximum(quality, own)),
        (regel.deel_boven_aftopping, rent - np.maximum(capping, own)),
    )
    total = sum(share * np.maximum(0, part.astype(float)) for share, part in parts)
    whole: Column = np.floor(total + TINY)
    return whole


@variable(float, "Vermogensgrens van de huurtoeslag")
def huurtoeslag_vermogensgrens(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return what a household may own on 1 January."""
    regel = parameters(period).huurtoeslag
    couple = huishouden("heeft_partner", period)
    limit: Column = np.where(couple, regel.vermogensgrens_partners, regel.vermogensgrens_alleen)
    return limit


FORMULAS = (
    huurtoeslag_inkomen,
    rekenhuur,
    huurtoeslag_jong,
    huurtoeslag_hoogste_huur,
    huurtoeslag_huurgrens,
    eigen_huur,
    huurtoeslag_per_maand,
    huurtoeslag_vermogensgrens,
)
