"""Only the holder reads what an inwoner sent, field by field, and each time is logged."""

import pytest
from handoff_world import LINES, World

from handoff.queue import (
    FieldNotFoundError,
    HandoffGoneError,
    HandoffNotFoundError,
    NotHolderError,
    StaleVersionError,
)


def test_the_holder_sees_every_line_in_order_with_contact_hidden(world: World) -> None:
    anna = world.colleague("Anna")
    shown = world.queue.lines(world.held(anna).id, anna)
    assert [line.veld for line in shown] == [line.veld for line in LINES]
    assert {line.veld for line in shown if line.verborgen} == {"telefoon", "naam"}
    assert [line.waarde for line in shown if line.verborgen] == [None, None]
    assert shown[1].waarde == "MERK-VERHAAL over de huur"


def test_each_reveal_shows_one_field_and_is_logged(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna)
    assert world.queue.reveal(row.id, "telefoon", anna) == "+31600000000"
    world.queue.reveal(row.id, "telefoon", anna)
    world.queue.reveal(row.id, "naam", anna)
    revealed = [result for action, result in world.events(row.id) if action == "revealed"]
    assert revealed == ["telefoon", "telefoon", "naam"]


def test_a_field_that_was_not_sent_can_not_be_revealed(world: World) -> None:
    anna = world.colleague("Anna")
    with pytest.raises(FieldNotFoundError):
        world.queue.reveal(world.held(anna).id, "email", anna)


def test_a_colleague_who_is_not_the_holder_reads_nothing_and_the_try_is_logged(world: World) -> None:
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    row = world.held(anna)
    for read in (
        lambda: world.queue.lines(row.id, bas),
        lambda: world.queue.reveal(row.id, "telefoon", bas),
        lambda: world.queue.note(row.id, bas),
        lambda: world.queue.messages(row.id, bas),
    ):
        with pytest.raises(NotHolderError):
            read()
    refused = [result for action, result in world.events(row.id) if action == "refused"]
    assert refused == ["lines", "reveal", "note", "messages"]


def test_nobody_reads_a_handoff_that_waits(world: World) -> None:
    anna = world.colleague("Anna")
    with pytest.raises(NotHolderError):
        world.queue.lines(world.waiting().id, anna)
    with pytest.raises(HandoffNotFoundError):
        world.queue.lines("bestaat-niet", anna)


def test_after_a_release_the_earlier_holder_reads_nothing_and_the_next_one_reads_the_note(world: World) -> None:
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    row = world.held(anna)
    row = world.queue.save_note(row.id, anna, "MERK-NOTITIE", row.version)
    world.queue.release(row.id, anna, row.version)
    with pytest.raises(NotHolderError):
        world.queue.note(row.id, anna)
    world.queue.claim(row.id, bas, world.teams)
    assert world.queue.note(row.id, bas) == "MERK-NOTITIE"
    assert b"MERK-NOTITIE" not in world.bytes_on_disk()


def test_a_note_from_an_old_page_does_not_overwrite_a_newer_one(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna)
    world.queue.save_note(row.id, anna, "nieuw", row.version)
    with pytest.raises(StaleVersionError):
        world.queue.save_note(row.id, anna, "oud", row.version)
    assert world.queue.note(row.id, anna) == "nieuw"


def test_after_withdrawal_the_holder_reads_nothing_any_more(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna)
    assert world.queue.withdraw("code-gesprek-1")
    for read in (lambda: world.queue.lines(row.id, anna), lambda: world.queue.reveal(row.id, "telefoon", anna)):
        with pytest.raises(HandoffGoneError) as gone:
            read()
        assert gone.value.status == "withdrawn"
    assert world.queue.mine(anna) == []


def test_showing_a_page_is_logged_but_wakes_no_other_page(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna)
    before = world.queue.last_event()
    world.queue.lines(row.id, anna)
    world.queue.reveal(row.id, "telefoon", anna)
    assert world.queue.last_event() == before + 2
    assert world.queue.events_since(before) == []
    world.queue.attempt(row.id, anna, "gebeld")
    assert [(one[1], one[2]) for one in world.queue.events_since(before)] == [(row.id, "attempt")]
