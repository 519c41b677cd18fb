"""What OpenFisca did for the lowest and the highest household: its own trace, in the order of calculation."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from content.screening.possible.calculation import Calculation
from content.screening.possible.grid import Axis
from content.screening.possible.run import View
from content.screening.rules.schemes import Regeling, outcome_name
from content.screening.rules.system import Screening
from content.screening.variables.base import VariableClass
from content.screening.variables.household import AOW, BIJSTAND, INPUT_NAMES, NETTO, TOETSINGSINKOMEN

Ends = tuple[float, float]
# Formulas have no branches, so these look at every way in which an income can be known.
ONLY_FOR = {
    ("netto_maand", "bijstandsnorm_eigen"): {BIJSTAND},
    ("netto_maand", "aow"): {AOW},
    ("netto_maand", "inkomstenbelasting"): {TOETSINGSINKOMEN},
    ("toetsingsinkomen", "bijstandsnorm_volwassen"): {BIJSTAND},
    ("toetsingsinkomen", "inkomstenbelasting"): {NETTO, BIJSTAND},
    ("toetsingsinkomen", "aow"): {AOW},
}


@dataclass
class Trace:
    """
    The steps of one calculation.

    Attributes:
        facts: The inputs that were looked at.
        steps: For each variable in between its value in the lowest and in the highest household.
        figures: For each group the figures that were used, by name.
    """

    rules: TaxBenefitSystem
    is_one: bool
    facts: set[str] = field(default_factory=set)
    steps: dict[str, Ends] = field(default_factory=dict)
    figures: dict[str, dict[str, float]] = field(default_factory=dict)

    def variable(self, name: str) -> VariableClass:
        """Return a variable of the system."""
        found: VariableClass = self.rules.get_variable(name)
        return found

    def label(self, name: str) -> str:
        """Return what a variable is, without the small print behind the semicolon and without a question mark."""
        label: str = self.variable(name).label
        return label.split(";", maxsplit=1)[0].rstrip("?")


def trace_of(
    screening: Screening, axes: Sequence[Axis], view: View, regeling: Regeling, on: date, ends: tuple[int, int]
) -> Trace:
    """Calculate two rows of a view again, and keep what happened."""
    names = INPUT_NAMES.union(*(axis.names for axis in axes))
    columns = {name: np.asarray(view.value(name))[list(ends)] for name in names}
    calculation = Calculation(screening.rules, columns, on)
    calculation.simulation.trace = True
    roots = [*((regeling.bedrag.gegeven,) if regeling.bedrag else ()), outcome_name(regeling.key)]
    for root in roots:
        calculation.value(root, regeling.id)
    nodes: dict[str, _Node] = {}
    for tree in calculation.simulation.tracer.trees:
        _collect(tree, nodes)
    trace = Trace(screening.rules, is_one=ends[0] == ends[1])
    trace.figures = {groep: {} for groep in regeling.cijfers}
    walk = _Walk(trace, nodes, own=regeling.key, ways={int(way) for way in columns["inkomen_soort"]})
    for root in roots:
        walk.visit(root)
    if regeling.bedrag:  # the answer comes last
        trace.steps[regeling.bedrag.gegeven] = trace.steps.pop(regeling.bedrag.gegeven)
    return trace


@dataclass
class _Node:
    """What one variable asked for; OpenFisca tells it only the first time."""

    value: tuple[float, ...]
    children: dict[str, None] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)


def _collect(node: Any, nodes: dict[str, _Node]) -> None:  # noqa: ANN401 - OpenFisca's TraceNode
    known = nodes.setdefault(node.name, _Node(tuple(float(value) for value in node.value)))
    for child in node.children:
        known.children[child.name] = None
        _collect(child, nodes)
    for used in node.parameters:
        known.figures[str(used.name)] = used.value


class _Walk:
    """Goes through what was asked for, without the ways of knowing an income that these households don't have."""

    def __init__(self, trace: Trace, nodes: dict[str, _Node], own: str, ways: set[int]) -> None:
        self.trace, self.nodes, self.own, self.ways = trace, nodes, own, ways
        self.seen: set[str] = set()

    def visit(self, name: str) -> None:
        """Note a variable after everything that it follows from."""
        if name in self.seen:
            return
        self.seen.add(name)
        node = self.nodes[name]
        for child in node.children:
            if self._counts(name, child):
                self.visit(child)
        for figure, value in node.figures.items():
            if self._counts(name, figure.partition(".")[0]):
                self._note_figure(figure, value)
        if name in INPUT_NAMES:
            self.trace.facts.add(name)
        elif not name.startswith((f"{self.own}__", "uitkomst_")):
            low, high = node.value
            self.trace.steps[name] = (low, high)

    def _counts(self, name: str, part: str) -> bool:
        ways = ONLY_FOR.get((name, part))
        return ways is None or bool(ways & self.ways)

    def _note_figure(self, figure: str, value: Any) -> None:  # noqa: ANN401 - a number or a part of OpenFisca
        groep, _, name = figure.partition(".")
        known = self.trace.figures.setdefault(groep, {})
        if name and (np.isscalar(value) or isinstance(value, np.ndarray)):
            known[name] = float(np.ravel(value)[0])
