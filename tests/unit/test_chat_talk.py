"""The chat with the wijkteam as an inwoner has it: the bot is silent, says who reads along, and lets you come back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.conversations import Conversation
from bot.dialogue.chat import LONGEST
from handoff.desk import Desk
from handoff.queue import Row
from tests.harness.talking import Bot, Talker, whole_bot

TEAMS = frozenset({"wijkteam_stevenshof", "wijkteam_leiden"})
CODE = re.compile(r"drie woorden op: (\S+ \S+ \S+)")


@dataclass
class Office:
    """Somebody of the wijkteam who has one chat."""

    desk: Desk
    anna: str

    def picks_up(self, account: str = "") -> Row:
        (row,) = self.desk.queue.waiting(TEAMS)
        return self.desk.queue.claim(row.id, account or self.anna, TEAMS)

    def reads(self, row: Row) -> list[str]:
        return [one.tekst for one in self.desk.queue.messages(row.id, self.anna) if one.van == "inwoner"]


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    with whole_bot(tmp_path) as built:
        yield built


@pytest.fixture
def office(bot: Bot) -> Office:
    return Office(bot.desk, bot.desk.accounts.create("Anna", "anna", "zeven groene fietsen", "leiden").id)


async def chatting(bot: Bot) -> tuple[Talker, str]:
    """Ask for the wijkteam in this talk, and give the three words."""
    talker = bot.talker()
    for keuze in ("mens", "overslaan", "antwoord:chat", "overslaan", "overslaan"):
        await talker.sends(keuze)
    found = CODE.search(await talker.sends("antwoord:akkoord"))
    assert found
    return talker, found[1]


async def news(bot: Bot, talker: Talker) -> str:
    return "\n".join(sent.bericht.tekst for sent in await bot.dialogue.collect(talker.conversation))


def says(bot: Bot, key: str) -> str:
    return bot.catalogue.teksten[f"algemeen.{key}"].split("\n")[0]


async def test_what_arrived_is_said_once_and_then_the_bot_is_silent(bot: Bot, office: Office) -> None:
    talker, _ = await chatting(bot)
    first = await talker.types("hallo")
    assert says(bot, "mens_bericht_wacht") in first
    assert says(bot, "mens_menu") in first
    assert await talker.types("is daar iemand") == ""
    row = office.picks_up()
    assert says(bot, "mens_leest") in await news(bot, talker)
    assert await talker.types("fijn") == bot.catalogue.text("algemeen.mens_bericht_verzonden")
    assert await talker.types("dus") == ""
    assert office.reads(row) == ["hallo", "is daar iemand", "fijn", "dus"]


@pytest.mark.parametrize(
    "sentence",
    ["weet ik niet", "terug", "overslaan", "mens", "verder", "herhaal", "help", "klaar", "mijn gemeente", "?", "2332"],
)
async def test_a_word_that_is_a_sentence_to_a_person_goes_to_that_person(
    bot: Bot, office: Office, sentence: str
) -> None:
    talker, _ = await chatting(bot)
    row = office.picks_up()
    await news(bot, talker)
    await talker.types(sentence)
    assert office.reads(row) == [sentence]


async def test_the_words_for_the_computer_work_and_do_not_go_to_the_wijkteam(bot: Bot, office: Office) -> None:
    talker, _ = await chatting(bot)
    row = office.picks_up()
    assert "Waar gaat uw vraag over?" in await talker.types("menu")
    assert says(bot, "mens_stop") in await talker.types("stop")
    assert says(bot, "terugkomen_al_hier") in await talker.types("terugkomen")
    assert office.reads(row) == []
    assert says(bot, "intrekken_klaar") in await talker.types("intrekken")
    assert bot.desk.queue.get(row.id).status == "withdrawn"


async def test_wis_erases_and_withdraws_in_the_middle_of_a_chat(bot: Bot, office: Office) -> None:
    talker, _ = await chatting(bot)
    row = office.picks_up()
    assert says(bot, "wis_klaar_chat") in await talker.types("wis alles")
    assert bot.desk.queue.get(row.id).status == "withdrawn"


@pytest.mark.parametrize(("cry", "number"), [("ik wil dood", "113"), ("sos", "112")])
async def test_danger_is_answered_at_once_and_a_person_knows(bot: Bot, office: Office, cry: str, number: str) -> None:
    talker, _ = await chatting(bot)
    row = office.picks_up()
    assert number in await talker.types(cry)
    assert office.reads(row) == [cry]


async def test_in_the_middle_of_the_check_what_is_typed_is_an_answer_to_the_check(bot: Bot, office: Office) -> None:
    talker, _ = await chatting(bot)
    row = office.picks_up()
    await talker.sends("check")
    assert "Vraag 2" in await talker.types("weet ik niet")
    await talker.types("stop")
    await talker.types("en nu weer voor u")
    assert office.reads(row) == ["en nu weer voor u"]


async def test_a_message_that_is_too_long_is_refused_kindly_and_an_empty_one_too(bot: Bot, office: Office) -> None:
    talker, _ = await chatting(bot)
    row = office.picks_up()
    assert await talker.types("a" * (LONGEST + 1)) == bot.catalogue.text("algemeen.mens_te_lang")
    assert await talker.types("   ") == bot.catalogue.text("algemeen.mens_alleen_tekst")
    await talker.types("a" * LONGEST)
    assert [len(one) for one in office.reads(row)] == [LONGEST]


async def test_away_another_one_and_back_are_told_and_never_that_it_went_to_a_queue(bot: Bot, office: Office) -> None:
    talker, _ = await chatting(bot)
    row = office.picks_up()
    await news(bot, talker)
    bot.desk.queue.release(row.id, office.anna, row.version)
    away = await news(bot, talker)
    assert says(bot, "mens_weg") in away
    assert "werkt" in away  # when there is somebody again
    for word in ("wachtrij", "teruggegeven", "team teruggezet"):
        assert word not in away
    bram = bot.desk.accounts.create("Bram", "bram", "zeven groene fietsen", "leiden").id
    row = office.picks_up(bram)
    assert says(bot, "mens_leest") in await news(bot, talker)
    assert await news(bot, talker) == ""
    bot.desk.queue.close(row.id, bram, "opgelost", row.version)
    assert says(bot, "mens_gesloten") in await news(bot, talker)
    assert await news(bot, talker) == ""
    assert not talker.conversation.with_wijkteam


async def test_what_is_typed_after_the_end_hears_first_that_it_ended(bot: Bot, office: Office) -> None:
    talker, _ = await chatting(bot)
    row = office.picks_up()
    await news(bot, talker)
    bot.desk.queue.send_to_inwoner(row.id, office.anna, "Het beste!")
    bot.desk.queue.close(row.id, office.anna, "opgelost", row.version)
    said = await talker.types("dank u wel")
    assert says(bot, "mens_gesloten") in said
    assert said.index(says(bot, "mens_gesloten")) == 0


async def test_a_finished_chat_that_is_opened_again_goes_on_here(
    bot: Bot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    talker, _ = await chatting(bot)
    row = office.picks_up()
    await news(bot, talker)
    monkeypatch.setattr(type(bot.desk.queue._store), "erase", lambda *_: None)  # as before keys went with the end
    bot.desk.queue.close(row.id, office.anna, "opgelost", row.version)
    assert says(bot, "mens_gesloten") in await news(bot, talker)
    bot.desk.queue.care.reopen(row.id, office.anna, TEAMS)
    assert says(bot, "mens_heropend") in await news(bot, talker)
    row = office.picks_up()
    await talker.types("hier ben ik weer")
    assert office.reads(row) == ["hier ben ik weer"]


@pytest.mark.parametrize("how", ["in one line", "after being asked", "by the button", "as people say it"])
async def test_coming_back_in_another_conversation_shows_the_last_part_and_goes_on(
    bot: Bot, office: Office, how: str
) -> None:
    first, code = await chatting(bot)
    row = office.picks_up()
    await first.types("ik schrijf vanaf de bibliotheek")
    bot.desk.queue.send_to_inwoner(row.id, office.anna, "Ik zoek het uit.")
    await news(bot, first)
    second = bot.talker()
    if how == "in one line":
        said = await second.types(f"Terugkomen: {code.upper()}")
    else:
        asks = {"after being asked": "terugkomen", "as people say it": "Ik was met iemand aan het praten."}
        asked = await (second.types(asks[how]) if how in asks else second.chooses("Verder praten met het wijkteam"))
        assert says(bot, "terugkomen_vraag") in asked
        said = await second.types(code)
    assert "ik schrijf vanaf de bibliotheek" in said
    assert "Wijkteam: Ik zoek het uit." in said
    assert says(bot, "mens_elders") in await news(bot, first)
    assert not first.conversation.with_wijkteam
    bot.desk.queue.send_to_inwoner(row.id, office.anna, "Gevonden!")
    assert await news(bot, second) == "Wijkteam: Gevonden!"
    assert await news(bot, first) == ""
    await second.types("wat fijn")
    assert office.reads(row)[-1] == "wat fijn"


async def test_wrong_words_and_too_many_of_them_hear_the_same(bot: Bot, office: Office) -> None:
    _, code = await chatting(bot)
    talker = bot.talker()
    answers = {await talker.types("terugkomen appel peer tulp") for _ in range(9)}
    assert len(answers) == 1
    assert says(bot, "terugkomen_onbekend") in answers.pop()
    assert CODE.search(await talker.types(f"terugkomen {code}")) is None


async def test_a_forgotten_conversation_goes_on_where_it_was(bot: Bot, office: Office) -> None:
    talker, _ = await chatting(bot)
    row = office.picks_up()
    await talker.types("voor de storing")
    bot.desk.queue.send_to_inwoner(row.id, office.anna, "Een.")
    name, highest = talker.conversation.id, talker.conversation.count
    bot.conversations.forget(name)
    again = await bot.dialogue.revive(bot.conversations, name, "widget")
    assert isinstance(again, Conversation)
    assert again.count > highest
    sent = await bot.dialogue.collect(again)
    assert [(one.bericht.tekst, one.bericht.volgnummer) for one in sent] == [("Wijkteam: Een.", 2)]
    back = Talker(bot, again)
    back._number = 100
    await back.types("na de storing")
    assert office.reads(row) == ["voor de storing", "na de storing"]


async def test_who_agreed_and_lost_the_answer_still_gets_the_three_words(bot: Bot) -> None:
    talker, code = await chatting(bot)
    name = talker.conversation.id
    bot.conversations.forget(name)
    again = await bot.dialogue.revive(bot.conversations, name, "widget")
    assert again
    said = await Talker(bot, again).sends("antwoord:akkoord")
    assert code in said


async def test_a_conversation_without_an_open_chat_stays_forgotten(bot: Bot, office: Office) -> None:
    talker, _ = await chatting(bot)
    row = office.picks_up()
    bot.desk.queue.close(row.id, office.anna, "opgelost", row.version)
    bot.conversations.forget(talker.conversation.id)
    assert await bot.dialogue.revive(bot.conversations, talker.conversation.id, "widget") is None
    assert await bot.dialogue.revive(bot.conversations, "0" * 32, "widget") is None


async def test_the_wijkteam_hears_when_nobody_looked_for_days(bot: Bot, office: Office) -> None:
    talker, _ = await chatting(bot)
    row = office.picks_up()
    bot.conversations._ttl = bot.conversations._chat_ttl = -1
    assert bot.conversations.sweep() == [talker.conversation.id]
    (left,) = bot.conversations.left()
    bot.desk.chats.left(left)
    assert bot.conversations.left() == []
    assert [one.action for one in bot.desk.queue.history(row.id)][-1] == "inwoner_left"
