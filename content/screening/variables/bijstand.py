"""
The bijstandsnorm and what someone on it may own: the yardstick of nearly every local regeling.

Source: https://wetten.overheid.nl/BWBR0015703, articles 20 to 24, 34; all figures come from
`content/regelingen/parameters/`.
"""

import numpy as np
from openfisca_core.periods import Period

from content.screening.variables.base import Column, Huishouden, Parameters, variable

ADULT = 21


@variable(float, "Bijstandsnorm van dit huishouden, netto per maand met vakantiegeld, zonder huisgenoten")
def bijstandsnorm(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the norm for this household at these ages, as if nobody else lived there."""
    ages = (huishouden("leeftijd", period), huishouden("leeftijd_partner", period))
    return _norm(huishouden, period, parameters, ages)


@variable(float, "Bijstandsnorm alsof iedereen minstens 21 is")
def bijstandsnorm_volwassen(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the norm for rules that don't use the low norm of the young."""
    own, partner = (np.maximum(huishouden(name, period), ADULT) for name in ("leeftijd", "leeftijd_partner"))
    return _norm(huishouden, period, parameters, (own, partner))


@variable(float, "Bijstandsnorm zonder vakantiegeld, netto per maand")
def bijstandsnorm_zonder_vakantiegeld(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the norm less the holiday allowance, as some gemeenten reckon."""
    part = 1 - parameters(period).bijstandsnorm.deel_vakantiegeld
    return _cents(huishouden("bijstandsnorm", period).astype(float) * part)


@variable(float, "Bijstand die iemand kan krijgen zonder ander inkomen, netto per maand met vakantiegeld")
def bijstandsnorm_eigen(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the norm that holds for this home: with others of 27 or older (kostendelers), or in an institution."""
    norm = parameters(period).bijstandsnorm
    plain = huishouden("bijstandsnorm", period).astype(float)
    couple, others = huishouden("heeft_partner", period), huishouden("kostendelers", period)
    own = 1 + couple.astype(int)
    together = np.where(_has_aow(huishouden, period, parameters), norm.paar_aow, norm.paar)
    people = own + others
    each = (norm.kostendelers_vast + people * norm.kostendelers_per_persoon) / people * together
    sharing = (others > 0) & (huishouden("leeftijd", period) >= ADULT)
    found = np.where(sharing, np.minimum(plain, _cents(each) * own), plain)
    inside = np.where(couple, norm.instelling_paar, norm.instelling_alleen)
    return np.where(huishouden("in_instelling", period), inside, found)


@variable(float, "Bijstand die er bij het inkomen bij kan komen, netto per maand")
def bijstand_per_maand(huishouden: Huishouden, period: Period, _parameters: Parameters) -> Column:
    """Return what is missing to the norm."""
    missing = huishouden("bijstandsnorm_eigen", period).astype(float) - huishouden("netto_maand", period)
    return _cents(np.maximum(0, missing))


@variable(float, "Vermogensgrens van de bijstand voor dit huishouden, zonder het eigen huis")
def bijstand_vermogensgrens(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the limit: doubled with a partner or with children."""
    grens = parameters(period).bijstand_vermogen
    more = huishouden("heeft_partner", period) | huishouden("heeft_kinderen", period)
    limit: Column = np.where(more, grens.met_partner_of_kinderen, grens.alleen)
    return limit


def _cents(amount: Column) -> Column:
    rounded: Column = np.floor(amount * 100 + 0.5 + 1e-6) / 100
    return rounded


def _has_aow(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    aow = parameters(period).leeftijd.aow
    partner = huishouden("heeft_partner", period) & (huishouden("leeftijd_partner", period) >= aow)
    found: Column = (huishouden("leeftijd", period) >= aow) | partner
    return found


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


FORMULAS = (
    bijstandsnorm,
    bijstandsnorm_volwassen,
    bijstandsnorm_zonder_vakantiegeld,
    bijstandsnorm_eigen,
    bijstand_per_maand,
    bijstand_vermogensgrens,
)
