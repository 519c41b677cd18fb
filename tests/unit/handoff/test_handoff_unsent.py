"""Half-written words survive what happens around them, for who wrote them, and die with the handoff."""

import pytest
from handoff_world import CHAT_LINES, World

from handoff.queue import HandoffGoneError, NotHolderError


def end_lease(world: World) -> None:
    for _ in range(3):
        world.clock.turn(days=1)
        world.queue.care.tend()


def test_what_was_typed_is_back_after_a_reload_and_the_newest_counts(any_world: World) -> None:
    world, anna = any_world, any_world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    for tekst in ("half", "half af", "bijna af"):
        world.queue.keep_unsent(row.id, anna, "notitie", tekst)
    world.queue.keep_unsent(row.id, anna, "bericht", "dag mevr")
    assert world.queue.unsent(row.id, anna) == {"notitie": "bijna af", "bericht": "dag mevr"}
    world.queue.keep_unsent(row.id, anna, "bericht", "")
    assert world.queue.unsent(row.id, anna) == {"notitie": "bijna af"}


def test_saving_and_sending_forget_their_own_half_written_text_only(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    world.queue.keep_unsent(row.id, anna, "notitie", "notitie")
    world.queue.keep_unsent(row.id, anna, "bericht", "bericht")
    row = world.queue.save_note(row.id, anna, "notitie af", row.version)
    assert world.queue.unsent(row.id, anna) == {"bericht": "bericht"}
    world.queue.send_to_inwoner(row.id, anna, "bericht af")
    assert world.queue.unsent(row.id, anna) == {}


def test_it_survives_the_end_of_a_lease_and_a_colleague_in_between(world: World) -> None:
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    row = world.held(anna)
    world.queue.keep_unsent(row.id, anna, "notitie", "net begonnen")
    end_lease(world)
    assert world.queue.unsent(row.id, anna) == {"notitie": "net begonnen"}
    world.queue.keep_unsent(row.id, anna, "notitie", "net begonnen, en verder")
    taken = world.queue.claim(row.id, bas, world.teams)
    assert world.queue.unsent(row.id, bas) == {}
    assert world.queue.unsent(row.id, anna) == {}
    world.queue.release(row.id, bas, taken.version)
    world.queue.claim(row.id, anna, world.teams)
    assert world.queue.unsent(row.id, anna) == {"notitie": "net begonnen, en verder"}


def test_who_does_not_have_it_keeps_nothing(world: World) -> None:
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    row = world.held(anna)
    with pytest.raises(NotHolderError):
        world.queue.keep_unsent(row.id, bas, "notitie", "x")
    with pytest.raises(ValueError, match="soort"):
        world.queue.keep_unsent(row.id, anna, "iets", "x")


@pytest.mark.parametrize("end", ["close", "withdraw", "purge"])
def test_it_dies_with_the_handoff(world: World, end: str) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna)
    world.queue.keep_unsent(row.id, anna, "notitie", "MERK-HALF")
    stored = world.stored_unsent(row.id)
    assert stored and b"MERK-HALF" not in world.bytes_on_disk()
    if end == "close":
        world.queue.close(row.id, anna, "opgelost", row.version)
    elif end == "withdraw":
        world.queue.withdraw_conversation("gesprek-1")
    else:
        world.clock.turn(days=200)
        world.queue.purge(world.clock())
    assert world.queue.unsent(row.id, anna) == {}
    assert [value for value in stored if value in world.bytes_on_disk()] == []
    with pytest.raises((NotHolderError, HandoffGoneError)):
        world.queue.keep_unsent(row.id, anna, "notitie", "nog wat")
