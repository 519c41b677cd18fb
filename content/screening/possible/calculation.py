"""OpenFisca on columns of households, on one date."""

from collections.abc import Mapping
from datetime import date

from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from content.screening.model import MissingFiguresError
from content.screening.variables.base import Column
from content.screening.variables.household import INPUT_NAMES


class Calculation:
    """OpenFisca on given columns, on one date."""

    def __init__(self, rules: TaxBenefitSystem, columns: Mapping[str, Column], on: date) -> None:
        missing = INPUT_NAMES - set(columns)
        if missing:
            raise ValueError(f"inputs not set, and OpenFisca would take them for 0: {sorted(missing)}")
        self.on = on
        self.period = f"{on:%Y-%m}"
        size = len(next(iter(columns.values())))
        self.simulation = SimulationBuilder().build_default_simulation(rules, count=size)
        for name, column in columns.items():
            self.simulation.set_input(name, self.period, column)

    def value(self, variable: str, regeling: str) -> Column:
        """
        Return a column of results.

        Raises:
            MissingFiguresError: If a figure that it needs has no value on this date.
        """
        try:
            column: Column = self.simulation.calculate(variable, self.period)
        except ParameterNotFoundError as error:
            raise MissingFiguresError(regeling, self.on, str(error)) from error
        return column
