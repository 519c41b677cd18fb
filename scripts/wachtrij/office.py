"""A database full of waiting handoffs, and the claimers that go for them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, func, insert, select, text

from handoff import audit, tables
from handoff.database import engine_for, migrate, writing
from handoff.keys import KeyRing
from handoff.queue import Queue
from handoff.queue.terms import due_at

GEMEENTE, TEAM = "leiden", "wijkteam_mors"
AT_ONCE = 5_000


@dataclass(frozen=True)
class Office:
    """One database with handoffs; plain values, so that it can be given to another process."""

    url: str
    key_file: str
    accounts: tuple[str, ...]
    ids: tuple[str, ...]

    def engine(self) -> Engine:
        """Open the database."""
        return engine_for(self.url)

    def queue(self, engine: Engine) -> Queue:
        """Return the real queue."""
        return Queue(engine, self.keys())

    def keys(self) -> KeyRing:
        """Return the keys."""
        return KeyRing.load_or_create(Path(self.key_file))


def office(url: str, folder: Path, handoffs: int, claimers: int) -> Office:
    """Fill a database with waiting handoffs and accounts."""
    engine = engine_for(url)
    migrate(engine)
    accounts = tuple(str(uuid.uuid4()) for _ in range(claimers))
    ids = tuple(str(uuid.uuid4()) for _ in range(handoffs))
    with writing(engine) as session:
        session.execute(insert(tables.Account), [_account(number, one) for number, one in enumerate(accounts)])
    for start in range(0, len(ids), AT_ONCE):
        with writing(engine) as session:
            part = enumerate(ids[start : start + AT_ONCE], start)
            session.execute(insert(tables.Handoff), [_handoff(number, one) for number, one in part])
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()
    return Office(url, str(folder / "bench.key"), accounts, ids)


def _account(number: int, account_id: str) -> dict[str, object]:
    return {
        "id": account_id,
        "naam": f"Collega {number}",
        "gebruikersnaam": f"collega{number}",
        "gemeente": GEMEENTE,
        "alle_teams": True,
        "password_hash": "-",
        "totp_key_id": "-",
        "totp_secret": b"-",
        "confirmed": True,
        "created_at": datetime.now(UTC),
    }


def _handoff(number: int, handoff_id: str) -> dict[str, object]:
    now = datetime.now(UTC)
    return {
        "id": handoff_id,
        "referentie": f"{number:08d}",
        "gemeente": GEMEENTE,
        "team": TEAM,
        "onderwerp": "huurachterstand",
        "kanaal": "widget",
        "hoe": "telefoon",
        "status": "waiting",
        "created_at": now,
        "due_at": due_at("huurachterstand", now),
        "consent_version": "bench",
        "consent_at": now,
        "consent_shown_hash": "-",
    }


@dataclass(frozen=True)
class Truth:
    """What the database says after everything."""

    claimed: int
    audit_lines: int
    without_line: int
    twice: int
    counted: int
    told: int
    chain_unbroken: bool

    @property
    def torn(self) -> int:
        """Return for how many a part of the step is missing: the line in the audit log, the count, or who must hear."""
        written = (self.audit_lines, self.counted, self.told)
        return self.without_line + sum(abs(number - self.claimed) for number in written)


def truth(found: Office) -> Truth:
    """Count what is claimed, what the audit log tells of it, and what was counted."""
    engine = found.engine()
    handoff, event = tables.Handoff, tables.Event
    lines = (
        select(event.handoff_id, func.count().label("n")).where(event.action == "claimed").group_by(event.handoff_id)
    )
    per_handoff = lines.subquery()
    picked_up = handoff.status == "claimed"
    joined = select(func.count()).select_from(handoff).outerjoin(per_handoff, per_handoff.c.handoff_id == handoff.id)
    counted = select(func.sum(tables.Counter.aantal)).where(tables.Counter.wat == "opgepakt")
    to_tell = select(func.count()).select_from(tables.Outbox).where(tables.Outbox.code == "claimed")
    with engine.connect() as connection:
        result = Truth(
            claimed=_number(connection.scalar(select(func.count()).where(picked_up))),
            audit_lines=_number(connection.scalar(select(func.sum(per_handoff.c.n)))),
            without_line=_number(connection.scalar(joined.where(picked_up, per_handoff.c.n.is_(None)))),
            twice=_number(connection.scalar(select(func.count()).select_from(per_handoff).where(per_handoff.c.n > 1))),
            counted=_number(connection.scalar(counted)),
            told=_number(connection.scalar(to_tell)),
            chain_unbroken=audit.verify(engine, found.keys()).first_wrong is None,
        )
    engine.dispose()
    return result


def _number(value: object) -> int:
    return int(str(value or 0))


def split(ids: Sequence[str], parts: int) -> list[tuple[str, ...]]:
    """Deal ids out over claimers."""
    return [tuple(ids[part::parts]) for part in range(parts)]
