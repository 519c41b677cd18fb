"""
The top-ups to the least that someone needs: the Toeslagenwet of UWV, and AOW in a household (then SVB tops up).

Sources: https://wetten.overheid.nl/BWBR0004043, articles 2, 3 and 8, and https://wetten.overheid.nl/BWBR0015703,
article 47a; all figures come from `content/regelingen/parameters/`.
"""

import numpy as np
from openfisca_core.periods import Period

from content.screening.variables.base import Column, Huishouden, Parameters, variable
from content.screening.variables.income import MONTHS
from content.screening.variables.tax import net_per_year

ADULT = 21
YOUNG = (20, 19, 18)


@variable(bool, "Heeft de aanvrager of de partner de AOW-leeftijd?")
def iemand_aow(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return whether one of them has: then SVB tops up for both, and not the gemeente."""
    aow = parameters(period).leeftijd.aow
    partner = huishouden("heeft_partner", period) & (huishouden("leeftijd_partner", period) >= aow)
    found: Column = (huishouden("leeftijd", period) >= aow) | partner
    return found


@variable(bool, "Laat de leeftijd van een partner de Toeslagenwet toe?")
def toeslagenwet_partner(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return whether there is no partner, or one who may be born before 1972, or a child under 12."""
    old = huishouden("leeftijd_partner", period) >= parameters(period).toeslagenwet.partner_leeftijd
    child = huishouden("kinderen", period) > huishouden("kinderen_12_17", period)
    found: Column = ~huishouden("heeft_partner", period) | old | child
    return found


@variable(float, "Grens van de Toeslagenwet, bruto per maand zonder vakantiegeld")
def toeslagenwet_bruto(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the limit of the law, with others of 27 or older in the house."""
    plain = _limit(huishouden, period, parameters)
    norm = parameters(period).toeslagenwet
    sharing = ~huishouden("heeft_partner", period) & (huishouden("kostendelers", period) > 0)
    adult = huishouden("leeftijd", period) >= ADULT
    limit: Column = np.where(sharing & adult, norm.woningdeler_21_dag * norm.dagen_per_maand, plain)
    return limit


@variable(float, "Hoogste inkomen onder de grens van de Toeslagenwet, netto per maand met vakantiegeld")
def toeslagenwet_grens(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the most net income that stays below the limit."""
    return _net(huishouden, period, parameters, huishouden("toeslagenwet_bruto", period).astype(float))


@variable(float, "Dezelfde grens als niemand in huis meetelt, zoals een student of iemand die huurt")
def toeslagenwet_grens_ruim(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the most net income when nobody else in the house counts."""
    return _net(huishouden, period, parameters, _limit(huishouden, period, parameters))


def _limit(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the limit per month without others in the house; nothing under 18."""
    norm, age = parameters(period).toeslagenwet, huishouden("leeftijd", period)
    ages = [age >= ADULT, *(age == years for years in YOUNG)]
    single = np.select(ages, [norm.alleen_21_dag, *(getattr(norm, f"alleen_{years}_dag") for years in YOUNG)], 0.0)
    daily = np.where(huishouden("heeft_partner", period), norm.gehuwd_dag, single)
    limit: Column = daily * norm.dagen_per_maand
    return limit


def _net(huishouden: Huishouden, period: Period, parameters: Parameters, limit: Column) -> Column:
    """Return the most that is left of a gross limit: someone who works beside it, or a partner, has tax credit."""
    figures, couple = parameters(period).inkomstenbelasting, huishouden("heeft_partner", period)
    gross = limit * MONTHS * (1 + figures.vakantiegeld)
    benefit = net_per_year(figures, gross, "uitkering")
    work = net_per_year(figures, gross, "loon")
    shared = 2 * net_per_year(figures, gross / 2, "loon")
    yearly = np.select([couple, huishouden("werkt", period)], [np.maximum(shared, work), work], benefit)
    monthly: Column = np.floor(yearly / MONTHS * 100 + 0.5) / 100
    return monthly


FORMULAS = (iemand_aow, toeslagenwet_partner, toeslagenwet_bruto, toeslagenwet_grens, toeslagenwet_grens_ruim)
