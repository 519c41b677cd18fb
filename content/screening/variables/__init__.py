"""OpenFisca variables: what is known of a household, and the formulas that a regeling in YAML can't express."""

from content.screening.variables import bijstand, household, income, kwijtschelding, zorgtoeslag

INPUTS = household.INPUTS
FORMULAS = (*income.FORMULAS, *bijstand.FORMULAS, *kwijtschelding.FORMULAS, *zorgtoeslag.FORMULAS)
