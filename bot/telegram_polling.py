"""Asks Telegram for updates, and confirms one only when it was handled: what stops in between is given again."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram import Bot, Update
from telegram.error import InvalidToken, TelegramError

from privacy.log import get_logger

log = get_logger()
KINDS = ["message", "callback_query"]
WAIT_SECONDS = 10
BUSY_SECONDS = 0.2
AFTER_ERROR = (0.5, 1.0, 2.0, 5.0)


class Polling:
    """
    Handles updates while it asks for more.

    An update that takes long doesn't hold up the others: Telegram gives it again until it is confirmed, and each is
    begun once.
    """

    def __init__(self, bot: Bot, handle: Callable[[Update], Awaitable[None]]) -> None:
        self._bot = bot
        self._handle = handle
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._next = 0

    async def run(self) -> None:
        """Ask until it is cancelled, or the token is refused."""
        failed = 0
        while True:
            try:
                fresh = await self._ask()
                failed = 0
            except InvalidToken:
                log.error("telegram_token_refused")
                return
            except TelegramError as error:
                log.warning("telegram_unreachable", error=type(error).__name__)
                await asyncio.sleep(AFTER_ERROR[min(failed, len(AFTER_ERROR) - 1)])
                failed += 1
                continue
            if not fresh and self._busy:
                await asyncio.wait(self._busy.values(), timeout=BUSY_SECONDS, return_when=asyncio.FIRST_COMPLETED)

    async def close(self) -> None:
        """Let what was begun come to its end, and confirm it."""
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=WAIT_SECONDS)
        if self._next and not self._busy:
            await self._bot.get_updates(offset=self._next, timeout=0, limit=1, allowed_updates=KINDS)

    async def _ask(self) -> bool:
        """Ask once, and tell whether there was something new."""
        offset = min(self._busy, default=self._next)
        waiting = 0 if self._busy else WAIT_SECONDS
        updates = await self._bot.get_updates(offset=offset, timeout=waiting, allowed_updates=KINDS)
        fresh = [update for update in updates if update.update_id not in self._busy and update.update_id >= self._next]
        for update in fresh:
            self._busy[update.update_id] = asyncio.create_task(self._handled(update))
            self._next = update.update_id + 1
        return bool(fresh)

    async def _handled(self, update: Update) -> None:
        try:
            await self._handle(update)
        finally:
            del self._busy[update.update_id]
