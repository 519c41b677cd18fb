"""
What someone can pay of a local tax, and how much savings never, or always, stand in the way.

The rule is that of the state (https://wetten.overheid.nl/BWBR0004766/, articles 11 to 16): income, less the expenses
that count, less the norm. The expenses aren't asked for, so that what is found here is the most that someone can pay.
"""

import numpy as np
from openfisca_core.periods import Period

from content.screening.variables.base import Cijfers, Column, Huishouden, Parameters, variable
from content.screening.variables.bijstand import ADULT

MONTHS = 12


@variable(float, "Norm voor kwijtschelding die overal geldt: netto per maand, met vakantiegeld")
def kwijtschelding_norm(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the norm for adults, lower where others of 27 or older share the costs or in an institution."""
    adult = huishouden("bijstandsnorm_volwassen", period).astype(float)
    own = huishouden("bijstandsnorm_eigen", period).astype(float)
    grown = huishouden("leeftijd", period) >= ADULT  # the rule has no lower norm for the young
    norm: Column = np.where(grown, np.minimum(adult, own), adult) * parameters(period).kwijtschelding.lokale_norm
    return norm


@variable(float, "Deel van het inkomen boven de norm dat bij kwijtschelding meetelt, hoogstens, per jaar")
def betalingscapaciteit(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return what would go to the tax of a year if no rent or health insurance counted: nothing up to the norm."""
    above = np.maximum(0, huishouden("netto_maand", period).astype(float) - huishouden("kwijtschelding_norm", period))
    cents = np.where(above < 0.005, 0.0, above)  # OpenFisca counts in 32 bits
    yearly: Column = cents * MONTHS * parameters(period).kwijtschelding.deel_betalingscapaciteit
    return yearly


@variable(float, "Spaargeld dat bij kwijtschelding nergens in de weg staat")
def klein_spaargeld(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the amount that every gemeente and waterschap leaves out."""
    return _by_household(huishouden, period, parameters(period).kwijtschelding, "klein_spaargeld")


@variable(float, "Spaargeld waarboven nergens kwijtschelding is")
def ruim_spaargeld(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the most that may be saved; for AOW that of the bijstand, since more is left out for the oldest."""
    aow = parameters(period).leeftijd.aow
    partner = huishouden("heeft_partner", period) & (huishouden("leeftijd_partner", period) >= aow)
    most = _by_household(huishouden, period, parameters(period).kwijtschelding, "ruim_spaargeld")
    older = (huishouden("leeftijd", period) >= aow) | partner
    amount: Column = np.where(older, huishouden("bijstand_vermogensgrens", period), most)
    return amount


def _by_household(huishouden: Huishouden, period: Period, regel: Cijfers, name: str) -> Column:
    couple, children = huishouden("heeft_partner", period), huishouden("heeft_kinderen", period)
    alone, parent, pair = (getattr(regel, f"{name}_{who}") for who in ("alleen", "alleenstaande_ouder", "paar"))
    amount: Column = np.where(couple, pair, np.where(children, parent, alone))
    return amount


FORMULAS = (kwijtschelding_norm, betalingscapaciteit, klein_spaargeld, ruim_spaargeld)
