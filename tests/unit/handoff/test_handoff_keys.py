"""Keys stay in a file that only its owner reads, and a value only opens in its own place."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from handoff_world import World
from sqlalchemy import text

from handoff.keys import DecryptError, KeyFileError, KeyRing, Place, WrappedKey

PLACE = Place("handoff_line", "ciphertext", "regel-1")


@pytest.fixture
def keys(tmp_path: Path) -> KeyRing:
    return KeyRing.load_or_create(tmp_path / "var" / "handoff.key")


def test_the_key_file_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "var" / "handoff.key"
    first = KeyRing.load_or_create(path)
    assert path.stat().st_mode & 0o777 == 0o400
    assert KeyRing.load_or_create(path).lookup_hash("code", "x") == first.lookup_hash("code", "x")
    assert [file.name for file in path.parent.iterdir()] == ["handoff.key"]


def test_processes_that_start_together_get_the_same_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(KeyRing.load_or_create, [tmp_path / "handoff.key"] * 8))
    assert len({ring.lookup_hash("code", "x") for ring in rings}) == 1


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o644])
def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "handoff.key"
    KeyRing.load_or_create(path)
    path.chmod(mode)
    with pytest.raises(KeyFileError, match="chmod 400"):
        KeyRing.load_or_create(path)


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"keys": {}, "lookup": ""}', '{"keys": {"k1": "YQ=="}, "lookup": "YQ=="}']
)
def test_a_broken_key_file_is_refused_and_not_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "handoff.key"
    path.touch(mode=0o600)
    path.write_text(content)
    with pytest.raises(KeyFileError):
        KeyRing.load_or_create(path)
    assert path.read_text() == content


def test_a_value_opens_with_its_key_in_its_place_only(keys: KeyRing) -> None:
    key, wrapped = keys.new_data_key("overdracht-1")
    value = key.encrypt(PLACE, "geheim")
    assert keys.unwrap("overdracht-1", wrapped).decrypt(PLACE, value) == "geheim"
    other, _ = keys.new_data_key("overdracht-1")
    for wrong_key, place, changed in (
        (other, PLACE, value),
        (key, Place("handoff_line", "ciphertext", "regel-2"), value),
        (key, Place("handoff_line", "label", "regel-1"), value),
        (key, PLACE, value[:-1] + bytes([value[-1] ^ 1])),
        (key, PLACE, b""),
    ):
        with pytest.raises(DecryptError):
            wrong_key.decrypt(place, changed)


def test_the_same_text_never_encrypts_to_the_same_bytes(keys: KeyRing) -> None:
    key, _ = keys.new_data_key("overdracht-1")
    assert len({key.encrypt(PLACE, "geheim") for _ in range(100)}) == 100


def test_a_wrapped_key_of_another_handoff_or_another_key_file_does_not_open(keys: KeyRing, tmp_path: Path) -> None:
    _, wrapped = keys.new_data_key("overdracht-1")
    with pytest.raises(DecryptError):
        keys.unwrap("overdracht-2", wrapped)
    with pytest.raises(DecryptError):
        KeyRing.load_or_create(tmp_path / "ander.key").unwrap("overdracht-1", wrapped)
    with pytest.raises(DecryptError):
        keys.unwrap("overdracht-1", WrappedKey("onbekend", wrapped.value))


def test_an_added_key_takes_over_and_the_old_one_still_opens_what_it_wrapped(tmp_path: Path) -> None:
    path = tmp_path / "handoff.key"
    old = KeyRing.load_or_create(path)
    data_key, wrapped = old.new_data_key("overdracht-1")
    stored = json.loads(path.read_text())
    fresh = json.loads((tmp_path / "nieuw.key").read_text()) if KeyRing.load_or_create(tmp_path / "nieuw.key") else {}
    path.chmod(0o600)
    path.write_text(json.dumps({"keys": {**fresh["keys"], **stored["keys"]}, "lookup": stored["lookup"]}))
    ring = KeyRing.load_or_create(path)
    assert ring.unwrap("overdracht-1", wrapped) == data_key
    assert ring.new_data_key("overdracht-2")[1].key_id != wrapped.key_id
    assert ring.lookup_hash("code", "x") == old.lookup_hash("code", "x")


def test_a_key_shows_nothing_of_itself_when_printed(keys: KeyRing) -> None:
    key, _ = keys.new_data_key("overdracht-1")
    assert key.key.hex() not in repr(key)
    assert str(key.key) not in repr(key)


@pytest.mark.parametrize("within_one_handoff", [True, False])
def test_lines_that_were_swapped_in_the_database_do_not_open(world: World, within_one_handoff: bool) -> None:
    anna = world.colleague("Anna")
    row, other = world.held(anna, "gesprek-1"), world.held(anna, "gesprek-2")
    first = ("telefoon", row.id)
    second = ("naam", row.id) if within_one_handoff else ("telefoon", other.id)
    find = text("SELECT id, ciphertext FROM handoff_line WHERE veld = :veld AND handoff_id = :id")
    write = text("UPDATE handoff_line SET ciphertext = :value WHERE id = :id")
    with world.engine.execution_options(immediate=True).begin() as connection:
        one, two = (connection.execute(find, {"veld": veld, "id": of}).one() for veld, of in (first, second))
        connection.execute(write, {"value": one.ciphertext, "id": two.id})
        connection.execute(write, {"value": two.ciphertext, "id": one.id})
    with pytest.raises(DecryptError):
        world.queue.reveal(row.id, "telefoon", anna)
