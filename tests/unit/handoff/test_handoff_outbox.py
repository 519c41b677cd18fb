"""What must be told is written with the change itself, and told until it has arrived, whatever goes wrong."""

import threading
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from handoff_world import MORS, World
from outbox_world import Post, open_post
from sqlalchemy import select, text

from content.catalogue import Catalogue
from handoff import tables
from handoff.database import reading, writing
from handoff.outbox import rows
from handoff.outbox.kinds import HANDLERS
from handoff.outbox.records import GiveUpError, Item, New, TryAgainError
from handoff.outbox.tools import Tools
from handoff.outbox.worker import Worker
from handoff.queue.store import Store
from handoff.queue.telling import EXPORT, KINDS, TOLD, put


@pytest.fixture
def post(any_world: World, catalogue: Catalogue, tmp_path: Path) -> Iterator[Post]:
    with open_post(any_world, catalogue, tmp_path) as found:
        yield found


def store_of(world: World) -> Store:
    return Store(world.engine, world.keys, world.settings, world.clock)


def worker_with(world: World, catalogue: Catalogue, **handlers: object) -> Worker:
    return Worker(Tools(store_of(world), catalogue, None), handlers)  # type: ignore[arg-type]


def fill(world: World, count: int, kind: str = "notice") -> None:
    with writing(world.engine) as session:
        for number in range(count):
            put(session, world.clock(), kind, f"proef_{number}")


def codes(world: World, *, done: bool) -> list[str]:
    outbox = tables.Outbox
    with reading(world.engine) as session:
        which = outbox.done_at.is_not(None) if done else outbox.done_at.is_(None)
        return sorted(session.scalars(select(outbox.code).where(which)))


def test_every_kind_that_may_be_written_has_a_handler() -> None:
    assert HANDLERS.keys() | {EXPORT} == KINDS  # the export is handled where its token is
    assert {kind for kinds in TOLD.values() for kind in kinds} <= KINDS


def test_an_unknown_kind_is_refused_before_it_is_written(any_world: World) -> None:
    with pytest.raises(ValueError, match="unknown kind"), writing(any_world.engine) as session:
        put(session, any_world.clock(), "geheim", "created")


def test_a_change_and_what_must_be_told_of_it_are_one_transaction(any_world: World) -> None:
    row = any_world.waiting()
    assert codes(any_world, done=False) == ["created"]
    with any_world.engine.begin() as connection:
        connection.execute(text("DROP TABLE outbox"))
    with pytest.raises(Exception, match="outbox"):
        any_world.waiting("gesprek-2")
    assert [one.id for one in any_world.queue.waiting(any_world.teams)] == [row.id]


def test_the_outbox_holds_ids_and_codes_only(post: Post) -> None:
    post.world.waiting()
    post.tell()
    with post.world.engine.connect() as connection:
        everything = repr(connection.execute(text("SELECT * FROM outbox")).all())
    assert "MERK" not in everything
    assert "2332" not in everything
    assert "huurachterstand" not in everything
    assert "@" not in everything


def test_each_row_is_told_once_by_many_workers_at_the_same_time(any_world: World, catalogue: Catalogue) -> None:
    fill(any_world, 120)
    told: list[str] = []

    def note(_tools: Tools, item: Item) -> Collection[New]:
        told.append(item.code)
        return ()

    def work() -> None:
        worker = worker_with(any_world, catalogue, notice=note)
        while worker.tell_one():
            pass

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # A worker may find nothing while another one just takes the last row; what is left is told by the next look.
    work()
    assert Counter(told) == Counter(f"proef_{number}" for number in range(120))
    assert codes(any_world, done=False) == []


def test_workers_without_a_lease_do_tell_twice(any_world: World) -> None:
    """The negative control: what the test above must be able to see."""
    fill(any_world, 1)
    store = store_of(any_world)
    first = rows.take(store, KINDS)
    assert first is not None
    assert rows.take(store, KINDS) is None
    any_world.clock.turn(seconds=any_world.settings.outbox_lease_seconds)
    second = rows.take(store, KINDS)
    assert second is not None
    assert second.id == first.id
    assert (first.attempts, second.attempts) == (1, 2)


def test_a_worker_that_was_given_up_can_not_finish_what_another_one_took(any_world: World) -> None:
    fill(any_world, 1)
    store = store_of(any_world)
    slow = rows.take(store, KINDS)
    any_world.clock.turn(seconds=any_world.settings.outbox_lease_seconds)
    quick = rows.take(store, KINDS)
    assert slow and quick
    assert rows.finish(store, slow, [New("mail", "created", None, "team:x")]) is False
    assert codes(any_world, done=False) == ["proef_0"]
    assert rows.finish(store, quick, []) is True
    rows.fail(store, slow, GiveUpError("no_address"))
    assert codes(any_world, done=True) == ["proef_0"]


def test_one_that_fails_waits_longer_each_time_and_never_blocks_the_next(
    any_world: World, catalogue: Catalogue
) -> None:
    told: list[str] = []

    def pick(_tools: Tools, item: Item) -> Collection[New]:
        told.append(item.code)
        if item.code == "proef_0":
            raise RuntimeError("kapot: 0612345678")
        return ()

    fill(any_world, 3)
    worker = worker_with(any_world, catalogue, notice=pick)
    while worker.tell_one():
        pass
    assert sorted(told) == ["proef_0", "proef_1", "proef_2"]
    assert codes(any_world, done=False) == ["proef_0"]
    with reading(any_world.engine) as session:
        row = session.scalars(select(tables.Outbox).where(tables.Outbox.code == "proef_0")).one()
        assert row.last_error == "RuntimeError"
        waits = row.next_at - any_world.clock()
    assert timedelta(seconds=5) <= waits <= timedelta(seconds=10)
    assert [rows.wait_after(n).total_seconds() <= 3600 for n in (1, 5, 10, 40)] == [True] * 4
    assert rows.wait_after(9) > rows.wait_after(3) > timedelta(seconds=19)


def test_what_never_works_is_given_up_after_about_a_day(any_world: World, catalogue: Catalogue) -> None:
    def never(_tools: Tools, _item: Item) -> Collection[New]:
        raise TryAgainError("server_unreachable")

    fill(any_world, 1)
    worker, began = worker_with(any_world, catalogue, notice=never), any_world.clock()
    tries = 0
    while codes(any_world, done=False) and tries < 100:
        tries += worker.tell_one()
        with reading(any_world.engine) as session:
            row = session.scalars(select(tables.Outbox)).one()
        if row.dead_at:
            break
        any_world.clock.now = row.next_at
    assert tries == rows.MAX_ATTEMPTS
    assert timedelta(hours=10) < any_world.clock() - began < timedelta(hours=26)


def test_what_was_given_up_is_shown_to_its_team_and_told_after_try_again(post: Post) -> None:
    anna = post.person("Anna")
    post.server.rcpt_answer = "550 no such mailbox: team.mors"
    row = post.world.waiting()
    post.tell()
    teams = frozenset({MORS})
    (letter,) = post.outbox.dead_letters(teams)
    assert (letter.error, letter.code, letter.referentie) == ("address_refused", "created", row.referentie)
    assert post.outbox.dead_letters(frozenset({"wijkteam_anders"})) == []
    assert post.outbox.health().dead == 1
    assert post.outbox.try_again(letter.id, anna, frozenset({"wijkteam_anders"})) is False
    post.server.rcpt_answer = ""
    assert post.outbox.try_again(letter.id, anna, teams) is True
    assert post.outbox.try_again(letter.id, anna, teams) is False
    post.tell()
    assert len(post.server.mails) == 1
    assert post.outbox.dead_letters(teams) == []
    assert ("told_again", "mail") in post.world.events(row.id)


def test_without_a_mail_server_nothing_piles_up(any_world: World, catalogue: Catalogue) -> None:
    any_world.waiting()
    worker = Worker(Tools(store_of(any_world), catalogue, None))
    while worker.tell_one():
        pass
    assert codes(any_world, done=False) == []
    assert codes(any_world, done=True) == ["created"]


def test_what_was_told_long_ago_is_forgotten(post: Post) -> None:
    post.world.waiting()
    post.tell()
    assert len(post.rows()) == 2
    post.world.clock.turn(days=post.settings.retention_days_open - 1)
    assert rows.forget_old(store_of(post.world)) == 0
    post.world.clock.turn(days=2)
    assert rows.forget_old(store_of(post.world)) == 2
