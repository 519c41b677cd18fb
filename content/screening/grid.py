"""Every household that the answers still allow, as columns for one vectorised run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from content.screening.variables.base import Column

NOT_ASKED = -1


@dataclass(frozen=True)
class Point:
    """One possible answer, or one end of its band: what it says, and how common it is."""

    optie: str
    facts: Mapping[str, float]
    weight: float = 1.0
    alleen_als: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Axis:
    """What is still possible on one question; one point when it is settled to the last detail."""

    vraag: str
    points: tuple[Point, ...]
    alleen_als: Mapping[str, Sequence[str]] = field(default_factory=dict)
    answered: bool = False


class Grid:
    """
    The product of all axes, without the combinations that can't exist.

    Attributes:
        facts: For each input of OpenFisca a column.
        weight: How common each row is; only the order of the questions looks at it.
    """

    def __init__(self, axes: Sequence[Axis], constants: Mapping[str, float]) -> None:
        self.axes = tuple(axes)
        sizes = [len(axis.points) for axis in axes]
        index = np.indices(sizes).reshape(len(sizes), -1)
        index = index[:, self._possible(index)]
        self._index = index
        self.size = index.shape[1]
        self.facts: dict[str, Column] = {name: np.full(self.size, value) for name, value in constants.items()}
        self.weight: Column = np.ones(self.size)
        for number in range(len(axes)):
            self._apply(number)

    def points(self, number: int) -> Column:
        """Return for each row which point of an axis it has; NOT_ASKED where the question doesn't apply."""
        applies = self._meets(self._index, self.axes[number].alleen_als)
        return np.where(applies, self._index[number], NOT_ASKED)

    def options(self, number: int) -> Column:
        """Return for each row which option of an axis it has, as a number."""
        names = [point.optie for point in self.axes[number].points]
        codes = np.array([names.index(name) for name in names] + [NOT_ASKED])
        found: Column = codes[self.points(number)]
        return found

    def _possible(self, index: Column) -> Column:
        keep = np.ones(index.shape[1], dtype=bool)
        for number, axis in enumerate(self.axes):
            if axis.alleen_als:
                keep &= self._meets(index, axis.alleen_als) | (index[number] == 0)
            for position, point in enumerate(axis.points):
                if point.alleen_als:
                    keep &= self._meets(index, point.alleen_als) | (index[number] != position)
        return keep

    def _meets(self, index: Column, condition: Mapping[str, Sequence[str]]) -> Column:
        result = np.ones(index.shape[1], dtype=bool)
        for vraag, allowed in condition.items():
            number = next(number for number, axis in enumerate(self.axes) if axis.vraag == vraag)
            fits = np.array([point.optie in allowed for point in self.axes[number].points])
            result &= fits[index[number]]
        return result

    def _apply(self, number: int) -> None:
        axis, position = self.axes[number], self._index[number]
        applies = self._meets(self._index, axis.alleen_als)
        weights = np.array([point.weight for point in axis.points])
        self.weight = self.weight * np.where(applies, weights[position], 1.0)
        for name in axis.points[0].facts:
            column = np.array([point.facts[name] for point in axis.points])[position]
            earlier = self.facts.get(name)
            self.facts[name] = column if earlier is None else np.where(applies, column, earlier)
