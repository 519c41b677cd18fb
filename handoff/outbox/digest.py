"""Tells each coordinator in the morning of a working day how many wait: numbers only."""

from datetime import datetime, time

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from handoff import tables
from handoff.outbox.letters import Numbers
from handoff.outbox.recipients import all_coordinators, sees
from handoff.queue.records import OPEN_STATUSES
from handoff.queue.store import Store
from handoff.queue.telling import put, told_before
from handoff.queue.working_time import DUTCH_TIME, Hours

DIGEST = "digest"
FROM, UNTIL = time(8, 30), time(12, 0)  # who starts the app in the afternoon doesn't get this morning's mail


def write_digests(store: Store) -> int:
    """Write one for each coordinator when it is time; returns how many. The date in the key makes it once a day."""
    now = store.clock()
    here = now.astimezone(DUTCH_TIME)
    if not (Hours().spans(here.date()) and FROM <= here.time() < UNTIL):
        return 0
    try:
        return _write(store, now, here)
    except IntegrityError:
        return 0  # another process writes them


def _write(store: Store, now: datetime, here: datetime) -> int:
    with store.reading() as session:
        keys = {f"{DIGEST}:{here.date()}:{target}": target for target in all_coordinators(session)}
        fresh = keys.keys() - told_before(session, set(keys))
    if fresh:
        with store.writing() as session:
            for key in sorted(fresh):
                put(session, now, "mail", DIGEST, target=keys[key], once=key)
    return len(fresh)


def numbers_for(store: Store, session: Session, target: str) -> Numbers:
    """Count at the moment of sending: who waits, and what is open past its term."""
    handoff, account_id = tables.Handoff, target.partition(":")[2]
    mine = sees(account_id)
    waiting = select(func.count()).where(handoff.status == "waiting", mine)
    late = select(func.count()).where(handoff.status.in_(OPEN_STATUSES), handoff.due_at < store.clock(), mine)
    return Numbers(session.scalar(waiting) or 0, session.scalar(late) or 0)
