"""What the bot hears of a chat: who reads along, honestly; and how often somebody may guess three words."""

from datetime import UTC, datetime

import pytest
from handoff_world import CHAT_LINES, MORS, World

from content.catalogue import Catalogue
from handoff.chats import Chats
from handoff.codes import MAX_WRONG, MAX_WRONG_OF_ONE, code_for, code_hash
from handoff.draft import Line

WEDNESDAY_EVENING = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
THURSDAY_MORNING = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.fixture
def chats(world: World, catalogue: Catalogue) -> Chats:
    return Chats(world.queue, catalogue, world.keys, world.clock)


def with_code(world: World, conversation: str = "gesprek-1", lines: tuple[Line, ...] = CHAT_LINES) -> tuple[str, str]:
    """Put a question in the queue under the three words that the desk would give it."""
    handoff_id = f"overdracht-van-{conversation}"
    code = code_for(world.keys, handoff_id)
    draft = world.draft(conversation, lines)
    world.queue.create(draft, MORS, code_hash(world.keys, code), handoff_id=handoff_id)
    return handoff_id, code


def test_presence_follows_who_has_it(world: World, chats: Chats) -> None:
    assert chats.look("gesprek-1", 0).presence == "elders"
    anna = world.colleague("Anna")
    row = world.waiting(lines=CHAT_LINES)
    assert chats.look("gesprek-1", 0).presence == "wacht"
    row = world.queue.claim(row.id, anna, world.teams)
    view = chats.look("gesprek-1", 0)
    assert (view.presence, view.holder) == ("leest", anna)
    row = world.queue.release(row.id, anna, row.version)
    assert (chats.look("gesprek-1", 0).presence, chats.look("gesprek-1", 0).holder) == ("wacht", None)
    row = world.queue.claim(row.id, anna, world.teams)
    world.queue.close(row.id, anna, "opgelost", row.version)
    assert chats.look("gesprek-1", 0).presence == "gesloten"


def test_a_chat_that_was_never_closed_is_called_expired_and_not_finished(world: World, chats: Chats) -> None:
    world.waiting(lines=CHAT_LINES)
    world.clock.turn(days=200)
    world.queue.purge(world.clock())
    assert chats.look("gesprek-1", 0).presence == "verlopen"


def test_outside_working_hours_nobody_is_said_to_read_unless_they_were_there_just_now(
    world: World, chats: Chats
) -> None:
    anna = world.colleague("Anna")
    world.clock.now = WEDNESDAY_EVENING
    row = world.held(anna, lines=CHAT_LINES)
    assert chats.look("gesprek-1", 0).presence == "leest"  # who picks it up in the evening is there
    world.clock.turn(minutes=31)
    view = chats.look("gesprek-1", 0)
    assert view.presence == "dicht"
    assert view.bereikbaar
    world.queue.send_to_inwoner(row.id, anna, "toch nog even")
    assert chats.look("gesprek-1", 0).presence == "leest"
    world.clock.now = THURSDAY_MORNING
    assert chats.look("gesprek-1", 0).presence == "leest"


def test_the_three_words_bring_back_and_wrong_ones_are_all_told_the_same(world: World, chats: Chats) -> None:
    _, code = with_code(world)
    _, by_phone = with_code(world, "gesprek-2", (Line("telefoon", "Telefoon", "+31600000000"),))
    for wrong in ("appel peer tulp", by_phone, "", "een"):
        assert chats.come_back(wrong, "elders", "widget", source="1") is None
    assert [action for action, _ in world.events()].count("code_refused") == 4
    assert chats.come_back(code.upper(), "elders", "widget", source="1") == ()
    assert chats.code_of("elders") == code
    assert chats.code_of("gesprek-1") is None


def test_who_guesses_is_stopped_and_others_still_come_in(world: World, chats: Chats) -> None:
    _, code = with_code(world)
    for _ in range(MAX_WRONG_OF_ONE):
        chats.come_back("appel peer tulp", "elders", "widget", source="192.0.2.1")
    assert chats.come_back(code, "elders", "widget", source="192.0.2.1") is None
    assert chats.come_back(code, "elders", "widget", source="192.0.2.2") == ()
    world.clock.turn(minutes=61)
    assert chats.come_back(code, "weer-elders", "widget", source="192.0.2.1") == ()


def test_many_who_guess_together_are_stopped_too(world: World, chats: Chats) -> None:
    _, code = with_code(world)
    for number in range(MAX_WRONG):
        chats.come_back("appel peer tulp", "elders", "widget", source=f"192.0.2.{number}")
    assert chats.come_back(code, "elders", "widget", source="198.51.100.1") is None
    world.clock.turn(minutes=61)
    assert chats.come_back(code, "elders", "widget", source="198.51.100.1") == ()


def test_withdrawing_and_coming_back_share_one_limit(world: World, chats: Chats) -> None:
    for _ in range(MAX_WRONG_OF_ONE):
        chats.with_code("appel peer tulp", "192.0.2.1", world.queue.withdraw)
    assert chats.wrong_codes.too_many("192.0.2.1")


def test_names_and_tokens_are_the_same_after_a_restart_and_tell_nothing(
    world: World, chats: Chats, catalogue: Catalogue
) -> None:
    after = Chats(world.queue, catalogue, world.keys, world.clock)
    assert chats.name_of("telegram", "600000001") == after.name_of("telegram", "600000001")
    assert "600000001" not in chats.name_of("telegram", "600000001")
    assert chats.token_of("a") == after.token_of("a") != chats.token_of("b")


def test_the_words_are_not_logged(world: World, chats: Chats, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(MAX_WRONG_OF_ONE + 1):
        chats.come_back("tulp peer appel", "elders", "widget", source="192.0.2.77")
    written = "".join(capsys.readouterr())
    assert "codes_refused" in written
    assert "tulp" not in written
    assert "192.0.2.77" not in written
