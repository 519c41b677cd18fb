"""The bot in a terminal: numbered choices, or typed text."""

import asyncio
import re

from bot.conversations import Conversations
from bot.dialogue import Dialogue
from bot.marks import MARK, page_address, within_reach
from bot.messages import Incoming, Sent
from content.berichten import Keuze


async def talk(dialogue: Dialogue, conversations: Conversations, gemeente: str, public_url: str | None = None) -> None:
    """Talk until the end of the input (Ctrl-D)."""
    conversation, _ = conversations.begin(gemeente=gemeente, kanaal="terminal")
    keuzes = _show(dialogue.welcome(conversation), public_url)
    number = 0
    while True:
        try:
            typed = await asyncio.to_thread(input, "> ")
        except EOFError:
            break
        number += 1
        answer = await dialogue.handle(conversation, _incoming(str(number), typed, keuzes))
        keuzes = _show(answer, public_url) or keuzes
    await dialogue.forget(conversation)


def plain(tekst: str, public_url: str | None = None) -> str:
    """Return a text without its marks; behind a link the whole address, or the line is left out without one."""

    def shown(match: re.Match[str]) -> str:
        address = page_address(match[2], public_url)
        return f"{match[1]} ({address})" if address else match[1]

    return MARK.sub(shown, within_reach(tekst, public_url))


def _incoming(number: str, typed: str, keuzes: list[Keuze]) -> Incoming:
    if typed.strip().isdigit() and 1 <= int(typed) <= len(keuzes):
        return Incoming(number, keuze=keuzes[int(typed) - 1].keuze)
    return Incoming(number, tekst=typed)


def _show(sent: list[Sent], public_url: str | None) -> list[Keuze]:
    keuzes: list[Keuze] = []
    for one in sent:
        print(f"\n{plain(one.bericht.tekst, public_url)}")  # noqa: T201 - this is the channel
        keuzes += one.bericht.keuzes
    for index, keuze in enumerate(keuzes, start=1):
        print(f"  {index}. {keuze.label}")  # noqa: T201
    return keuzes
