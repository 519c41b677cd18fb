"""Reads the counter table of one gemeente."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.counters.figures import Figures, figures
from handoff.counters.months import is_over, months_of
from handoff.counters.suppression import Key


def years(session: Session, gemeente: str, now: datetime) -> list[int]:
    """Return the years of which at least one month may be shown, the newest first."""
    month = tables.Counter.maand
    found = session.scalars(select(month).where(tables.Counter.gemeente == gemeente).group_by(month))
    return sorted({int(one[:4]) for one in found if is_over(one, now)}, reverse=True)


def read(session: Session, gemeente: str, year: int, least: int, now: datetime) -> Figures:
    """Return the figures of a year, as far as its months are over."""
    counter = tables.Counter
    months = tuple(month for month in months_of(year) if is_over(month, now))
    query = (
        select(counter.maand, counter.team, counter.wat, counter.soort, func.sum(counter.aantal))
        .where(counter.gemeente == gemeente, counter.maand.in_(months))
        .group_by(counter.maand, counter.team, counter.wat, counter.soort)
    )
    stored: dict[Key, int] = {(month, team, wat, soort): n for month, team, wat, soort, n in session.execute(query)}
    return figures(stored, year, months, least)
