"""A real database in a folder of its own for each test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from handoff_world import MORS, NOORD, Clock, World
from sqlalchemy import text

from content.catalogue import Catalogue, load_catalogue
from handoff.accounts import Accounts
from handoff.database import engine_for, migrate
from handoff.keys import KeyRing
from handoff.queue import Queue
from handoff.settings import HandoffSettings


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """
    Return a fresh database with its queue and accounts.

    HANDOFF_TEST_DATABASE_URL runs the same tests on a PostgreSQL database, which is emptied first.
    """
    url = os.environ.get("HANDOFF_TEST_DATABASE_URL") or f"sqlite:///{tmp_path}/test.db"
    engine = engine_for(url)
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    migrate(engine)
    keys, clock, settings = KeyRing.load_or_create(tmp_path / "test.key"), Clock(), HandoffSettings()
    teams = {"leiden": frozenset({MORS, NOORD})}
    queue = Queue(engine, keys, settings, clock)
    yield World(tmp_path, url, engine, keys, clock, settings, queue, Accounts(engine, keys, teams, settings, clock))
    engine.dispose()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Return the real content."""
    return load_catalogue()
