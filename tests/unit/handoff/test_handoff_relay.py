"""The chat between inwoner and wijkteam: in order, encrypted, only while it is open."""

import pytest
from handoff_world import CHAT_LINES, World

from handoff.queue import HandoffGoneError, NotChatError


def test_messages_arrive_in_order_on_both_sides(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    world.queue.from_inwoner("gesprek-1", "een")
    world.queue.send_to_inwoner(row.id, anna, "twee")
    world.queue.send_to_inwoner(row.id, anna, "drie")
    world.queue.from_inwoner("gesprek-1", "vier")
    chat = world.queue.messages(row.id, anna)
    assert [(message.van, message.tekst) for message in chat] == [
        ("inwoner", "een"), ("wijkteam", "twee"), ("wijkteam", "drie"), ("inwoner", "vier"),
    ]  # fmt: skip
    numbers = [message.volgnummer for message in chat]
    assert numbers == sorted(set(numbers))


def test_the_inwoner_gets_each_message_of_the_wijkteam_once(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    world.queue.from_inwoner("gesprek-1", "vraag")
    first = world.queue.send_to_inwoner(row.id, anna, "antwoord")
    assert [message.tekst for message in world.queue.messages_since("gesprek-1", 0)] == ["antwoord"]
    assert world.queue.messages_since("gesprek-1", first.volgnummer) == []
    assert world.queue.messages_since("ander gesprek", 0) == []


def test_a_second_chat_of_the_same_conversation_is_not_missed_by_who_asks_since(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    seen = world.queue.send_to_inwoner(row.id, anna, "eerste gesprek").volgnummer
    world.queue.close(row.id, anna, "opgelost", row.version)
    world.clock.turn(hours=1)
    again = world.held(anna, lines=CHAT_LINES)
    world.queue.send_to_inwoner(again.id, anna, "tweede gesprek")
    assert [message.tekst for message in world.queue.messages_since("gesprek-1", seen)] == ["tweede gesprek"]


def test_a_message_is_taken_while_the_chat_is_open_and_not_before_or_after(world: World) -> None:
    anna = world.colleague("Anna")
    assert not world.queue.from_inwoner("gesprek-1", "te vroeg")
    row = world.waiting(lines=CHAT_LINES)
    assert world.queue.from_inwoner("gesprek-1", "terwijl het wacht")
    row = world.queue.claim(row.id, anna, world.teams)
    assert world.queue.from_inwoner("gesprek-1", "opgepakt")
    world.queue.close(row.id, anna, "opgelost", row.version)
    assert not world.queue.from_inwoner("gesprek-1", "te laat")


def test_who_asked_to_be_called_is_not_written_to_and_goes_on_with_the_bot(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna)
    with pytest.raises(NotChatError):
        world.queue.send_to_inwoner(row.id, anna, "hallo")
    assert not world.queue.from_inwoner("gesprek-1", "hallo")


def test_the_chat_is_not_readable_on_the_disk(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    world.queue.from_inwoner("gesprek-1", "MERK-CHAT")
    world.queue.send_to_inwoner(row.id, anna, "MERK-CHAT")
    assert b"MERK-CHAT" not in world.bytes_on_disk()


def test_reading_new_messages_is_logged_once(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    world.queue.from_inwoner("gesprek-1", "hallo")
    world.queue.messages(row.id, anna)
    world.queue.messages(row.id, anna)
    assert [action for action, _ in world.events(row.id)].count("messages_read") == 1


def test_a_withdrawn_chat_takes_no_messages_from_either_side(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    world.queue.withdraw_conversation("gesprek-1")
    assert not world.queue.from_inwoner("gesprek-1", "nog iets")
    with pytest.raises(HandoffGoneError):
        world.queue.send_to_inwoner(row.id, anna, "nog iets")


def test_erasing_the_conversation_withdraws_a_chat_and_leaves_another_handoff_with_the_team(world: World) -> None:
    chat, call = world.waiting("gesprek-1", CHAT_LINES), world.waiting("gesprek-2")
    world.queue.forget("gesprek-1")
    world.queue.forget("gesprek-2")
    assert world.queue.get(chat.id).status == "withdrawn"
    assert world.queue.waiting(world.teams) == [call]
    assert world.queue.of_conversation("gesprek-2") is None
    assert world.queue.withdraw("code-gesprek-2")  # the code on paper still works
