"""Small pictures of numbers, as the places of rectangles: the template draws them, without a script."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, GAP, FLOOR, HEAD = 360, 136, 4, 116, 16
UNKNOWN = 24  # how high a dotted place is: it must not look like the most of all


@dataclass(frozen=True)
class Column:
    """One bar that stands up; `number` is None when it is not shown, and then there is a dotted place."""

    x: float
    y: float
    width: float
    height: float
    name: str
    number: int | None


@dataclass(frozen=True)
class Picture:
    """A row of bars, with the same in words for who can't see it."""

    words: str
    columns: tuple[Column, ...]
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = FLOOR

    @property
    def hides(self) -> bool:
        """Tell whether there is a number that is not shown."""
        return any(column.number is None for column in self.columns)


def columns(words: str, numbers: Sequence[tuple[str, int | None]]) -> Picture:
    """Return a picture of numbers next to each other, each with a short name under it."""
    most = max((number or 0 for _, number in numbers), default=0) or 1
    room = WIDTH / max(len(numbers), 1)
    return Picture(
        words,
        tuple(
            Column(round(place * room + GAP / 2, 1), FLOOR - height, round(room - GAP, 1), height, name, number)
            for place, (name, number) in enumerate(numbers)
            for height in [UNKNOWN if number is None else round((FLOOR - HEAD) * number / most, 1)]
        ),
    )
