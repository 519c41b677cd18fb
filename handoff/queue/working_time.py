"""
Working time of a team: plain functions of a moment and the hours, on the Dutch clock.

A working day is not a number of hours but the same time on the next day that the team works: half a day on Friday, a
holiday and the night in which the clock changes then all do what people expect. Everything goes in and out in UTC.

Holidays are those of the Algemene termijnenwet, article 3: 5 May each year and Goede Vrijdag are among them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count
from types import MappingProxyType
from zoneinfo import ZoneInfo

from holidays import OPTIONAL, PUBLIC, country_holidays

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")
ONE_DAY = timedelta(days=1)
LONGEST_WAIT = timedelta(days=366)
NOTHING = timedelta()
Period = tuple[time, time]
Span = tuple[datetime, datetime]

OFFICE: Period = (time(9), time(17))
WEEKDAYS: Mapping[int, tuple[Period, ...]] = MappingProxyType(dict.fromkeys(range(5), (OFFICE,)))


class NeverOpenError(Exception):
    """These hours have no working day in a whole year: no term can be counted in them."""


@dataclass(frozen=True)
class Hours:
    """
    When a team works.

    Attributes:
        week: The periods of each day of the week, Monday is 0.
        closed: Days on which it doesn't work, beside holidays.
        open_on: Holidays on which it does.
        known: Whether the gemeente said so; otherwise these are the usual office hours.
    """

    week: Mapping[int, tuple[Period, ...]] = field(default_factory=lambda: WEEKDAYS)
    closed: frozenset[date] = frozenset()
    open_on: frozenset[date] = frozenset()
    known: bool = False

    def spans(self, day: date) -> list[Span]:
        """Return when the team works on a day, in UTC and in order."""
        if day in self.closed or (holiday(day) and day not in self.open_on):
            return []
        found: list[Span] = []
        for period in sorted(self.week.get(day.weekday(), ())):
            opens, closes = (_utc(day, clock) for clock in period)
            opens = max(opens, found[-1][1]) if found else opens
            if opens < closes:  # periods may overlap, and an hour may not exist that night
                found.append((opens, closes))
        return found


def holiday(day: date) -> str | None:
    """Return the Dutch name of a holiday, None on any other day."""
    return _holidays(day.year).get(day)


def is_open(hours: Hours, moment: datetime) -> bool:
    """Tell whether the team works at this moment."""
    return any(opens <= moment < closes for opens, closes in hours.spans(_day(moment)))


def next_span(hours: Hours, moment: datetime) -> Span:
    """
    Return the working time that goes on at this moment, or else the first one after it.

    Raises:
        NeverOpenError: If there is none within a year.
    """
    return next(_spans(hours, moment))


def add_time(hours: Hours, start: datetime, working: timedelta) -> datetime:
    """Return the moment at which so much working time has passed since `start`."""
    left = working
    for opens, closes in _spans(hours, start):
        here = max(opens, start)
        if left <= closes - here:
            return here + left
        left -= closes - here
    raise NeverOpenError


def add_days(hours: Hours, start: datetime, days: int) -> datetime:
    """Return the same time so many working days later; when the team stops earlier that day, the end of its day."""
    opens, _ = next_span(hours, start)
    begin = max(opens, start).astimezone(UTC)
    day = _day(begin)
    for _ in range(days):
        day = _day(next_span(hours, _utc(day + ONE_DAY, time.min))[0])
    spans = hours.spans(day)
    wanted = _utc(day, begin.astimezone(DUTCH_TIME).time())
    return min(max(wanted, spans[0][0]), spans[-1][1])


def between(hours: Hours, start: datetime, end: datetime) -> timedelta:
    """Return the working time from `start` to `end`; nothing when the end comes first."""
    days = max((_day(end) - _day(start)).days + 1, 0)
    parts = (span for day in range(days) for span in hours.spans(_day(start) + day * ONE_DAY))
    return sum((max(min(closes, end) - max(opens, start), NOTHING) for opens, closes in parts), NOTHING)


def _spans(hours: Hours, moment: datetime) -> Iterator[Span]:
    """Give every working time that ends after a moment; a year without one is an error."""
    first = last = _day(moment)
    for day in (first + ONE_DAY * number for number in count()):
        if day - last > LONGEST_WAIT:
            raise NeverOpenError
        for opens, closes in hours.spans(day):
            if moment < closes:
                last = day
                yield opens, closes


def _day(moment: datetime) -> date:
    return moment.astimezone(DUTCH_TIME).date()


def _utc(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, DUTCH_TIME).astimezone(UTC)


@cache
def _holidays(year: int) -> Mapping[date, str]:
    return dict(country_holidays("NL", years=year, categories=(PUBLIC, OPTIONAL), language="nl").items())
