"""How a variable is made: OpenFisca wants a class per variable, we write a function per formula."""

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

import numpy.typing as npt
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit, Period
from openfisca_core.variables import Variable

Column: TypeAlias = npt.NDArray[Any]
Cijfers: TypeAlias = Any  # OpenFisca's figures on one date: an attribute per group, and per figure in it
VariableClass: TypeAlias = type[Any]

HUISHOUDEN = Entity("huishouden", "huishoudens", "Huishouden", "Wie samen woont en samen rekent.")
HUISHOUDEN.is_person = True


class Huishouden(Protocol):
    """All rows at once; called with the name of a variable it gives its column."""

    def __call__(self, name: str, period: Period) -> Column: ...


class Parameters(Protocol):
    """The figures; called with a period it gives those of that date."""

    def __call__(self, period: Period) -> Cijfers: ...


Formula: TypeAlias = Callable[[Huishouden, Period, Parameters], Column]


def declare(name: str, value_type: type, label: str, formula: Formula | None = None) -> VariableClass:
    """Return an OpenFisca variable of a household in a month; without a formula it is an input."""
    body = {
        "value_type": value_type,
        "entity": HUISHOUDEN,
        "definition_period": DateUnit.MONTH,
        "label": label,
    }
    if formula is not None:
        body["formula"] = _with_three_arguments(formula)
    return type(name, (Variable,), body)


def variable(value_type: type, label: str) -> Callable[[Formula], VariableClass]:
    """Turn a formula into a variable with the name of the function."""

    def decorate(formula: Formula) -> VariableClass:
        return declare(formula.__name__, value_type, label, formula)

    return decorate


def _with_three_arguments(rule: Formula) -> Formula:
    """Return a plain function, since OpenFisca counts its arguments before it calls it."""

    def formula(huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
        return rule(huishouden, period, parameters)

    return formula
