"""What every test of the handoff needs: colleagues, a clock to turn and handoffs with marked values."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from handoff import tables
from handoff.accounts import Accounts
from handoff.database import engine_for, migrate, writing
from handoff.draft import Consent, Draft, Line
from handoff.keys import KeyRing, KeyStore
from handoff.queue import Queue, Row, TeamRule
from handoff.settings import HandoffSettings

MORS, NOORD = "wijkteam_mors", "wijkteam_leiden_noord"
LINES = (
    Line("onderwerp", "Onderwerp", "MERK-ONDERWERP"),
    Line("eigen_woorden", "In eigen woorden", "MERK-VERHAAL over de huur"),
    Line("telefoon", "Telefoon", "+31600000000"),
    Line("naam", "Naam", "MERK-NAAM"),
    Line("postcode", "Postcode", "2332"),
)
CHAT_LINES = (Line("hoe", "Contact", "via dit gesprek"),)


class Clock:
    """A clock that stands still until a test turns it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class World:
    """Everything that a test of the handoff needs."""

    folder: Path
    url: str
    engine: Engine
    keys: KeyRing
    clock: Clock
    settings: HandoffSettings
    queue: Queue
    accounts: Accounts
    teams: frozenset[str] = field(default=frozenset({MORS}))

    def colleague(self, naam: str) -> str:
        """Add an account without the slow password; returns its id."""
        account_id = str(uuid.uuid4())
        with writing(self.engine) as session:
            session.add(
                tables.Account(
                    id=account_id, naam=naam, gebruikersnaam=naam.lower(), alle_teams=True, gemeente="leiden",
                    password_hash="-", totp_key_id="-", totp_secret=b"-", confirmed=True, created_at=self.clock(),
                )
            )  # fmt: skip
            session.flush()
            session.add(tables.AccountRole(account_id=account_id, rol="agent"))
        return account_id

    def draft(self, conversation: str = "gesprek-1", lines: tuple[Line, ...] = LINES, **changes: object) -> Draft:
        consent = Consent("overdracht-test", "MERK-GETOOND", self.clock())
        fields = {"gemeente": "leiden", "kanaal": "website", "onderwerp": "huurachterstand", "consent": consent}
        return Draft(conversation=conversation, lines=lines, **{**fields, **changes})

    def waiting(self, conversation: str = "gesprek-1", lines: tuple[Line, ...] = LINES, team: str = MORS) -> Row:
        """Put a handoff in the queue."""
        return self.queue.create(self.draft(conversation, lines), team, f"code-{conversation}")

    def held(self, account_id: str, conversation: str = "gesprek-1", lines: tuple[Line, ...] = LINES) -> Row:
        """Put a handoff in the queue and pick it up."""
        return self.queue.claim(self.waiting(conversation, lines).id, account_id, self.teams)

    def events(self, handoff_id: str | None = None) -> list[tuple[str, str]]:
        """Return (action, result) of the audit log, in order."""
        event = tables.Event
        query = select(event.action, event.result).order_by(event.id)
        with self.engine.connect() as connection:
            rows = connection.execute(query.where(event.handoff_id == handoff_id) if handoff_id else query).all()
        return [(action, result) for action, result in rows]

    def bytes_on_disk(self) -> bytes:
        """Return everything that SQLite wrote: databases, logs, journals. PostgreSQL's files aren't ours to read."""
        if self.engine.dialect.name != "sqlite":
            pytest.skip("a byte scan needs SQLite's file")
        return b"".join(
            path.read_bytes()
            for path in self.folder.iterdir()
            if path.name.startswith("test") and path.name != "test.key"
        )

    def secrets(self, handoff_id: str) -> list[bytes]:
        """Return every encrypted value and the wrapped key of a handoff, as they are stored."""
        mine = {"id": handoff_id}
        queries = (
            "SELECT ciphertext FROM handoff_line WHERE handoff_id = :id",
            "SELECT ciphertext FROM relay_message WHERE handoff_id = :id",
            "SELECT note FROM handoff WHERE id = :id AND note IS NOT NULL",
        )
        wrapped = self.key_store.get(handoff_id)
        with self.engine.connect() as connection:
            found = [bytes(value) for query in queries for value in connection.execute(text(query), mine).scalars()]
        return found + ([wrapped.value] if wrapped else [])

    def stored_unsent(self, handoff_id: str) -> list[bytes]:
        """Return half-written texts as they are stored."""
        query = text("SELECT ciphertext FROM unsent_text WHERE handoff_id = :id")
        with self.engine.connect() as connection:
            return [bytes(value) for value in connection.execute(query, {"id": handoff_id}).scalars()]

    @cached_property
    def key_store(self) -> KeyStore:
        """Return the store of the data keys."""
        return KeyStore.beside(self.engine)


def new_world(folder: Path, url: str) -> World:
    """Return a fresh database with its queue and accounts."""
    engine = engine_for(url)
    migrate(engine)
    keys, clock, settings = KeyRing.load_or_create(folder / "test.key"), Clock(), HandoffSettings()
    teams = {"leiden": frozenset({MORS, NOORD})}
    rules = {
        MORS: TeamRule("leiden", fallback=NOORD, passes_to=frozenset({NOORD})),
        NOORD: TeamRule("leiden", fallback=NOORD, passes_to=frozenset({MORS})),
    }
    queue = Queue(engine, keys, settings, clock, rules)
    return World(folder, url, engine, keys, clock, settings, queue, Accounts(engine, keys, teams, settings, clock))
