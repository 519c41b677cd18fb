"""One place at a time: coming back with three words, going on after a restart, and each message once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from handoff_world import CHAT_LINES, World
from sqlalchemy import func, select

from handoff import tables
from handoff.database import reading
from handoff.queue import HandoffGoneError, NotHolderError

TELEGRAM = "600000001"


def texts(found: object) -> list[tuple[str, str]]:
    return [(message.van, message.tekst) for message in found or ()]  # type: ignore[attr-defined]


def messages_stored(world: World) -> int:
    with reading(world.engine) as session:
        return session.scalar(select(func.count()).select_from(tables.RelayMessage)) or 0


def test_coming_back_shows_both_sides_and_moves_the_chat(any_world: World) -> None:
    world, anna = any_world, any_world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    world.queue.from_inwoner("gesprek-1", "hallo")
    world.queue.send_to_inwoner(row.id, anna, "dag")
    last = world.queue.places.come_back("code-gesprek-1", "gesprek-2", "telegram", TELEGRAM)
    assert texts(last) == [("inwoner", "hallo"), ("wijkteam", "dag")]
    world.queue.send_to_inwoner(row.id, anna, "nieuw")
    assert world.queue.messages_since("gesprek-1", 0) == []
    assert world.queue.chat("gesprek-1", 0) is None
    assert not world.queue.from_inwoner("gesprek-1", "van de oude plek")
    assert [one.tekst for one in world.queue.messages_since("gesprek-2", last[-1].volgnummer)] == ["nieuw"]  # type: ignore[index]
    assert world.queue.from_inwoner("gesprek-2", "van de nieuwe plek")
    assert world.queue.get(row.id).kanaal == "telegram"
    assert ("came_back", "ok") in world.events(row.id)


def test_only_the_last_part_is_shown(world: World) -> None:
    world.waiting(lines=CHAT_LINES)
    for number in range(30):
        world.queue.from_inwoner("gesprek-1", f"bericht {number}")
    last = world.queue.places.come_back("code-gesprek-1", "gesprek-2", "widget")
    assert texts(last) == [("inwoner", f"bericht {number}") for number in range(10, 30)]


@pytest.mark.parametrize("why", ["wrong", "by phone", "closed", "withdrawn"])
def test_what_is_no_open_chat_looks_the_same_as_a_wrong_code(world: World, why: str) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES) if why != "by phone" else world.held(anna)
    if why == "closed":
        world.queue.close(row.id, anna, "opgelost", row.version)
    if why == "withdrawn":
        world.queue.withdraw("code-gesprek-1")
    code = "code-van-niemand" if why == "wrong" else "code-gesprek-1"
    before = world.events(row.id)
    assert world.queue.places.come_back(code, "gesprek-2", "widget") is None
    assert world.events(row.id) == before


def test_coming_back_again_to_the_same_place_changes_nothing_but_shows_it_again(world: World) -> None:
    row = world.waiting(lines=CHAT_LINES)
    world.queue.from_inwoner("gesprek-1", "hallo")
    first = world.queue.places.come_back("code-gesprek-1", "gesprek-2", "widget")
    assert world.queue.places.come_back("code-gesprek-1", "gesprek-2", "widget") == first
    assert [action for action, _ in world.events(row.id)].count("came_back") == 1


def test_a_place_with_a_question_by_phone_keeps_that_question_and_its_code(world: World) -> None:
    world.waiting("gesprek-1", CHAT_LINES)
    call = world.waiting("gesprek-2")
    assert world.queue.places.come_back("code-gesprek-1", "gesprek-2", "widget") == ()
    assert world.queue.get(call.id).status == "waiting"
    assert world.queue.withdraw("code-gesprek-2")


def test_two_who_come_back_at_once_leave_one_place(any_world: World) -> None:
    world = any_world
    world.waiting(lines=CHAT_LINES)
    places = [f"plek-{number}" for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: world.queue.places.come_back("code-gesprek-1", one, "widget"), places))
    assert [world.queue.from_inwoner(one, "hier?") for one in places].count(True) == 1


def test_who_had_it_before_or_has_never_had_it_reads_nothing(world: World) -> None:
    anna, bram = world.colleague("Anna"), world.colleague("Bram")
    row = world.held(anna, lines=CHAT_LINES)
    world.queue.from_inwoner("gesprek-1", "voor wie het heeft")
    row = world.queue.release(row.id, anna, row.version)
    world.queue.claim(row.id, bram, world.teams)
    for other in (anna, world.colleague("Cees")):
        with pytest.raises(NotHolderError):
            world.queue.messages(row.id, other)
        with pytest.raises(NotHolderError):
            world.queue.send_to_inwoner(row.id, other, "nog even")
    assert texts(world.queue.messages(row.id, bram)) == [("inwoner", "voor wie het heeft")]


def test_a_message_of_the_inwoner_that_comes_again_is_one_message(any_world: World) -> None:
    world, anna = any_world, any_world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: world.queue.from_inwoner("gesprek-1", "eenmaal", "c7"), range(8)))
    assert taken == [True] * 8
    assert texts(world.queue.messages(row.id, anna)) == [("inwoner", "eenmaal")]
    for number in range(8):  # the control: under other names they are eight
        world.queue.from_inwoner("gesprek-1", "achtmaal", f"d{number}")
    assert messages_stored(world) == 9


def test_a_form_that_is_sent_twice_is_one_message_and_other_words_are_another(any_world: World) -> None:
    world, anna = any_world, any_world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(lambda _: world.queue.send_to_inwoner(row.id, anna, "eenmaal", once="f1"), range(8)))
    assert len({message.volgnummer for message in sent}) == 1
    world.queue.send_to_inwoner(row.id, anna, "eenmaal, en meer", once="f1")
    world.queue.send_to_inwoner(row.id, anna, "eenmaal", once="f2")
    assert [one.tekst for one in world.queue.messages_since("gesprek-1", 0)] == [
        "eenmaal",
        "eenmaal, en meer",
        "eenmaal",
    ]


def test_a_chat_is_taken_up_after_a_restart_and_knows_what_was_in_doubt(any_world: World) -> None:
    world, anna = any_world, any_world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    first, second = (world.queue.send_to_inwoner(row.id, anna, text).volgnummer for text in ("een", "twee"))
    world.queue.places.settle("gesprek-1", TELEGRAM)
    world.queue.places.brings("gesprek-1", first)
    world.queue.places.brought("gesprek-1", first)
    world.queue.places.brings("gesprek-1", second)
    taken = world.queue.places.take_up("gesprek-1", TELEGRAM)
    assert taken
    assert (taken.begun, taken.told_until, taken.in_doubt, taken.gemeente) == (1, first, second, "leiden")
    assert world.queue.places.addresses() == [TELEGRAM]
    again = world.queue.places.take_up("gesprek-1")
    assert again
    assert again.begun == 2
    assert world.queue.places.take_up("gesprek van een ander") is None


def test_where_nobody_can_be_reached_nothing_is_brought_and_the_chat_stays(world: World) -> None:
    row = world.waiting(lines=CHAT_LINES)
    world.queue.places.settle("gesprek-1", TELEGRAM)
    world.queue.places.unreachable("gesprek-1")
    assert world.queue.places.addresses() == []
    assert world.queue.get(row.id).status == "waiting"
    assert ("unreachable", "ok") in world.events(row.id)
    world.queue.places.take_up("gesprek-1", TELEGRAM)  # the inwoner wrote again
    assert world.queue.places.addresses() == [TELEGRAM]


@pytest.mark.parametrize("end", ["close", "withdraw", "expire"])
def test_with_the_handoff_goes_the_chat_and_its_place(world: World, end: str) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    world.queue.from_inwoner("gesprek-1", "MERK-CHAT", "c1")
    world.queue.send_to_inwoner(row.id, anna, "MERK-CHAT", "f1")
    world.queue.places.come_back("code-gesprek-1", "gesprek-2", "telegram", TELEGRAM)
    kept = world.secrets(row.id)
    assert len(kept) == 4
    with reading(world.engine) as session:
        place = session.get_one(tables.ChatPlace, row.id).address or b""
    assert place in world.bytes_on_disk()
    assert TELEGRAM.encode() not in world.bytes_on_disk()
    assert b"MERK-CHAT" not in world.bytes_on_disk()
    if end == "close":
        world.queue.close(row.id, anna, "opgelost", row.version)
    elif end == "withdraw":
        world.queue.withdraw("code-gesprek-1")
    else:
        world.clock.turn(days=200)
        world.queue.purge(world.clock())
    disk = world.bytes_on_disk()
    assert not [value for value in (*kept, place) if value in disk]
    assert world.queue.places.addresses() == []
    with pytest.raises(HandoffGoneError):
        world.queue.send_to_inwoner(row.id, anna, "te laat")


def test_a_place_that_stayed_behind_is_found_and_erased(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna, lines=CHAT_LINES)
    world.queue.close(row.id, anna, "opgelost", row.version)
    with world.queue._store.writing() as session:
        session.add(tables.ChatPlace(handoff_id=row.id, begun=0, told_until=0))
    members = {"wijkteam_mors": frozenset({anna})}
    assert [one.kind for one in world.queue.care.findings(members)] == ["orphan_text"]
    world.queue.care.mend(members)
    assert world.queue.care.findings(members) == []


def test_the_chat_of_a_conversation_is_the_open_one(world: World) -> None:
    anna = world.colleague("Anna")
    world.waiting("gesprek-1", CHAT_LINES)
    world.clock.turn(hours=1)
    later = world.held(anna, "gesprek-2", CHAT_LINES)
    world.queue.close(later.id, anna, "opgelost", later.version)
    world.queue.places.come_back("code-gesprek-1", "gesprek-2", "widget")
    found = world.queue.chat("gesprek-2", 0)
    assert found
    assert found.status == "waiting"
