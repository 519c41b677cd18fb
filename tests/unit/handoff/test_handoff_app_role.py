"""On PostgreSQL the app runs as a role that can do its work, and can't touch the audit log."""

from pathlib import Path

import pytest
from handoff_world import World
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from content.catalogue import Catalogue
from handoff.audit import verify
from handoff.desk import open_desk

ROLE = "rondkomen_app_test"
GRANTS = Path(__file__).parents[3] / "docker" / "app_role.sql"


@pytest.fixture
def as_app(any_world: World) -> str:
    """Give the address with which the app comes in, after the owner made the tables."""
    if any_world.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no roles")
    any_world.key_store.since()
    statements = GRANTS.read_text("utf-8").replace(":role", ROLE)
    with any_world.engine.begin() as connection:
        known = connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": ROLE})
        if not known:
            connection.execute(text(f"CREATE ROLE {ROLE} LOGIN"))
        connection.exec_driver_sql(statements)
    return make_url(any_world.url).set(username=ROLE).render_as_string(hide_password=False)


def test_the_app_does_its_work_as_this_role(as_app: str, any_world: World, catalogue: Catalogue) -> None:
    anna = any_world.colleague("Anna")
    settings = any_world.settings.model_copy(update={"database_url": as_app, "key_file": any_world.folder / "test.key"})
    desk = open_desk(settings, catalogue)
    row = desk.queue.create(any_world.draft(), "wijkteam_mors", "code")
    version = desk.queue.claim(row.id, anna, any_world.teams).version
    assert desk.queue.reveal(row.id, "telefoon", anna) == "+31600000000"
    desk.queue.close(row.id, anna, "opgelost", version)
    desk.purge()
    verdict = verify(desk.engine, desk.keys)
    desk.close()
    assert verdict.first_wrong is None
    assert verdict.right >= 4


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET result = 'anders'",
        "DELETE FROM event",
        "TRUNCATE event",
        "DELETE FROM event_head",
        "INSERT INTO event_head VALUES (99, 0, 0, '')",
        "ALTER TABLE event DISABLE TRIGGER ALL",
        "DROP TRIGGER event_append_only ON event",
        "DROP TABLE event",
    ],
)
def test_this_role_can_not_touch_the_audit_log(as_app: str, any_world: World, statement: str) -> None:
    any_world.waiting()
    engine = create_engine(as_app)
    with pytest.raises(DBAPIError, match=r"permission denied|must be owner"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize("table", ["event", "event_head"])
def test_the_owner_can_not_empty_the_audit_log_by_accident(any_world: World, table: str) -> None:
    if any_world.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DBAPIError, match="append-only"), any_world.engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {table}"))
