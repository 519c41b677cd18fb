"""Finds the chats again whose conversation was forgotten here: after a restart, or when it took long."""

import asyncio

from bot.conversations import Conversation, Conversations
from bot.dialogue.chat import go_on
from handoff.desk import Desk, DeskUnavailableError, TakenUp
from privacy.log import get_logger

log = get_logger()
NUMBERS_PER_LIFE = 1_000_000


class Revival:
    """Begins a forgotten conversation anew around the chat that it had."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def addresses(self) -> list[str]:
        """Return where a channel brings messages of open chats. Waits for a database; raises DeskUnavailableError."""
        return self._desk.chats.addresses()

    async def mark(self, conversation_id: str, volgnummer: int, *, arrived: bool) -> None:
        """Note that a message is on its way or arrived. When that can't be stored, it may come twice, never not."""
        chats = self._desk.chats
        try:
            await asyncio.to_thread(chats.brought if arrived else chats.brings, conversation_id, volgnummer)
        except DeskUnavailableError as error:
            log.error("arrival_not_noted", error=type(error).__name__)

    async def revive(
        self, conversations: Conversations, conversation_id: str, kanaal: str, adres: str = ""
    ) -> Conversation | None:
        """
        Return the conversation with its chat, or None when no open chat belongs to it.

        What a page has of before is never taken for something new: each life numbers its messages higher.
        """
        try:
            found = await asyncio.to_thread(self._desk.chats.take_up, conversation_id, adres)
        except DeskUnavailableError as error:
            log.error("chat_not_taken_up", error=type(error).__name__)
            return None
        known = conversations.find(conversation_id)
        if known or not found:
            return known
        log.info("chat_taken_up", kanaal=kanaal)
        conversation, _ = conversations.begin(gemeente=found.gemeente, kanaal=kanaal, conversation_id=conversation_id)
        return _with_chat(conversation, found, adres)


def _with_chat(conversation: Conversation, found: TakenUp, adres: str) -> Conversation:
    go_on(conversation, seen=found.told_until)
    conversation.adres, conversation.in_doubt = adres, found.in_doubt
    conversation.count = found.begun * NUMBERS_PER_LIFE
    return conversation
