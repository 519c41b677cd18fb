"""
The lease: who picked a handoff up keeps it as long as something happens.

Each try to reach the inwoner, note or message begins the lease anew. When it ends, the team gets the handoff back; that
never stops who had it: as long as nobody else picked it up, the next thing they do simply makes it theirs again.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handoff import tables
from handoff.queue.store import Store, held
from handoff.queue.working_time import add_days, between

Values = dict[str, datetime | int | str | None]
# Share of the lease that is used up → the event that says so. One at a time, also when the clock makes a jump.
STEPS = ((0.5, "lease_warned"), (0.8, "lease_escalated"), (1.0, "lease_ended"))
PAUSE = 0.1  # share of the lease between two steps, so that nobody is warned and loses it at the same time
NO_LEASE: Values = {
    "lease_from": None,
    "lease_until": None,
    "lease_step": 0,
    "lease_step_at": None,
    "lapsed_holder": None,
}


def new_lease(store: Store, team: str) -> Values:
    """Return the columns of a lease that begins now."""
    now = store.clock()
    until = add_days(store.hours(team), now, store.settings.lease_working_days)
    return {**NO_LEASE, "lease_from": now, "lease_until": until}


def renew(store: Store, found: tables.Handoff) -> None:
    """Begin the lease anew."""
    put(found, new_lease(store, found.team))


def put(found: tables.Handoff, values: Values) -> None:
    """Put values in the columns of a handoff."""
    for name, value in values.items():
        setattr(found, name, value)


def acting(
    store: Store, session: Session, handoff_id: str, account_id: str, version: int | None = None
) -> tables.Handoff:
    """Return the handoff on which its holder does something, locked, with a new lease. Raises what `held` raises."""
    go_on(store, session, handoff_id, account_id)
    found = held(session, handoff_id, account_id, version)
    renew(store, found)
    return found


def go_on(store: Store, session: Session, handoff_id: str, account_id: str) -> None:
    """Give a handoff whose lease ended back to who had it, unless somebody picked it up; the lock decides."""
    found = session.get(tables.Handoff, handoff_id, with_for_update=True)
    if found is None or found.status != "waiting" or found.lapsed_holder != account_id:
        return
    found.status, found.claimed_by, found.claimed_at = "claimed", account_id, store.clock()
    renew(store, found)
    store.log(session, "resumed", handoff_id, account_id)
    session.flush()


def next_step(store: Store, found: tables.Handoff) -> int | None:
    """Return the number of the step that must be taken now, None when it is too early or all were taken."""
    if found.lease_from is None or found.lease_until is None or found.lease_step >= len(STEPS):
        return None
    hours, now = store.hours(found.team), store.clock()
    whole = between(hours, found.lease_from, found.lease_until)
    if between(hours, found.lease_from, now) < _part(whole, STEPS[found.lease_step][0]):
        return None
    if found.lease_step_at and between(hours, found.lease_step_at, now) < _part(whole, PAUSE):
        return None
    return found.lease_step + 1


def _part(whole: timedelta, share: float) -> timedelta:
    return timedelta(seconds=round(whole.total_seconds() * share))
