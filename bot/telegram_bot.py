"""Telegram: thin handlers around the dialogue. Telegram's own ids never leave this module."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from telegram import Message, Update
from telegram.error import Forbidden, InvalidToken, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.conversations import Conversation, Conversations, TooManyConversationsError
from bot.dialogue import Dialogue
from bot.messages import Incoming, Sent
from bot.settings import BotSettings
from bot.telegram_order import OneAtATime
from bot.telegram_out import Outgoing, post
from bot.telegram_polling import Polling
from content.berichten import Bericht
from content.catalogue import Catalogue
from handoff.desk import DeskUnavailableError
from privacy.log import get_logger

log = get_logger()
NEWS_SECONDS = 2.0
RETRY_SECONDS = 30.0
COMMANDS = {"stop": "stop", "wis": "wis", "mens": "mens", "menu": "menu", "terug": "terug", "hulp": "hulp"}
Context = ContextTypes.DEFAULT_TYPE


class TelegramBot:
    """Receives updates by polling and answers them through the dialogue."""

    def __init__(
        self,
        app: Application[Any, Any, Any, Any, Any, Any],
        settings: BotSettings,
        dialogue: Dialogue,
        conversations: Conversations,
        catalogue: Catalogue,
    ) -> None:
        self._app = app
        self._gemeente = settings.telegram_gemeente
        self._public_url = settings.public_url
        self._dialogue = dialogue
        self._conversations = conversations
        self._catalogue = catalogue
        self._out: dict[str, Outgoing] = {}
        self._polling = Polling(app.bot, self._process)
        self._albums: dict[int, str] = {}
        self._tasks: list[asyncio.Task[None]] = []

    @classmethod
    def create(
        cls, settings: BotSettings, dialogue: Dialogue, conversations: Conversations, catalogue: Catalogue
    ) -> "TelegramBot | None":
        """Return the channel, or None when there is no token: then Telegram is simply absent."""
        token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
        if not token:
            return None
        builder = ApplicationBuilder().token(token)
        builder = builder.base_url(settings.telegram_base_url).updater(None).concurrent_updates(OneAtATime())
        app = builder.rate_limiter(AIORateLimiter(max_retries=3)).build()
        bot = cls(app, settings, dialogue, conversations, catalogue)
        private = filters.ChatType.PRIVATE & ~filters.UpdateType.EDITED
        app.add_handler(CommandHandler("start", bot._start, private))
        app.add_handler(CommandHandler(list(COMMANDS), bot._command, private))
        app.add_handler(CallbackQueryHandler(bot._button))
        app.add_handler(MessageHandler(private & (filters.TEXT | filters.CAPTION), bot._text))
        app.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, bot._no_text))
        app.add_handler(MessageHandler(filters.ChatType.GROUPS & filters.COMMAND, bot._group))
        app.add_error_handler(bot._failed)
        return bot

    async def start(self) -> None:
        """Begin in the background: a Telegram that can't be reached must not keep the rest from starting."""
        self._tasks = [asyncio.create_task(self._connect()), asyncio.create_task(self._bring_news())]

    async def stop(self) -> None:
        """Stop receiving and end the background tasks."""
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        with suppress(TelegramError):
            await self._polling.close()
        if self._app.running:
            await self._app.stop()
        await self._app.shutdown()
        await self._app.bot.shutdown()  # also when it never came further than its first question

    async def _connect(self) -> None:
        while True:
            try:
                await self._app.initialize()
                await self._app.bot.delete_webhook()  # an address that was set once would keep the updates from us
                if not self._app.running:
                    await self._app.start()
                break
            except InvalidToken:
                log.error("telegram_token_refused")
                return
            except TelegramError as error:
                log.warning("telegram_unreachable", error=type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)
        log.info("telegram_started")
        await self._find_chats()
        await self._polling.run()

    async def _process(self, update: Update) -> None:
        await self._app.update_processor.process_update(update, self._app.process_update(update))

    async def _find_chats(self) -> None:
        """Go on with the chats with the wijkteam that a restart left without a conversation."""
        while True:
            try:
                addresses = await asyncio.to_thread(self._dialogue.addresses)
                break
            except DeskUnavailableError as error:
                log.error("chats_not_found", error=type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)
        for address in addresses:
            await self._conversation(int(address))

    async def _start(self, update: Update, context: Context) -> None:
        assert update.effective_chat  # noqa: S101 - a message has a chat
        gemeente = context.args[0] if context.args else self._gemeente
        old = await self._known(update.effective_chat.id)
        if old and old.with_wijkteam:  # who came by a link, or after a while, must not lose the wijkteam by it
            await self._send(old, await self._dialogue.still_here(old))
            return
        if old:
            await self._dialogue.forget(old)
            self._conversations.forget(old.id)
        conversation = self._begin(update.effective_chat.id, gemeente)
        await self._send(conversation, self._dialogue.welcome(conversation))
        await self._send(conversation, conversation.send((self._fixed("algemeen.telegram_privacy"),)))

    async def _command(self, update: Update, _context: Context) -> None:
        message = update.effective_message
        word = ((message.text if message else "") or "").removeprefix("/").split("@")[0].split()[0]
        await self._handle(update, Incoming(str(update.update_id), keuze=COMMANDS.get(word, "menu")))

    async def _text(self, update: Update, _context: Context) -> None:
        message = update.effective_message
        await self._handle(update, Incoming(str(update.update_id), tekst=_written(message)))

    async def _button(self, update: Update, _context: Context) -> None:
        query = update.callback_query
        assert query  # noqa: S101 - the handler's filter
        with suppress(TelegramError):
            await query.answer()
        await self._handle(update, Incoming(str(update.update_id), keuze=query.data or "menu"))

    async def _no_text(self, update: Update, _context: Context) -> None:
        """Answer voice, photos, stickers and the like; of an album only its first picture."""
        message, chat = update.effective_message, update.effective_chat
        if chat is None or message is None:
            return
        if message.media_group_id and self._albums.get(chat.id) == message.media_group_id:
            return
        self._albums[chat.id] = message.media_group_id or ""
        conversation = await self._conversation(chat.id)
        await self._send(conversation, conversation.send((self._fixed("algemeen.telegram_geen_tekst"),)))

    async def _group(self, update: Update, context: Context) -> None:
        if update.effective_chat:
            await context.bot.send_message(update.effective_chat.id, self._catalogue.text("algemeen.telegram_groep"))

    async def _handle(self, update: Update, incoming: Incoming) -> None:
        if update.effective_chat is None:
            return
        conversation = await self._conversation(update.effective_chat.id)
        if incoming.id in conversation.answered:
            return
        incoming = replace(incoming, source=conversation.id)
        await self._send(conversation, await self._dialogue.handle(conversation, incoming))

    async def _send(self, conversation: Conversation, sent: list[Sent]) -> None:
        """Send in order. Who blocked the bot is let go of here; a chat with the wijkteam stays, and they are told."""
        try:
            await self._out[conversation.id].send(sent)
        except Forbidden:
            if conversation.with_wijkteam:
                await self._dialogue.unreachable(conversation)
            else:
                await self._dialogue.forget(conversation)
            self._conversations.forget(conversation.id)
            self._forget_chat(conversation.id)

    async def _bring_news(self) -> None:
        """Pass on what the wijkteam writes, send again what waits, and forget chats whose conversation is gone."""
        while True:
            await asyncio.sleep(NEWS_SECONDS)
            await asyncio.gather(*(self._news_of(name) for name in list(self._out)))

    async def _news_of(self, name: str) -> None:
        conversation, out = self._conversations.peek(name), self._out.get(name)
        if conversation is None or out is None:
            self._forget_chat(name)
            return
        if not out.is_empty and not out.is_due:
            return
        try:
            await self._send(conversation, await self._dialogue.collect(conversation) if out.is_empty else [])
        except TelegramError as error:  # a message that Telegram never takes: the next one goes on
            log.error("telegram_message_refused", error=type(error).__name__)
        except Exception as error:  # one chat must not keep the others from their news
            log.error("telegram_news_failed", error=type(error).__name__)

    async def _conversation(self, chat: int) -> Conversation:
        return await self._known(chat) or self._begin(chat, self._gemeente)

    async def _known(self, chat: int) -> Conversation | None:
        """Return the conversation of a chat, also one that a restart forgot while the wijkteam has its question."""
        name = self._name(chat)
        found = self._conversations.find(name)
        if found is None:
            found = await self._dialogue.revive(self._conversations, name, "telegram", str(chat))
        if found:
            self._open(chat, name)
        return found

    def _begin(self, chat: int, gemeente: str) -> Conversation:
        name = self._name(chat)
        known = self._catalogue.gemeente_id(gemeente)
        conversation, _ = self._conversations.begin(gemeente=known, kanaal="telegram", conversation_id=name)
        conversation.adres = str(chat)
        self._open(chat, name)
        return conversation

    def _open(self, chat: int, name: str) -> None:
        brings, brought = (partial(mark, name) for mark in (self._dialogue.brings, self._dialogue.brought))
        self._out.setdefault(name, Outgoing(chat, self._app.bot, brings, brought, self._public_url))

    def _forget_chat(self, name: str) -> None:
        out = self._out.pop(name, None)
        if out is not None:
            self._albums.pop(out.chat, None)

    def _name(self, chat: int) -> str:
        return self._dialogue.name_of("telegram", str(chat))

    def _fixed(self, key: str) -> Bericht:
        return Bericht("melding", self._catalogue.text(key))

    async def _failed(self, update: object, context: Context) -> None:
        """Tell that something went wrong: an inwoner who gets no answer doesn't know whether to wait."""
        log.error("telegram_update_failed", error=type(context.error).__name__)
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None or chat.type != chat.PRIVATE or isinstance(context.error, TelegramError):
            return
        busy = isinstance(context.error, TooManyConversationsError)
        with suppress(TelegramError):
            await post(self._app.bot, chat.id, self._catalogue.text("fouten.te_druk" if busy else "fouten.intern"))


def _written(message: Message | None) -> str:
    """Return what was typed; the words under a picture count, for danger can stand in them."""
    return (message.text or message.caption or "") if message else ""
