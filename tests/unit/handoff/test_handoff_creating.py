"""A handoff is stored once, only with consent, and with a term that the law gives."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from handoff_world import CHAT_LINES, MORS, World
from sqlalchemy import text

from handoff.draft import Consent
from handoff.queue import CodeTakenError, NoConsentError
from handoff.queue.terms import due_at


def test_asking_twice_keeps_the_place_in_the_queue(world: World) -> None:
    first = world.waiting()
    world.clock.turn(hours=1)
    assert world.waiting() == first
    assert world.queue.waiting(world.teams) == [first]


def test_asking_in_ten_threads_at_once_makes_one_handoff(world: World) -> None:
    with ThreadPoolExecutor(10) as pool:
        rows = list(pool.map(lambda n: world.queue.create(world.draft(), MORS, f"code-{n}"), range(10)))
    assert len({row.id for row in rows}) == 1
    assert [action for action, _ in world.events()] == ["created"]


def test_after_the_end_the_same_conversation_may_ask_again(world: World) -> None:
    first = world.waiting()
    world.queue.withdraw_conversation("gesprek-1")
    assert world.waiting().id != first.id


@pytest.mark.parametrize(
    "change",
    [
        {"consent": Consent("", "getoond", datetime(2026, 11, 23, tzinfo=UTC))},
        {"consent": Consent("versie", "", datetime(2026, 11, 23, tzinfo=UTC))},
        {"lines": ()},
    ],
)
def test_a_draft_without_consent_is_refused(world: World, change: dict) -> None:
    with pytest.raises(NoConsentError):
        world.queue.create(replace(world.draft(), **change), MORS, "code")
    assert world.queue.waiting(world.teams) == []
    assert world.events() == []


def test_a_code_that_is_taken_is_refused_and_nothing_is_stored(world: World) -> None:
    world.queue.create(world.draft("gesprek-1"), MORS, "zelfde code")
    with pytest.raises(CodeTakenError):
        world.queue.create(world.draft("gesprek-2"), MORS, "zelfde code")
    assert len(world.queue.waiting(world.teams)) == 1


def test_what_was_sent_and_the_conversation_are_nowhere_readable_on_the_disk(world: World) -> None:
    world.queue.create(world.draft("MERK-GESPREK"), MORS, "code")
    stored = world.bytes_on_disk()
    assert b"MERK" not in stored
    assert b"+31600000000" not in stored
    assert b"huurachterstand" in stored  # the scan does see what is stored plain


def test_the_way_to_reach_follows_from_the_lines(world: World) -> None:
    assert world.waiting("gesprek-1").hoe == "telefoon"
    assert world.waiting("gesprek-2", CHAT_LINES).hoe == "chat"


def test_the_term_is_four_weeks_and_three_working_days_when_a_home_or_energy_is_at_stake() -> None:
    friday = datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert due_at("huurachterstand", friday) == datetime(2026, 12, 25, 9, tzinfo=UTC)
    assert due_at("huisuitzetting", friday) == datetime(2026, 12, 2, 9, tzinfo=UTC)
    assert due_at(None, friday) == datetime(2026, 12, 25, 9, tzinfo=UTC)


def test_what_was_shown_can_be_proven_and_not_read(world: World) -> None:
    row = world.queue.create(world.draft(), "wijkteam_mors", "code")
    query = text("SELECT consent_version, consent_shown_hash, consent_at, kanaal FROM handoff WHERE id = :id")
    with world.engine.connect() as connection:
        version, shown, _, kanaal = connection.execute(query, {"id": row.id}).one()
    assert (version, kanaal) == ("overdracht-test", "website")
    assert shown == world.keys.lookup_hash("consent", "MERK-GETOOND")
    assert shown != world.keys.lookup_hash("consent", "MERK-GETOOND, en nog een regel")
