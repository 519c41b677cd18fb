"""Gives the figures of a gemeente, with small numbers hidden, and logs who takes them out."""

from datetime import timedelta

from handoff import counters
from handoff.counters import Figures
from handoff.limits import demand_room
from handoff.queue.store import Store

A_DAY = timedelta(days=1)


def years(store: Store, gemeente: str) -> list[int]:
    """Return the years with figures, the newest first."""
    with store.reading() as session:
        return counters.years(session, gemeente, store.clock())


def read(store: Store, gemeente: str, year: int, least: int) -> Figures:
    """Return the figures of a year, as far as its months are over; counts below `least` are hidden."""
    with store.reading() as session:
        return counters.read(session, gemeente, year, least, store.clock())


def export(store: Store, gemeente: str, year: int, account_id: str) -> Figures:
    """
    Return the figures of a year to leave the team: fewer small numbers, and a line in the audit log.

    Raises:
        TooManyError: If this account took out too many today.
    """
    with store.writing() as session:
        now, most = store.clock(), store.settings.exports_per_day
        demand_room(session, account_id, "figures_exported", now=now, within=A_DAY, most=most)
        store.log(session, "figures_exported", None, account_id, f"{gemeente} {year}")
    return read(store, gemeente, year, counters.LEAST_OUTSIDE)
