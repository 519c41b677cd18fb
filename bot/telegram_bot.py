"""Telegram: thin handlers around the dialogue. Telegram's own ids never leave this module."""

import asyncio
import hashlib
import hmac
import secrets
from contextlib import suppress
from typing import Any

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message, Update
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError
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
from bot.telegram_text import keyboard, pieces
from content.berichten import Bericht
from content.catalogue import Catalogue
from privacy.log import get_logger

log = get_logger()
NEWS_SECONDS = 2.0
RETRY_SECONDS = 30.0
SEND_AGAIN_AFTER = (0.5, 2.0)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  # Telegram would fetch the page, and show it larger than the answer
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
        self._secret = secrets.token_bytes(32)
        self._chats: dict[str, int] = {}
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
        builder = builder.base_url(settings.telegram_base_url).concurrent_updates(OneAtATime())
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
        if self._app.updater and self._app.updater.running:
            await self._app.updater.stop()
        if self._app.running:
            await self._app.stop()
        await self._app.shutdown()
        await self._app.bot.shutdown()  # also when it never came further than its first question

    async def _connect(self) -> None:
        while True:
            try:
                await self._app.initialize()
                if not self._app.running:
                    await self._app.start()
                assert self._app.updater  # noqa: S101 - ApplicationBuilder makes one by default
                await self._app.updater.start_polling(
                    allowed_updates=["message", "callback_query"], error_callback=_log_polling
                )
                log.info("telegram_started")
                return
            except InvalidToken:
                log.error("telegram_token_refused")
                return
            except TelegramError as error:
                log.warning("telegram_unreachable", error=type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)

    async def _start(self, update: Update, context: Context) -> None:
        assert update.effective_chat  # noqa: S101 - a message has a chat
        gemeente = context.args[0] if context.args else self._gemeente
        old = self._conversations.find(self._name(update.effective_chat.id))
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
        conversation = self._conversation(chat.id)
        await self._send(conversation, conversation.send((self._fixed("algemeen.telegram_geen_tekst"),)))

    async def _group(self, update: Update, context: Context) -> None:
        if update.effective_chat:
            await context.bot.send_message(update.effective_chat.id, self._catalogue.text("algemeen.telegram_groep"))

    async def _handle(self, update: Update, incoming: Incoming) -> None:
        if update.effective_chat is None:
            return
        conversation = self._conversation(update.effective_chat.id)
        if incoming.id in conversation.answered:
            return
        await self._send(conversation, await self._dialogue.handle(conversation, incoming))

    async def _send(self, conversation: Conversation, sent: list[Sent]) -> None:
        chat = self._chats[conversation.id]
        for one in sent:
            parts = pieces(one.bericht.tekst, self._public_url)
            try:
                for part in parts[:-1]:
                    await self._post(chat, part)
                await self._post(chat, parts[-1], keyboard(one.bericht.keuzes))
            except Forbidden:
                await self._dialogue.forget(conversation)
                self._conversations.forget(conversation.id)
                self._forget_chat(conversation.id)
                return

    async def _post(self, chat: int, text: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Send one message; when Telegram stumbles, once more, since silence is the worst answer."""
        for pause in (*SEND_AGAIN_AFTER, None):
            try:
                await self._app.bot.send_message(
                    chat, text, parse_mode="HTML", reply_markup=buttons, link_preview_options=NO_PREVIEW
                )
                return
            except NetworkError as error:
                if pause is None or isinstance(error, BadRequest):
                    raise
                await asyncio.sleep(pause)

    async def _bring_news(self) -> None:
        """Pass on what the wijkteam writes, and forget the chats whose conversation is gone."""
        while True:
            await asyncio.sleep(NEWS_SECONDS)
            for name in list(self._chats):
                conversation = self._conversations.peek(name)
                if conversation is None:
                    self._forget_chat(name)
                elif conversation.with_wijkteam:
                    with suppress(TelegramError):
                        await self._send(conversation, await self._dialogue.collect(conversation))

    def _conversation(self, chat: int) -> Conversation:
        return self._conversations.find(self._name(chat)) or self._begin(chat, self._gemeente)

    def _begin(self, chat: int, gemeente: str) -> Conversation:
        name = self._name(chat)
        known = self._catalogue.gemeente_id(gemeente)
        conversation, _ = self._conversations.begin(gemeente=known, kanaal="telegram", conversation_id=name)
        self._chats[name] = chat
        return conversation

    def _forget_chat(self, name: str) -> None:
        chat = self._chats.pop(name, None)
        if chat is not None:
            self._albums.pop(chat, None)

    def _name(self, chat: int) -> str:
        return hmac.new(self._secret, str(chat).encode(), hashlib.sha256).hexdigest()

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
            await self._post(chat.id, self._catalogue.text("fouten.te_druk" if busy else "fouten.intern"))


def _written(message: Message | None) -> str:
    """Return what was typed; the words under a picture count, for danger can stand in them."""
    return (message.text or message.caption or "") if message else ""


def _log_polling(error: TelegramError) -> None:
    log.warning("telegram_unreachable", error=type(error).__name__)
