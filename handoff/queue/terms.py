"""
The terms of the law: when a first talk must have taken place; and what a team promises itself.

Wet gemeentelijke schuldhulpverlening, article 4 (https://wetten.overheid.nl/BWBR0031331/2026-07-01, read on
21 November 2026): four weeks after someone asks for help with debts; three working days when an eviction, the end of
gas, electricity, heating or water, or the end of the health insurance threatens.
"""

from datetime import datetime, timedelta

from handoff.queue.working_time import Hours, add_days, add_time
from handoff.settings import HandoffSettings

THREATENING = frozenset({"huisuitzetting", "energie_afsluiting"})
HAASTEN = ("dreigt", "vandaag", "week", "later")
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


def pick_up_by(
    settings: HandoffSettings, hours: Hours, onderwerp: str | None, asked_at: datetime, haast: str | None = None
) -> datetime:
    """
    Return when the team wants to have picked it up, in its own working time; never later than the law's term.

    Args:
        haast: How soon the inwoner needs help (one of HAASTEN). It moves this moment and never the law's; it can't
            put off what threatens.
    """
    if onderwerp in THREATENING or haast == "vandaag":
        target = add_time(hours, asked_at, timedelta(hours=settings.threat_pick_up_working_hours))
    elif haast == "later":
        target = add_days(hours, asked_at, settings.later_pick_up_working_days)
    else:
        target = add_days(hours, asked_at, settings.pick_up_working_days)
    return min(target, due_at(onderwerp, asked_at))
