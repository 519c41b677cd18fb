"""Puts a copy back in an empty database, all of it or nothing."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, bindparam, func, select, update
from sqlalchemy.orm import Session

from handoff import tables
from handoff.audit import Line, note
from handoff.backup import sealed
from handoff.backup.making import FOR_HANDOFFS, FOR_KEYS, revision_of
from handoff.backup.rows import BATCH, kept_tables, values_of
from handoff.database import writing
from handoff.keys import KeyRing, KeyStore

HEADS = tables.EventHead.__tablename__  # these rows are there already, in every database


class NotEmptyError(Exception):
    """There is something in the database: a copy is never mixed with what is there."""


class OtherVersionError(Exception):
    """The copy was made by another version of the program; `revision` says by which."""

    def __init__(self, revision: str) -> None:
        """Keep by which version."""
        super().__init__(revision)
        self.revision = revision


@dataclass(frozen=True)
class Restored:
    """When the copy was made, and how many rows of each table were put back."""

    made_at: datetime
    counts: Counter[str]


def restore(engine: Engine, keys: KeyRing, path: Path, now: datetime) -> Restored:
    """
    Put all rows back in one transaction, with the counts of the copy checked; it is in the audit log.

    Raises:
        NotEmptyError: If the database holds anything.
        OtherVersionError: If the copy is of another version of the tables.
        SealError: If the copy was changed or cut off, or was made with another key file.
    """
    lines = map(json.loads, sealed.read(path, keys.key_for(FOR_HANDOFFS)))
    with writing(engine) as session:
        _demand_empty(session)
        head: dict[str, str] = next(lines, {})
        if head.get("revision") != revision_of(session):
            raise OtherVersionError(str(head.get("revision")))
        counts = _fill(session.connection(), lines)
        if counts != {one.name: count for one in kept_tables() if (count := _count(session, one))}:
            raise sealed.SealError
    with writing(engine) as session:  # only now: the chains have to end where they ended
        note(session, keys, Line(now, "backup_restored", result=str(counts.total())))
    return Restored(datetime.fromisoformat(head["at"]), counts)


def restore_keys(store: KeyStore, keys: KeyRing, path: Path) -> int:
    """Put the keys back that aren't there yet; returns how many. Raises SealError."""
    return store.put_back([json.loads(line) for line in sealed.read(path, keys.key_for(FOR_KEYS))])


def _demand_empty(session: Session) -> None:
    if any(_count(session, table) for table in kept_tables() if table.name != HEADS):
        raise NotEmptyError


def _count(session: Session, table: Table) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _fill(connection: Connection, lines: Iterator[Any]) -> Counter[str]:
    """Insert every row, and return how many of each table; the last line must say the same."""
    known = {table.name: table for table in kept_tables()}
    counts: Counter[str] = Counter()
    told: dict[str, int] = {}
    for name, rows in groupby(lines, key=lambda line: line[0] if isinstance(line, list) else ""):
        if not name:
            told = next(rows)["counts"]
            continue
        table = known[name]
        while some := list(islice(rows, BATCH)):
            _put(connection, table, [values_of(table, stored) for _, *stored in some])
            counts[name] += len(some)
        _go_on_after(connection, table)
    if counts != told:
        raise sealed.SealError
    return counts


def _put(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if table.name != HEADS:
        connection.execute(table.insert(), rows)
        return
    place = update(table).where(table.c.lane == bindparam("of"))
    connection.execute(place.values(number=bindparam("n"), event_id=bindparam("e"), mac=bindparam("m")), [
        {"of": row["lane"], "n": row["number"], "e": row["event_id"], "m": row["mac"]} for row in rows
    ])  # fmt: skip


def _go_on_after(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows after the highest; SQLite does so by itself."""
    if connection.dialect.name != "postgresql" or table.autoincrement_column is None:
        return
    column = table.autoincrement_column
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    if connection.scalar(select(sequence)) is not None:
        connection.execute(select(func.setval(sequence, select(func.max(column)).scalar_subquery())))
