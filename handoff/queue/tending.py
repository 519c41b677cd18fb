"""Keeps handoffs from lying with somebody who does not get to them; it may run at any time, on any machine."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from handoff import tables
from handoff.queue.leases import NO_LEASE, STEPS, next_step, put, renew
from handoff.queue.records import HELD_STATUSES
from handoff.queue.store import Store
from handoff.queue.transfers import drop_offer
from privacy.log import get_logger

LEASE_ENDED = STEPS[-1][1]


def tend(store: Store) -> Counter[str]:
    """
    Take the step that each lease is ready for: warn its holder, tell the coordinator, return it to the team.

    Each handoff is a transaction of its own that looks again under a lock: twice at once, or after the clock jumped,
    does nothing twice. One that fails doesn't stop the others.

    Returns:
        How often each event was written.
    """
    done: Counter[str] = Counter()
    for handoff_id in _ready(store):
        try:
            with store.writing() as session:
                action = _step(store, session, handoff_id)
        except SQLAlchemyError as error:
            get_logger().error("lease_not_tended", handoff_id=handoff_id, error=type(error).__name__)
            continue
        done[action] += action != ""
    return +done


def _ready(store: Store) -> list[str]:
    query = select(tables.Handoff).where(tables.Handoff.status.in_(HELD_STATUSES))
    with store.reading() as session:
        return [found.id for found in session.scalars(query) if found.lease_until is None or next_step(store, found)]


def _step(store: Store, session: Session, handoff_id: str) -> str:
    """Take one step; returns its event, nothing when another process was first."""
    found = session.get(tables.Handoff, handoff_id, with_for_update=True)
    if found is None or found.status not in HELD_STATUSES:
        return ""
    if found.lease_until is None:
        return _begin(store, session, found)
    step = next_step(store, found)
    if step is None:
        return ""
    action = STEPS[step - 1][1]
    if action == LEASE_ENDED:
        give_back(store, session, found, action, "inactive")
    else:
        found.lease_step, found.lease_step_at = step, store.clock()
        store.log(session, action, found.id)
    return action


def _begin(store: Store, session: Session, found: tables.Handoff) -> str:
    """Give a lease to what was picked up before there were leases."""
    renew(store, found)
    store.log(session, "lease_begun", found.id)
    return "lease_begun"


def give_back(store: Store, session: Session, found: tables.Handoff, action: str, reason: str) -> None:
    """
    Return a handoff to its team with its note and its place by date; who had it may still go on.

    The version stays, so that a page which is open at the holder isn't stale by this.
    """
    holder = found.claimed_by
    drop_offer(store, session, found.id, "transfer_lapsed")
    put(found, NO_LEASE)
    found.status, found.claimed_by, found.claimed_at = "waiting", None, None
    found.lapsed_holder = holder
    store.log(session, action, found.id, None, reason)
