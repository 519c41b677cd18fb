"""On which facts each variable depends, as OpenFisca's own trace of one household tells it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from content.screening.variables.household import INPUT_NAMES, INPUTS


class Needs:
    """
    What each variable asks for.

    Attributes:
        direct: For each variable the ones that its formula asks for itself.
    """

    def __init__(self, direct: dict[str, set[str]]) -> None:
        self.direct = direct
        self._facts: dict[str, frozenset[str]] = {}
        self._frontiers: dict[tuple[frozenset[str], frozenset[str]], frozenset[str]] = {}

    def facts(self, variable: str) -> frozenset[str]:
        """Return the inputs behind a variable, through all formulas in between."""
        if variable not in self._facts:
            parts = [self.facts(name) for name in self.direct.get(variable, ())]
            own = {variable} & INPUT_NAMES
            self._facts[variable] = frozenset(own).union(*parts)
        return self._facts[variable]

    def behind(self, roots: Iterable[str]) -> set[str]:
        """Return some variables and everything that they ask for."""
        found: set[str] = set()
        waiting = list(roots)
        while waiting:
            variable = waiting.pop()
            if variable not in found:
                found.add(variable)
                waiting += self.direct.get(variable, ())
        return found

    def frontier(self, roots: frozenset[str], facts: frozenset[str]) -> frozenset[str]:
        """
        Return all that the roots get to know of these facts: two households that agree on it are the same to them.

        It holds the variables that follow from these facts alone and are asked for by one that looks further, and the
        roots that look no further themselves.
        """
        key = (roots, facts)
        if key not in self._frontiers:
            behind = self.behind(roots)
            inside = {name for name in behind if self.facts(name) and self.facts(name) <= facts}
            asked = {name for parent in behind - inside for name in self.direct.get(parent, ()) if name in inside}
            self._frontiers[key] = frozenset(asked | (inside & roots))
        return self._frontiers[key]


def needs_on(rules: TaxBenefitSystem, variables: Iterable[str], on: date) -> Needs:
    """
    Return what each variable asks for.

    Formulas have no branches, so one household shows all. A variable whose figures are missing has only what came
    before: calculating it tells what is missing.
    """
    period = f"{on:%Y-%m}"
    simulation = SimulationBuilder().build_default_simulation(rules, count=1)
    simulation.trace = True
    for fact in INPUTS:
        simulation.set_input(fact.__name__, period, np.ones(1))
    for variable in variables:
        try:
            simulation.calculate(variable, period)
        except ParameterNotFoundError:
            continue
    direct: dict[str, set[str]] = {}
    for tree in simulation.tracer.trees:
        _collect(tree, direct)
    return Needs(direct)


def _collect(node: Any, direct: dict[str, set[str]]) -> None:  # noqa: ANN401 - OpenFisca's TraceNode
    known = direct.setdefault(node.name, set())
    for child in node.children:
        known.add(child.name)
        _collect(child, direct)
