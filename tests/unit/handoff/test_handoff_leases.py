"""A lease warns, tells and returns, once each; and never stands in the way of who had it."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier

import pytest
from handoff_world import CHAT_LINES, MORS, World, new_world
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from handoff.database import engine_for
from handoff.queue import AlreadyClaimedError, NotHolderError, Queue, Row, tending
from handoff.queue.working_time import Hours, add_time

STEPS = ["lease_warned", "lease_escalated", "lease_ended"]
MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 on the Dutch clock; the lease ends on Wednesday


def at(world: World, working_hours: float) -> None:
    """Put the clock so many working hours after Monday 10:00, or so many hours before it."""
    ahead = timedelta(hours=working_hours)
    later = add_time(Hours(), MONDAY_MORNING, ahead) if working_hours > 0 else MONDAY_MORNING + ahead
    world.clock.now = later


def steps(world: World, handoff_id: str) -> list[str]:
    return [action for action, _ in world.events(handoff_id) if action.startswith("lease_")]


def lapsed(world: World, anna: str, conversation: str = "gesprek-1", **more: object) -> Row:
    """Let Anna pick something up, and let its lease end."""
    row = world.held(anna, conversation, **more)
    for hours in (8, 13, 16):
        at(world, hours)
        world.queue.care.tend()
    assert world.queue.get(row.id).status == "waiting"
    return row


def test_each_step_is_taken_at_its_share_of_the_lease(any_world: World) -> None:
    world, anna = any_world, any_world.colleague("Anna")
    row = world.held(anna)
    assert row.lease_until == MONDAY_MORNING + timedelta(days=2)
    for hours, expected in ((7.9, 0), (8, 1), (12.7, 1), (12.8, 2), (15.9, 2), (16, 3), (40, 3)):
        at(world, hours)
        world.queue.care.tend()
        assert steps(world, row.id) == STEPS[:expected], hours
    assert ("lease_ended", "inactive") in world.events(row.id)
    back = world.queue.get(row.id)
    assert (back.status, back.claimed_by, back.created_at, back.lapsed_id) == ("waiting", None, row.created_at, anna)


def test_nights_and_weekends_do_not_count(world: World) -> None:
    world.clock.now = MONDAY_MORNING + timedelta(days=4)  # Friday 10:00
    row = world.held(world.colleague("Anna"))
    assert row.lease_until == MONDAY_MORNING + timedelta(days=8)
    world.clock.turn(days=2)
    assert not world.queue.care.tend()


@pytest.mark.parametrize("act", ["attempt", "note", "message"])
def test_every_try_note_and_message_begins_the_lease_anew(world: World, act: str) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    at(world, 13)
    world.queue.care.tend()
    if act == "attempt":
        world.queue.attempt(row.id, anna, "gebeld")
    elif act == "note":
        world.queue.save_note(row.id, anna, "belt morgen terug", row.version)
    else:
        world.queue.send_to_inwoner(row.id, anna, "dag")
    renewed = world.queue.get(row.id)
    assert (renewed.lease_step, renewed.lease_until) == (0, world.clock() + timedelta(days=2))
    at(world, 20)
    assert not world.queue.care.tend()


def test_a_message_of_the_inwoner_or_half_a_note_is_no_sign_of_life_of_the_holder(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    at(world, 6)
    world.queue.from_inwoner("gesprek-1", "bent u er nog?")
    world.queue.keep_unsent(row.id, anna, "bericht", "ja")
    assert world.queue.get(row.id).lease_until == row.lease_until


def test_after_a_long_stop_nobody_is_warned_and_loses_it_at_the_same_time(world: World) -> None:
    row = world.held(world.colleague("Anna"))
    at(world, 100)
    for _ in range(5):
        world.queue.care.tend()
    assert steps(world, row.id) == STEPS[:1]
    for hours, expected in ((101.5, 1), (101.6, 2), (103.1, 2), (103.2, 3)):
        at(world, hours)
        world.queue.care.tend()
        assert steps(world, row.id) == STEPS[:expected], hours


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(-40, 120), max_size=20))
def test_a_clock_that_jumps_back_and_forth_doubles_nothing(hours: list[int]) -> None:
    with TemporaryDirectory() as folder:
        world = new_world(Path(folder), f"sqlite:///{folder}/test.db")
        row = world.held(world.colleague("Anna"))
        for number in hours:
            at(world, number)
            world.queue.care.tend()
            world.queue.care.tend()
        done = steps(world, row.id)
        assert done == STEPS[: len(done)]
        world.engine.dispose()


def test_ten_tenders_at_once_take_each_step_once(any_world: World) -> None:
    world = any_world
    rows = [world.held(world.colleague(f"Collega{number}"), f"gesprek-{number}") for number in range(10)]
    engines = [engine_for(world.url) for _ in range(5)]
    start = Barrier(len(engines))

    def tend(engine: object) -> Counter[str]:
        start.wait()
        return Queue(engine, world.keys, world.settings, world.clock).care.tend()

    for hours in (8, 13, 16):
        at(world, hours)
        with ThreadPoolExecutor(len(engines)) as pool:
            told = sum(pool.map(tend, engines), Counter())
        assert told.total() == len(rows)
    for engine in engines:
        engine.dispose()
    assert [steps(world, row.id) for row in rows] == [STEPS] * len(rows)


def test_one_that_fails_does_not_stop_the_others(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (world.held(world.colleague(naam), naam) for naam in ("Anna", "Bas"))
    real = tending._step

    def step(store: object, session: object, handoff_id: str) -> str:
        if handoff_id == first.id:
            raise OperationalError("", {}, Exception())
        return real(store, session, handoff_id)

    monkeypatch.setattr(tending, "_step", step)
    at(world, 8)
    assert world.queue.care.tend() == Counter({"lease_warned": 1})
    assert steps(world, second.id) == STEPS[:1]


@pytest.mark.parametrize("act", ["attempt", "note", "message", "reveal", "release", "close"])
def test_who_comes_back_simply_goes_on_when_nobody_took_it(any_world: World, act: str) -> None:
    world, anna = any_world, any_world.colleague("Anna")
    lines = CHAT_LINES if act == "message" else None
    row = lapsed(world, anna, **({"lines": lines} if lines else {}))
    queue = world.queue
    {
        "attempt": lambda: queue.attempt(row.id, anna, "gebeld"),
        "note": lambda: queue.save_note(row.id, anna, "toch gelukt", row.version),
        "message": lambda: queue.send_to_inwoner(row.id, anna, "daar ben ik weer"),
        "reveal": lambda: queue.reveal(row.id, "telefoon", anna),
        "release": lambda: queue.release(row.id, anna, row.version),
        "close": lambda: queue.close(row.id, anna, "opgelost", row.version),
    }[act]()
    assert ("resumed", "ok") in world.events(row.id)
    now = queue.get(row.id)
    if act not in ("release", "close"):
        assert (now.claimed_by, now.lapsed_id, now.lease_step) == ("Anna", None, 0)
        assert now.lease_until > world.clock()


def test_who_comes_back_too_late_hears_that_somebody_else_has_it(world: World) -> None:
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    row = lapsed(world, anna)
    world.queue.claim(row.id, bas, world.teams)
    with pytest.raises(NotHolderError):
        world.queue.attempt(row.id, anna, "gebeld")
    with pytest.raises(AlreadyClaimedError):
        world.queue.claim(row.id, anna, world.teams)
    assert "resumed" not in [action for action, _ in world.events(row.id)]


def test_a_colleague_who_never_had_it_does_not_slip_in(world: World) -> None:
    row = lapsed(world, world.colleague("Anna"))
    with pytest.raises(NotHolderError):
        world.queue.attempt(row.id, world.colleague("Bas"), "gebeld")


@pytest.mark.parametrize("number", range(5))
def test_going_on_and_picking_up_at_once_give_one_holder(any_world: World, number: int) -> None:
    world = any_world
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    row = lapsed(world, anna)
    start = Barrier(2)

    def go_on() -> bool:
        start.wait()
        try:
            world.queue.attempt(row.id, anna, "gebeld")
        except NotHolderError:
            return False
        return True

    def pick_up() -> bool:
        start.wait()
        try:
            world.queue.claim(row.id, bas, world.teams)
        except AlreadyClaimedError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        won = [one.result() for one in (pool.submit(go_on), pool.submit(pick_up))]
    assert sorted(won) == [False, True]
    assert world.queue.get(row.id).claimed_by == ("Anna" if won[0] else "Bas")


@pytest.mark.parametrize("number", range(5))
def test_a_try_in_the_second_that_the_lease_ends_is_never_refused(any_world: World, number: int) -> None:
    world, anna = any_world, any_world.colleague("Anna")
    row = world.held(anna)
    for hours in (8, 13):
        at(world, hours)
        world.queue.care.tend()
    at(world, 16)
    start = Barrier(2)

    def act() -> None:
        start.wait()
        world.queue.attempt(row.id, anna, "gebeld")

    def tend() -> None:
        start.wait()
        world.queue.care.tend()

    with ThreadPoolExecutor(2) as pool:
        for one in (pool.submit(act), pool.submit(tend)):
            one.result()
    assert world.queue.get(row.id).claimed_by == "Anna"


def test_what_was_held_before_there_were_leases_gets_one(world: World) -> None:
    row = world.held(world.colleague("Anna"))
    with world.engine.begin() as connection:
        connection.execute(text("UPDATE handoff SET lease_from = NULL, lease_until = NULL"))
    assert world.queue.care.tend() == Counter({"lease_begun": 1})
    assert not world.queue.care.tend()
    assert world.queue.get(row.id).lease_until == row.lease_until


def test_a_coordinator_sees_what_is_about_to_come_back_and_only_of_the_own_teams(world: World) -> None:
    row = world.held(world.colleague("Anna"))
    at(world, 8)
    world.queue.care.tend()
    assert world.queue.care.stalling(world.teams) == []
    at(world, 13)
    world.queue.care.tend()
    assert [one.id for one in world.queue.care.stalling(world.teams)] == [row.id]
    assert world.queue.care.stalling(frozenset()) == []


def test_the_target_of_a_team_is_never_later_than_the_law(world: World) -> None:
    row = world.waiting()
    assert row.pick_up_by == MONDAY_MORNING + timedelta(days=1)
    draft = world.draft("gesprek-2", onderwerp="huisuitzetting")
    threat = world.queue.create(draft, MORS, "code-2")
    assert threat.pick_up_by == MONDAY_MORNING + timedelta(hours=4)
    assert threat.pick_up_by < threat.due_at
