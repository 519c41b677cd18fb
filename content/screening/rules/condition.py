"""One condition of a regeling as an editor writes it: a fact, and a bound for it."""

import operator
from collections.abc import Callable, Mapping
from typing import Any, Literal

import numpy as np
from openfisca_core.periods import Period
from pydantic import Field

from content.model import Bestand, Tekst
from content.screening.variables.base import Column, Huishouden, Parameters

CENT = 0.005  # OpenFisca counts in 32 bits: an amount on the limit must not fall over it
BOUNDS: Mapping[str, Callable[[Column, Any], Column]] = {
    "minstens": lambda value, bound: value >= bound - CENT,
    "hoogstens": lambda value, bound: value <= bound + CENT,
    "meer_dan": lambda value, bound: value > bound + CENT,
    "minder_dan": lambda value, bound: value < bound - CENT,
    "is_": operator.eq,
}


class Voorwaarde(Bestand):
    """
    One condition on one fact, such as `gegeven: leeftijd, minstens: 21`.

    A bound is a number, another fact, or a figure (`groep.naam`); `maal` multiplies it.

    Attributes:
        stil: Who doesn't meet it belongs to another group of people, so that an inwoner needn't hear of the regeling.
    """

    gegeven: str
    minstens: float | str | None = None
    hoogstens: float | str | None = None
    meer_dan: float | str | None = None
    minder_dan: float | str | None = None
    is_: Literal["ja", "nee"] | None = Field(default=None, alias="is")
    maal: float | str | None = None
    reden: Tekst
    stap: Tekst | None = None
    stil: Literal["ja"] | None = None

    def bounds(self) -> dict[str, float | str]:
        """Return the bounds that were written: there must be exactly one."""
        found = {name: getattr(self, name) for name in BOUNDS}
        return {name: bound for name, bound in found.items() if bound is not None}

    def names(self) -> list[tuple[str, str]]:
        """Return every name this condition uses, with the key where it stands."""
        bounds = {"gegeven": self.gegeven, **self.bounds(), "maal": self.maal}
        return [(key, name) for key, name in bounds.items() if isinstance(name, str) and key != "is_"]

    def holds(self, huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
        """Return for each row whether the condition is met."""
        (how, bound), *_ = self.bounds().items()
        value = huishouden(self.gegeven, period)
        if how == "is_":
            met: Column = value == (bound == "ja")
            return met
        limit = _value(bound, huishouden, period, parameters)
        times = 1.0 if self.maal is None else _value(self.maal, huishouden, period, parameters)
        return BOUNDS[how](value, _share(limit, times))


def _value(name: float | str, huishouden: Huishouden, period: Period, parameters: Parameters) -> Column | float:
    if not isinstance(name, str):
        return name
    if "." not in name:
        return huishouden(name, period)
    groep, figure = name.split(".")
    found: float = getattr(getattr(parameters(period), groep), figure)
    return found


def _share(limit: Column | float, times: Column | float) -> Column:
    """Return a share of a limit to the cent, half a cent up, as gemeenten print it; 32 bits would lose that half."""
    whole: Column = np.round(np.asarray(limit, dtype=float), 2) * np.asarray(times, dtype=float)
    found: Column = np.floor(whole * 100 + 0.5 + 1e-6) / 100
    return found
