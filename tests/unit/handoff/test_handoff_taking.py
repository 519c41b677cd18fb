"""The lean statements of a pick-up do what the rules of every other step say, on both stores."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from handoff_world import MORS, World
from sqlalchemy import Connection, event, select, text, update

from handoff import tables
from handoff.audit import ChainGoneError, verify
from handoff.database import reading, writing
from handoff.queue import AlreadyClaimedError, telling
from handoff.queue.leases import NO_LEASE, new_lease, put
from handoff.queue.store import Store, row
from handoff.queue.taking import Seen, look, take


def store_of(world: World) -> Store:
    return Store(world.engine, world.keys, world.settings, world.clock)


def claim_by_the_rules(world: World, handoff_id: str, account_id: str) -> None:
    """Pick up with the parts that all other steps use: what the lean statements must come to."""
    store = store_of(world)
    with store.writing() as session:
        found = session.get_one(tables.Handoff, handoff_id, with_for_update=True)
        found.status, found.claimed_by, found.claimed_at = "claimed", account_id, store.clock()
        found.version, found.read_until = found.version + 1, 0
        put(found, new_lease(store, found.team))
        store.log(session, "claimed", handoff_id, account_id)


def everything(world: World, handoff_id: str) -> dict[str, Any]:
    """Return all that a pick-up writes, without what differs by chance or by which handoff it was."""
    event, outbox, counter = tables.Event, tables.Outbox, tables.Counter
    with reading(world.engine) as session:
        handoff = session.get_one(tables.Handoff, handoff_id)
        own = {"id", "referentie", "conversation_hash", "code_hash", "created_at", "due_at", "consent_shown"}
        lines = select(event.at, event.action, event.account_id, event.object_id, event.origin, event.result)
        told = select(outbox.kind, outbox.code, outbox.target, outbox.once, outbox.created_at, outbox.next_at)
        counted = select(counter.maand, counter.gemeente, counter.team, counter.wat, counter.soort, counter.aantal)
        return {
            "row": {c.name: getattr(handoff, c.name) for c in tables.Handoff.__table__.c if c.name not in own},
            "lines": session.execute(lines.where(event.handoff_id == handoff_id).order_by(event.id)).all(),
            "told": session.execute(
                told.where(outbox.handoff_id == handoff_id).order_by(outbox.created_at, outbox.kind)
            ).all(),
            "counted": sorted(map(tuple, session.execute(counted.where(counter.wat == "opgepakt")))),
        }


@pytest.mark.parametrize(
    ("kinds", "exporting"), [((), False), (("notice",), False), (("notice", "mail"), False), (("notice",), True)]
)
def test_a_pick_up_writes_what_the_rules_say(
    any_world: World, kinds: tuple[str, ...], exporting: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "TOLD", {**telling.TOLD, "claimed": kinds})
    monkeypatch.setattr(Store, "exporting", exporting)
    anna = any_world.colleague("Anna")
    lean, ruled = any_world.waiting("gesprek-1").id, any_world.waiting("gesprek-2").id
    any_world.clock.turn(hours=3)
    with writing(any_world.engine) as session:
        session.execute(update(tables.Handoff).values(read_until=5))
    any_world.queue.claim(lean, anna, any_world.teams)
    by_statements = everything(any_world, lean)
    claim_by_the_rules(any_world, ruled, anna)
    by_rules = everything(any_world, ruled)
    assert [by_statements[part] for part in ("row", "lines", "told")] == [
        by_rules[part] for part in ("row", "lines", "told")
    ]
    told = (1 + len(kinds)) + 2 * exporting  # that it came in is told too, and exported
    assert len(by_statements["told"]) == len(by_rules["told"]) == told
    (counted,) = by_statements["counted"]
    assert sum(one[-1] for one in by_rules["counted"]) == 2
    assert {one[:-1] for one in by_rules["counted"]} == {counted[:-1]}
    assert verify(any_world.engine, any_world.keys).first_wrong is None


def test_the_row_that_comes_back_is_the_row_that_is_stored(any_world: World) -> None:
    anna, store = any_world.colleague("Anna"), store_of(any_world)
    waiting = any_world.waiting()
    seen = look(store, waiting.id, anna)
    assert seen == Seen(waiting, before=False, own_name="Anna")
    claimed = any_world.queue.claim(waiting.id, anna, any_world.teams)
    with reading(any_world.engine) as session:
        assert claimed == row(session, session.get_one(tables.Handoff, waiting.id))
    assert look(store, waiting.id, anna) == Seen(claimed, before=True, own_name="Anna")


def test_only_the_first_pick_up_is_counted(any_world: World) -> None:
    anna = any_world.colleague("Anna")
    row = any_world.held(anna)
    any_world.queue.release(row.id, anna, row.version)
    any_world.clock.turn(days=2)
    any_world.queue.claim(row.id, anna, any_world.teams)
    assert [counted[-1] for counted in everything(any_world, row.id)["counted"]] == [1]


def test_a_lease_that_ended_is_forgotten_by_the_next_pick_up(any_world: World) -> None:
    anna, bas = any_world.colleague("Anna"), any_world.colleague("Bas")
    row = any_world.held(anna)
    lapsed = {**NO_LEASE, "status": "waiting", "claimed_by": None, "lapsed_holder": anna, "lease_step": 3}
    with writing(any_world.engine) as session:
        session.execute(update(tables.Handoff).values(lapsed))
    claimed = any_world.queue.claim(row.id, bas, any_world.teams)
    stored = everything(any_world, row.id)["row"]
    assert (claimed.lapsed_id, stored["lapsed_holder"], claimed.lease_step, stored["lease_step"]) == (None, None, 0, 0)


def test_what_changed_since_the_look_is_not_taken(any_world: World) -> None:
    anna, store = any_world.colleague("Anna"), store_of(any_world)
    handoff_id = any_world.waiting().id
    seen = look(store, handoff_id, anna)
    assert seen is not None
    for older in (replace(seen.row, version=9), replace(seen.row, team="elders")):
        assert take(store, replace(seen, row=older), anna) is None
    with writing(any_world.engine) as session:  # as when who had it goes on: that is no other version
        session.execute(update(tables.Handoff).values(status="claimed"))
    assert take(store, seen, anna) is None
    stored = everything(any_world, handoff_id)
    assert (stored["row"]["claimed_by"], stored["row"]["version"]) == (None, 1)
    assert any_world.events(handoff_id) == [("created", "ok")]


def test_nothing_is_picked_up_when_the_audit_log_can_not_follow(any_world: World) -> None:
    anna = any_world.colleague("Anna")
    handoff_id = any_world.waiting().id
    sqlite = any_world.engine.dialect.name == "sqlite"
    with any_world.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER event_head_no_delete {'' if sqlite else 'ON event_head'}"))
        connection.execute(text("DELETE FROM event_head"))
    with pytest.raises(ChainGoneError):
        any_world.queue.claim(handoff_id, anna, any_world.teams)
    assert any_world.queue.get(handoff_id).status == "waiting"


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement.split(maxsplit=1)[0])

    event.listen(world.engine, "before_cursor_execute", note)
    yield seen
    event.remove(world.engine, "before_cursor_execute", note)


def test_a_pick_up_is_a_look_and_one_transaction_of_few_statements(any_world: World) -> None:
    anna = any_world.colleague("Anna")
    handoff_id = any_world.waiting().id
    with statements(any_world) as seen:
        any_world.queue.claim(handoff_id, anna, any_world.teams)
    changes = [one for one in seen if not one.startswith("BEGIN")]
    if any_world.engine.dialect.name == "sqlite":
        assert changes == ["SELECT", "UPDATE", "SELECT", "INSERT", "UPDATE", "INSERT"]
    else:
        assert changes == ["SELECT", "WITH", "WITH"]


def test_who_is_too_late_never_waits_for_who_writes(any_world: World) -> None:
    """On SQLite one writes at a time: who only hears "taken" must not stand in that row."""
    anna, bas = any_world.colleague("Anna"), any_world.colleague("Bas")
    row = any_world.held(anna)
    with statements(any_world) as seen, writing(any_world.engine) as session:
        session.connection()
        with pytest.raises(AlreadyClaimedError):
            any_world.queue.claim(row.id, bas, frozenset({MORS}))
    assert any_world.clock() - row.created_at < timedelta(minutes=1)
    assert "UPDATE" not in seen
