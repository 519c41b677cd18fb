"""One vectorised calculation: for each regeling the households that still differ for it, all in one simulation."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

import numpy as np
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from content.screening.model import MissingFiguresError
from content.screening.possible.calculation import Calculation
from content.screening.possible.clusters import clusters_of, product
from content.screening.possible.deciding import Deciding
from content.screening.possible.grid import Axis
from content.screening.rules.needs import Needs
from content.screening.rules.schemes import outcome_name
from content.screening.variables.base import Column


class Rules(Protocol):
    """The system of rules, and what each rule looks at."""

    @property
    def rules(self) -> TaxBenefitSystem:
        """Return OpenFisca's system."""

    def needs(self, on: date) -> Needs:
        """Return what each variable asks for."""


@dataclass(frozen=True)
class View:
    """The rows of a run that matter to one regeling."""

    calculation: Calculation
    rows: slice
    regeling: str

    def value(self, variable: str) -> Column:
        """Return a result for these rows; raises MissingFiguresError like the calculation."""
        column: Column = self.calculation.value(variable, self.regeling)[self.rows]
        return column

    def outcome(self) -> Column:
        """Return for each row 2 (ja), 1 (misschien) or 0 (nee)."""
        return self.value(outcome_name(self.regeling))


class Run:
    """
    All regelingen on what some axes leave open, on one date.

    Args:
        wanted: For each regeling the variables that are asked of it; all that matters to them is enumerated.
    """

    def __init__(self, system: Rules, axes: Sequence[Axis], wanted: Mapping[str, Collection[str]], on: date) -> None:
        self.on = on
        self.axes = axes
        self._system = system
        self._wanted = wanted
        conditions = sorted({one for axis in axes for one in axis.conditions()}, key=str)
        self._clusters = clusters_of(
            [axis.ends([allowed for vraag, allowed in conditions if vraag == axis.vraag]) for axis in axes]
        )

    def view(self, regeling: str) -> View:
        """Return what matters to one regeling."""
        calculation, rows = self._calculated
        return View(calculation, rows[regeling], regeling)

    @cached_property
    def deciding(self) -> Deciding:
        """Return what tells which answer would decide."""
        return Deciding(self._system.rules, self.axes, self.on)

    @cached_property
    def _calculated(self) -> tuple[Calculation, dict[str, slice]]:
        blocks = {regeling: product(self._parts(roots)) for regeling, roots in self._wanted.items()}
        sizes = {regeling: len(next(iter(block.values()))) for regeling, block in blocks.items()}
        names = next(iter(blocks.values()))
        whole = {name: np.concatenate([block[name] for block in blocks.values()]) for name in names}
        ends = np.cumsum(list(sizes.values()))
        rows = {
            regeling: slice(int(end) - sizes[regeling], int(end)) for regeling, end in zip(blocks, ends, strict=True)
        }
        return Calculation(self._system.rules, whole, self.on), rows

    def _parts(self, roots: Collection[str]) -> list[dict[str, Column]]:
        """Return for each cluster the rows that are different to these variables."""
        parts = []
        for place, cluster in enumerate(self._clusters):
            rows = cluster.distinct(self._seen(place, frozenset(roots)))
            parts.append({name: column[rows] for name, column in cluster.grid.facts.items()})
        return parts

    def _seen(self, place: int, roots: frozenset[str]) -> dict[str, Column]:
        """Return what the roots get to know of a cluster; all its facts when a figure is missing."""
        needs, cluster = self._system.needs(self.on), self._clusters[place]
        frontier = needs.frontier(roots, cluster.names)
        calculation, slices = self._alone
        try:
            return {name: calculation.value(name, name)[slices[place]] for name in sorted(frontier)}
        except MissingFiguresError:
            facts = {name for root in roots for name in needs.facts(root)} & cluster.names
            return {name: cluster.grid.facts[name] for name in sorted(facts)}

    @cached_property
    def _alone(self) -> tuple[Calculation, list[slice]]:
        """Return each cluster by itself, the others at their first row, all in one simulation."""
        first = {name: column[:1] for cluster in self._clusters for name, column in cluster.grid.facts.items()}
        blocks = []
        for cluster in self._clusters:
            size = cluster.grid.size
            blocks.append({name: np.repeat(column, size) for name, column in first.items()} | cluster.grid.facts)
        whole = {name: np.concatenate([block[name] for block in blocks]) for name in first}
        ends = np.cumsum([cluster.grid.size for cluster in self._clusters])
        slices = [slice(int(end) - one.grid.size, int(end)) for one, end in zip(self._clusters, ends, strict=True)]
        return Calculation(self._system.rules, whole, self.on), slices
