"""Removes what may not be kept any longer."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from handoff import tables
from handoff.database import scrub
from handoff.queue.closing import end
from handoff.queue.records import OPEN_STATUSES
from handoff.queue.store import Store
from handoff.queue.sweeping import sweep
from privacy.log import get_logger


def purge(store: Store, now: datetime) -> int:
    """
    Delete handoffs that ended long ago, and end those that stayed open far too long.

    The audit log stays; it names a handoff by a random id that then leads nowhere.
    """
    settings, handoff = store.settings, tables.Handoff
    ended_before = now - timedelta(days=settings.retention_days_closed)
    opened_before = now - timedelta(days=settings.retention_days_open)
    with store.writing() as session:
        is_open = handoff.status.in_(OPEN_STATUSES)
        too_old = session.scalars(select(handoff).where(is_open, handoff.created_at < opened_before)).all()
        for found in too_old:
            end(store, session, found, "expired")
        kept_long_enough = handoff.status.not_in(OPEN_STATUSES) & (handoff.closed_at < ended_before)
        gone = session.scalars(delete(handoff).where(kept_long_enough).returning(handoff.id)).all()
        for handoff_id in gone:
            store.log(session, "purged", handoff_id)
    sweep(store)
    scrub(store.engine)
    if too_old:
        get_logger().warning("handoffs_expired", count=len(too_old))
    return len(too_old) + len(gone)
