"""How many people live together, and how old the children are."""

from openfisca_core.periods import Period

from content.screening.variables.base import Column, Huishouden, Parameters, variable


@variable(int, "Aantal kinderen thuis jonger dan 18")
def kinderen(huishouden: Huishouden, period: Period, _parameters: Parameters) -> Column:
    """Return the number of children under 18."""
    young = huishouden("kinderen_0_3", period) + huishouden("kinderen_4_5", period)
    old = huishouden("kinderen_12_15", period) + huishouden("kinderen_16_17", period)
    total: Column = young + huishouden("kinderen_6_11", period) + old
    return total


@variable(bool, "Heeft kinderen thuis jonger dan 18")
def heeft_kinderen(huishouden: Huishouden, period: Period, _parameters: Parameters) -> Column:
    """Return whether there are children under 18."""
    found: Column = huishouden("kinderen", period) > 0
    return found


@variable(int, "Aantal kinderen thuis van 4 tot en met 17 jaar")
def kinderen_4_17(huishouden: Huishouden, period: Period, _parameters: Parameters) -> Column:
    """Return the number of children of school age."""
    total: Column = huishouden("kinderen", period) - huishouden("kinderen_0_3", period)
    return total


@variable(int, "Aantal kinderen thuis van 12 tot en met 17 jaar")
def kinderen_12_17(huishouden: Huishouden, period: Period, _parameters: Parameters) -> Column:
    """Return the number of children of an age for secondary school."""
    total: Column = huishouden("kinderen_12_15", period) + huishouden("kinderen_16_17", period)
    return total


@variable(int, "Aantal mensen in huis")
def personen(huishouden: Huishouden, period: Period, _parameters: Parameters) -> Column:
    """Return everybody: the applicant, partner, children and others."""
    own = 1 + huishouden("heeft_partner", period).astype(int)
    total: Column = own + huishouden("kinderen", period) + huishouden("medebewoners", period)
    return total


FORMULAS = (kinderen, heeft_kinderen, kinderen_4_17, kinderen_12_17, personen)
