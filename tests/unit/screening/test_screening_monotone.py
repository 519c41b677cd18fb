"""Only the ends of a band are calculated: so nothing between two ends may fall outside them."""

from datetime import date

import numpy as np
import pytest

from content.screening.household.axes import axes_of
from content.screening.model import MissingFiguresError
from content.screening.possible.calculation import Calculation
from content.screening.possible.judge import judge
from content.screening.rules.schemes import NEE, Regeling, outcome_name
from content.screening.rules.system import Screening
from content.screening.variables.base import Column
from content.screening.variables.household import MONOTONE

SIZE = 1500
TOPS = {"inkomen_bedrag": 6_000, "vermogen": 200_000, "kale_huur": 1_500, "jaren_laag_inkomen": 8, "servicekosten": 150}
DATES = (date(2025, 9, 1), date(2026, 11, 22))
RENT = ("kale_huur", "servicekosten")  # in 2025 a rent could be too high: then a described rent keeps all its points


def households(screening: Screening, chance: np.random.Generator) -> dict[str, Column]:
    """Draw households from all that is possible when nothing is known."""
    columns: dict[str, Column] = {}
    for axis in axes_of(screening.vragenlijst, {}):
        chosen = chance.integers(0, len(axis.points), SIZE)
        for name in axis.names:
            columns[name] = np.array([point.facts[name] for point in axis.points])[chosen]
    columns["inkomen_bedrag"] = chance.uniform(0, 4_000, SIZE)
    columns["vermogen"] = chance.uniform(0, 60_000, SIZE)
    columns["kale_huur"] = chance.uniform(0, 1_200, SIZE) * columns["huurt"]
    return columns


def worth(calculation: Calculation, regeling: Regeling) -> list[Column]:
    """Return the outcome of a regeling, and its amount when it has one."""
    outcome = calculation.value(outcome_name(regeling.key), regeling.id).astype(float)
    if regeling.bedrag is None:
        return [outcome]
    amount = calculation.value(regeling.bedrag.gegeven, regeling.id).astype(float)
    return [outcome, np.where(outcome > NEE, amount, 0.0)]


@pytest.mark.parametrize("on", DATES, ids=str)
@pytest.mark.parametrize(
    "fact", sorted(MONOTONE - {f"opvang_{n}_{w}" for n in range(2, 7) for w in ("uren", "uurtarief")})
)
def test_what_lies_between_two_values_has_an_outcome_between_theirs(screening: Screening, fact: str, on: date) -> None:
    if fact in RENT and on.year == 2025:
        pytest.skip("a rent keeps every point between its ends")
    chance = np.random.default_rng(7)
    columns = households(screening, chance)
    top = 1 if fact == "hoge_schatting" else TOPS.get(fact, 300)
    values = np.sort(chance.uniform(0, top, (3, SIZE)), axis=0)
    if fact == "hoge_schatting":
        values = np.round(values)
    if fact in RENT:
        values = values * columns["huurt"]
    tripled = {name: np.tile(column, 3) for name, column in columns.items()} | {fact: values.ravel()}
    calculation = Calculation(screening.rules, tripled, on)
    wrong = set()
    for regeling in (
        *screening.regelingen.values(),
        *(one for own in screening.lokaal.values() for one in own.values()),
    ):
        try:
            found = worth(calculation, regeling)
        except MissingFiguresError:
            continue
        for column in found:
            low, middle, high = column.reshape(3, SIZE)
            outside = (middle < np.minimum(low, high) - 0.01) | (middle > np.maximum(low, high) + 0.01)
            if outside.any():
                wrong.add(regeling.key)
    assert wrong == set()


def test_an_unknown_rent_of_2025_is_not_judged_by_its_ends_alone(screening: Screening) -> None:
    facts = {"aanvrager": {"leeftijd": 40, "toetsingsinkomen": 20_000}, "partner": None, "kinderen": []}
    facts |= {"medebewoners": [], "vermogen": 0, "woning": {"soort": "huur", "servicekosten": 0}}
    on = date(2025, 9, 1)
    chosen = {"huurtoeslag": screening.schemes("landelijk", on)["huurtoeslag"]}
    found = judge(
        screening, screening.run(axes_of(screening.vragenlijst, facts), on, chosen), chosen["huurtoeslag"], ""
    )
    assert found.uitkomst == "misschien"
    assert found.bedrag is not None
    assert found.bedrag.max > 400  # at a rent of 900, just below the limit of that year
