"""The order in which Telegram's updates are handled: many chats at once, each chat one update after another."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Coroutine
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 256
REMEMBERED = 2_000


class OneAtATime(BaseUpdateProcessor):
    """Lets the updates of a chat wait for each other, so that answers never cross, and drops repeated ones."""

    def __init__(self) -> None:
        super().__init__(AT_ONCE)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._seen: deque[int] = deque(maxlen=REMEMBERED)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle one update, once."""
        if not isinstance(update, Update) or update.update_id in self._seen:
            if isinstance(coroutine, Coroutine):
                coroutine.close()
            return
        self._seen.append(update.update_id)
        chat = update.effective_chat.id if update.effective_chat else 0
        lock = self._locks.setdefault(chat, asyncio.Lock())
        async with lock:
            await coroutine

    async def initialize(self) -> None:
        """Do nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to close."""
