"""Zorgtoeslag against the official formula, worked by hand."""

from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.screening import MissingFiguresError
from tests.unit.screening.households import Check, couple, single

Y2025, Y2026 = date(2025, 5, 1), date(2026, 11, 22)


def monthly(check: Check, income: float, on: date, *, partner: bool) -> float:
    facts = couple(income) if partner else single(aanvrager={"toetsingsinkomen": income})
    bedrag = check("zorgtoeslag", facts, on).bedrag
    assert bedrag is None or bedrag.min == bedrag.max
    return 0.0 if bedrag is None else bedrag.max


@pytest.mark.parametrize(
    ("on", "partner", "income", "amount"),
    [
        (Y2026, False, 0, 129),  # 2119 - 1,912% x 29736 = 1550 a year
        (Y2026, False, 29736, 129),
        (Y2026, False, 33000, 91),  # 1550,45 - 13,73% x 3264 = 1102,30 -> 1102 / 12 = 91,8
        (Y2026, False, 40000, 11),  # 1550,45 - 13,73% x 10264 = 141,20 -> 141 / 12 = 11,75
        (Y2026, False, 40857, 2),  # 23,53 -> 24, the smallest that is paid
        (Y2026, False, 40858, 0),
        (Y2026, True, 0, 246),  # 2 x 2119 - 4,289% x 29736 = 2963
        (Y2026, True, 45000, 72),  # 2962,62 - 13,73% x 15264 = 866,88 -> 867 / 12 = 72,25
        (Y2026, True, 51142, 2),
        (Y2026, True, 51143, 0),
        (Y2025, False, 0, 131),  # 2112 - 1,896% x 28406 = 1573
        (Y2025, False, 35000, 55),  # 1573,42 - 13,7% x 6594 = 670,04 -> 670 / 12 = 55,8
        (Y2025, False, 39719, 2),
        (Y2025, False, 39720, 0),
        (Y2025, True, 0, 250),
        (Y2025, True, 50206, 2),
        (Y2025, True, 50207, 0),
    ],
)
def test_amount_equals_the_official_formula(check: Check, on: date, partner: bool, income: int, amount: int) -> None:
    assert monthly(check, income, on, partner=partner) == amount


def by_hand(income: int, *, partner: bool) -> int:
    share, people = ("0.04289", 2) if partner else ("0.01912", 1)
    above = max(0, income - 29736)
    yearly = 2119 * people - Decimal(share) * 29736 - Decimal("0.1373") * above
    whole = max(Decimal(0), yearly).quantize(Decimal(1), ROUND_HALF_UP)
    return 0 if whole < 24 else int((whole / 12).quantize(Decimal(1), ROUND_FLOOR))


@settings(max_examples=40, deadline=None)
@given(income=st.integers(0, 60_000), partner=st.booleans())
def test_any_income_gives_the_amount_worked_in_decimals(check: Check, income: int, partner: bool) -> None:
    assert monthly(check, income, Y2026, partner=partner) == by_hand(income, partner=partner)


@settings(max_examples=40, deadline=None)
@given(income=st.integers(0, 60_000), more=st.integers(1, 20_000), partner=st.booleans())
def test_more_income_never_gives_more_zorgtoeslag(check: Check, income: int, more: int, partner: bool) -> None:
    first = monthly(check, income, Y2026, partner=partner)
    assert monthly(check, income + more, Y2026, partner=partner) <= first


def test_an_uninsured_partner_halves_the_amount(check: Check) -> None:
    facts = couple(20_000)
    facts["partner"]["zorgverzekerd"] = False
    bedrag = check("zorgtoeslag", facts).bedrag
    assert bedrag is not None
    assert bedrag.max == 123


def test_savings_just_above_the_limit_end_the_right_and_say_so(check: Check) -> None:
    income = {"toetsingsinkomen": 20_000}
    assert check("zorgtoeslag", single(aanvrager=income, vermogen=146_011)).uitkomst == "ja"
    found = check("zorgtoeslag", single(aanvrager=income, vermogen=146_012))
    assert found.uitkomst == "nee"
    assert found.reden.startswith("Uw spaargeld is hoger dan de grens.")
    assert found.hoe
    assert check("zorgtoeslag", couple(20_000, vermogen=184_633)).uitkomst == "ja"


def test_an_unknown_insurance_leaves_it_open_and_names_that_question(check: Check) -> None:
    found = check("zorgtoeslag", single(aanvrager={"toetsingsinkomen": 20_000, "zorgverzekerd": None}))
    assert (found.uitkomst, found.beslissende_vraag) == ("misschien", "zorgverzekerd")
    assert found.bedrag is not None
    assert (found.bedrag.min, found.bedrag.max) == (0, 129)


def test_net_income_gives_a_range_that_holds_what_it_can_be(check: Check) -> None:
    found = check("zorgtoeslag", single(aanvrager={"netto_maand": 2200}))
    assert found.bedrag is not None
    # At least 26.400 (net), at most what a benefit of this size is before tax, with holiday allowance.
    assert found.bedrag.max == 129
    assert 0 < found.bedrag.min < 100


@pytest.mark.parametrize("on", [date(2024, 12, 31), date(2027, 1, 1)])
def test_a_year_without_figures_is_an_error_and_never_a_guess(check: Check, on: date) -> None:
    with pytest.raises(MissingFiguresError, match="zorgtoeslag") as caught:
        check("zorgtoeslag", single(aanvrager={"toetsingsinkomen": 20_000}), on)
    assert caught.value.on == on
    assert caught.value.regeling == "zorgtoeslag"


def test_a_source_with_an_address_and_a_check_date_comes_with_every_outcome(check: Check) -> None:
    found = check("zorgtoeslag", single(aanvrager={"toetsingsinkomen": 20_000}))
    assert "Staatscourant 2025, 40022: zorgtoeslag 2026" in {bron.titel for bron in found.bron}
    assert all(bron.adres.startswith("https://") and bron.gecontroleerd_op for bron in found.bron)
    assert found.geldig_op == Y2026
