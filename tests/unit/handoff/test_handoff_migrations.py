"""A database that was filled by the very first version goes on with this one, on both stores."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from handoff_world import MORS, World, new_world
from sqlalchemy import Engine, inspect, text

from handoff import tables
from handoff.audit import verify
from handoff.database import engine_for
from handoff.keys import KeyRing
from handoff.queue.store import line_place
from tests.harness.postgresql import empty_database

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
# What a "pre" took away before there was a first release: nobody ran a version that needs it.
BEFORE_THE_FIRST_RELEASE = {"data_key", "account.rol"}


def config() -> Config:
    found = Config()
    found.set_main_option("script_location", "handoff:migrations")
    return found


def upgrade(engine: Engine, to: str) -> None:
    found = config()
    with engine.execution_options(immediate=True).begin() as connection:
        found.attributes["connection"] = connection
        command.upgrade(found, to)


def revisions() -> list[str]:
    return [one.revision for one in ScriptDirectory.from_config(config()).walk_revisions()][::-1]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    on_sqlite = request.param == "sqlite"
    return f"sqlite:///{tmp_path}/test.db" if on_sqlite else empty_database(request.getfixturevalue("postgresql"))


@pytest.fixture
def old(url: str) -> Iterator[Engine]:
    """Give a database with the tables of the first version."""
    engine = engine_for(url)
    upgrade(engine, revisions()[0])
    yield engine
    engine.dispose()


def insert(engine: Engine, table: str, **values: object) -> None:
    names, places = ", ".join(values), ", ".join(f":{name}" for name in values)
    moments = {name: _moment(engine, value) for name, value in values.items()}
    with engine.begin() as connection:
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), moments)


def _moment(engine: Engine, value: object) -> object:
    naive = isinstance(value, datetime) and engine.dialect.name == "sqlite"
    return value.replace(tzinfo=None) if naive and isinstance(value, datetime) else value


def fill(engine: Engine, keys: KeyRing) -> None:
    """Put in a colleague, a question that waits and one that was picked up, as the first version did."""
    insert(
        engine, "account", id="anna", naam="Anna", gebruikersnaam="anna", rol="agent", gemeente="leiden",
        password_hash="-", totp_key_id="-", totp_secret=b"-", totp_last_step=0, confirmed=True, created_at=AT,
    )  # fmt: skip
    for number, (status, holder) in enumerate((("waiting", None), ("claimed", "anna"))):
        one = f"vraag-{number}"
        insert(
            engine, "handoff", id=one, referentie=f"0000000{number}", conversation_hash=f"h{number}", code_hash=None,
            gemeente="leiden", team=MORS, onderwerp="huurachterstand", kanaal="widget", hoe="telefoon", status=status,
            version=1 + number, created_at=AT, due_at=AT, claimed_by=holder, claimed_at=AT if holder else None,
            consent_version="1", consent_at=AT, consent_shown_hash="-", read_until=0,
        )  # fmt: skip
        key, wrapped = keys.new_data_key(one)
        insert(engine, "data_key", handoff_id=one, key_id=wrapped.key_id, wrapped=wrapped.value)
        line, words = f"regel-{number}", key.encrypt(line_place(f"regel-{number}"), "0600000000")
        insert(engine, "handoff_line", id=line, handoff_id=one, plaats=0, veld="telefoon", label="T", ciphertext=words)
        for action in ("created", *(["claimed"] if holder else [])):
            insert(engine, "event", at=AT, action=action, handoff_id=one, account_id=holder, result="ok")


def test_what_the_first_version_stored_goes_on_with_this_one(old: Engine, url: str, tmp_path: Path) -> None:
    keys = KeyRing.load_or_create(tmp_path / "test.key")
    fill(old, keys)
    world: World = new_world(tmp_path, url)
    world.queue.take_over()
    waiting, held = world.queue.get("vraag-0"), world.queue.get("vraag-1")
    assert (waiting.status, held.status, held.claimed_by) == ("waiting", "claimed", "Anna")
    world.queue.care.mend(world.accounts.members_by_team())
    assert world.queue.care.findings(world.accounts.members_by_team()) == []
    assert world.queue.reveal("vraag-1", "telefoon", "anna") == "0600000000"
    world.queue.claim("vraag-0", "anna", world.teams)
    assert world.queue.reveal("vraag-0", "telefoon", "anna") == "0600000000"
    world.queue.close("vraag-1", "anna", "opgelost", world.queue.get("vraag-1").version)
    assert world.queue.get("vraag-1").status == "closed"
    verdict = verify(world.engine, world.keys)
    assert verdict.first_wrong is None
    assert verdict.right == len(world.events())
    assert [action for action, _ in world.events("vraag-1")][:2] == ["created", "claimed"]
    world.engine.dispose()


def test_the_tables_after_all_migrations_are_those_of_the_program(old: Engine) -> None:
    upgrade(old, "head")
    for table in tables.Base.metadata.sorted_tables:
        stored = {column["name"]: column["nullable"] for column in inspect(old).get_columns(table.name)}
        assert stored == {column.name: column.nullable for column in table.columns}, table.name


def shape(engine: Engine) -> dict[str, dict[str, Any]]:
    found = inspect(engine)
    return {
        table: {str(column["name"]): column for column in found.get_columns(table)} for table in found.get_table_names()
    }


def test_a_migration_that_comes_before_the_new_program_takes_nothing_from_the_old_one(old: Engine) -> None:
    """What the old program reads stays, and what it doesn't know it needn't fill in."""
    gone = set[str]()
    for revision in revisions()[1:]:
        before = shape(old)
        upgrade(old, revision)
        after = shape(old)
        if not revision.startswith("pre"):
            continue
        gone |= before.keys() - after.keys()
        for table in before.keys() & after.keys():
            gone |= {f"{table}.{name}" for name in before[table].keys() - after[table].keys()}
            new = [after[table][name] for name in after[table].keys() - before[table].keys()]
            must = [f"{table}.{one['name']}" for one in new if not one["nullable"] and one["default"] is None]
            assert must == [], revision
    assert gone == BEFORE_THE_FIRST_RELEASE


def test_every_migration_says_whether_it_comes_before_or_after_the_new_program() -> None:
    assert all(one.startswith(("pre_", "post_")) for one in revisions())
