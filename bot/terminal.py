"""The bot in a terminal: numbered choices, or typed text."""

import asyncio
import re

from bot.conversations import Conversations
from bot.dialogue import Dialogue
from bot.messages import Incoming, Sent
from content.berichten import Keuze

PHONE = re.compile(r"⟦([^|⟧]*)\|[^⟧]*⟧")


async def talk(dialogue: Dialogue, conversations: Conversations, gemeente: str) -> None:
    """Talk until the end of the input (Ctrl-D)."""
    conversation, _ = conversations.begin(gemeente=gemeente, kanaal="terminal")
    keuzes = _show(dialogue.welcome(conversation))
    number = 0
    while True:
        try:
            typed = await asyncio.to_thread(input, "> ")
        except EOFError:
            break
        number += 1
        keuzes = _show(await dialogue.handle(conversation, _incoming(str(number), typed, keuzes))) or keuzes
    await dialogue.forget(conversation)


def plain(tekst: str) -> str:
    """Return a text without the marks around phone numbers."""
    return PHONE.sub(r"\1", tekst)


def _incoming(number: str, typed: str, keuzes: list[Keuze]) -> Incoming:
    if typed.strip().isdigit() and 1 <= int(typed) <= len(keuzes):
        return Incoming(number, keuze=keuzes[int(typed) - 1].keuze)
    return Incoming(number, tekst=typed)


def _show(sent: list[Sent]) -> list[Keuze]:
    keuzes: list[Keuze] = []
    for one in sent:
        print(f"\n{plain(one.bericht.tekst)}")  # noqa: T201 - this is the channel
        keuzes += one.bericht.keuzes
    for index, keuze in enumerate(keuzes, start=1):
        print(f"  {index}. {keuze.label}")  # noqa: T201
    return keuzes
