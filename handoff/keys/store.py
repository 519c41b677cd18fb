"""
The key store: the wrapped data keys, in a database of their own.

A backup of the handoffs therefore holds no key. When a key is destroyed here, the handoff is unreadable in every
backup, however long that is kept. So this store itself must not be kept in backups, or only shortly.
"""

import time
from collections import Counter
from collections.abc import Collection
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock
from typing import Self

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    delete,
    event,
    inspect,
    select,
    text,
)
from sqlalchemy.engine import make_url

from handoff.database import MIGRATION_LOCK, engine_for, scrub
from handoff.keys.ring import KeyRing
from handoff.keys.values import WrappedKey

SCHEMA = "handoff_keys"  # on PostgreSQL; a backup leaves it out by this name
BATCH = 500
data_key = Table(
    "data_key",
    MetaData(),
    Column("handoff_id", String(36), primary_key=True),
    Column("key_id", String(20), nullable=False, index=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("since", Integer, nullable=False),
)


class KeyStore:
    """Keeps the wrapped key of each open handoff, and destroys it. Every method is one transaction of its own."""

    def __init__(self, url: str) -> None:
        """Keep the address; nothing is opened yet."""
        self._url = url
        self._lock = Lock()
        self._engine: Engine | None = None

    @classmethod
    def beside(cls, main: Engine, url: str = "") -> Self:
        """
        Return the key store that belongs to a database, and let it close together with that.

        Without a `url` it is a second file beside SQLite's, or a schema of its own on the same PostgreSQL.

        Raises:
            ValueError: If `url` is the database of the handoffs itself.
        """
        if url and main.dialect.name == "sqlite" and make_url(url).database == main.url.database:
            raise ValueError("the key store can't be the database of the handoffs")
        store = cls(url or _default(main))
        event.listen(main, "engine_disposed", lambda _: store.close())
        return store

    def put(self, handoff_id: str, wrapped: WrappedKey) -> None:
        """Keep the key of a new handoff, before the handoff itself is stored: never one without its key."""
        row = {"handoff_id": handoff_id, "key_id": wrapped.key_id, "wrapped": wrapped.value, "since": int(time.time())}
        with self._writing() as connection:
            connection.execute(data_key.insert(), row)

    def get(self, handoff_id: str) -> WrappedKey | None:
        """Return the key of a handoff; None when it was destroyed."""
        with self._opened().connect() as connection:
            found = connection.execute(select(data_key).where(data_key.c.handoff_id == handoff_id)).one_or_none()
        return WrappedKey(found.key_id, found.wrapped) if found else None

    def destroy(self, handoff_ids: Collection[str]) -> None:
        """Destroy keys, also in SQLite's log; nothing that they encrypted can be read after this."""
        if not handoff_ids:
            return
        with self._writing() as connection:
            rows = [{"gone": handoff_id} for handoff_id in handoff_ids]
            connection.execute(delete(data_key).where(data_key.c.handoff_id == bindparam("gone")), rows)
        scrub(self._opened())

    def since(self) -> dict[str, int]:
        """Return since when (Unix time) each handoff has its key."""
        with self._opened().connect() as connection:
            return {row.handoff_id: row.since for row in connection.execute(select(data_key))}

    def rows(self) -> list[tuple[str, str, str, int]]:
        """Return every key as it is stored, for a copy: handoff, wrapping key, wrapped (hex), since."""
        with self._opened().connect() as connection:
            found = connection.execute(select(data_key).order_by(data_key.c.handoff_id)).all()
        return [(row.handoff_id, row.key_id, row.wrapped.hex(), row.since) for row in found]

    def put_back(self, rows: Collection[tuple[str, str, str, int]]) -> int:
        """Add the keys of a copy that aren't there; returns how many."""
        known = self.since()
        new = [
            {"handoff_id": handoff_id, "key_id": key_id, "wrapped": bytes.fromhex(wrapped), "since": since}
            for handoff_id, key_id, wrapped, since in rows
            if handoff_id not in known
        ]
        if new:
            with self._writing() as connection:
                connection.execute(data_key.insert(), new)
        return len(new)

    def used(self) -> Counter[str]:
        """Return how many data keys each wrapping key wraps."""
        with self._opened().connect() as connection:
            return Counter(connection.scalars(select(data_key.c.key_id)).all())

    def rewrap(self, keys: KeyRing) -> int:
        """
        Wrap every data key anew with the wrapping key in use, while others write; returns how many.

        Raises:
            DecryptError: If a key isn't wrapped by one of the key file: nothing after it is done.
        """
        count = 0
        while rows := self._wrapped_by_others(keys.active_id):
            self._replace([_rewrapped(keys, handoff_id, wrapped) for handoff_id, wrapped in rows])
            count += len(rows)
        return count

    def adopt(self, main: Engine) -> None:
        """Take over the keys that are where they were kept before, and remove them there."""
        self._adopt_from_schema(main)
        self._adopt_from_handoffs(main)

    def _adopt_from_schema(self, main: Engine) -> None:
        """Take them from the schema on PostgreSQL, since this store is a file now: never from itself."""
        is_file = make_url(self._url).get_backend_name() == "sqlite"
        if not is_file or main.dialect.name != "postgresql" or not inspect(main).has_table(data_key.name, SCHEMA):
            return
        before = KeyStore(_default(main))
        rows = before.rows()
        self.put_back(rows)
        before.destroy([handoff_id for handoff_id, *_ in rows])
        before.close()

    def _adopt_from_handoffs(self, main: Engine) -> None:
        """Take them from among the handoffs, where the first version kept them."""
        if not inspect(main).has_table("data_key"):
            return
        with main.connect() as connection:
            found = connection.execute(text("SELECT handoff_id, key_id, wrapped FROM data_key")).all()
        known = self.since()
        for handoff_id, key_id, wrapped in found:
            if handoff_id not in known:
                self.put(handoff_id, WrappedKey(key_id, wrapped))
        with main.execution_options(immediate=True).begin() as connection:
            connection.execute(text("DELETE FROM data_key"))  # secure_delete: SQLite writes zeros over them
            connection.execute(text("DROP TABLE data_key"))
        scrub(main)

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    def _wrapped_by_others(self, active_id: str) -> list[tuple[str, WrappedKey]]:
        query = select(data_key).where(data_key.c.key_id != active_id).limit(BATCH)
        with self._opened().connect() as connection:
            rows = connection.execute(query).all()
        return [(row.handoff_id, WrappedKey(row.key_id, row.wrapped)) for row in rows]

    def _replace(self, rows: list[dict[str, str | bytes]]) -> None:
        """Replace only what is still as it was read: what was destroyed in the meantime stays gone."""
        as_read = (data_key.c.handoff_id == bindparam("of")) & (data_key.c.key_id == bindparam("old"))
        change = data_key.update().where(as_read).values(key_id=bindparam("key_id"), wrapped=bindparam("wrapped"))
        with self._writing() as connection:
            connection.execute(change, rows)
        scrub(self._opened())

    def _writing(self) -> AbstractContextManager[Connection]:
        return self._opened().execution_options(immediate=True).begin()

    def _opened(self) -> Engine:
        with self._lock:
            if self._engine is None:
                engine = engine_for(self._url)
                if engine.dialect.name == "postgresql":
                    engine = engine.execution_options(schema_translate_map={None: SCHEMA})
                _make_table(engine)
                self._engine = engine
            return self._engine


def _rewrapped(keys: KeyRing, handoff_id: str, wrapped: WrappedKey) -> dict[str, str | bytes]:
    new = keys.wrap(keys.unwrap(handoff_id, wrapped))
    return {"of": handoff_id, "old": wrapped.key_id, "key_id": new.key_id, "wrapped": new.value}


def _default(main: Engine) -> str:
    if main.dialect.name == "sqlite":
        path = Path(main.url.database or "")
        return main.url.set(database=str(path.with_name(f"{path.stem}-keys.db"))).render_as_string(hide_password=False)
    return main.url.render_as_string(hide_password=False)


def _make_table(engine: Engine) -> None:
    schema = SCHEMA if engine.dialect.name == "postgresql" else None
    if inspect(engine).has_table(data_key.name, schema=schema):
        return
    with engine.execution_options(immediate=True).begin() as connection:
        if schema:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
        data_key.metadata.create_all(connection)
