"""
A fixed draw of households that fit the answers.

It chooses the order of the questions, the question that is named as deciding, what is worth calculating in full, and
the band of what more work costs. Whether a regeling is "ja" or "nee", and its amount, never comes from a draw.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from content.screening.possible.grid import Axis, Point
from content.screening.variables.base import Column
from content.screening.variables.household import INPUTS

SEED = 20_260_101
MARK = "#"
WHOLE = frozenset(fact.__name__ for fact in INPUTS if fact.value_type is not float)


@dataclass(frozen=True)
class Options:
    """The options of one axis: for each its weight, its condition, and its facts at both ends of its band."""

    axis: Axis

    @cached_property
    def ids(self) -> list[str]:
        """Return the options, once each, in order."""
        return list(dict.fromkeys(point.optie for point in self.axis.points))

    @cached_property
    def weights(self) -> Column:
        """Return how common each option is; together 1."""
        sums = np.array([sum(point.weight for point in self._of(optie)) for optie in self.ids])
        shares: Column = sums / sums.sum()
        return shares

    @cached_property
    def conditions(self) -> list[Mapping[str, Sequence[str]]]:
        """Return on which other answers each option depends."""
        return [self._of(optie)[0].alleen_als for optie in self.ids]

    @cached_property
    def depends(self) -> bool:
        """Tell whether an option depends on another answer."""
        return any(self.conditions)

    def ends(self, name: str) -> tuple[Column, Column]:
        """Return the value of a fact at the low and the high end of each option."""
        bands = [[point.facts[name] for point in self._of(optie)] for optie in self.ids]
        return np.array([band[0] for band in bands]), np.array([band[-1] for band in bands])

    def _of(self, optie: str) -> list[Point]:
        return [point for point in self.axis.points if point.optie == optie]


def each_point(axis: Axis) -> Axis:
    """Return the axis with each end of a band as an answer of its own."""
    points = tuple(replace(point, optie=f"{point.optie}{MARK}{number}") for number, point in enumerate(axis.points))
    return replace(axis, points=points)


class Draw:
    """
    Households drawn at random, always the same for the same axes.

    Attributes:
        chosen: For each axis and household the number of its option.
    """

    def __init__(self, axes: Sequence[Axis], size: int) -> None:
        self.options = [Options(axis) for axis in axes]
        chance = np.random.default_rng(SEED)
        self._places = chance.random((len(axes), size))
        self._within = chance.random((len(axes), size))
        self._known_fits: dict[tuple[str, tuple[str, ...]], list[tuple[int, Column]]] = {}
        self._depending = [number for number, one in enumerate(self.options) if one.depends]
        self.chosen = np.zeros(self._places.shape, dtype=int)
        for number in range(len(axes)):
            self.chosen[number] = self._pick(number, self.chosen)

    def with_option(self, fixed: int, optie: int) -> Column:
        """Return the chosen options when one question has the same answer in every household."""
        chosen = self.chosen.copy()
        chosen[fixed] = optie
        for number in self._depending:
            if number > fixed:
                chosen[number] = self._pick(number, chosen)
        return chosen

    def _pick(self, number: int, chosen: Column) -> Column:
        """Return an option for each household, among those that the answers before it allow."""
        one = self.options[number]
        if len(one.ids) == 1:
            return np.zeros(chosen.shape[1], dtype=int)
        weights = one.weights[:, None] * self.allowed(number, chosen)
        sums = weights.cumsum(axis=0)
        found: Column = (self._places[number] * sums[-1] >= sums).sum(axis=0)
        return np.minimum(found, len(one.ids) - 1)

    def allowed(self, number: int, chosen: Column) -> Column:
        """Return for each option of an axis, and each household, whether it exists there."""
        return np.array([self.meets(chosen, condition) for condition in self.options[number].conditions])

    def columns(self, chosen: Column) -> dict[str, Column]:
        """Return the facts of these households, one column each; `chosen` may hold the draw several times over."""
        within = np.tile(self._within, chosen.shape[1] // self._within.shape[1])
        facts: dict[str, Column] = {}
        for number, one in enumerate(self.options):
            applies = self.meets(chosen, one.axis.alleen_als)
            for name in one.axis.names:
                low, high = (end[chosen[number]] for end in one.ends(name))
                value = (
                    np.where(within[number] < 0.5, low, high) if name in WHOLE else low + within[number] * (high - low)
                )
                facts[name] = np.where(applies, value, facts.get(name, 0.0))
        return facts

    def meets(self, chosen: Column, condition: Mapping[str, Sequence[str]]) -> Column:
        """Return for each household whether a question, or an option, applies to it."""
        result = np.ones(chosen.shape[1], dtype=bool)
        for vraag, allowed in condition.items():
            for number, fits in self._fits(vraag, tuple(allowed)):
                result &= fits[chosen[number]]
        return result

    def _fits(self, vraag: str, allowed: tuple[str, ...]) -> list[tuple[int, Column]]:
        """Return for each axis of a question which of its options are allowed."""
        key = (vraag, allowed)
        if key not in self._known_fits:
            self._known_fits[key] = [
                (number, np.array([optie.split(MARK)[0] in allowed for optie in one.ids]))
                for number, one in enumerate(self.options)
                if one.axis.vraag == vraag
            ]
        return self._known_fits[key]
