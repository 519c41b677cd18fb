"""Studietoeslag: the least that a gemeente pays a student who can't earn anything beside the study."""

import numpy as np
from openfisca_core.periods import Period

from content.screening.variables.base import Column, Huishouden, Parameters, variable


@variable(float, "Studietoeslag per maand, minstens")
def studietoeslag_per_maand(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
    """Return the national minimum for this age."""
    regel, age = parameters(period).studietoeslag, huishouden("leeftijd", period)
    ages = (20, 19, 18, 17, 16, 15)
    amounts = [getattr(regel, f"leeftijd_{years}") for years in ages]
    least: Column = np.select([age >= 21, *(age == years for years in ages)], [regel.leeftijd_21, *amounts], 0.0)
    return least


FORMULAS = (studietoeslag_per_maand,)
