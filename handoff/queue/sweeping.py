"""Destroys keys that outlived their handoff, because everything stopped between two transactions."""

import time
from datetime import timedelta

from sqlalchemy import select

from handoff import tables
from handoff.queue.records import OPEN_STATUSES
from handoff.queue.store import Store
from privacy.log import get_logger

BEING_STORED = timedelta(hours=1)  # a key comes first: its handoff may be on the way


def sweep(store: Store) -> int:
    """Destroy the keys of handoffs that ended, or never came; returns how many. Tell when an open one has no key."""
    left, without = misplaced(store)
    store.key_store.destroy(left)
    _tell(destroyed=len(left), without=len(without))
    return len(left)


def misplaced(store: Store) -> tuple[list[str], set[str]]:
    """Return the ids of keys that outlived their handoff, and of open handoffs without a key."""
    since = store.key_store.since()
    with store.reading() as session:
        still_open = set(session.scalars(select(tables.Handoff.id).where(tables.Handoff.status.in_(OPEN_STATUSES))))
        known = set(session.scalars(select(tables.Handoff.id).where(tables.Handoff.id.in_(since))))
    long_ago = time.time() - BEING_STORED.total_seconds()
    left = [one for one, at in since.items() if one not in still_open and (one in known or at < long_ago)]
    return left, still_open - since.keys()


def _tell(destroyed: int, without: int) -> None:
    if destroyed:
        get_logger().warning("keys_swept", count=destroyed)
    if without:  # the key store was lost, or an old one was put back
        get_logger().error("handoffs_without_key", count=without)
