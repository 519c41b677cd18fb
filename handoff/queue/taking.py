"""
The pick-up itself, with as few statements as can be: it is the one step for which all colleagues stand ready at once.

First a look, which locks nothing: who is too late hears so without keeping anybody else waiting, and what can be worked
out beforehand is. Then one transaction, which takes the handoff only if it still is as it was seen, and writes with it
the line of the audit log, the count and what others must hear. On PostgreSQL that is two statements, so that the end of
a chain is locked for two short trips; SQLite takes them one by one, without a trip.

The rules are those of every other step: what a lease is, what counts and who hears is said elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Insert, Select, Table, and_, bindparam, exists, insert, select, true, update

from handoff import audit, counters, tables
from handoff.database import Write, changing, glancing, write_together
from handoff.queue.counting import PickUp, counts_of
from handoff.queue.leases import NO_LEASE, new_lease
from handoff.queue.records import Row
from handoff.queue.store import Store
from handoff.queue.telling import told
from privacy.counters import Count

Values = dict[str, Any]
HANDOFF, ACCOUNT = cast("Table", tables.Handoff.__table__), cast("Table", tables.Account.__table__)
EVENT, OUTBOX = cast("Table", tables.Event.__table__), cast("Table", tables.Outbox.__table__)
AS_STORED = (
    *("id", "referentie", "gemeente", "team", "onderwerp", "kanaal", "hoe", "status", "created_at", "due_at"),
    *("claimed_at", "version", "closed_at", "uitkomst", "pick_up_by", "lease_until", "lease_step", "haast"),
)
OWN_NAME = select(ACCOUNT.c.naam).where(ACCOUNT.c.id == bindparam("account")).scalar_subquery()
CLAIMED_BEFORE = and_(
    HANDOFF.c.version > 1,  # what never changed was never picked up: then nobody looks through the audit log
    exists().where(EVENT.c.handoff_id == HANDOFF.c.id, EVENT.c.action == "claimed"),
)
LOOK = (
    select(*(HANDOFF.c[name] for name in AS_STORED))
    .add_columns(HANDOFF.c.claimed_by.label("claimed_by_id"), HANDOFF.c.lapsed_holder.label("lapsed_id"))
    .add_columns(ACCOUNT.c.naam.label("claimed_by"), CLAIMED_BEFORE.label("before"), OWN_NAME.label("own_name"))
    .select_from(HANDOFF.outerjoin(ACCOUNT, ACCOUNT.c.id == HANDOFF.c.claimed_by))
    .where(HANDOFF.c.id == bindparam("handoff"))
)
AS_SEEN = and_(
    HANDOFF.c.id == bindparam("handoff"),
    HANDOFF.c.status == "waiting",
    HANDOFF.c.team == bindparam("of_team"),
    HANDOFF.c.version == bindparam("seen"),
)
TAKE = (
    update(HANDOFF)
    .where(AS_SEEN)
    .values(status="claimed", claimed_by=bindparam("account"), claimed_at=bindparam("now"))
    .values(version=HANDOFF.c.version + 1, read_until=0)
    .values({name: bindparam(f"new_{name}") for name in NO_LEASE})
)


@dataclass(frozen=True)
class Seen:
    """
    A handoff as it was a moment ago.

    Attributes:
        before: Whether somebody picked it up before; only the first time is counted.
        own_name: The name of who looks.
    """

    row: Row
    before: bool
    own_name: str | None


def look(store: Store, handoff_id: str, account_id: str) -> Seen | None:
    """Return a handoff as it is, None when there is none; nobody waits for this, and it waits for nobody."""
    with glancing(store.engine) as connection:
        found = connection.execute(LOOK, {"handoff": handoff_id, "account": account_id}).one_or_none()
    if found is None:
        return None
    values = found._asdict()
    before, own_name = values.pop("before"), values.pop("own_name")
    values["pick_up_by"] = values["pick_up_by"] or values["due_at"]
    return Seen(Row(**values), bool(before), own_name)


def take(store: Store, seen: Seen, account_id: str) -> Row | None:
    """
    Give a waiting handoff to this account, with all that belongs to it, in one transaction.

    Returns:
        The handoff as it is now; None when it isn't as it was seen any more.
    """
    row, now = seen.row, store.clock()
    lease: Values = dict(new_lease(store, row.team))
    line = audit.Line(now, "claimed", row.id, account_id, origin=audit.current_origin())
    counts = tuple(counts_of(PickUp(row, line, store.hours(row.team), seen.before)))
    tells = told(line.action, row.id, now, exporting=store.exporting)
    values = _values(row, account_id, lease, line) | _beside(counts, tells, line)
    with changing(store.engine) as connection:
        end = _take(connection, values, line.lane)
        if end is None:  # also when the chain has no end any more: then nobody may pick anything up
            connection.rollback()
            return None
        writes = _writes(connection.dialect.name, len(counts), len(tells))
        write_together(connection, writes, values | audit.following(store.keys, end, line))
    claimed: Values = {"status": "claimed", "claimed_by": seen.own_name, "claimed_by_id": account_id, "claimed_at": now}
    term: Values = {name: lease[name] for name in ("lease_until", "lease_step")}
    return replace(row, **claimed, **term, version=row.version + 1, lapsed_id=None)


def _values(row: Row, account_id: str, lease: Values, line: audit.Line) -> Values:
    values = {"handoff": row.id, "of_team": row.team, "seen": row.version, "account": account_id, "now": line.at}
    return values | {f"new_{name}": value for name, value in lease.items()}


def _beside(counts: Sequence[Count], tells: Sequence[Values], line: audit.Line) -> Values:
    """Return the values of what is written beside it."""
    values: Values = {}
    for count in counts:
        values |= counters.values_of(count, line.at)
    for number, tell in enumerate(tells):
        values |= {f"tell_{number}_{name}": value for name, value in tell.items()}
    return values


def _take(connection: Connection, values: Values, lane: int) -> audit.End | None:
    """Take the handoff and then lock the end of its chain; None when one of the two isn't there."""
    if connection.dialect.name == "postgresql":
        return audit.end_from(connection.execute(_take_and_lock(), values | {"line_lane": lane}))
    taken = connection.execute(TAKE, values).rowcount
    return audit.end_from(connection.execute(audit.end_query("sqlite"), {"line_lane": lane})) if taken else None


@cache
def _take_and_lock() -> Select[tuple[int, bytes, int]]:
    return audit.end_query("postgresql").join(TAKE.returning(HANDOFF.c.id).cte("taken"), true())


@cache
def _writes(dialect: str, counts: int, tells: int) -> tuple[Write, ...]:
    """Return what is written: a pick-up counts at most once, and tells in a few ways or not at all."""
    return (*[counters.adding(dialect)][:counts], *(_telling(number) for number in range(tells)), *audit.ADDING)


def _telling(number: int) -> Insert:
    names = ("id", "kind", "handoff_id", "code", "target", "created_at", "next_at", "attempts")
    return insert(OUTBOX).values({name: bindparam(f"tell_{number}_{name}") for name in names})
