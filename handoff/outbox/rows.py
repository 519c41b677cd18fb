"""Takes rows of the outbox and writes down how it went. A row belongs to one worker as long as its lease runs."""

import random
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.dml import ReturningUpdate

from handoff import tables
from handoff.outbox.records import Item, New, NotToldError, TryAgainError
from handoff.queue.store import Store
from handoff.queue.telling import put

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)
MAX_ATTEMPTS = 32  # about a day
PENDING = tables.Outbox.done_at.is_(None) & tables.Outbox.dead_at.is_(None)


def take(store: Store, kinds: Collection[str]) -> Item | None:
    """
    Take the row that is due first, None when nothing is.

    A try counts from here on: an item that takes the whole process down is given up too, in the end.
    """
    outbox, now, lease = tables.Outbox, store.clock(), str(uuid.uuid4())
    lease_time = timedelta(seconds=store.settings.outbox_lease_seconds)
    # What lies further ahead than anything is ever put was written while the clock was ahead: it doesn't wait for that.
    free = or_(outbox.leased_until.is_(None), _not_between(outbox.leased_until, now, lease_time))
    due = PENDING & _not_between(outbox.next_at, now, LONGEST_WAIT) & free & outbox.kind.in_(kinds)
    with store.reading() as session:  # most looks find nothing, and must not keep others from writing
        if session.scalar(select(outbox.id).where(due).limit(1)) is None:
            return None
    # On PostgreSQL workers skip each other's rows. SQLAlchemy leaves that out for SQLite, where one writes at a time.
    first = select(outbox.id).where(due).order_by(outbox.next_at, outbox.id).limit(1)
    statement = (
        update(outbox)
        .where(outbox.id == first.with_for_update(skip_locked=True).scalar_subquery(), due)
        .values(leased_by=lease, leased_until=now + lease_time, attempts=outbox.attempts + 1)
        .returning(outbox)
        .execution_options(synchronize_session=False)
    )
    with store.writing() as session:
        row = session.scalars(statement).one_or_none()
        if row is None:
            return None
        return Item(row.id, row.kind, row.handoff_id, row.code, row.target, row.created_at, row.attempts, lease)


def _not_between(
    column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None], now: datetime, longest: timedelta
) -> ColumnElement[bool]:
    return or_(column <= now, column > now + longest)


def finish(store: Store, item: Item, following: Collection[New]) -> bool:
    """Write that it was told, with what follows from it; False when the lease went to another worker meanwhile."""
    now = store.clock()
    with store.writing() as session:
        values = {"done_at": now, "leased_by": None, "leased_until": None, "last_error": None}
        if session.scalar(_mine(item).values(values)) is None:
            return False
        for new in following:
            put(session, now, new.kind, new.code, new.handoff_id, target=new.target)
        return True


def fail(store: Store, item: Item, error: NotToldError) -> bool:
    """Write that it didn't go, and say whether it was given up."""
    now = store.clock()
    asked = error.wait if isinstance(error, TryAgainError) else timedelta()
    given_up = not isinstance(error, TryAgainError) or item.attempts >= MAX_ATTEMPTS
    values: dict[str, object] = {"leased_by": None, "leased_until": None, "last_error": error.code}
    values |= {"dead_at": now} if given_up else {"next_at": now + max(asked, wait_after(item.attempts))}
    with store.writing() as session:
        session.execute(_mine(item).values(values))
    return given_up


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait: twice as long each time, and never the same for all that failed together."""
    seconds = FIRST_WAIT.total_seconds() * 2.0 ** min(attempts - 1, 12)
    longest = min(LONGEST_WAIT, timedelta(seconds=seconds))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - to spread, not to keep a secret


def forget_old(store: Store) -> int:
    """Delete what was told or given up before any open handoff began; returns how many rows."""
    outbox, before = tables.Outbox, store.clock() - timedelta(days=store.settings.retention_days_open)
    with store.writing() as session:
        gone = delete(outbox).where(or_(outbox.done_at < before, outbox.dead_at < before)).returning(outbox.id)
        return len(session.scalars(gone).all())


def _mine(item: Item) -> ReturningUpdate[str]:
    outbox = tables.Outbox
    held = (outbox.id == item.id) & (outbox.leased_by == item.lease)
    return update(outbox).where(held).returning(outbox.id).execution_options(synchronize_session=False)
