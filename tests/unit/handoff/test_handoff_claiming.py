"""One wijkteamlid gets a handoff, however many click at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from handoff_world import NOORD, World
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from handoff import tables
from handoff.database import engine_for
from handoff.queue import (
    AlreadyClaimedError,
    HandoffGoneError,
    HandoffNotFoundError,
    NotHolderError,
    Queue,
    StaleVersionError,
)

RACERS, HANDOFFS = 8, 200


def race(world: World, claim) -> list[list[str]]:
    """Let every racer go through the same ids on its own connection pool; returns what each got."""
    ids = [world.waiting(f"gesprek-{number}").id for number in range(HANDOFFS)]
    accounts = [world.colleague(f"Collega{number}") for number in range(RACERS)]
    engines = [engine_for(world.url) for _ in accounts]
    start = Barrier(RACERS)

    def run(engine: Engine, account_id: str) -> list[str]:
        start.wait()
        return [handoff_id for handoff_id in ids if claim(engine, handoff_id, account_id)]

    with ThreadPoolExecutor(RACERS) as pool:
        won = list(pool.map(run, engines, accounts))
    for engine in engines:
        engine.dispose()
    return won


def test_eight_racing_for_the_same_200_handoffs_get_each_one_once(world: World) -> None:
    def claim(engine: Engine, handoff_id: str, account_id: str) -> bool:
        try:
            Queue(engine, world.keys, world.settings).claim(handoff_id, account_id, world.teams)
        except AlreadyClaimedError:
            return False
        return True

    won = race(world, claim)
    assert sorted(Counter(handoff_id for mine in won for handoff_id in mine).values()) == [1] * HANDOFFS
    assert Counter(action for action, _ in world.events())["claimed"] == HANDOFFS


def test_reading_before_writing_would_give_the_same_handoff_to_two(world: World) -> None:
    """The negative control: without it, the race above might prove nothing."""
    handoff = tables.Handoff
    both_read = Barrier(2)

    def claim(engine: Engine, handoff_id: str, account_id: str) -> bool:
        with Session(engine) as session, session.begin():
            free = session.scalar(select(handoff.status).where(handoff.id == handoff_id)) == "waiting"
        both_read.wait(10)
        if free:
            with Session(engine.execution_options(immediate=True)) as session, session.begin():
                mine = {"status": "claimed", "claimed_by": account_id}
                session.execute(update(handoff).where(handoff.id == handoff_id).values(mine))
        return free

    handoff_id = world.waiting().id
    accounts = [world.colleague("Anna"), world.colleague("Bas")]
    with ThreadPoolExecutor(2) as pool:
        got = list(pool.map(lambda account: claim(world.engine, handoff_id, account), accounts))
    assert got == [True, True]


def test_the_loser_hears_who_has_it_and_since_when(world: World) -> None:
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    row = world.held(anna)
    world.clock.turn(minutes=5)
    with pytest.raises(AlreadyClaimedError) as refused:
        world.queue.claim(row.id, bas, world.teams)
    assert (refused.value.holder, refused.value.since) == ("Anna", row.claimed_at)


def test_claiming_again_gives_the_holder_the_same_handoff(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna)
    assert world.queue.claim(row.id, anna, world.teams) == row


def test_a_handoff_of_another_team_can_not_be_claimed_or_told_apart_from_none(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.waiting(team=NOORD)
    for handoff_id in (row.id, "bestaat-niet"):
        with pytest.raises(HandoffNotFoundError):
            world.queue.claim(handoff_id, anna, world.teams)
    assert world.queue.waiting(frozenset()) == []
    assert [one.id for one in world.queue.waiting(frozenset({NOORD}))] == [row.id]


def test_a_withdrawn_handoff_can_not_be_claimed(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.waiting()
    assert world.queue.withdraw_conversation("gesprek-1")
    with pytest.raises(HandoffGoneError) as refused:
        world.queue.claim(row.id, anna, world.teams)
    assert refused.value.status == "withdrawn"


def test_who_waits_longest_comes_first_also_after_a_release(world: World) -> None:
    anna = world.colleague("Anna")
    first = world.waiting("gesprek-1")
    world.clock.turn(minutes=1)
    second = world.waiting("gesprek-2")
    world.queue.release(first.id, anna, world.queue.claim(first.id, anna, world.teams).version)
    assert [row.id for row in world.queue.waiting(world.teams)] == [first.id, second.id]


def test_releasing_needs_the_holder_and_a_fresh_page(world: World) -> None:
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    row = world.held(anna)
    with pytest.raises(NotHolderError):
        world.queue.release(row.id, bas, row.version)
    with pytest.raises(StaleVersionError):
        world.queue.release(row.id, anna, row.version - 1)
    assert world.queue.mine(anna) == [row]


def test_trying_to_reach_the_inwoner_is_logged_and_leaves_an_open_note_fresh(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna)
    tried = world.queue.attempt(row.id, anna, "geen_gehoor")
    assert (tried.status, tried.version) == ("contacting", row.version)
    assert world.queue.history(row.id)[-1].result == "geen_gehoor"
    assert world.queue.history(row.id)[-1].account == "Anna"
