"""When a handoff ends, what the inwoner sent is gone from the disk, not only from the screen."""

from collections.abc import Callable

import pytest
from handoff_world import CHAT_LINES, LINES, World
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from handoff.queue import HandoffGoneError, StaleVersionError

End = Callable[[World, str, str], object]


def close(world: World, handoff_id: str, account_id: str) -> None:
    world.queue.close(handoff_id, account_id, "opgelost", world.queue.get(handoff_id).version)


def withdraw(world: World, _handoff_id: str, _account_id: str) -> None:
    assert world.queue.withdraw("code-gesprek-1")


def expire(world: World, _handoff_id: str, _account_id: str) -> None:
    world.clock.turn(days=world.settings.retention_days_open + 1)
    assert world.queue.purge(world.clock()) > 0


@pytest.mark.parametrize("end", [close, withdraw, expire])
def test_nothing_that_was_sent_is_left_on_the_disk(world: World, end: End) -> None:
    anna = world.colleague("Anna")
    for number in range(20):
        world.waiting(f"ander-{number}")
    row = world.held(anna)
    world.queue.save_note(row.id, anna, "MERK-NOTITIE " * 400, row.version)
    secrets = world.secrets(row.id)
    assert len(secrets) == len(LINES) + 2
    stored = world.bytes_on_disk()
    assert all(secret[:64] in stored for secret in secrets)  # the scan does find them before the end
    end(world, row.id, anna)
    stored = world.bytes_on_disk()
    assert [secret for secret in secrets if secret[:24] in stored or secret[-24:] in stored] == []
    assert b"MERK" not in stored
    assert world.secrets(row.id) == []


def test_a_closed_chat_leaves_no_message_on_the_disk(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    for number in range(30):
        world.queue.send_to_inwoner(row.id, anna, f"MERK-UIT {number}")
        world.queue.from_inwoner("gesprek-1", f"MERK-IN {number}")
    secrets = world.secrets(row.id)
    close(world, row.id, anna)
    stored = world.bytes_on_disk()
    assert [secret for secret in secrets if secret[:24] in stored] == []


def test_team_topic_outcome_and_dates_stay_after_closing(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna)
    world.clock.turn(days=2)
    closed = world.queue.close(row.id, anna, "regeling_getroffen", row.version)
    assert (closed.team, closed.onderwerp, closed.uitkomst) == (row.team, row.onderwerp, "regeling_getroffen")
    assert (closed.created_at, closed.closed_at) == (row.created_at, world.clock())
    assert world.queue.closed(world.teams, anna) == [closed]
    with pytest.raises(HandoffGoneError):
        world.queue.lines(row.id, anna)


def test_closing_from_an_old_page_or_with_an_unknown_outcome_is_refused(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna)
    with pytest.raises(StaleVersionError):
        world.queue.close(row.id, anna, "opgelost", row.version - 1)
    with pytest.raises(ValueError, match="uitkomst"):
        world.queue.close(row.id, anna, "zomaar", row.version)
    assert world.queue.get(row.id).status == "claimed"


def test_a_code_works_once_and_a_wrong_one_never(world: World) -> None:
    world.waiting()
    assert not world.queue.withdraw("code-gesprek-2")
    assert world.queue.withdraw("code-gesprek-1")
    assert not world.queue.withdraw("code-gesprek-1")


def test_a_refused_step_leaves_no_line_in_the_audit_log(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna)
    before = world.events()
    with pytest.raises(StaleVersionError):
        world.queue.close(row.id, anna, "opgelost", row.version - 1)
    assert world.events() == before


def test_purge_removes_what_ended_long_ago_and_keeps_the_audit_log(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna)
    close(world, row.id, anna)
    world.clock.turn(days=world.settings.retention_days_closed - 1)
    assert world.queue.purge(world.clock()) == 0
    world.clock.turn(days=2)
    assert world.queue.purge(world.clock()) == 1
    assert world.queue.closed(world.teams, anna) == []
    assert [action for action, _ in world.events(row.id)] == ["created", "claimed", "closed", "purged"]


@pytest.mark.parametrize("change", ["DELETE FROM event", "UPDATE event SET result = 'anders'"])
def test_the_audit_log_can_not_be_changed(world: World, change: str) -> None:
    world.waiting()
    with pytest.raises(DBAPIError, match="append-only"), world.engine.begin() as connection:
        connection.execute(text(change))
