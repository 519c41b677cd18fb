"""The months that counts are kept in, on the Dutch clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")
SETTLING = timedelta(days=1)  # a clock that runs behind, or a transaction that takes long, may still add to a month


def month_of(moment: datetime) -> str:
    """Return the month of a moment, such as 2026-11."""
    return moment.astimezone(DUTCH_TIME).strftime("%Y-%m")


def is_over(month: str, now: datetime) -> bool:
    """
    Tell whether a month may be shown: nothing is added to it any more.

    A month that still grows would give away, by what is new since yesterday, what happened today.
    """
    return month < month_of(now - SETTLING)


def months_of(year: int) -> tuple[str, ...]:
    """Return the twelve months of a year."""
    return tuple(f"{year:04d}-{number:02d}" for number in range(1, 13))
