"""
Writes the lines of the audit log, each with a proof of itself and of every line before it in its chain.

There are LANES chains, and a handoff always writes in the same one. With a single chain every writer would wait for
the disk of the one before: a lock on the end of the chain is held until the commit is safe. So the order within a
handoff, and within an account, is proven; between chains it is the number of the line, which the proof covers too.
"""

import json
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Result,
    Select,
    bindparam,
    event,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from handoff.audit.origin import current_origin
from handoff.database import write_together
from handoff.keys import KeyRing
from handoff.tables import Event, EventHead

LANES = 16  # as in the migration that makes their heads
PENDING = "audit_lines"
LANE: BindParameter[int] = bindparam("line_lane")
# The end of the chain moves to the new line, and the line is added. The names are those that `following` gives.
ADDING = (
    update(EventHead)
    .where(EventHead.lane == LANE)
    .values(number=bindparam("line_number"), event_id=bindparam("line_id"), mac=bindparam("line_mac")),
    insert(Event).values({column.name: bindparam(f"line_{column.name}") for column in Event.__table__.c}),
)


class ChainGoneError(Exception):
    """The end of a chain is gone from the database: nothing may go on that the audit log can't follow."""


class End(NamedTuple):
    """The last line of a chain: its number and proof, and the id that the next line gets."""

    number: int
    mac: bytes
    next_id: int


@dataclass(frozen=True)
class Line:
    """What is told of one step: codes and ids, never content."""

    at: datetime
    action: str
    handoff_id: str | None = None
    account_id: str | None = None
    object_id: str | None = None
    result: str = "ok"
    origin: str = ""

    @property
    def lane(self) -> int:
        """Return the chain that this line belongs to."""
        return zlib.crc32((self.handoff_id or self.account_id or "").encode()) % LANES


def note(session: Session, keys: KeyRing, line: Line) -> None:
    """Write a line in its chain when this transaction is committed; when that is undone, so is the line."""
    session.info.setdefault(PENDING, []).append((keys, replace(line, origin=current_origin())))


def following(keys: KeyRing, end: End, line: Line) -> dict[str, Any]:
    """Return the values with which ADDING puts a line after the end of its chain, which is locked."""
    place = {"id": end.next_id, "lane": line.lane, "number": end.number + 1}
    mac = mac_of(keys, end.mac, (line.lane, end.number + 1, end.next_id), line)
    return {f"line_{name}": value for name, value in {**vars(line), **place, "mac": mac}.items()}


@cache
def end_query(dialect: str) -> Select[tuple[int, bytes, int]]:
    """Lock the end of a chain and draw the id of the next line; on SQLite the transaction itself is the lock."""
    next_id: ColumnElement[int]
    if dialect == "postgresql":
        next_id = func.nextval(text("'event_id_seq'"))
    else:
        next_id = select(func.coalesce(func.max(Event.id), 0) + 1).scalar_subquery()
    found = select(EventHead.number, EventHead.mac, next_id.label("next_id"))
    return found.where(EventHead.lane == LANE).with_for_update(of=EventHead)


def end_from(found: Result[tuple[int, bytes, int]]) -> End | None:
    """Return what `end_query` found, None when it found nothing."""
    row = found.one_or_none()
    return End(row.number, row.mac, row.next_id) if row else None


def mac_of(keys: KeyRing, before: bytes, place: tuple[int, int, int], line: Line) -> bytes:
    """
    Return the proof of a line.

    Args:
        before: The proof of the line before it in the chain.
        place: Its chain, its number in the chain, and its id.
    """
    fields = (line.action, line.handoff_id, line.account_id, line.object_id, line.result, line.origin)
    shown = json.dumps([*place, line.at.astimezone(UTC).isoformat(), *fields])
    return keys.audit_mac(before + shown.encode())


@event.listens_for(Session, "before_commit")
def _write_pending(session: Session) -> None:
    """
    Write the lines at the very end, so that the end of a chain is held as shortly as can be.

    Every other lock is taken before, and chains are locked in order: two writers can't wait for each other.
    """
    if session.in_nested_transaction() or PENDING not in session.info:
        return
    session.flush()
    connection = session.connection()
    for keys, line in sorted(session.info.pop(PENDING), key=lambda pending: pending[1].lane):
        _append(connection, keys, line)


def _append(connection: Connection, keys: KeyRing, line: Line) -> None:
    found = connection.execute(end_query(connection.dialect.name), {"line_lane": line.lane}).one()
    write_together(connection, ADDING, following(keys, End(found.number, found.mac, found.next_id), line))
