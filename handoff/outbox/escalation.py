"""Reminds of a term at 50, 80 and 100 %: once each, also when several processes look at the same time."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from handoff import tables
from handoff.outbox.occasions import ESCALATION, LEVELS
from handoff.queue.counting import was_reached
from handoff.queue.records import OPEN_STATUSES
from handoff.queue.store import Store
from handoff.queue.telling import put
from handoff.queue.working_time import between
from privacy.log import get_logger

LAW = f"{ESCALATION}_law"


def escalate(store: Store) -> int:
    """Write a notice for each level that an open handoff reached; returns how many."""
    fresh = _fresh(store)
    if not fresh:
        return 0
    try:
        with store.writing() as session:
            for key, (handoff_id, code) in sorted(fresh.items()):
                put(session, store.clock(), "notice", code, handoff_id, once=key)
                store.log(session, "escalated", handoff_id, None, code.removeprefix(f"{ESCALATION}_"))
    except IntegrityError:
        return 0  # another process wrote one of them in the same moment; the next look sees what is left
    return len(fresh)


def _fresh(store: Store) -> dict[str, tuple[str, str]]:
    """Return what was reached and isn't in the outbox yet: its key, with handoff and code."""
    handoff, outbox = tables.Handoff, tables.Outbox
    is_open = handoff.status.in_(OPEN_STATUSES)
    with store.reading() as session:
        found = session.scalars(select(handoff).where(is_open)).all()
        before = select(outbox.once).join(handoff, handoff.id == outbox.handoff_id).where(is_open)
        told = set(session.scalars(before))
    reached = {f"{one.id}:{code}": (one.id, code) for one in found for code in _levels_of(store, one)}
    fresh = {key: value for key, value in reached.items() if key not in told}
    return _without_talks(store, fresh)


def _without_talks(store: Store, fresh: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Leave out the law's term where the first talk has been: that is what the law asks."""
    about_law = {handoff_id for handoff_id, code in fresh.values() if code.startswith(LAW)}
    with store.reading() as session:
        talked = {handoff_id for handoff_id in about_law if was_reached(session, handoff_id)}
    return {key: value for key, value in fresh.items() if value[0] not in talked or not value[1].startswith(LAW)}


def _levels_of(store: Store, handoff: tables.Handoff) -> list[str]:
    """Return the levels that are over; one handoff that can't be reckoned with doesn't keep the others waiting."""
    try:
        return list(_reached(store, handoff))
    except Exception as error:
        get_logger().error("term_not_reckoned", handoff_id=handoff.id, error=type(error).__name__)
        return []


def _reached(store: Store, handoff: tables.Handoff) -> Iterator[str]:
    """Give the levels that are over, in working time: of the law, and of the team's target until it is picked up."""
    hours = store.hours(handoff.team)
    passed = between(hours, handoff.created_at, store.clock())
    terms = {"law": handoff.due_at}
    if handoff.status == "waiting" and handoff.pick_up_by is not None:
        terms["target"] = handoff.pick_up_by
    for name, ends_at in terms.items():
        term = between(hours, handoff.created_at, ends_at)
        yield from (f"{ESCALATION}_{name}_{level}" for level in LEVELS if passed * 100 >= term * level)
