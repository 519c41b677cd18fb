"""
Tells an inwoner honestly what to expect of the team: before they agree to send something, and after.

A ladder, each rung with its own text: is this the team of the neighbourhood, is it open, is it a holiday, is somebody
there, how long did others wait. That a gemeente has no team at all is told before anything is asked (handoff.contact).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from content.catalogue import LANDELIJK, Catalogue
from content.gemeente import Gemeente
from content.teams import Team
from handoff.counters.times import LONGER
from handoff.counters.times import hours_of as end_of_range
from handoff.queue.terms import THREATENING
from handoff.queue.working_time import DUTCH_TIME, Hours, holiday, is_open, next_span
from handoff.routing import Route
from handoff.teams import hours_of

THEMES_OF_DEBT = frozenset({"achterstand", "schuldhulp"})
A_WORKING_DAY = 8  # working hours
Presence = Literal["nu", "kort", "lang", "onbekend"]


@dataclass(frozen=True)
class Outlook:
    """
    What is known of a team at this moment; nothing of it is about one person.

    Attributes:
        aanwezig: Somebody is signed in now, was not long ago, or not for a long time.
        wachttijd: The range of working hours in which half of last month's questions were picked up; None if too few.
    """

    aanwezig: Presence = "onbekend"
    wachttijd: str | None = None


UNKNOWN = Outlook()


def availability(
    catalogue: Catalogue, where: Route, postcode: str | None, now: datetime, outlook: Outlook = UNKNOWN
) -> str:
    """
    Return a few lines: the rungs of the ladder that apply.

    Where the gemeente told no hours, only working days are certain: then no hour is promised.
    """
    gemeente = catalogue.gemeente(where.gemeente)
    team = next((one for one in gemeente.teams if one.id == where.team), None)
    hours = hours_of(gemeente, team) if team else Hours()  # its team was removed from the content since
    parts = [] if _is_sure(gemeente, team, postcode) else [catalogue.text("overdracht.open_team_onzeker")]
    parts.append(_when(catalogue, hours, now))
    parts += _somebody(catalogue, where, outlook, is_open(hours, now))
    parts += _waiting(catalogue, outlook)
    return "\n\n".join(parts)


def opening(catalogue: Catalogue, gemeente: str, team: str, now: datetime) -> tuple[bool, str]:
    """Return whether a team works at this moment, and the line that says when it does."""
    where = catalogue.gemeente(gemeente)
    found = next((one for one in where.teams if one.id == team), None)
    hours = hours_of(where, found) if found else Hours()
    return is_open(hours, now), _when(catalogue, hours, now)


def expectation(
    catalogue: Catalogue,
    where: Route,
    postcode: str | None,
    hoe: str,
    onderwerp: str | None,
    now: datetime,
) -> str:
    """
    Return what an inwoner may expect after sending; a term of the law only where the law gives one.

    Whether somebody is there was in the preview, one message ago: who is stressed doesn't read it twice.
    """
    values = {"team": where.naam, **catalogue.gemeente_values(where.gemeente)}
    parts = [
        availability(catalogue, where, postcode, now),
        catalogue.text(f"overdracht.verwacht_{hoe}", **values),
    ]
    topic = catalogue.register.get(onderwerp or "")
    if onderwerp in THREATENING:
        parts.append(catalogue.text("overdracht.wet_dreiging"))
    elif topic is not None and topic.thema in THEMES_OF_DEBT:
        parts.append(catalogue.text("overdracht.wet_schulden"))
    return "\n\n".join(parts)


def _is_sure(gemeente: Gemeente, team: Team | None, postcode: str | None) -> bool:
    """Tell whether this is the team of the neighbourhood, and doesn't just look because no team has the postcode."""
    if gemeente.id == LANDELIJK or team is None:
        return False
    return len(gemeente.teams) == 1 or bool(postcode and postcode[:4] in team.postcodes)


def _somebody(catalogue: Catalogue, where: Route, outlook: Outlook, is_open_now: bool) -> list[str]:
    """Say whether somebody is there: always when so, and when not only at a time that one would expect it."""
    if outlook.aanwezig == "nu" and not is_open_now:  # it was just said that nobody works
        return [catalogue.text("overdracht.aanwezig_nu_dicht")]
    if outlook.aanwezig in ("nu", "lang") or (outlook.aanwezig == "kort" and is_open_now):
        values = catalogue.gemeente_values(where.gemeente)
        return [catalogue.text(f"overdracht.aanwezig_{outlook.aanwezig}", **values)]
    return []


def _waiting(catalogue: Catalogue, outlook: Outlook) -> list[str]:
    """Say how long others waited, as whole working days once it is more than one."""
    if outlook.wachttijd is None:
        return []
    if outlook.wachttijd == LONGER:
        return [catalogue.text("overdracht.wachttijd_langer")]
    hours = end_of_range(outlook.wachttijd) or 0
    if hours <= A_WORKING_DAY:
        return [catalogue.text("overdracht.wachttijd_een_dag")]
    return [catalogue.text("overdracht.wachttijd_dagen", aantal=str(-(-hours // A_WORKING_DAY)))]


def _when(catalogue: Catalogue, hours: Hours, now: datetime) -> str:
    opens, closes = next_span(hours, now)
    today = now.astimezone(DUTCH_TIME).date()
    feestdag = holiday(today)
    if is_open(hours, now):
        key = "open_nu" if hours.known else "open_werkdag"
        return catalogue.text(f"overdracht.{key}", tijd=_clock(closes))
    values = {"dag": _day(catalogue, opens, now), "tijd": _clock(opens)}
    if feestdag and not hours.spans(today):
        key = "open_feestdag" if hours.known else "open_feestdag_werkdag"
        return catalogue.text(f"overdracht.{key}", feestdag=feestdag, **values)
    return catalogue.text(f"overdracht.{'open_later' if hours.known else 'open_later_werkdag'}", **values)


def _day(catalogue: Catalogue, moment: datetime, now: datetime) -> str:
    """Name a day: today, tomorrow, else the day of the week; with its date when that is more than six days away."""
    day, today = moment.astimezone(DUTCH_TIME).date(), now.astimezone(DUTCH_TIME).date()
    ahead = (day - today).days
    if ahead < 2:
        return catalogue.text(f"overdracht.dag_over_{ahead}")
    name = catalogue.text(f"overdracht.dag_{day.weekday()}")
    return name if ahead < 7 else f"{name} {day.day}-{day.month}"


def _clock(moment: datetime) -> str:
    local = moment.astimezone(DUTCH_TIME)
    return f"{local.hour}:{local.minute:02}"
