"""The answers to a question, also those that were typed, and what each says about a household."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from content.model import Bestand, Id, Tekst

if TYPE_CHECKING:
    from content.screening.asking.questions import Vraag

Waarde = float | Literal["ja", "nee"]
Facts = Mapping[str, float]
TYPED = re.compile(r"rond_(\d{1,8})")
AGES = re.compile(r"leeftijden_(\d{1,2}(?:_\d{1,2}){0,19})")


def as_number(value: Waarde) -> float:
    """Return a value as OpenFisca takes it."""
    return float(value == "ja") if isinstance(value, str) else value


class Antwoordoptie(Bestand):
    """
    One answer: its label, and what it says about a household.

    Attributes:
        basis: For a typed number the listed option in whose band it lies.
    """

    id: Id
    label: Tekst
    gewicht: float = Field(default=1, gt=0)
    kenmerk: frozenset[Id] = frozenset()
    vanaf: float | None = None
    alleen_als: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    niet_als: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    gegevens: dict[Id, Waarde | list[Waarde]] = Field(min_length=1)
    basis: Id | None = None

    def points(self) -> tuple[dict[str, float], ...]:
        """Return the facts at the ends of the bands: one point, or as many as its lists are long."""
        ends = max(len(value) if isinstance(value, list) else 1 for value in self.gegevens.values())
        return tuple(
            {name: as_number(value[end] if isinstance(value, list) else value) for name, value in self.gegevens.items()}
            for end in range(ends)
        )

    def start(self, name: str) -> float | None:
        """Return from which typed number this answer holds; None for an answer that isn't a number."""
        if self.vanaf is not None:
            return self.vanaf
        band = self.gegevens.get(name)
        return as_number(band[0]) if isinstance(band, list) else None


def typed_option(vraag: "Vraag", option_id: str) -> Antwoordoptie | None:
    """
    Return the option that a typed number stands for, made from the one in whose band it lies.

    `rond_1350` is a small piece of a band (as wide as `stap`), `leeftijden_3_7` the ages of the children.
    """
    if vraag.leeftijden and (match := AGES.fullmatch(option_id)):
        ages = [int(age) for age in match.group(1).split("_")]
        return Antwoordoptie(id=option_id, label=option_id, gegevens=children_by_age(ages)) if max(ages) < 18 else None
    match = TYPED.fullmatch(option_id)
    if match is None or vraag.stap is None or vraag.getal is None:
        return None
    low = float(match.group(1))
    bands = [(optie, optie.gegevens.get(vraag.getal)) for optie in vraag.opties]
    fits = [(optie, band) for optie, band in bands if isinstance(band, list) and as_number(band[0]) <= low]
    if not fits or low > as_number(fits[-1][1][-1]):
        return None
    optie, _ = fits[-1]
    highest = max(as_number(band[-1]) for _, band in bands if isinstance(band, list))
    # The piece may stick out above its band, when that ends in the middle of a step.
    high = low if vraag.eenheid == "jaar" else min(low + vraag.stap, highest)
    return optie.model_copy(
        update={"id": option_id, "basis": optie.id, "gegevens": {**optie.gegevens, vraag.getal: [low, high]}}
    )


def children_by_age(ages: Iterable[int]) -> dict[str, Waarde | list[Waarde]]:
    """Return how many children there are in each group of ages."""
    counts = dict.fromkeys(("0_3", "4_5", "6_11", "12_15", "16_17"), 0.0)
    for age in ages:
        name = next(group for group in counts if age <= int(group.split("_")[1]))
        counts[name] += 1
    return {f"kinderen_{group}": count for group, count in counts.items()}
