"""The two local regelingen, written as conditions in YAML."""

from datetime import date

import pytest

from content.screening import MissingFiguresError
from tests.unit.screening.households import Check, single

IIT, KWIJT = "individuele_inkomenstoeslag", "kwijtschelding_belastingen"
NORM = 1419.46
LONG = {"jaren_laag_inkomen": 3}


@pytest.mark.parametrize(
    ("net", "uitkomst"), [(NORM, "ja"), (NORM + 0.02, "misschien"), (1845.29, "misschien"), (1845.32, "nee")]
)
@pytest.mark.parametrize("regeling", [IIT, KWIJT])
def test_income_is_measured_against_the_norm(check: Check, regeling: str, net: float, uitkomst: str) -> None:
    found = check(regeling, single(aanvrager={"netto_maand": net}, **LONG))
    assert found.uitkomst == uitkomst


def test_the_norm_of_january_holds_until_july(check: Check) -> None:
    facts = single(aanvrager={"netto_maand": 1410}, **LONG)
    assert check(IIT, facts, date(2026, 6, 30)).uitkomst == "misschien"
    assert check(IIT, facts, date(2026, 7, 1)).uitkomst == "ja"


@pytest.mark.parametrize(("age", "uitkomst"), [(20, "nee"), (21, "ja"), (66, "ja"), (67, "nee")])
def test_individuele_inkomenstoeslag_is_from_21_to_aow(check: Check, age: int, uitkomst: str) -> None:
    found = check(IIT, single(aanvrager={"leeftijd": age, "netto_maand": 300}, **LONG))
    assert found.uitkomst == uitkomst


@pytest.mark.parametrize(("years", "uitkomst"), [(2, "nee"), (3, "ja")])
def test_individuele_inkomenstoeslag_needs_three_years(check: Check, years: int, uitkomst: str) -> None:
    facts = single(aanvrager={"bron": "bijstand"}, jaren_laag_inkomen=years)
    assert check(IIT, facts).uitkomst == uitkomst


@pytest.mark.parametrize(
    ("children", "savings", "uitkomst"),
    [([], 8000, "ja"), ([], 8001, "nee"), ([{"leeftijd": 6}], 16000, "ja"), ([{"leeftijd": 18}], 8001, "nee")],
)
def test_children_at_home_double_what_may_be_saved(
    check: Check, children: list[dict[str, int]], savings: int, uitkomst: str
) -> None:
    facts = single(aanvrager={"bron": "bijstand"}, kinderen=children, vermogen=savings, **LONG)
    assert check(IIT, facts).uitkomst == uitkomst


@pytest.mark.parametrize(
    ("extra", "reden"),
    [
        ({"woning": {"soort": "koop"}}, "koophuis"),
        ({"aanvrager": {"studeert": True, "netto_maand": 900}}, "studeert"),
    ],
)
def test_what_the_gemeente_decides_is_a_doubt_with_its_reason(
    check: Check, extra: dict[str, object], reden: str
) -> None:
    found = check(IIT, single(**{"aanvrager": {"bron": "bijstand"}, **LONG, **extra}))
    assert (found.uitkomst, found.beslissende_vraag) == ("misschien", None)
    assert reden in found.reden


def test_no_local_amount_is_shown(check: Check) -> None:
    assert check(IIT, single(aanvrager={"bron": "bijstand"}, **LONG)).bedrag is None


def test_kwijtschelding_in_leiden_goes_to_the_bsgr_and_elsewhere_to_the_gemeente(check: Check) -> None:
    facts = single(aanvrager={"bron": "bijstand"})
    assert "bsgr.nl" in check(KWIJT, facts).hoe
    assert "BSGR" in check(KWIJT, facts).bron[0].titel
    assert "BSGR" not in check(KWIJT, facts, gemeente="nijmegen").hoe


@pytest.mark.parametrize(("savings", "uitkomst"), [(1500, "ja"), (1501, "misschien"), (8001, "nee")])
def test_kwijtschelding_allows_a_little_savings(check: Check, savings: int, uitkomst: str) -> None:
    assert check(KWIJT, single(aanvrager={"bron": "bijstand"}, vermogen=savings)).uitkomst == uitkomst


def test_limits_that_were_not_found_for_2025_are_an_error(check: Check) -> None:
    with pytest.raises(MissingFiguresError, match=IIT):
        check(IIT, single(aanvrager={"netto_maand": 1000}, **LONG), date(2025, 10, 1))
