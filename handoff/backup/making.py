"""Makes the two copies: all rows as they are at one moment, and apart from them the keys of the open handoffs."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from handoff.audit import Line, note
from handoff.backup import sealed
from handoff.backup.rows import kept_tables, lines_of
from handoff.database import at_one_moment, reading, writing
from handoff.keys import KeyRing, KeyStore

BACKUPS = "handoffs-%Y%m%dT%H%M%SZ.backup"
KEYS = "keys.backup"  # one file: a new copy takes the place of the old one
FOR_HANDOFFS, FOR_KEYS = "backup", "backup of keys"


@dataclass(frozen=True)
class Made:
    """A copy that was made, and how many rows of each table are in it."""

    path: Path
    counts: Counter[str]


def make(engine: Engine, keys: KeyRing, folder: Path, now: datetime) -> Made:
    """Copy everything but the keys to a new file in `folder`, while others go on; it is in the audit log."""
    path = folder / now.astimezone(UTC).strftime(BACKUPS)
    counts: Counter[str] = Counter()
    with reading(at_one_moment(engine)) as session:
        sealed.write(path, keys.key_for(FOR_HANDOFFS), _all(session, counts, now))
    with writing(engine) as session:
        note(session, keys, Line(now, "backup_made", result=str(counts.total())))
    return Made(path, counts)


def make_keys(store: KeyStore, keys: KeyRing, folder: Path) -> Made:
    """Copy the keys of the open handoffs, still wrapped, over the copy that was there."""
    path, rows = folder / KEYS, store.rows()
    sealed.write(path, keys.key_for(FOR_KEYS), (json.dumps(row) for row in rows))
    return Made(path, Counter(data_key=len(rows)))


def remove_old(folder: Path, now: datetime, days: int) -> int:
    """Remove copies that are older than so many days, by the moment in their name; returns how many."""
    count = 0
    for path in folder.glob("handoffs-*.backup"):
        try:
            made_at = datetime.strptime(path.name, BACKUPS).replace(tzinfo=UTC)
        except ValueError:
            continue
        if made_at < now - timedelta(days=days):
            path.unlink()
            count += 1
    return count


def revision_of(session: Session) -> str:
    """Return which version the tables have."""
    return str(session.scalar(text("SELECT version_num FROM alembic_version")))


def _all(session: Session, counts: Counter[str], now: datetime) -> Iterator[str]:
    yield json.dumps({"revision": revision_of(session), "at": now.astimezone(UTC).isoformat()})
    for table in kept_tables():
        for line in lines_of(session.connection(), table):
            counts[table.name] += 1
            yield line
    yield json.dumps({"counts": counts})
