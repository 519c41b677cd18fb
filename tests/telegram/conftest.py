"""A bot on a fake Telegram, with everything else real."""

import io
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from pydantic import SecretStr

from bot import telegram_bot, telegram_out
from bot.settings import BotSettings
from bot.telegram_bot import TelegramBot
from tests.harness.serving import served
from tests.harness.talking import Bot, whole_bot
from tests.harness.written import written_log
from tests.telegram.fake_bot_api import TOKEN, FakeBotApi
from tests.telegram.person import Person


@dataclass
class Scene:
    """What a test plays with."""

    api: FakeBotApi
    bot: Bot
    channel: TelegramBot
    person: Person


class Play(Protocol):
    """Starts the channel."""

    def __call__(self, token: str = TOKEN, public_url: str | None = None) -> AbstractAsyncContextManager[Scene]:
        """Start it, and stop it in the end."""


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    with whole_bot(tmp_path) as built:
        yield built


@pytest.fixture
def api() -> FakeBotApi:
    return FakeBotApi()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    with written_log() as stream:
        yield stream


@pytest.fixture
def play(bot: Bot, api: FakeBotApi, monkeypatch: pytest.MonkeyPatch, log: io.StringIO) -> Play:
    monkeypatch.setattr(telegram_bot, "NEWS_SECONDS", 0.05)
    monkeypatch.setattr(telegram_bot, "RETRY_SECONDS", 0.1)
    monkeypatch.setattr(telegram_out, "SEND_AGAIN_AFTER", (0.01, 0.05))
    monkeypatch.setattr(telegram_out, "TRY_AGAIN_SECONDS", (0.2,))

    @asynccontextmanager
    async def started(token: str = TOKEN, public_url: str | None = None) -> AsyncIterator[Scene]:
        with served(api.app) as url:
            settings = BotSettings(
                telegram_token=SecretStr(token), telegram_base_url=f"{url}/bot", public_url=public_url
            )
            channel = TelegramBot.create(settings, bot.dialogue, bot.conversations, bot.catalogue)
            assert channel is not None
            await channel.start()
            try:
                yield Scene(api, bot, channel, Person(api))
            finally:
                await channel.stop()
                api.closing = True

    return started


@pytest.fixture
async def scene(play: Play) -> AsyncIterator[Scene]:
    async with play() as running:
        yield running
