"""A copy is whole, unreadable without the key file, refuses to be changed, and comes back with the log in order."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from handoff_world import CHAT_LINES, World, new_world
from sqlalchemy import select

from handoff import tables
from handoff.audit import verify
from handoff.backup import (
    BACKUPS,
    KEYS,
    NotEmptyError,
    OtherVersionError,
    SealError,
    make,
    make_keys,
    remove_old,
    restore,
    restore_keys,
    sealed,
)
from handoff.backup.rows import LEFT_OUT, kept_tables
from handoff.database import writing
from handoff.keys import KeyRing, KeyStore
from handoff.queue import HandoffGoneError
from tests.harness.postgresql import empty_database

KEY = bytes(range(32))


@pytest.fixture
def empty(any_world: World, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    """Give an empty database on the same store, with the key file put back."""
    folder = tmp_path / "terug"
    folder.mkdir(mode=0o700)
    (folder / "test.key").write_bytes((any_world.folder / "test.key").read_bytes())
    (folder / "test.key").chmod(0o400)
    on_sqlite = any_world.engine.dialect.name == "sqlite"
    url = f"sqlite:///{folder}/test.db" if on_sqlite else empty_database(request.getfixturevalue("postgresql"))
    found = new_world(folder, url)
    yield found
    found.engine.dispose()


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    folder = tmp_path / "kopie"
    folder.mkdir()
    return folder


def a_week_of_work(world: World) -> tuple[str, str, str]:
    """Leave something in many tables; return who has what: an account, a handoff that it holds, and one that ended."""
    anna = world.colleague("Anna")
    held, ended = world.held(anna, "gesprek-1"), world.held(anna, "gesprek-2")
    chat = world.held(anna, "gesprek-3", CHAT_LINES)
    world.queue.save_note(held.id, anna, "MERK-NOTITIE", held.version)
    for number in range(20):
        world.queue.send_to_inwoner(chat.id, anna, f"MERK-BERICHT {number}")
    world.queue.close(ended.id, anna, "opgelost", ended.version)
    return anna, held.id, ended.id


def rows(world: World) -> dict[str, list[tuple[object, ...]]]:
    with world.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in kept_tables()
        }


def test_everything_comes_back_and_goes_on(
    any_world: World, empty: World, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handoff.backup.restoring.BATCH", 7)
    anna, held, ended = a_week_of_work(any_world)
    before = rows(any_world)
    made = make(any_world.engine, any_world.keys, copies, any_world.clock())
    kept = make_keys(any_world.key_store, any_world.keys, copies)
    restored = restore(empty.engine, empty.keys, made.path, empty.clock())
    assert restore_keys(empty.key_store, empty.keys, kept.path) == kept.counts.total() == 2
    assert restored.counts == made.counts
    assert restored.counts["relay_message"] == 20
    after = rows(empty)
    assert {name: after[name] for name in before if name not in ("event", "event_head")} == {
        name: before[name] for name in before if name not in ("event", "event_head")
    }
    assert after["event"][: len(before["event"])] == before["event"]
    assert empty.events()[-1][0] == "backup_restored"
    assert any_world.events()[-1] == ("backup_made", str(made.counts.total()))
    verdict = verify(empty.engine, empty.keys)
    assert (verdict.first_wrong, verdict.right) == (None, len(before["event"]) + 1)
    assert empty.queue.note(held, anna) == "MERK-NOTITIE"
    with pytest.raises(HandoffGoneError):
        empty.queue.lines(ended, anna)
    new = empty.held(anna, "gesprek-4", CHAT_LINES)
    empty.queue.send_to_inwoner(new.id, anna, "en verder")  # the numbers go on after the highest
    assert verify(empty.engine, empty.keys).first_wrong is None


def test_what_ended_after_the_copy_stays_unreadable_with_the_keys_of_today(
    any_world: World, empty: World, copies: Path
) -> None:
    anna, held, _ = a_week_of_work(any_world)
    made = make(any_world.engine, any_world.keys, copies, any_world.clock())
    any_world.queue.close(held, anna, "opgelost", any_world.queue.get(held).version)
    kept = make_keys(any_world.key_store, any_world.keys, copies)
    restore(empty.engine, empty.keys, made.path, empty.clock())
    restore_keys(empty.key_store, empty.keys, kept.path)
    assert empty.queue.get(held).status == "claimed"
    for read in (empty.queue.lines, empty.queue.note):
        with pytest.raises(HandoffGoneError):
            read(held, anna)


def test_a_copy_shows_nothing_and_only_its_owner_may_read_it(any_world: World, copies: Path) -> None:
    a_week_of_work(any_world)
    made = make(any_world.engine, any_world.keys, copies, any_world.clock())
    kept = make_keys(any_world.key_store, any_world.keys, copies)
    for path in (made.path, kept.path):
        assert path.stat().st_mode & 0o777 == 0o600
        assert not [word for word in (b"MERK", b"Anna", b"wijkteam", b"claimed") if word in path.read_bytes()]
    assert made.path.name == any_world.clock().strftime(BACKUPS)
    assert kept.path.name == KEYS
    assert len(list(copies.iterdir())) == 2


def test_the_keys_are_in_their_own_copy_only(any_world: World, copies: Path) -> None:
    _, held, _ = a_week_of_work(any_world)
    wrapped = any_world.key_store.get(held)
    assert wrapped is not None
    made = make(any_world.engine, any_world.keys, copies, any_world.clock())
    told = "".join(sealed.read(made.path, any_world.keys.key_for("backup")))
    assert held in told
    assert wrapped.value.hex() not in told
    assert wrapped.value.hex() in str(any_world.key_store.rows())
    with pytest.raises(SealError):
        list(sealed.read(made.path, any_world.keys.key_for("backup of keys")))


def test_another_key_file_opens_nothing(any_world: World, empty: World, copies: Path, tmp_path: Path) -> None:
    a_week_of_work(any_world)
    made = make(any_world.engine, any_world.keys, copies, any_world.clock())
    stranger = KeyRing.load_or_create(tmp_path / "ander" / "vreemd.key")
    with pytest.raises(SealError):
        restore(empty.engine, stranger, made.path, empty.clock())
    assert empty.events() == []


def test_a_copy_opens_after_the_keys_were_rotated(any_world: World, empty: World, copies: Path) -> None:
    a_week_of_work(any_world)
    made = make(any_world.engine, any_world.keys, copies, any_world.clock())
    empty.keys.rotate(empty.clock())
    restored = restore(empty.engine, empty.keys, made.path, empty.clock())
    assert restored.counts == made.counts


def test_a_copy_goes_into_an_empty_database_only(any_world: World, empty: World, copies: Path) -> None:
    a_week_of_work(any_world)
    made = make(any_world.engine, any_world.keys, copies, any_world.clock())
    empty.colleague("Bram")
    with pytest.raises(NotEmptyError):
        restore(empty.engine, empty.keys, made.path, empty.clock())


def test_a_copy_of_another_version_is_refused(
    any_world: World, empty: World, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("handoff.backup.making.revision_of", lambda _: "pre_0000")
        made = make(any_world.engine, any_world.keys, copies, any_world.clock())
    with pytest.raises(OtherVersionError, match="pre_0000"):
        restore(empty.engine, empty.keys, made.path, empty.clock())


def test_half_a_copy_puts_nothing_back(any_world: World, empty: World, copies: Path) -> None:
    a_week_of_work(any_world)
    made = make(any_world.engine, any_world.keys, copies, any_world.clock())
    whole = made.path.read_bytes()
    for part in (whole[: len(whole) // 2], whole[:-1], whole[:40], b"", whole + b"x"):
        made.path.write_bytes(part)
        with pytest.raises(SealError):
            restore(empty.engine, empty.keys, made.path, empty.clock())
    assert empty.events() == []


def test_sessions_and_one_time_codes_are_not_copied(any_world: World, copies: Path) -> None:
    anna = any_world.colleague("Anna")
    any_world.accounts.start_session(anna)
    made = make(any_world.engine, any_world.keys, copies, any_world.clock())
    assert made.counts["account"] == 1
    assert LEFT_OUT.isdisjoint(made.counts)
    known = {table.name for table in tables.Base.metadata.sorted_tables}
    assert known >= LEFT_OUT
    assert known - LEFT_OUT == {table.name for table in kept_tables()}


def test_old_copies_go_by_the_moment_in_their_name(any_world: World, copies: Path) -> None:
    for _ in range(3):
        make(any_world.engine, any_world.keys, copies, any_world.clock())
        any_world.clock.turn(days=20)
    (copies / "handoffs-van-iemand.backup").touch()
    assert remove_old(copies, any_world.clock(), 30) == 2
    assert len(list(copies.iterdir())) == 2


def test_a_copy_is_of_one_moment(any_world: World, copies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_week_of_work(any_world)
    before = len(any_world.events())
    original = tables.Base.metadata.sorted_tables

    def while_others_go_on() -> list[object]:
        any_world.waiting("gesprek-9")  # after the copy began to read
        return [table for table in original if table.name not in LEFT_OUT]

    monkeypatch.setattr("handoff.backup.making.kept_tables", while_others_go_on)
    made = make(any_world.engine, any_world.keys, copies, any_world.clock())
    assert len(any_world.events()) == before + 2
    assert made.counts["event"] == before
    assert made.counts["handoff"] == 3


# --- the sealed file


def test_lines_come_back_as_they_were(tmp_path: Path) -> None:
    for lines in ([], [""], ["één", "twee"], [f"{number:04}{'é' * 500}" for number in range(4000)]):
        sealed.write(tmp_path / "x", KEY, lines)
        assert list(sealed.read(tmp_path / "x", KEY)) == lines


def test_a_sealed_file_that_was_changed_anywhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x"
    sealed.write(path, KEY, ["een regel", "nog een"])
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(SealError):
            list(sealed.read(path, KEY))


def test_parts_of_two_files_make_no_third(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for path in (first, second):
        sealed.write(path, KEY, [f"{path.name}-{number}-{abs(hash(str(number))):032x}" for number in range(9000)])
    start = len(sealed.MAGIC) + sealed.ID_BYTES
    one, two = first.read_bytes(), second.read_bytes()
    assert len(one) > sealed.LARGEST
    first.write_bytes(one[:start] + two[start:])
    with pytest.raises(SealError):
        list(sealed.read(first, KEY))
    frame = sealed.LENGTH_BYTES + int.from_bytes(one[start : start + 4], "big")
    for part in (
        one[:start] + one[start + frame :],
        one[: start + frame],
        one[:start],
    ):  # without the first or last ones
        first.write_bytes(part)
        with pytest.raises(SealError):
            list(sealed.read(first, KEY))


def test_a_copy_that_fails_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "x"
    sealed.write(path, KEY, ["heel"])

    def broken() -> Iterator[str]:
        yield "half"
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        sealed.write(path, KEY, broken())
    assert list(sealed.read(path, KEY)) == ["heel"]
    assert list(tmp_path.iterdir()) == [path]


def test_keys_that_are_there_already_are_left_alone(any_world: World, copies: Path) -> None:
    a_week_of_work(any_world)
    kept = make_keys(any_world.key_store, any_world.keys, copies)
    assert restore_keys(any_world.key_store, any_world.keys, kept.path) == 0
    store: KeyStore = any_world.key_store
    store.destroy([store.rows()[0][0]])
    assert restore_keys(store, any_world.keys, kept.path) == 1


def test_nothing_of_a_copy_stays_when_a_row_can_not_be_put_back(
    any_world: World, empty: World, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_week_of_work(any_world)
    made = make(any_world.engine, any_world.keys, copies, any_world.clock())

    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr("handoff.backup.restoring._go_on_after", fail)
        restore(empty.engine, empty.keys, made.path, empty.clock())
    assert all(not found for name, found in rows(empty).items() if name != "event_head")
    with writing(empty.engine) as session:
        assert {head.number for head in session.scalars(select(tables.EventHead))} == {0}
