"""The composition root: everything is built here once, and handed to what needs it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from bot.conversations import Conversations
from bot.dialogue import Dialogue, Parts
from bot.rasa_client import RasaClient, RasaUnavailableError
from bot.settings import BotSettings
from bot.telegram_bot import TelegramBot
from bot.widget_api import Context, RateLimits, build_api, build_pages, security_router
from content.catalogue import CONTENT, Catalogue
from content.check_flow import CheckFlow
from content.live import LiveContent
from content.screening import warm_up
from content.talk import Flow
from content.watching import Watcher
from handoff.console.app import build_console
from handoff.desk import ContactFlow, Desk, DeskUnavailableError, HandoffSettings, open_desk
from privacy.counters import Tally
from privacy.log import configure_logging, get_logger
from rasa_project.actions.server import build_router

log = get_logger()
COUNTS_EVERY_SECONDS = 60
RECONCILE_EVERY_SECONDS = 600


@dataclass(frozen=True)
class Bot:
    """
    The parts of a running bot.

    Attributes:
        watcher: Renews the content after an editor saved something.
        tally: What was counted and isn't written yet.
    """

    settings: BotSettings
    content: LiveContent
    watcher: Watcher
    catalogue: Catalogue
    conversations: Conversations
    dialogue: Dialogue
    rasa: RasaClient
    desk: Desk
    flows: list[Flow]
    tally: Tally


def build_bot(
    settings: BotSettings, handoff: HandoffSettings, root: Path = CONTENT, rasa: RasaClient | None = None
) -> Bot:
    """
    Load the content and open everything that the bot talks to.

    Args:
        rasa: Instead of the server that the settings name.

    Raises:
        ContentError: If the content can't be used.
    """
    content = LiveContent(root)
    catalogue = content.catalogue
    desk = open_desk(handoff, catalogue)
    flows: list[Flow] = [CheckFlow(catalogue, date.today), ContactFlow(catalogue, date.today, outlook=desk.outlooks.of)]
    token = settings.rasa_token.get_secret_value() if settings.rasa_token else None
    rasa = rasa or RasaClient(
        settings.rasa_url, timeout=settings.rasa_timeout_seconds, pause=settings.rasa_pause_seconds, token=token
    )
    tally = Tally()
    dialogue = Dialogue(Parts(catalogue, content.lexicon, content.controls, rasa, desk, flows, content.turn, tally))
    conversations = Conversations(
        ttl_seconds=settings.conversation_minutes * 60,
        chat_ttl_seconds=settings.chat_days * 86_400,
        limit=settings.max_conversations,
        token_of=desk.chats.token_of,
    )
    watcher = Watcher(root, settings.reload_seconds, content.renew)
    return Bot(
        settings,
        content,
        watcher,
        catalogue,
        conversations,
        dialogue,
        rasa,
        desk,
        flows,
        tally,
    )


def build_app(settings: BotSettings, handoff: HandoffSettings, root: Path = CONTENT) -> FastAPI:
    """Return the whole application: API, widget, console, Rasa's action webhook, and Telegram when it has a token."""
    configure_logging(settings.log_level)
    bot = build_bot(settings, handoff, root)
    app = FastAPI(lifespan=_lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.bot = bot
    app.state.work_in_app = handoff.work_in_app
    limits = RateLimits(
        settings.redis_url, begin=settings.rate_begin, message=settings.rate_message, address=settings.rate_address
    )
    app.mount("/v1", build_api(Context(bot.dialogue, bot.conversations, bot.catalogue, limits)))
    desk = bot.desk
    app.mount("/console", build_console(desk.queue, desk.accounts, bot.catalogue, handoff, desk.outbox))
    app.include_router(security_router(settings))
    app.include_router(build_router(bot.catalogue, bot.flows, bot.content.turn))

    @app.get("/gezond", include_in_schema=False)
    async def healthy() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/gezond/wijkteam", include_in_schema=False)
    def handoff_health() -> JSONResponse:
        """Tell who watches over the server whether a person must look; counts only."""
        try:
            health = desk.health()
        except DeskUnavailableError:
            return JSONResponse({"status": "stuk"}, 503)
        return JSONResponse(health.shown(), 200 if health.is_well else 503)

    build_pages(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    bot: Bot = app.state.bot
    telegram = TelegramBot.create(bot.settings, bot.dialogue, bot.conversations, bot.catalogue)
    tasks = [asyncio.create_task(work(bot)) for work in (_sweep, _write_counts, _reconcile)]
    warming = asyncio.create_task(asyncio.to_thread(warm_up, date.today()))
    if telegram:
        await telegram.start()
    if bot.settings.reload_seconds:
        bot.watcher.start()
    worker = bot.desk.outbox.worker() if app.state.work_in_app else None  # a worker reads secrets that others needn't
    if worker:
        worker.start()
    yield
    if worker:
        await asyncio.to_thread(worker.stop)
    await asyncio.to_thread(bot.watcher.stop)
    if telegram:
        await telegram.stop()
    await warming
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    with suppress(DeskUnavailableError):
        await asyncio.to_thread(bot.desk.write_counts, bot.tally)
    await bot.rasa.close()


async def _sweep(bot: Bot) -> None:
    """Forget what outlived its time, here, at Rasa and in the queue, also when nobody asks for it."""
    while True:
        await asyncio.sleep(bot.settings.sweep_seconds)
        for work in (bot.desk.purge, bot.desk.tend):
            try:
                await asyncio.to_thread(work)
            except Exception as error:  # the next one, and the next time, may work
                log.error("sweep_failed", error=type(error).__name__)
        gone = bot.conversations.sweep()
        with suppress(DeskUnavailableError):
            for name in bot.conversations.left():
                await asyncio.to_thread(bot.desk.chats.left, name)
        with suppress(RasaUnavailableError):
            for name in gone:
                await bot.rasa.forget(name)
        if gone:
            log.info("conversations_forgotten", count=len(gone))


async def _reconcile(bot: Bot) -> None:
    """Mend what could get lost, and say aloud when a person must look: the console and /gezond/wijkteam do too."""
    while True:
        await asyncio.sleep(RECONCILE_EVERY_SECONDS)
        try:
            found, left = await asyncio.to_thread(bot.desk.reconcile)
        except Exception as error:  # the next time may work
            log.error("reconcile_failed", error=type(error).__name__)
            continue
        if found:
            log.warning("handoffs_reconciled", count=len(found))
        if left:
            log.error("handoffs_need_somebody", count=len(left))


async def _write_counts(bot: Bot) -> None:
    """Write what was counted once a minute, many talks together, so that no row tells when one of them was."""
    while True:
        await asyncio.sleep(COUNTS_EVERY_SECONDS)
        try:
            await asyncio.to_thread(bot.desk.write_counts, bot.tally)
        except DeskUnavailableError as error:
            log.error("counts_not_written", error=type(error).__name__)
