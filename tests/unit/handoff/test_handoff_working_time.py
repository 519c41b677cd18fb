"""Working time holds whatever the calendar does: holidays, New Year, and the nights in which the clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handoff.queue.working_time import (
    DUTCH_TIME,
    Hours,
    NeverOpenError,
    add_days,
    add_time,
    between,
    holiday,
    is_open,
    next_span,
)

HOUR = timedelta(hours=1)
OFFICE = Hours()


def dutch(text: str) -> datetime:
    """Read a moment on the Dutch clock."""
    return datetime.fromisoformat(text).replace(tzinfo=DUTCH_TIME).astimezone(UTC)


moments = st.datetimes(datetime(2026, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0, fold=0))
periods = st.tuples(clocks, clocks).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: (pair,))
weeks = st.dictionaries(st.integers(0, 6), periods, min_size=1)
days = st.dates(date(2026, 1, 1), date(2032, 12, 31))
free_days = st.frozensets(days, max_size=5)
all_hours = st.builds(Hours, weeks, free_days, free_days)
amounts = st.integers(0, 60 * 24).map(lambda minutes: timedelta(minutes=minutes))


@settings(deadline=None)
@given(all_hours, moments, amounts)
def test_adding_working_time_and_measuring_it_agree(hours: Hours, start: datetime, amount: timedelta) -> None:
    assert between(hours, start, add_time(hours, start, amount)) == amount


@settings(deadline=None)
@given(all_hours, moments, amounts, amounts)
def test_time_is_added_in_one_go_or_in_two(hours: Hours, start: datetime, one: timedelta, two: timedelta) -> None:
    once, twice = add_time(hours, start, one + two), add_time(hours, add_time(hours, start, one), two)
    assert between(hours, once, twice) == between(hours, twice, once) == timedelta()


@settings(deadline=None)
@given(all_hours, st.lists(moments, min_size=3, max_size=3))
def test_working_time_adds_up_and_never_runs_back(hours: Hours, three: list[datetime]) -> None:
    first, second, third = sorted(three)
    whole = between(hours, first, third)
    assert whole == between(hours, first, second) + between(hours, second, third)
    assert timedelta() <= whole <= third - first
    assert between(hours, third, first) == timedelta()


@settings(deadline=None)
@given(all_hours, moments, moments, st.integers(0, 10))
def test_who_comes_later_is_never_due_earlier(hours: Hours, one: datetime, two: datetime, number: int) -> None:
    first, second = sorted((one, two))
    assert add_days(hours, first, number) <= add_days(hours, second, number)
    assert add_time(hours, first, number * HOUR) <= add_time(hours, second, number * HOUR)


@settings(deadline=None)
@given(all_hours, moments, st.integers(1, 10))
def test_a_term_ends_on_a_day_that_the_team_works_and_as_many_days_later(
    hours: Hours, start: datetime, number: int
) -> None:
    end = add_days(hours, start, number)
    begin = max(next_span(hours, start)[0], start)
    first, last = (moment.astimezone(DUTCH_TIME).date() for moment in (begin, end))
    between_them = (first + timedelta(days=day) for day in range(1, (last - first).days + 1))
    assert sum(bool(hours.spans(day)) for day in between_them) == number
    assert hours.spans(last)[0][0] <= end <= hours.spans(last)[-1][1]


@settings(deadline=None)
@given(all_hours, moments)
def test_the_next_working_time_is_open_and_nothing_is_before_it(hours: Hours, moment: datetime) -> None:
    opens, closes = next_span(hours, moment)
    assert is_open(hours, opens)
    assert not is_open(hours, closes) or (closes, closes) < next_span(hours, closes)
    assert is_open(hours, moment) == (opens <= moment < closes)
    assert between(hours, moment, opens) == timedelta()


@settings(deadline=None)
@given(days)
def test_nobody_works_on_a_holiday_unless_it_is_said(day: date) -> None:
    every_day = Hours(dict.fromkeys(range(7), ((time(9), time(17)),)))
    assert bool(every_day.spans(day)) == (holiday(day) is None)
    assert Hours(every_day.week, open_on=frozenset({day})).spans(day)
    assert not Hours(every_day.week, closed=frozenset({day}), open_on=frozenset({day})).spans(day)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2027-01-01", "Nieuwjaarsdag"),
        ("2027-03-26", "Goede vrijdag"),
        ("2027-03-29", "Tweede paasdag"),
        ("2027-04-27", "Koningsdag"),
        ("2027-05-05", "Bevrijdingsdag"),
        ("2027-05-06", "Hemelvaartsdag"),
        ("2027-05-17", "Tweede pinksterdag"),
        ("2026-12-26", "Tweede kerstdag"),
        ("2025-04-26", "Koningsdag"),  # the 27th was a Sunday
    ],
)
def test_the_holidays_of_the_law_have_their_dutch_name(day: str, name: str) -> None:
    assert holiday(date.fromisoformat(day)) == name


@pytest.mark.parametrize("day", ["2026-11-26", "2026-12-05", "2026-12-24", "2026-12-31", "2025-04-27"])
def test_other_days_are_no_holidays(day: str) -> None:
    assert holiday(date.fromisoformat(day)) is None


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-24 10:00", "2026-11-25 10:00"),
        ("2026-11-24 07:00", "2026-11-25 09:00"),  # before opening counts as opening
        ("2026-11-24 18:00", "2026-11-26 09:00"),  # after closing counts as the next morning
        ("2026-11-27 16:30", "2026-11-30 16:30"),  # over a weekend
        ("2026-11-28 12:00", "2026-12-01 09:00"),  # on a Saturday
        ("2026-12-31 15:00", "2027-01-04 15:00"),  # New Year's Day is a Friday
        ("2027-03-25 15:00", "2027-03-30 15:00"),  # Goede Vrijdag up to and with Tweede Paasdag
        ("2027-05-04 10:00", "2027-05-07 10:00"),  # 5 May and Ascension Day
        ("2027-03-26 12:00", "2027-03-31 09:00"),  # asked on Goede Vrijdag
    ],
)
def test_one_working_day_is_the_same_time_on_the_next_working_day(start: str, end: str) -> None:
    assert add_days(OFFICE, dutch(start), 1) == dutch(end)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-24 10:00", "2026-11-24 14:00"),
        ("2026-11-24 15:00", "2026-11-25 11:00"),
        ("2026-11-27 16:00", "2026-11-30 12:00"),
        ("2026-10-23 15:00", "2026-10-26 11:00"),  # the weekend in which the clock goes back
        ("2027-03-25 16:00", "2027-03-30 12:00"),  # Easter, and the clock goes forward
    ],
)
def test_four_working_hours_go_on_where_the_team_goes_on(start: str, end: str) -> None:
    assert add_time(OFFICE, dutch(start), 4 * HOUR) == dutch(end)


@pytest.mark.parametrize(("day", "hours"), [("2027-03-28", 23), ("2026-10-25", 25), ("2026-10-18", 24)])
def test_the_night_in_which_the_clock_changes_is_as_long_as_it_is(day: str, hours: int) -> None:
    whole = Hours({6: ((time(0), time(23, 59)),)}, open_on=frozenset({date(2027, 3, 28)}))  # Easter Sunday
    opens, closes = whole.spans(date.fromisoformat(day))[0]
    assert closes - opens == timedelta(hours=hours, minutes=-1)


def test_an_hour_that_does_not_exist_is_no_working_time() -> None:
    night = Hours({6: ((time(2, 15), time(2, 45)), (time(2, 30), time(3, 15)))}, open_on=frozenset({date(2027, 3, 28)}))
    assert all(opens < closes for opens, closes in night.spans(date(2027, 3, 28)))


def test_half_a_day_ends_the_term_when_the_team_goes_home() -> None:
    mornings = Hours({0: ((time(9), time(17)),), 1: ((time(9), time(12)),)})
    assert add_days(mornings, dutch("2026-11-23 16:00"), 1) == dutch("2026-11-24 12:00")
    assert add_days(mornings, dutch("2026-11-24 11:00"), 1) == dutch("2026-11-30 11:00")


def test_hours_without_any_day_are_an_error_and_no_endless_search() -> None:
    with pytest.raises(NeverOpenError):
        next_span(Hours({}), dutch("2026-11-24 10:00"))
