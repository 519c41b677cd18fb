"""Telegram that stumbles, refuses or is gone; and what may never be written down."""

import io

import pytest
from pydantic import SecretStr

from bot import telegram_bot
from bot.settings import BotSettings
from bot.telegram_bot import TelegramBot
from tests.harness.serving import free_port
from tests.harness.talking import Bot
from tests.telegram.conftest import Play, Scene
from tests.telegram.fake_bot_api import TOKEN, FakeBotApi
from tests.telegram.person import Person, until


async def test_a_person_who_blocked_the_bot_is_forgotten_and_others_go_on(scene: Scene) -> None:
    other = Person(scene.api, 600_000_002)
    scene.person.starts()
    await scene.person.hears(2)
    scene.person.blocks()
    scene.person.types("stop")
    await until(lambda: scene.bot.conversations.ids() == [], 5, "the conversation to be forgotten")
    other.starts()
    await other.hears(2)
    assert [out.chat for out in scene.channel._out.values()] == [other.id]


async def test_too_many_messages_for_telegram_are_sent_a_little_later(scene: Scene) -> None:
    scene.api.fail("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    scene.person.types("menu")
    assert "Waar gaat uw vraag over?" in await scene.person.hears()
    assert scene.api.calls.count("sendMessage") == 2


async def test_a_stumble_while_sending_does_not_lose_the_answer(scene: Scene) -> None:
    scene.api.fail("sendMessage", 502, "Bad Gateway", times=2)
    scene.person.types("menu")
    assert "Waar gaat uw vraag over?" in await scene.person.hears()
    await scene.person.hears_nothing_more()


async def test_a_button_whose_time_is_over_still_gets_its_answer(scene: Scene) -> None:
    scene.person.starts()
    await scene.person.hears(2)
    scene.api.fail("answerCallbackQuery", 400, "Bad Request: query is too old")
    await scene.person.presses("Waar heb ik recht op?")
    assert await scene.person.hears()


async def test_polling_that_fails_goes_on(scene: Scene) -> None:
    scene.api.fail("getUpdates", 502, "Bad Gateway", times=2)
    scene.person.types("menu")
    assert await scene.person.hears(within=15)


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook"])
async def test_a_server_that_stumbles_at_the_start_is_asked_again(play: Play, api: FakeBotApi, method: str) -> None:
    api.fail(method, 500, times=2)
    async with play() as scene:
        scene.person.types("menu")
        assert await scene.person.hears()


async def test_telegram_that_is_gone_does_not_keep_the_rest_from_starting(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    monkeypatch.setattr(telegram_bot, "RETRY_SECONDS", 0.05)
    base = f"http://127.0.0.1:{free_port()}/bot"
    settings = BotSettings(telegram_token=SecretStr(TOKEN), telegram_base_url=base)
    channel = TelegramBot.create(settings, bot.dialogue, bot.conversations, bot.catalogue)
    assert channel
    await channel.start()
    await until(lambda: log.getvalue().count("telegram_unreachable") >= 2, 5, "the second attempt")
    await channel.stop()
    assert "NetworkError" in log.getvalue()
    assert TOKEN not in log.getvalue()


def test_without_a_token_telegram_is_absent(bot: Bot) -> None:
    settings = BotSettings(telegram_token=None)
    assert TelegramBot.create(settings, bot.dialogue, bot.conversations, bot.catalogue) is None


async def test_a_wrong_token_is_logged_by_its_kind_only_and_the_rest_goes_on(play: Play, log: io.StringIO) -> None:
    async with play("654321:WRONG-token") as scene:
        await until(lambda: "telegram_token_refused" in log.getvalue(), 5, "the refused token")
        scene.person.types("menu")
        await scene.person.hears_nothing_more()
        assert await scene.bot.talker().types("menu")
    assert "WRONG-token" not in log.getvalue()
    assert "Traceback" not in log.getvalue()


async def test_neither_the_token_nor_the_chat_nor_a_word_is_written_to_the_log(play: Play, log: io.StringIO) -> None:
    async with play() as scene:
        scene.person.starts()
        await scene.person.hears(2)
        scene.person.types("ik wil niet meer leven, zegt Proefpersoon")
        await scene.person.hears()
        scene.api.fail("sendMessage", 400, "Bad Request: chat not found")
        scene.api.fail("getUpdates", 502, "Bad Gateway")
        scene.person.types("mijn geheime woord")
        await until(lambda: not scene.api.failures["sendMessage"], 5, "the refused message")
        scene.person.types("menu")
        await scene.person.hears(within=15)
    output = log.getvalue()
    assert "crisis_answered" in output
    assert "telegram_update_failed" in output
    for secret in (TOKEN, TOKEN.split(":")[1], str(scene.person.id), "geheime", "niet meer leven", "proefpersoon"):
        assert secret.lower() not in output.lower(), secret


async def test_a_conversation_is_not_known_by_the_number_of_the_chat(scene: Scene) -> None:
    scene.person.starts()
    await scene.person.hears(2)
    (name,) = scene.bot.conversations.ids()
    assert str(scene.person.id) not in name
    assert len(name) == 64


async def test_a_full_bot_says_that_it_is_busy(scene: Scene) -> None:
    scene.bot.conversations._limit = 0
    scene.person.types("hallo")
    assert await scene.person.hears() == scene.bot.catalogue.text("fouten.te_druk")


async def test_a_mistake_of_ours_is_told_and_not_silent(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("tekst van de inwoner")

    monkeypatch.setattr(scene.bot.dialogue, "handle", broken)
    scene.person.types("hallo")
    assert await scene.person.hears() == scene.bot.catalogue.text("fouten.intern")
