"""The figures of a year: nothing small is in them, and nothing that is hidden can be worked out from all of them."""

from collections.abc import Collection, Mapping

import pytest

from handoff.counters.figures import (
    ALL,
    LEAST_FOR_SHARE,
    LEAST_IN_TEAM,
    LEAST_OUTSIDE,
    OF_GEMEENTE,
    OF_TEAM,
    Figures,
    figures,
)
from tests.harness.published import MONTHS, YEAR, Key, invented, sums, year_of
from tests.harness.solving import solve

TEAMS = {"one team": ("noord",), "three teams": ("midden", "noord", "zuid")}
EVERYTHING = (*OF_GEMEENTE, *OF_TEAM)


def shown(found: Figures) -> dict[Key, int]:
    return {key: number for key, number in found.values.items() if key not in found.gone}


def worked_out(known: Mapping[Key, int], gone: Collection[Key], teams: Collection[str]) -> dict[Key, int]:
    """Return which hidden counts the solver finds in all tables together."""
    found: dict[Key, int] = {}
    for wat in EVERYTHING:
        found |= solve(known, list(sums(teams, wat)), [key for key in gone if key[2] == wat])
    return found


@pytest.mark.parametrize("teams", TEAMS.values(), ids=TEAMS)
@pytest.mark.parametrize("seed", range(2))
def test_no_hidden_count_of_a_whole_year_can_be_worked_out(teams: tuple[str, ...], seed: int) -> None:
    stored = invented(seed, teams)
    page, export = year_of(stored, LEAST_IN_TEAM), year_of(stored, LEAST_OUTSIDE)
    assert [number for number in shown(page).values() if 0 < number < LEAST_IN_TEAM] == []
    assert [number for number in shown(export).values() if 0 < number < LEAST_OUTSIDE] == []
    assert page.gone < export.gone
    assert worked_out(shown(export), export.gone, teams) == {}
    assert worked_out({**shown(export), **shown(page)}, page.gone, teams) == {}


def test_the_control_without_further_hiding_is_worked_out() -> None:
    """Hide only what is small: the same solver must find a lot, or it proves nothing."""
    teams = TEAMS["three teams"]
    every = year_of(invented(0, teams), LEAST_OUTSIDE).values
    gone = {key for key, number in every.items() if 0 < number < LEAST_OUTSIDE}
    found = worked_out({key: number for key, number in every.items() if key not in gone}, gone, teams)
    assert len(found) > 20
    assert all(every[key] == number for key, number in found.items())


def test_a_month_that_is_out_never_changes_when_the_year_is_full() -> None:
    teams = TEAMS["three teams"]
    stored = invented(4, teams)
    early = figures(stored, YEAR, MONTHS[:5], LEAST_IN_TEAM)
    later = figures(stored, YEAR, MONTHS, LEAST_IN_TEAM)
    months = set(MONTHS[:5])
    assert {key for key in later.gone if key[0] in months} == set(early.gone)
    assert str(YEAR) in later.periods
    assert str(YEAR) not in early.periods


def test_a_year_that_is_not_over_has_no_total() -> None:
    found = figures(invented(0, ("noord",)), YEAR, MONTHS[:11], LEAST_IN_TEAM)
    assert [key for key in found.values if key[0] == str(YEAR)] == []


def test_a_total_whose_months_are_all_shown_is_shown() -> None:
    stored = {(month, "noord", "overdracht", ""): 20 for month in MONTHS}
    assert year_of(stored, LEAST_OUTSIDE).number(str(YEAR), ALL, "overdracht") == 240


def test_a_share_and_a_time_need_enough_people_and_numbers_that_are_shown() -> None:
    stored = {(MONTHS[0], "noord", "overdracht", ""): LEAST_FOR_SHARE, (MONTHS[0], "noord", "ingetrokken", ""): 6}
    stored |= {(MONTHS[0], "noord", "opgepakt", "tot_4"): 30, (MONTHS[0], "noord", "bereikt", "tot_4"): 12}
    stored |= {(MONTHS[1], "noord", "overdracht", ""): 29, (MONTHS[1], "noord", "ingetrokken", ""): 10}
    found = figures(stored, YEAR, MONTHS[:2], LEAST_IN_TEAM)
    assert found.share(MONTHS[0], "noord", "ingetrokken", "overdracht") == 20
    assert found.share(MONTHS[1], "noord", "ingetrokken", "overdracht") is None
    assert (found.median(MONTHS[0], "noord", "opgepakt"), found.p90(MONTHS[0], "noord", "opgepakt")) == ("tot_4",) * 2
    assert (found.median(MONTHS[0], "noord", "bereikt"), found.p90(MONTHS[0], "noord", "bereikt")) == ("tot_4", None)
    stricter = figures(stored, YEAR, MONTHS[:2], LEAST_OUTSIDE)
    assert stricter.share(MONTHS[0], "noord", "ingetrokken", "overdracht") is None


def test_ranges_of_hours_are_never_shown_as_counts() -> None:
    found = year_of(invented(1, TEAMS["three teams"]), LEAST_IN_TEAM)
    assert {key[3] for key in found.values if key[2] in ("opgepakt", "eerste_poging", "bereikt")} == {ALL}
