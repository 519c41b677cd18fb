"""The chat with the wijkteam on Telegram: in order, over restarts, at length, and when nobody can be reached."""

import asyncio
import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import BotSettings
from bot.telegram_bot import TelegramBot
from handoff.queue import Row
from tests.harness.talking import Bot
from tests.telegram.conftest import Scene
from tests.telegram.person import Person, until

TEAMS = frozenset({"wijkteam_leiden"})
CODE = re.compile(r"drie woorden op: (\S+ \S+ \S+)")
TO_CHAT = ("Praat met een mens", "Overslaan", "Via dit gesprek", "Overslaan", "Overslaan", "Ja, stuur dit")


async def chatting(scene: Scene, person: Person | None = None) -> tuple[Row, str, str]:
    """Ask for the wijkteam, and let Anna pick it up; returns the handoff, her account, and the three words."""
    person = person or scene.person
    person.starts("leiden")
    await person.hears(2)
    said = ""
    for label in TO_CHAT:
        await person.presses(label)
        said = await person.hears()
    found = CODE.search(said)
    assert found
    desk = scene.bot.desk
    account = desk.accounts.create("Anna", "anna", "zeven groene fietsen", "leiden").id
    row = next(one for one in desk.queue.waiting(TEAMS))
    row = desk.queue.claim(row.id, account, TEAMS)
    assert "Er leest nu iemand van het wijkteam mee." in await person.hears()
    return row, account, found[1]


def read_by(bot: Bot, row: Row, account: str) -> list[str]:
    return [one.tekst for one in bot.desk.queue.messages(row.id, account) if one.van == "inwoner"]


def heard(person: Person) -> list[str]:
    return [one["text"] for one in person.messages if one["text"].startswith("Wijkteam:")]


async def restart(scene: Scene, url: str) -> TelegramBot:
    """Stop the channel, forget everything in memory, and start a new one on the same database."""
    await scene.channel.stop()
    for name in scene.bot.conversations.ids():
        scene.bot.conversations.forget(name)
    settings = BotSettings(telegram_token=SecretStr(scene.api.token), telegram_base_url=f"{url}/bot")
    channel = TelegramBot.create(settings, scene.bot.dialogue, scene.bot.conversations, scene.bot.catalogue)
    assert channel
    return channel


def address_of(scene: Scene) -> str:
    return str(scene.channel._app.bot.base_url).split("/bot")[0]


async def test_after_a_restart_the_answer_still_comes_and_nothing_comes_twice(scene: Scene) -> None:
    row, anna, _ = await chatting(scene)
    desk = scene.bot.desk
    desk.queue.send_to_inwoner(row.id, anna, "voor de herstart")
    await until(lambda: len(heard(scene.person)) == 1, 5, "the first message")
    url = address_of(scene)
    channel = await restart(scene, url)
    desk.queue.send_to_inwoner(row.id, anna, "tijdens de herstart")
    await channel.start()
    try:
        await until(lambda: len(heard(scene.person)) == 2, 8, "the message of in between")
        scene.person.types("ik ben er nog")
        await until(lambda: read_by(scene.bot, row, anna) == ["ik ben er nog"], 5, "the answer")
        desk.queue.send_to_inwoner(row.id, anna, "na de herstart")
        await until(lambda: len(heard(scene.person)) == 3, 8, "the message of after")
        assert [one.removeprefix("Wijkteam: ") for one in heard(scene.person)] == [
            "voor de herstart",
            "tijdens de herstart",
            "na de herstart",
        ]
    finally:
        await channel.stop()


async def test_a_message_that_was_on_its_way_when_everything_stopped_is_sent_with_that_said(scene: Scene) -> None:
    row, anna, _ = await chatting(scene)
    desk = scene.bot.desk
    (name,) = scene.bot.conversations.ids()
    channel = await restart(scene, address_of(scene))
    sent = desk.queue.send_to_inwoner(row.id, anna, "misschien wel, misschien niet")
    desk.chats.brings(name, sent.volgnummer)
    await channel.start()
    try:
        text = scene.bot.catalogue.text("algemeen.mens_misschien_dubbel")
        await until(lambda: any(text in one["text"] for one in scene.person.messages), 8, "the message in doubt")
    finally:
        await channel.stop()


async def test_an_update_is_confirmed_only_when_it_was_handled(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    row, anna, _ = await chatting(scene)
    stuck = asyncio.Event()
    handle = scene.bot.dialogue.handle

    async def slow(*args: object) -> object:
        await stuck.wait()
        return await handle(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(scene.bot.dialogue, "handle", slow)
    number = scene.person.types("niet bevestigen voor het er is")
    asked = scene.api.calls.count("getUpdates")
    await until(lambda: scene.api.calls.count("getUpdates") > asked + 3, 5, "polling that goes on")
    assert scene.api.confirmed <= number
    other = Person(scene.api, 600_000_009)
    monkeypatch.setattr(scene.bot.dialogue, "handle", handle)
    other.types("menu")
    assert "Waar gaat uw vraag over?" in await other.hears()  # one that hangs doesn't hold up the others
    stuck.set()
    await until(lambda: scene.api.confirmed > number, 5, "the confirmation")
    assert read_by(scene.bot, row, anna) == ["niet bevestigen voor het er is"]


async def test_an_update_that_comes_again_after_a_restart_is_one_message(scene: Scene) -> None:
    row, anna, _ = await chatting(scene)
    number = scene.person.types("eenmaal")
    await until(lambda: read_by(scene.bot, row, anna) == ["eenmaal"], 5, "the message")
    channel = await restart(scene, address_of(scene))
    scene.person.types("eenmaal", update_id=number)
    scene.person.types("nog een")
    await channel.start()
    try:
        await until(lambda: len(read_by(scene.bot, row, anna)) >= 2, 5, "the next message")
        assert read_by(scene.bot, row, anna) == ["eenmaal", "nog een"]
    finally:
        await channel.stop()


async def test_messages_wait_in_order_while_telegram_stumbles(scene: Scene) -> None:
    row, anna, _ = await chatting(scene)
    scene.api.fail("sendMessage", 502, "Bad Gateway", times=7)
    for number in range(5):
        scene.bot.desk.queue.send_to_inwoner(row.id, anna, f"bericht {number}")
    await until(lambda: len(heard(scene.person)) == 5, 15, "all five")
    assert heard(scene.person) == [f"Wijkteam: bericht {number}" for number in range(5)]
    await scene.person.hears(0)
    await scene.person.hears_nothing_more()


async def test_one_message_that_telegram_never_takes_does_not_stop_the_next(scene: Scene) -> None:
    row, anna, _ = await chatting(scene)
    scene.api.fail("sendMessage", 400, "Bad Request: something about this text")
    scene.bot.desk.queue.send_to_inwoner(row.id, anna, "wordt geweigerd")
    scene.bot.desk.queue.send_to_inwoner(row.id, anna, "komt aan")
    await until(lambda: heard(scene.person) == ["Wijkteam: komt aan"], 8, "the second message")


async def test_a_long_message_comes_in_parts_in_order(scene: Scene) -> None:
    row, anna, _ = await chatting(scene)
    words = [f"woord{number} & meer" for number in range(240)]
    scene.bot.desk.queue.send_to_inwoner(row.id, anna, " ".join(words))
    scene.bot.desk.queue.send_to_inwoner(row.id, anna, "daarna")
    await until(lambda: heard(scene.person)[-1:] == ["Wijkteam: daarna"], 15, "what comes after")
    said = "".join(one["text"] for one in scene.person.messages)
    numbers = [int(one) for one in re.findall(r"woord(\d+) ", said)]
    assert numbers == sorted(numbers)
    assert len(numbers) > 230  # a cut may fall in the middle of a word, where the person still reads it


async def test_who_blocked_the_bot_keeps_the_question_and_the_wijkteam_sees_it(scene: Scene) -> None:
    row, anna, _ = await chatting(scene)
    queue = scene.bot.desk.queue
    scene.person.blocks()
    queue.send_to_inwoner(row.id, anna, "bent u daar?")
    await until(lambda: [one.action for one in queue.history(row.id)][-1] == "unreachable", 5, "the event")
    assert queue.get(row.id).status == "contacting"
    assert scene.bot.conversations.ids() == []
    scene.api.blocked.clear()
    scene.person.types("ik ben er weer")
    await until(lambda: read_by(scene.bot, row, anna) == ["ik ben er weer"], 5, "the message")
    await until(lambda: heard(scene.person) == ["Wijkteam: bent u daar?"], 5, "what waited")


async def test_coming_back_on_telegram_shows_the_last_part_in_one_message(scene: Scene) -> None:
    website = scene.bot.talker()
    said = ""
    for keuze in ("mens", "overslaan", "antwoord:chat", "overslaan", "overslaan", "antwoord:akkoord"):
        said = await website.sends(keuze)
    found = CODE.search(said)
    assert found
    desk = scene.bot.desk
    anna = desk.accounts.create("Anna", "anna", "zeven groene fietsen", "leiden").id
    row = desk.queue.claim(desk.queue.waiting(TEAMS)[0].id, anna, TEAMS)
    await website.types("vanaf de website")
    desk.queue.send_to_inwoner(row.id, anna, "gelezen")
    scene.person.types(f"terugkomen {found[1]}")
    said = await scene.person.hears()
    assert "U: vanaf de website\n\nWijkteam: gelezen" in said
    assert len(scene.person.messages) == 1
    desk.queue.send_to_inwoner(row.id, anna, "ook hier")
    assert "Wijkteam: ook hier" in await scene.person.hears()
    assert desk.chats.addresses() == [str(scene.person.id)]
    ended = [sent.bericht.tekst for sent in await scene.bot.dialogue.collect(website.conversation)]
    assert "ergens anders verder" in ended[0]


async def test_start_does_not_throw_a_chat_away(scene: Scene) -> None:
    row, anna, _ = await chatting(scene)
    scene.person.starts("leiden")
    assert await scene.person.hears() == scene.bot.catalogue.text("algemeen.terugkomen_al_hier")
    scene.person.types("nog steeds")
    await until(lambda: read_by(scene.bot, row, anna) == ["nog steeds"], 5, "the message")


async def test_the_number_of_the_chat_is_stored_only_encrypted(scene: Scene, tmp_path: Path) -> None:
    row, anna, _ = await chatting(scene)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("test.db*"))
    assert str(scene.person.id).encode() not in stored
    assert scene.bot.desk.chats.addresses() == [str(scene.person.id)]
    scene.bot.desk.queue.close(row.id, anna, "opgelost", row.version)
    assert scene.bot.desk.chats.addresses() == []
