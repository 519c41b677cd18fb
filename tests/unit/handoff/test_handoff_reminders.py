"""Reminders of terms at 50, 80 and 100 %, and the numbers of the morning: to the right one, once."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from handoff_world import CHAT_LINES, LINES, MORS, World
from outbox_world import Post, new_post, open_post, with_team_address
from sqlalchemy import text

from content.catalogue import Catalogue
from handoff import tables
from handoff.outbox import escalation
from handoff.outbox.digest import write_digests
from handoff.outbox.escalation import escalate
from handoff.queue.store import Store

FRIDAY_AFTERNOON = datetime(2026, 12, 24, 15, 0, tzinfo=UTC)


@pytest.fixture
def post(any_world: World, catalogue: Catalogue, tmp_path: Path) -> Iterator[Post]:
    with open_post(any_world, catalogue, tmp_path) as found:
        yield found


def look(post: Post) -> list[str]:
    """Let the clock do its work, and return which reminders were mailed since the last look."""
    before = len(post.told())
    post.worker.look_at_the_clock()
    post.tell()
    return [told for told in post.told()[before:] if told.startswith("escalation")]


def set_terms(post: Post, *, due_at: datetime, pick_up_by: datetime) -> None:
    with post.world.engine.begin() as connection:
        values = {"due": due_at.replace(tzinfo=None), "pick": pick_up_by.replace(tzinfo=None)}
        connection.execute(text("UPDATE handoff SET due_at = :due, pick_up_by = :pick"), values)


def test_the_target_reminds_coordinator_and_team_as_long_as_nobody_picks_up(post: Post) -> None:
    post.person("Coen", "coordinator", "coen@gemeente.example")
    post.world.clock.now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # Monday, nine o'clock
    post.world.waiting()
    day_end = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    set_terms(post, due_at=datetime(2026, 12, 21, 16, 0, tzinfo=UTC), pick_up_by=day_end)
    seen = []
    for _ in range(9):
        seen.append(look(post))
        post.world.clock.turn(hours=1)
    # Nobody holds it: the first reminder goes one rung up, to the coordinator.
    assert [told for told in seen if told] == [
        ["escalation_target_50 account"],
        ["escalation_target_80 account"],
        ["escalation_target_100 team"],
    ]
    assert [bool(told) for told in seen] == [False] * 4 + [True, False, False, True, True]


def test_the_law_reminds_the_holder_then_the_coordinator_then_the_team_once_each(post: Post) -> None:
    anna = post.person("Anna", email="anna@gemeente.example")
    post.person("Coen", "coordinator", "coen@gemeente.example")
    row = post.world.held(anna)
    seen = []
    for _ in range(40):
        seen += look(post)
        post.world.clock.turn(days=1)
    assert seen == ["escalation_law_50 account", "escalation_law_80 account", "escalation_law_100 team"]
    reminders = [mail["To"] for mail in post.server.mails if "termijn" in mail["Subject"]]
    assert reminders == ["anna@gemeente.example", "coen@gemeente.example", "team.mors@gemeente.example"]
    escalated = [result for action, result in post.world.events(row.id) if action == "escalated"]
    assert escalated == ["law_50", "law_80", "law_100"]


@pytest.mark.parametrize(("attempt", "reminders"), [("gesproken", 0), ("geen_gehoor", 3)])
def test_the_law_asks_for_a_first_talk_and_reminds_of_it_until_that_has_been(
    post: Post, attempt: str, reminders: int
) -> None:
    anna = post.person("Anna", email="anna@gemeente.example")
    row = post.world.held(anna)
    post.world.queue.attempt(row.id, anna, attempt)
    seen = []
    for _ in range(40):
        seen += [told for told in look(post) if "law" in told]
        post.world.clock.turn(days=1)
    assert len(seen) == reminders


def test_picking_up_ends_the_reminders_of_the_target(post: Post) -> None:
    anna = post.person("Anna", email="anna@gemeente.example")
    post.world.held(anna)
    post.world.clock.turn(days=3)
    assert [told for told in look(post) if "target" in told] == []


def test_a_finished_handoff_reminds_nobody(post: Post) -> None:
    anna = post.person("Anna", email="anna@gemeente.example")
    row = post.world.held(anna)
    post.world.queue.close(row.id, anna, "opgelost", row.version)
    post.world.clock.turn(days=60)
    assert look(post) == []


def test_nights_weekends_and_holidays_do_not_count(post: Post) -> None:
    post.world.clock.now = FRIDAY_AFTERNOON  # the day before Christmas; Monday the 28th is the next working day
    post.world.waiting()
    set_terms(
        post,
        due_at=datetime(2027, 1, 21, 15, 0, tzinfo=UTC),
        pick_up_by=datetime(2026, 12, 28, 15, 0, tzinfo=UTC),
    )
    post.world.clock.now = datetime(2026, 12, 28, 7, 59, tzinfo=UTC)
    assert look(post) == []
    post.world.clock.now = datetime(2026, 12, 28, 11, 1, tzinfo=UTC)
    assert len(look(post)) == 1


def test_one_that_cannot_be_reckoned_with_does_not_keep_the_next_waiting(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.person("Coen", "coordinator", "coen@gemeente.example")
    post.world.clock.now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    broken = post.world.waiting()
    post.world.waiting("gesprek-2")
    original = escalation._reached

    def reckon(store: Store, handoff: tables.Handoff) -> Iterator[str]:
        if handoff.id == broken.id:
            raise OverflowError
        return original(store, handoff)

    monkeypatch.setattr(escalation, "_reached", reckon)
    post.world.clock.turn(hours=40)
    assert look(post) != []


def test_two_processes_that_look_at_once_remind_once(post: Post) -> None:
    for number in range(4):
        post.world.waiting(f"gesprek-{number}", LINES if number else CHAT_LINES)
    post.world.clock.turn(days=120)
    store = Store(post.world.engine, post.world.keys, post.settings, post.world.clock)
    threads = [threading.Thread(target=escalate, args=(store,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    escalate(store)
    codes = [row.code for row in post.rows() if row.code.startswith("escalation")]
    assert len(codes) == 4 * 6
    assert len(set(codes)) == 6


@pytest.mark.parametrize(
    ("moment", "mails"),
    [
        (datetime(2026, 11, 23, 7, 29, tzinfo=UTC), 0),
        (datetime(2026, 11, 23, 7, 30, tzinfo=UTC), 1),  # winter: half past eight
        (datetime(2026, 6, 22, 6, 30, tzinfo=UTC), 1),  # summer
        (datetime(2026, 11, 23, 11, 0, tzinfo=UTC), 0),
        (datetime(2026, 11, 22, 8, 0, tzinfo=UTC), 0),  # Sunday
        (datetime(2026, 12, 25, 8, 0, tzinfo=UTC), 0),  # Christmas
    ],
)
def test_the_morning_mail_comes_at_half_past_eight_on_working_days(post: Post, moment: datetime, mails: int) -> None:
    post.person("Coen", "coordinator", "coen@gemeente.example")
    post.person("Anna", email="anna@gemeente.example")
    post.world.clock.now = moment
    for _ in range(3):
        post.worker.look_at_the_clock()
        post.tell()
    assert [mail["To"] for mail in post.server.mails] == ["coen@gemeente.example"] * mails


def test_the_morning_mail_holds_numbers_of_the_moment_and_nothing_else(post: Post, catalogue: Catalogue) -> None:
    post.person("Coen", "coordinator", "coen@gemeente.example")
    silent = new_post(post.world, with_team_address(catalogue, None), post.settings, post.server)
    for number in range(3):
        post.world.waiting(f"gesprek-{number}")
    post.world.waiting("gesprek-elders", team="team_van_een_ander")
    with post.world.engine.begin() as connection:
        connection.execute(text("UPDATE handoff SET gemeente = 'zaanstad' WHERE team = 'team_van_een_ander'"))
    set_terms(post, due_at=datetime(2026, 11, 24, 8, tzinfo=UTC), pick_up_by=datetime(2026, 12, 24, 8, tzinfo=UTC))
    post.world.clock.now = datetime(2026, 11, 25, 7, 45, tzinfo=UTC)
    write_digests(Store(post.world.engine, post.world.keys, post.settings, post.world.clock))
    silent.tell()
    (mail,) = [mail for mail in post.server.mails if "overzicht" in mail["Subject"]]
    assert mail.get_content().splitlines()[:2] == ["Nu wachtend: 3", "Over de termijn: 3"]
    assert MORS not in mail.get_content()


def test_yesterdays_numbers_are_not_mailed_after_a_night_without_server(post: Post) -> None:
    post.person("Coen", "coordinator", "coen@gemeente.example")
    post.world.clock.now = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
    write_digests(Store(post.world.engine, post.world.keys, post.settings, post.world.clock))
    post.world.clock.turn(hours=13)
    post.tell()
    assert post.server.mails == []
