"""Every line of the audit log proves itself and those before it: whatever somebody changes afterwards is found."""

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from handoff_world import World
from sqlalchemy import text
from sqlalchemy.orm import Session

from handoff.audit import Head, HeadFileError, Line, chain_old_lines, coming_from, export, note, read_export, verify
from handoff.audit.chain import LANES
from handoff.database import engine_for, writing
from handoff.keys import KeyRing
from handoff.queue import AlreadyClaimedError, NotHolderError, Queue

WRITERS = 8
Change = Callable[[World], None]


@pytest.fixture
def written(any_world: World) -> World:
    """Give a world in which colleagues did things with several handoffs."""
    anna, bas = any_world.colleague("Anna"), any_world.colleague("Bas")
    for number in range(6):
        row = any_world.held(anna, f"gesprek-{number}")
        any_world.queue.attempt(row.id, anna, "gebeld")
        with pytest.raises(NotHolderError):
            any_world.queue.reveal(row.id, "telefoon", bas)
        any_world.queue.reveal(row.id, "telefoon", anna)
    return any_world


def change(world: World, *statements: str) -> None:
    """Change the tables as somebody with every right on the database can: without the triggers."""
    off = (
        ("ALTER TABLE event DISABLE TRIGGER ALL", "ALTER TABLE event_head DISABLE TRIGGER ALL")
        if world.engine.dialect.name == "postgresql"
        else tuple(
            f"DROP TRIGGER IF EXISTS {name}" for name in ("event_no_update", "event_no_delete", "event_head_no_delete")
        )
    )
    with world.engine.execution_options(immediate=True).begin() as connection:
        for statement in (*off, *statements):
            connection.execute(text(statement))


def lines(world: World, where: str = "true") -> list[dict[str, object]]:
    with world.engine.connect() as connection:
        found = connection.execute(text(f"SELECT * FROM event WHERE {where} ORDER BY id")).mappings().all()
    return [dict(one) for one in found]


def heads(world: World) -> dict[int, Head]:
    """Take the ends out as `audit head` does, and read them in again."""
    with writing(world.engine) as session:
        shown = export(session, world.keys, world.clock())
    return read_export(shown, world.keys)


def test_what_was_written_and_left_alone_is_right(written: World) -> None:
    count = len(lines(written))
    assert count == 6 * 5
    verdict = verify(written.engine, written.keys, heads(written))
    assert (verdict.right, verdict.first_wrong) == (count + 1, None)


def test_a_line_tells_who_did_what_with_what_when_and_from_where(any_world: World) -> None:
    anna = any_world.colleague("Anna")
    row = any_world.waiting()
    with coming_from("console"):
        any_world.queue.claim(row.id, anna, any_world.teams)
    found = lines(any_world, "action = 'claimed'")[0]
    shown = {name: found[name] for name in ("origin", "account_id", "handoff_id", "action", "result")}
    assert shown == {
        "origin": "console", "account_id": anna, "handoff_id": row.id, "action": "claimed", "result": "ok"
    }  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        "action = 'read'",
        "result = 'anders'",
        "account_id = 'iemand-anders'",
        "handoff_id = 'een-andere'",
        "object_id = 'iemand'",
        "origin = 'job'",
        "at = '2020-01-01 00:00:00+00'",
        "id = 999999",
    ],
)
def test_a_line_that_was_changed_is_named(written: World, changed: str) -> None:
    target = lines(written)[11]
    change(written, f"UPDATE event SET {changed} WHERE id = {target['id']}")
    found = verify(written.engine, written.keys).first_wrong
    assert found is not None
    assert (found.wrong, found.lane, found.number) == ("changed", target["lane"], target["number"])
    assert found.event_id == (999999 if changed.startswith("id") else target["id"])


def test_the_first_of_several_changed_lines_is_named(written: World) -> None:
    ids = [line["id"] for line in lines(written)]
    change(written, f"UPDATE event SET result = 'anders' WHERE id IN ({ids[20]}, {ids[7]}, {ids[12]})")
    found = verify(written.engine, written.keys).first_wrong
    assert found is not None
    assert found.event_id == ids[7]


def test_a_line_that_was_deleted_is_missed_after_the_one_before_it(written: World) -> None:
    target = next(line for line in lines(written) if line["action"] == "attempt")
    before = lines(written, f"lane = {target['lane']} AND number = {target['number']} - 1")[0]
    change(written, f"DELETE FROM event WHERE id = {target['id']}")
    found = verify(written.engine, written.keys).first_wrong
    assert found is not None
    assert (found.wrong, found.event_id, found.number) == ("deleted", before["id"], target["number"])


def test_a_line_that_was_inserted_without_proof_is_named(written: World) -> None:
    change(
        written,
        "INSERT INTO event (at, action, result, origin) VALUES ('2026-11-23 09:00:00+00', 'claimed', 'ok', 'console')",
    )
    last = lines(written)[-1]
    found = verify(written.engine, written.keys).first_wrong
    assert found is not None
    assert (found.wrong, found.event_id) == ("inserted", last["id"])


def test_a_line_that_was_copied_into_a_chain_is_named(written: World) -> None:
    columns = "at, action, handoff_id, account_id, object_id, origin, result"
    source = lines(written)[3]
    head = lines(written, f"lane = {source['lane']}")[-1]
    change(
        written,
        f"INSERT INTO event ({columns}, lane, number, mac) SELECT {columns}, lane, {head['number']} + 1, mac "
        f"FROM event WHERE id = {source['id']}",
    )
    found = verify(written.engine, written.keys).first_wrong
    assert found is not None
    assert (found.wrong, found.event_id) == ("changed", lines(written)[-1]["id"])


@pytest.mark.parametrize("column", ["id", "number"])
def test_lines_that_changed_places_are_named(written: World, column: str) -> None:
    first = lines(written)[8]
    mine = f"lane = {first['lane']} AND id > {first['id']}"
    second = lines(written, mine if column == "number" else f"lane <> {first['lane']} AND id > {first['id']}")[0]
    one, two = first[column], second[column]
    change(
        written,
        f"UPDATE event SET {column} = -1 WHERE id = {first['id']}",
        f"UPDATE event SET {column} = {one} WHERE id = {second['id']}",
        f"UPDATE event SET {column} = {two} WHERE {column} = -1",
    )
    found = verify(written.engine, written.keys).first_wrong
    assert found is not None
    assert found.wrong == "changed"
    assert found.event_id in (first["id"], second["id"])


def test_a_log_that_was_cut_off_is_told_by_its_heads(written: World) -> None:
    last = lines(written)[-1]
    change(written, f"DELETE FROM event WHERE id = {last['id']}")
    found = verify(written.engine, written.keys).first_wrong
    assert found is not None
    assert (found.wrong, found.lane, found.number) == ("cut_off", last["lane"], last["number"])


def cut_with_heads(world: World) -> None:
    """Take the last line away and set the head back, so that the database alone shows nothing."""
    last = lines(world)[-1]
    change(world, f"DELETE FROM event WHERE id = {last['id']}")
    before = lines(world, f"lane = {last['lane']}")[-1:]
    head = {"number": 0, "event_id": 0, "mac": b""}
    if before:
        head = {"number": before[0]["number"], "event_id": before[0]["id"], "mac": before[0]["mac"]}
    back = text(f"UPDATE event_head SET number = :number, event_id = :event_id, mac = :mac WHERE lane = {last['lane']}")
    with world.engine.execution_options(immediate=True).begin() as connection:
        connection.execute(back, head)


def test_a_log_that_was_cut_off_with_its_heads_is_told_by_the_heads_kept_elsewhere(written: World) -> None:
    kept = heads(written)
    cut_with_heads(written)  # the line that says that the heads were taken out
    cut_with_heads(written)
    assert verify(written.engine, written.keys).first_wrong is None  # this is why they are kept elsewhere
    found = verify(written.engine, written.keys, kept).first_wrong
    assert found is not None
    assert found.wrong == "cut_off"


def test_a_log_that_went_on_since_the_heads_were_kept_is_right(written: World) -> None:
    kept = heads(written)
    written.waiting("gesprek-later")
    assert verify(written.engine, written.keys, kept).first_wrong is None


def test_a_log_that_was_written_anew_with_the_key_differs_from_the_heads_kept_elsewhere(written: World) -> None:
    kept = heads(written)
    change(
        written,
        "UPDATE event SET lane = NULL, number = NULL, mac = NULL",
        "UPDATE event SET result = 'anders' WHERE action = 'attempt'",
        "UPDATE event_head SET number = 0, event_id = 0",
    )
    with written.engine.execution_options(immediate=True).begin() as connection:
        connection.execute(text("UPDATE event_head SET mac = :none"), {"none": b""})
    chain_old_lines(written.engine, written.keys)
    assert verify(written.engine, written.keys).first_wrong is None
    found = verify(written.engine, written.keys, kept).first_wrong
    assert found is not None
    assert found.wrong == "changed"


def test_a_file_of_heads_that_was_changed_is_refused(written: World, tmp_path_factory: pytest.TempPathFactory) -> None:
    with writing(written.engine) as session:
        shown = export(session, written.keys, written.clock())
    found = json.loads(shown)
    found["heads"]["3"] = [1, 1, "00"]
    stranger = KeyRing.load_or_create(tmp_path_factory.mktemp("ander") / "ander.key")
    for content, keys in ((json.dumps(found), written.keys), ("geen json", written.keys), (shown, stranger)):
        with pytest.raises(HeadFileError):
            read_export(content, keys)


def test_a_stranger_without_the_key_can_not_write_a_line_that_is_right(
    written: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stranger = KeyRing.load_or_create(tmp_path_factory.mktemp("ander") / "ander.key")
    with writing(written.engine) as session:
        note(session, stranger, Line(written.clock(), "claimed"))
    found = verify(written.engine, written.keys).first_wrong
    assert found is not None
    assert found.wrong == "changed"


def test_a_transaction_that_is_undone_leaves_no_line_and_no_hole(any_world: World) -> None:
    for number in range(4):
        with pytest.raises(RuntimeError), writing(any_world.engine) as session:
            note(session, any_world.keys, Line(any_world.clock(), "claimed"))
            raise RuntimeError
        any_world.waiting(f"gesprek-{number}")
    assert Counter(line["action"] for line in lines(any_world)) == {"created": 4}
    assert verify(any_world.engine, any_world.keys).first_wrong is None


def test_a_change_is_undone_when_its_line_can_not_be_written(any_world: World) -> None:
    change(any_world, "DELETE FROM event_head")
    with pytest.raises(Exception, match="No row was found"):
        any_world.waiting()
    assert any_world.queue.waiting(any_world.teams) == []


def test_eight_writers_at_once_make_chains_without_a_fork_or_a_hole(any_world: World) -> None:
    accounts = [any_world.colleague(f"Collega{number}") for number in range(WRITERS)]
    ids = [any_world.waiting(f"gesprek-{number}").id for number in range(40)]
    engines = [engine_for(any_world.url) for _ in accounts]

    def work(number: int) -> None:
        queue, mine = Queue(engines[number], any_world.keys, any_world.settings), accounts[number]
        for handoff_id in ids:
            try:
                version = queue.claim(handoff_id, mine, any_world.teams).version
                queue.attempt(handoff_id, mine, "gebeld")
                queue.release(handoff_id, mine, version)
            except AlreadyClaimedError:
                continue

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(work, range(WRITERS)))
    for engine in engines:
        engine.dispose()
    found = lines(any_world)
    steps = Counter(line["action"] for line in found)
    assert steps["claimed"] == steps["attempt"] == steps["released"] >= len(ids)
    assert len({line["lane"] for line in found}) > LANES // 2
    verdict = verify(any_world.engine, any_world.keys, heads(any_world))
    assert (verdict.right, verdict.first_wrong) == (len(found) + 1, None)


def test_one_transaction_with_lines_of_many_handoffs_never_waits_for_another_in_a_circle(any_world: World) -> None:
    def work(order: int) -> None:
        for _ in range(15):
            with writing(any_world.engine) as session:
                for handoff in list(map(str, range(40)))[:: 1 if order % 2 else -1]:
                    note(session, any_world.keys, Line(datetime.now(UTC), "purged", handoff))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert verify(any_world.engine, any_world.keys).right == 4 * 15 * 40


def test_the_log_can_be_checked_while_others_write(any_world: World) -> None:
    stop = False

    def write() -> None:
        number = 0
        while not stop:
            number += 1
            any_world.waiting(f"gesprek-{number}")

    with ThreadPoolExecutor(2) as pool:
        writer = pool.submit(write)
        try:
            verdicts = [verify(any_world.engine, any_world.keys)]
            while verdicts[-1].right < 20 and not writer.done():
                verdicts.append(verify(any_world.engine, any_world.keys))
        finally:
            stop = True
        writer.result()
    assert {verdict.first_wrong for verdict in verdicts} == {None}


def test_lines_from_before_the_chain_get_their_place_once(any_world: World) -> None:
    old = "INSERT INTO event (at, action, handoff_id, result) VALUES ('2026-11-20 09:00:00+00', 'created', '{}', 'ok')"
    change(any_world, *(old.format(number % 7) for number in range(30)))
    assert verify(any_world.engine, any_world.keys).first_wrong is not None
    assert chain_old_lines(any_world.engine, any_world.keys) == 30
    assert (found := verify(any_world.engine, any_world.keys)).first_wrong is None
    assert found.right == 30
    change(any_world, old.format("later"))
    assert chain_old_lines(any_world.engine, any_world.keys) == 0
    wrong = verify(any_world.engine, any_world.keys).first_wrong
    assert wrong is not None
    assert (wrong.wrong, wrong.event_id) == ("inserted", lines(any_world)[-1]["id"])


def test_a_line_within_a_savepoint_is_written_when_the_whole_is(any_world: World) -> None:
    with writing(any_world.engine) as session:
        _log_within_savepoint(any_world, session)
        assert lines(any_world) == []
    assert [line["action"] for line in lines(any_world)] == ["claimed"]


def _log_within_savepoint(world: World, session: Session) -> None:
    with session.begin_nested():
        note(session, world.keys, Line(world.clock(), "claimed"))


@pytest.mark.parametrize(
    "statement", ["DELETE FROM event", "UPDATE event SET result = 'anders'", "DELETE FROM event_head"]
)
def test_the_database_itself_refuses_to_change_the_log(written: World, statement: str) -> None:
    with pytest.raises(Exception, match="append-only"), written.engine.begin() as connection:
        connection.execute(text(statement))
