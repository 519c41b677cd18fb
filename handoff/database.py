"""The database of the handoff: SQLite in one file, or PostgreSQL, with the same code on both."""

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, Insert, Update, create_engine, event, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

Write = Insert | Update

# secure_delete: freed bytes become zeros, so that "erased" is true on the disk. FULL: a handoff survives power loss.
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=5000",
    "foreign_keys=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
)
MIGRATION_LOCK = 20261122
AWAY = (OperationalError, InterfaceError, NoConnectionError)  # the database doesn't answer, is locked or has no room
ASK_AFTER = 1.0  # seconds that a connection may lie idle before it is asked whether it still works


def engine_for(url: str) -> Engine:
    """
    Return an engine with the rules that each store needs.

    SQLite begins every write with BEGIN IMMEDIATE: with its default, two claims at once end in errors, not in a
    refusal. PostgreSQL's READ COMMITTED is right as it is; a connection from before it was restarted is replaced.
    """
    engine = create_engine(url, pool_size=10, max_overflow=30)
    if engine.dialect.name == "sqlite":
        _private_file(engine)
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "checkin", _left)
        event.listen(engine, "checkout", partial(_still_works, engine))
    return engine


def migrate(engine: Engine) -> None:
    """Bring the tables up to date; processes that start together wait for each other."""
    config = Config()
    config.set_main_option("script_location", "handoff:migrations")
    with engine.execution_options(immediate=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Open one transaction that may write; it is committed at the end, or undone as a whole."""
    bound = engine.execution_options(immediate=True)
    with Session(bound, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open one transaction that only reads."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


def at_one_moment(engine: Engine) -> Engine:
    """A transaction of SQLite always sees one moment; one of PostgreSQL has to ask for it."""
    return engine if engine.dialect.name == "sqlite" else engine.execution_options(isolation_level="REPEATABLE READ")


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """Open what `writing` opens, without objects: for the steps where every statement counts."""
    with engine.connect() as connection, connection.execution_options(immediate=True).begin():
        yield connection


@contextmanager
def glancing(engine: Engine) -> Iterator[Connection]:
    """Open a connection for one SELECT: on PostgreSQL beginning and ending a transaction would be two more trips."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="AUTOCOMMIT")
        yield connection


def write_together(connection: Connection, writes: tuple[Write, ...], values: Mapping[str, Any]) -> None:
    """
    Run writes to different tables: in one trip to PostgreSQL, one by one on SQLite, where there are no trips.

    Args:
        writes: The same objects every time, so that each is compiled once.
        values: By the names of the parameters, which the writes don't share unless they mean the same.
    """
    statements = (_joined(writes),) if connection.dialect.name == "postgresql" else writes
    for one, names in zip(statements, _parameters(writes, len(statements)), strict=True):
        connection.execute(one, {name: values[name] for name in names})


def scrub(engine: Engine) -> None:
    """
    Empty SQLite's write-ahead log, which still holds the pages from before an erasure.

    When a reader holds the log open, it isn't emptied now; the next erasure or `purge` does it.
    """
    if engine.dialect.name != "sqlite":
        return
    with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.fetchall()


@cache
def _joined(writes: tuple[Write, ...]) -> Write:
    *others, last = writes
    return last.add_cte(*(one.cte(f"write_{number}") for number, one in enumerate(others)))


@cache
def _parameters(writes: tuple[Write, ...], statements: int) -> tuple[frozenset[str], ...]:
    """Return the names of the parameters of each statement; of all writes when they are one statement."""
    each = tuple(frozenset(one.compile(dialect=sqlite.dialect()).params) for one in writes)
    return each if statements == len(each) else (frozenset().union(*each),)


def _left(_connection: object, entry: ConnectionPoolEntry) -> None:
    entry.info["left"] = time.monotonic()


def _still_works(engine: Engine, connection: Any, entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:  # noqa: ANN401
    """Ask a connection that lay idle, not one that is in use all the time: asking is a trip of its own."""
    if time.monotonic() - entry.info.get("left", 0.0) < ASK_AFTER:
        return
    try:
        engine.dialect.do_ping(connection)
    except psycopg.Error as error:
        raise DisconnectionError from error


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver leaves BEGIN to us
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _private_file(engine: Engine) -> None:
    name = engine.url.database
    if name and name != ":memory:":
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # the -wal and -shm files get the same rights
