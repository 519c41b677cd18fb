"""A real database in a folder of its own for each test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from handoff_world import World, new_world
from sqlalchemy import text

from content.catalogue import Catalogue, load_catalogue
from handoff.database import engine_for
from tests.harness.postgresql import empty_database, running


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """
    Return a fresh database with its queue and accounts.

    HANDOFF_TEST_DATABASE_URL runs the same tests on a PostgreSQL database, which is emptied first.
    """
    url = os.environ.get("HANDOFF_TEST_DATABASE_URL") or f"sqlite:///{tmp_path}/test.db"
    if url.startswith("postgresql"):
        engine = engine_for(url)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
            connection.execute(text("DROP SCHEMA IF EXISTS handoff_keys CASCADE"))
        engine.dispose()
    found = new_world(tmp_path, url)
    yield found
    found.engine.dispose()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL and give its address."""
    with running(tmp_path_factory.mktemp("postgresql")) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def any_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """Return a fresh world on each of the two stores."""
    on_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/test.db" if on_sqlite else empty_database(request.getfixturevalue("postgresql"))
    found = new_world(tmp_path, url)
    yield found
    found.engine.dispose()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Return the real content."""
    return load_catalogue()
