"""More income is never more toeslag, more savings never a better outcome, more rent never less huurtoeslag."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from content.screening.household.axes import axes_of
from content.screening.possible.calculation import Calculation
from content.screening.rules.schemes import NEE, outcome_name
from content.screening.variables.base import Column
from content.screening.variables.household import INPUTS, NETTO, TOETSINGSINKOMEN
from tests.property.screening_households import CENTS, GEMEENTE, ON, Facts, households, screening

OF_INCOME = ("zorgtoeslag", "huurtoeslag", "kindgebonden_budget", "kinderopvangtoeslag", "bijstand")
YEARLY = st.lists(st.integers(0, 120_000), min_size=2, max_size=12)
MONTHLY = st.lists(st.integers(0, 9_000), min_size=2, max_size=12)


def calculated(facts: Facts, **changed: Sequence[float]) -> Calculation:
    """Calculate one household several times, with other values of some facts."""
    known = {
        name: value for axis in axes_of(screening().vragenlijst, facts) for name, value in axis.points[0].facts.items()
    }
    size = max(len(values) for values in changed.values())
    inputs = {fact.__name__: np.full(size, known[fact.__name__]) for fact in INPUTS}
    return Calculation(
        screening().rules, {**inputs, **{name: np.resize(values, size) for name, values in changed.items()}}, ON
    )


def amount(calculation: Calculation, name: str) -> Column:
    """Return the amount of a regeling; nothing where it is nee."""
    regeling = screening().schemes(GEMEENTE, ON)[name]
    outcome = calculation.value(outcome_name(regeling.key), name)
    if regeling.bedrag is None:
        return outcome.astype(float)
    return np.where(outcome > NEE, calculation.value(regeling.bedrag.gegeven, name).astype(float), 0.0)


def grows(column: Column) -> bool:
    return bool((np.diff(column) > CENTS).any())


@given(facts=households(), yearly=YEARLY, monthly=MONTHLY, high=st.booleans())
@settings(max_examples=100, deadline=None)
def test_more_income_is_never_more_toeslag(facts: Facts, yearly: list[int], monthly: list[int], high: bool) -> None:
    for kind, incomes in ((TOETSINGSINKOMEN, yearly), (NETTO, monthly)):
        found = calculated(facts, inkomen_bedrag=sorted(incomes), inkomen_soort=[kind], hoge_schatting=[high])
        for name in OF_INCOME:
            assert not grows(amount(found, name)), (name, kind, sorted(incomes), amount(found, name))


@given(facts=households(), savings=st.lists(st.integers(0, 200_000), min_size=2, max_size=12))
@settings(max_examples=100, deadline=None)
def test_more_savings_are_never_a_better_outcome(facts: Facts, savings: list[int]) -> None:
    found = calculated(facts, vermogen=sorted(savings))
    for name, regeling in screening().schemes(GEMEENTE, ON).items():
        outcome = found.value(outcome_name(regeling.key), name).astype(int)
        assert not grows(outcome), (name, sorted(savings), outcome)
        assert not grows(amount(found, name)), (name, sorted(savings), amount(found, name))


@given(facts=households(), rents=st.lists(st.integers(0, 2_000), min_size=2, max_size=12))
@settings(max_examples=100, deadline=None)
def test_a_higher_rent_is_never_less_huurtoeslag(facts: Facts, rents: list[int]) -> None:
    found = amount(calculated(facts, huurt=[1.0], kale_huur=sorted(rents)), "huurtoeslag")
    assert not grows(-found), (sorted(rents), found)


def test_the_amounts_do_change_with_income_savings_and_rent() -> None:
    """Else the tests above would also pass on a check that says the same to everybody."""
    facts: Facts = {
        "aanvrager": {"leeftijd": 40, "bron": "loon", "netto_maand": 1500, "zorgverzekerd": True, "werkt": True},
        "partner": None,
        "kinderen": [{"leeftijd": 3, "opvang": {"soort": "dagopvang", "uren_maand": 100, "uurtarief": 10}}],
        "medebewoners": [],
        "vermogen": 0,
        "woning": {"soort": "huur", "kale_huur": 700, "servicekosten": 0},
        "jaren_laag_inkomen": 0,
    }
    for fact, names in (("inkomen_bedrag", OF_INCOME), ("vermogen", OF_INCOME[:3]), ("kale_huur", ("huurtoeslag",))):
        kind = {"inkomen_soort": [TOETSINGSINKOMEN]} if fact == "inkomen_bedrag" else {}
        found = calculated(facts, **kind, **{fact: [0, 200_000]})
        assert all(abs(np.diff(amount(found, name))[0]) > 1 for name in names), fact
