"""Another wrapping key takes over while everybody works, and the old one can go when nothing needs it."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from handoff_world import World
from sqlalchemy import LargeBinary

from handoff.accounts.rewrapping import SEALED
from handoff.database import engine_for
from handoff.keys import DecryptError, KeyInUseError, KeyRing, Place
from handoff.queue import Queue
from handoff.tables import Base

LATER = timedelta(minutes=11)
PLACE = Place("account", "totp_secret", "iemand")


@pytest.fixture
def another_process(any_world: World) -> Iterator[Queue]:
    """Open the same databases and key file as a process of its own does."""
    engine = engine_for(any_world.url)
    keys = KeyRing.load_or_create(any_world.folder / "test.key")
    yield Queue(engine, keys, any_world.settings, any_world.clock)
    engine.dispose()


def test_everything_stays_readable_and_the_old_key_can_go(any_world: World, another_process: Queue) -> None:
    anna = any_world.accounts.create("Anna", "anna", "een lange zin om mee te testen", "leiden").id
    rows = [any_world.held(anna, f"gesprek-{number}") for number in range(5)]
    old = any_world.keys.active_id
    new = any_world.keys.rotate(any_world.clock())
    assert new != old
    assert (any_world.queue.rewrap_keys(), any_world.accounts.rewrap_keys()) == (5, 1)
    assert dict(any_world.queue.keys_in_use()) == {new: 5}
    assert dict(any_world.accounts.keys_in_use()) == {new: 1}
    any_world.keys.drop(old, any_world.clock() + LATER)
    assert list(json.loads((any_world.folder / "test.key").read_text())["keys"]) == [new]
    assert {another_process.reveal(row.id, "telefoon", anna) for row in rows} == {"+31600000000"}


def test_writers_that_run_on_take_the_new_key_over(any_world: World, another_process: Queue) -> None:
    anna = any_world.colleague("Anna")
    stop, made = Event(), []

    def write() -> None:
        while not stop.is_set():
            draft = any_world.draft(f"gesprek-{len(made)}")
            made.append(another_process.create(draft, "wijkteam_mors", f"code-{len(made)}").id)

    def wait_for(count: int) -> None:
        while len(made) < count and not writer.done():
            stop.wait(0.01)

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(write)
        wait_for(5)
        old = [any_world.keys.active_id]
        for _ in range(3):
            old.append(any_world.keys.rotate(any_world.clock()))
            any_world.queue.rewrap_keys()
        wait_for(len(made) + 5)
        stop.set()
        writer.result()
    active = old.pop()
    any_world.queue.rewrap_keys()
    assert dict(any_world.queue.keys_in_use()) == {active: len(made)}
    for key_id in old:
        any_world.keys.drop(key_id, any_world.clock() + LATER)
    for handoff_id in made:
        any_world.queue.claim(handoff_id, anna, any_world.teams)
        assert any_world.queue.reveal(handoff_id, "telefoon", anna) == "+31600000000"


def test_a_process_that_started_before_reads_what_was_wrapped_after(any_world: World, another_process: Queue) -> None:
    anna = any_world.colleague("Anna")
    any_world.keys.rotate(any_world.clock())
    row = any_world.held(anna)
    assert another_process.reveal(row.id, "telefoon", anna) == "+31600000000"


def test_a_key_in_use_an_unknown_one_or_one_just_replaced_can_not_be_dropped(tmp_path: Path, world: World) -> None:
    keys = KeyRing.load_or_create(tmp_path / "handoff.key")
    old = keys.active_id
    new = keys.rotate(world.clock())
    for key_id in (new, "onbekend", old):
        with pytest.raises(KeyInUseError):
            keys.drop(key_id, world.clock() + timedelta(minutes=9))
    assert set(keys.ids) == {old, new}
    keys.drop(old, world.clock() + LATER)
    assert keys.ids == (new,)


def test_a_dropped_key_is_gone_for_good(tmp_path: Path, world: World) -> None:
    keys = KeyRing.load_or_create(tmp_path / "handoff.key")
    key_id, value = keys.encrypt(PLACE, "geheim")
    keys.rotate(world.clock())
    assert keys.decrypt(PLACE, key_id, value) == "geheim"
    keys.drop(key_id, world.clock() + LATER)
    with pytest.raises(DecryptError):
        keys.decrypt(PLACE, key_id, value)


def test_the_other_keys_stay_what_they_were(tmp_path: Path, world: World) -> None:
    path = tmp_path / "handoff.key"
    keys = KeyRing.load_or_create(path)
    hashed, proof = keys.lookup_hash("code", "x"), keys.audit_mac(b"x")
    keys.rotate(world.clock())
    again = KeyRing.load_or_create(path)
    assert (again.lookup_hash("code", "x"), again.audit_mac(b"x")) == (hashed, proof)
    assert path.stat().st_mode & 0o777 == 0o400
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(("handoff", ".handoff"))] == [
        "handoff.key"
    ]


def test_a_key_file_from_before_the_chain_gets_its_audit_key_once(tmp_path: Path) -> None:
    path = tmp_path / "handoff.key"
    first = KeyRing.load_or_create(path)
    found = json.loads(path.read_text())
    del found["audit"], found["retired"]
    path.chmod(0o600)
    path.write_text(json.dumps(found))
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(KeyRing.load_or_create, [path] * 8))
    assert len({ring.audit_mac(b"x") for ring in rings}) == 1
    assert {ring.active_id for ring in rings} == {first.active_id}
    assert path.stat().st_mode & 0o777 == 0o400


def test_a_key_file_that_disappears_is_never_replaced_by_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "handoff.key"
    keys = KeyRing.load_or_create(path)
    key_id, value = keys.encrypt(PLACE, "geheim")
    path.unlink()
    assert keys.decrypt(PLACE, key_id, value) == "geheim"
    assert keys.encrypt(PLACE, "nog een")[0] == key_id
    assert not path.exists()


def test_every_column_with_a_key_id_is_known_to_the_rotation() -> None:
    known = {(sealed.table.name, sealed.key_id) for sealed in SEALED}
    found = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("key_id") and any(isinstance(other.type, LargeBinary) for other in table.columns)
    }
    assert found == known
