"""The bijstandsnormen and the limits made of them, to the cent, against the tables that others publish."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from content.screening.household.axes import axes_of
from content.screening.possible.calculation import Calculation
from content.screening.possible.grid import Grid
from content.screening.rules.condition import Voorwaarde
from content.screening.rules.system import Screening, load
from content.screening.variables.base import Column

PUBLISHED: Mapping[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "normen" / "normen.yml").read_text(encoding="utf-8")
)
EARLIER = date(2026, 11, 22)  # a day with figures; only the norm of a couple is replaced
CENT = 0.01
ONCE = {"kostendeler_6", "kostendeler_26_jaar", "huisgenoot_26_jaar"}  # in one table only


@dataclass(frozen=True)
class Amount:
    """One amount in one table: the share of a norm for one household on one day."""

    huishouden: str
    gegeven: str
    procent: float
    bedrag: float
    datum: date
    titel: str

    @property
    def id(self) -> str:
        """Return the name under which pytest shows it."""
        return f"{self.datum} {self.procent}% {self.gegeven} {self.huishouden}: {self.titel[:40]}"


def amounts() -> Iterator[Amount]:
    for table in PUBLISHED["tabellen"]:
        for huishouden, bedrag in table["bedragen"].items():
            yield Amount(
                huishouden, table["gegeven"], table.get("procent", 100), bedrag, table["datum"], table["bron"]["titel"]
            )


AMOUNTS = list(amounts())


@pytest.fixture(scope="module")
def screening() -> Screening:
    return load()


def calculate(screening: Screening, huishouden: str, on: date, **changed: float) -> Calculation:
    """Return the calculation of one household of which all that matters here is known."""
    facts = PUBLISHED["huishoudens"][huishouden]
    axes = [replace(axis, points=axis.points[:1]) for axis in axes_of(screening.vragenlijst, facts)]
    columns: dict[str, Column] = {**Grid(axes).facts, **{name: np.array([value]) for name, value in changed.items()}}
    return Calculation(screening.rules, columns, on)


def holds(screening: Screening, amount: Amount, income: float) -> bool:
    """Tell whether an income meets the limit as a regeling would write it."""
    condition = Voorwaarde(
        gegeven="inkomen_bedrag", hoogstens=amount.gegeven, maal=amount.procent / 100, reden="Uw inkomen is te hoog."
    )
    calculation = calculate(screening, amount.huishouden, amount.datum, inkomen_bedrag=income)
    simulation = calculation.simulation

    def huishouden(name: str, _period: object) -> Column:
        column: Column = simulation.calculate(name, calculation.period)
        return column

    return bool(condition.holds(huishouden, calculation.period, simulation.tax_benefit_system.parameters)[0])  # type: ignore[arg-type]


@pytest.mark.parametrize("amount", [one for one in AMOUNTS if one.procent == 100], ids=lambda one: one.id)
def test_the_norm_is_as_published(screening: Screening, amount: Amount) -> None:
    found = calculate(screening, amount.huishouden, amount.datum).value(amount.gegeven, "normen")[0]
    assert round(float(found), 2) == amount.bedrag


@pytest.mark.parametrize("amount", [one for one in AMOUNTS if one.procent != 100], ids=lambda one: one.id)
def test_the_published_limit_is_the_last_income_that_fits(screening: Screening, amount: Amount) -> None:
    assert holds(screening, amount, amount.bedrag)
    assert not holds(screening, amount, amount.bedrag + CENT)


@pytest.mark.parametrize("table", PUBLISHED["eerder"], ids=lambda table: str(table["bron"]["titel"]))
def test_sharing_costs_gives_the_table_of_an_earlier_year(table: Mapping[str, Any]) -> None:
    screening = load()
    screening.rules.parameters.bijstandsnorm.paar.update(start="2026-07-01", value=table["paar"])
    for huishouden, bedrag in table["bedragen"].items():
        found = calculate(screening, huishouden, EARLIER).value("bijstandsnorm_eigen", "normen")[0]
        assert round(float(found), 2) == bedrag, huishouden


@pytest.mark.parametrize("on", sorted({one.datum for one in AMOUNTS}), ids=str)
def test_the_ioaw_of_one_person_is_the_norm_of_the_bijstand(screening: Screening, on: date) -> None:
    """The check compares income with the norm; the IOAW names the same amounts, in its own law."""
    ioaw, norm = screening.figures.at("ioaw", on), screening.figures.at("bijstandsnorm", on)
    half = norm.paar / 2
    for name, right in (("alleen", norm.alleen), ("paar_per_persoon", half), ("met_huisgenoot", half)):
        found = getattr(ioaw, name, None)  # not found for the first half of 2025
        assert found is None or found == pytest.approx(right, abs=0.0051), name


def test_every_kind_of_household_is_compared_on_all_four_dates() -> None:
    found = {(one.datum, one.huishouden) for one in AMOUNTS if one.procent == 100}
    dates = {one.datum for one in AMOUNTS}
    always = [name for name in PUBLISHED["huishoudens"] if name not in ONCE]
    assert len(dates) == 4
    assert [(on, name) for on in sorted(dates) for name in always if (on, name) not in found] == []
