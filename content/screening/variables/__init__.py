"""The facts about a household and the formulas that follow from them, as OpenFisca variables."""

from content.screening.variables import (
    bijstand,
    family,
    huurtoeslag,
    income,
    kinderen,
    kinderopvangtoeslag,
    kwijtschelding,
    studie,
    toeslagenwet,
    zorgtoeslag,
)
from content.screening.variables.household import INPUTS

FORMULAS = (
    *family.FORMULAS,
    *income.FORMULAS,
    *bijstand.FORMULAS,
    *zorgtoeslag.FORMULAS,
    *huurtoeslag.FORMULAS,
    *kinderen.FORMULAS,
    *kinderopvangtoeslag.FORMULAS,
    *kwijtschelding.FORMULAS,
    *studie.FORMULAS,
    *toeslagenwet.FORMULAS,
)

__all__ = ["FORMULAS", "INPUTS"]
