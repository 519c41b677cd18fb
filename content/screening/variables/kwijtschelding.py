"""What someone can pay of a local tax, and how little savings never stand in the way."""

import numpy as np
from openfisca_core.periods import Period

from content.screening.variables.base import Column, Huishouden, Parameters, variable


@variable(float, "Deel van het inkomen boven de norm dat bij kwijtschelding meetelt, per jaar")
def betalingscapaciteit(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the yearly capacity to pay: nothing up to the norm."""
    regel = parameters(period).kwijtschelding
    norm = huishouden("bijstandsnorm_volwassen", period) * regel.lokale_norm
    above = np.maximum(0, huishouden("netto_maand", period) - norm)
    yearly: Column = above * 12 * regel.deel_betalingscapaciteit
    return yearly


@variable(float, "Spaargeld dat bij kwijtschelding niet meetelt")
def klein_spaargeld(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the amount that a gemeente or waterschap may leave out."""
    regel = parameters(period).kwijtschelding
    couple, children = huishouden("heeft_partner", period), huishouden("heeft_kinderen", period)
    alone = np.where(children, regel.klein_spaargeld_alleenstaande_ouder, regel.klein_spaargeld_alleen)
    amount: Column = np.where(couple, regel.klein_spaargeld_paar, alone)
    return amount


FORMULAS = (betalingscapaciteit, klein_spaargeld)
