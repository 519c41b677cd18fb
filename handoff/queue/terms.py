"""
The terms of the law: when a first talk must have taken place.

Wet gemeentelijke schuldhulpverlening, article 4 (https://wetten.overheid.nl/BWBR0031331/2026-07-01, read on
21 November 2026): four weeks after someone asks for help with debts; three working days when an eviction, the end of
gas, electricity, heating or water, or the end of the health insurance threatens.
"""

from datetime import datetime, timedelta

THREATENING = frozenset({"huisuitzetting", "energie_afsluiting"})
FIRST_TALK = timedelta(weeks=4)
WORKING_DAYS_IN_THREAT = 3
SATURDAY = 5


def due_at(onderwerp: str | None, asked_at: datetime) -> datetime:
    """Return the end of the term. Holidays count as working days, so it is never later than the law's."""
    if onderwerp not in THREATENING:
        return asked_at + FIRST_TALK
    left, day = WORKING_DAYS_IN_THREAT, asked_at
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day
