"""The bijstandsnorm and what someone on it may own: the yardstick of nearly every local regeling."""

import numpy as np
from openfisca_core.periods import Period

from content.screening.variables.base import Column, Huishouden, Parameters, variable

ADULT = 21


@variable(float, "Bijstandsnorm van dit huishouden, netto per maand met vakantiegeld")
def bijstandsnorm(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the norm for this household at these ages."""
    ages = (huishouden("leeftijd", period), huishouden("leeftijd_partner", period))
    return _norm(huishouden, period, parameters, ages)


@variable(float, "Bijstandsnorm alsof iedereen minstens 21 is")
def bijstandsnorm_volwassen(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the norm for rules that don't use the low norm of the young."""
    own, partner = (np.maximum(huishouden(name, period), ADULT) for name in ("leeftijd", "leeftijd_partner"))
    return _norm(huishouden, period, parameters, (own, partner))


@variable(float, "Vermogensgrens van de bijstand voor dit huishouden, zonder het eigen huis")
def bijstand_vermogensgrens(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the limit: doubled with a partner or with children."""
    grens = parameters(period).bijstand_vermogen
    more = huishouden("heeft_partner", period) | huishouden("heeft_kinderen", period)
    limit: Column = np.where(more, grens.met_partner_of_kinderen, grens.alleen)
    return limit


def _norm(huishouden: Huishouden, period: Period, parameters: Parameters, ages: tuple[Column, Column]) -> Column:
    norm, aow = parameters(period).bijstandsnorm, parameters(period).leeftijd.aow
    couple, children = huishouden("heeft_partner", period), huishouden("heeft_kinderen", period)
    own, partner = ages
    alone = np.select([own >= aow, own >= ADULT], [norm.alleen_aow, norm.alleen], norm.alleen_18_20)
    one_young = np.where(children, norm.paar_een_18_20_kinderen, norm.paar_een_18_20)
    both_young = np.where(children, norm.paar_18_20_kinderen, norm.paar_18_20)
    adults = (own >= ADULT).astype(int) + (partner >= ADULT)
    together = np.select(
        [(own >= aow) | (partner >= aow), adults == 2, adults == 1],
        [norm.paar_aow, norm.paar, one_young],
        both_young,
    )
    found: Column = np.where(couple, together, alone)
    return found


FORMULAS = (bijstandsnorm, bijstandsnorm_volwassen, bijstand_vermogensgrens)
