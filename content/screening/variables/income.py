"""
From net per month to toetsingsinkomen and back, as a low and a high end.

Nobody knows their toetsingsinkomen by heart. Net income bounds it: it is at least what comes in, and at most what a
single earner without tax credit for work would need before tax, with holiday allowance on top.
"""

import numpy as np
from openfisca_core.periods import Period

from content.screening.variables.base import Column, Huishouden, Parameters, variable
from content.screening.variables.household import AOW, BIJSTAND, TOETSINGSINKOMEN
from content.screening.variables.tax import gross_per_year, net_per_year

MONTHS = 12


@variable(bool, "Heeft iedereen van wie het inkomen is de AOW-leeftijd?")
def alleen_pensioen(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return whether the applicant, and the partner if there is one, have the AOW age: then less tax is paid."""
    aow = parameters(period).leeftijd.aow
    partner = ~huishouden("heeft_partner", period) | (huishouden("leeftijd_partner", period) >= aow)
    found: Column = (huishouden("leeftijd", period) >= aow) & partner
    return found


@variable(float, "Netto inkomen van het huishouden per maand, met vakantiegeld")
def netto_maand(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the given amount, the norm, the AOW, or the low or high end of what a toetsingsinkomen allows."""
    kind, given = huishouden("inkomen_soort", period), huishouden("inkomen_bedrag", period).astype(float)
    tax, couple = parameters(period).inkomstenbelasting, huishouden("heeft_partner", period)
    earners = np.where(couple, 2, 1)
    low = net_per_year(tax, given, "uitkering") / (1 + tax.vakantiegeld)
    high = net_per_year(tax, given / earners, "loon") * earners
    retired = np.maximum(high, net_per_year(tax, given / earners, "pensioen") * earners)
    high = np.where(huishouden("alleen_pensioen", period), retired, high)
    ends = np.where(huishouden("hoge_schatting", period), high, low) / MONTHS
    aow = parameters(period).aow
    least = np.where(couple, 2 * aow.paar_netto, aow.alleen_netto)
    extra = np.where(couple, 2 * aow.paar_vakantiegeld, aow.alleen_vakantiegeld)
    pension = np.where(huishouden("hoge_schatting", period), (least + extra) * (1 + aow.marge), least)
    norm = huishouden("bijstandsnorm_eigen", period).astype(float)
    found: Column = np.select([kind == BIJSTAND, kind == AOW, kind == TOETSINGSINKOMEN], [norm, pension, ends], given)
    return found


@variable(float, "Toetsingsinkomen van het huishouden per jaar")
def toetsingsinkomen(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the given amount, the AOW, or the low or high end of what net income allows."""
    kind, given = huishouden("inkomen_soort", period), huishouden("inkomen_bedrag", period).astype(float)
    tax, worker = parameters(period).inkomstenbelasting, huishouden("zeker_loon", period)
    couple = huishouden("heeft_partner", period)
    earners = np.where(couple, 2, 1)
    net = given * MONTHS
    low = np.where(worker, gross_per_year(tax, net / earners, "loon") * earners, net)
    retired = huishouden("alleen_pensioen", period)
    untaxed = np.where(retired, gross_per_year(tax, net, "pensioen"), gross_per_year(tax, net, "uitkering"))
    gross = np.where(worker, gross_per_year(tax, net, "loon"), untaxed)
    # Bijstand is split between partners, holds the holiday allowance already, and may be lower than the norm.
    norm = huishouden("bijstandsnorm_volwassen", period).astype(float) * MONTHS
    shared = gross_per_year(tax, norm / earners, "uitkering") * earners
    on_bijstand = kind == BIJSTAND
    low = np.where(on_bijstand, 0.0, low)
    high = np.where(on_bijstand, shared, gross * (1 + tax.vakantiegeld))
    estimate = np.where(huishouden("hoge_schatting", period), high, low)
    aow = parameters(period).aow
    yearly = np.where(couple, 2 * (aow.paar_bruto + aow.paar_vakantiegeld), aow.alleen_bruto + aow.alleen_vakantiegeld)
    pension = MONTHS * yearly * np.where(huishouden("hoge_schatting", period), 1 + aow.marge, 1.0)
    found: Column = np.select([kind == TOETSINGSINKOMEN, kind == AOW], [given, pension], estimate)
    return found


FORMULAS = (alleen_pensioen, toetsingsinkomen, netto_maand)
