"""The chat with the wijkteam: pass on, bring news, come back with three words. The bot itself is silent meanwhile."""

import asyncio
import re
from dataclasses import replace

from bot.conversations import Conversation, ToldOfChat
from bot.messages import Incoming
from content import answers
from content.berichten import Bericht
from content.catalogue import Catalogue
from content.controls import plain
from handoff.desk import ChatView, Desk, DeskUnavailableError, RelayMessage
from privacy.log import get_logger

log = get_logger()
Replies = tuple[Bericht, ...]
RETURN = re.compile(r"^\s*(?:ik wil )?terugkomen\b[\s:,.]*(.*)$", re.IGNORECASE | re.DOTALL)
# What an inwoner may always do, in any words; these words themselves; all else is a sentence to a person.
ALWAYS = frozenset({"wis", "intrekken", "terugkomen", "hulp"})
BARE = frozenset({"menu", "stop"})
LONGEST = 4_096  # so that whatever fits in one message on Telegram fits here
TOLD_ONCE = frozenset({"gesloten", "ingetrokken", "verlopen", "elders"})
BUTTONS = {
    "gesloten": ("menu",),
    "verlopen": ("menu", "mens"),
    "ingetrokken": ("menu",),
    "elders": ("terugkomen", "menu"),
}


def command_in_chat(tekst: str, command: str | None) -> str | None:
    """Return the command that a text is while a person listens: "weet ik niet" and "terug" are then just words."""
    if command in ALWAYS or (command in BARE and plain(tekst) == command):
        return command
    return None


def go_on(conversation: Conversation, *, seen: int = 0) -> None:
    """Let what is typed go to the wijkteam, with messages up to `seen` known."""
    conversation.with_wijkteam, conversation.relay_seen, conversation.in_doubt = True, seen, None
    conversation.chat = ToldOfChat()


class Chat:
    """Speaks with handoff.desk about one conversation, in threads: everything there waits for a database."""

    def __init__(self, catalogue: Catalogue, desk: Desk) -> None:
        self._catalogue = catalogue
        self._desk = desk

    def is_on(self, conversation: Conversation) -> bool:
        """Tell whether what is typed goes to the wijkteam: not in the middle of the bot's own questions."""
        return conversation.with_wijkteam and not conversation.stand.stroom

    async def overhear(self, conversation: Conversation, incoming: Incoming) -> None:
        """Pass on what was written to the wijkteam and sounds like danger: the bot answers it, a person must know."""
        if self.is_on(conversation):
            await self._pass_on(conversation, incoming)

    async def take(self, conversation: Conversation, incoming: Incoming) -> Replies | None:
        """Take a text for the wijkteam; None when no wijkteam reads along (any more) and the bot answers."""
        tekst = incoming.tekst or ""
        if not tekst.strip():
            return (self._say(conversation, "algemeen.mens_alleen_tekst"),)
        if len(tekst) > LONGEST:
            return (self._say(conversation, "algemeen.mens_te_lang"),)
        taken = await self._pass_on(conversation, incoming)
        if taken is None:
            return (self._say(conversation, "algemeen.mens_niet_verzonden", menu="menu"),)
        return self._confirmed(conversation) if taken else None

    async def stop(self, conversation: Conversation) -> Replies:
        """Ask what "stop" is meant to stop: the wijkteam still has the question."""
        return (self._say(conversation, "algemeen.mens_stop", intrekken="intrekken", menu="menu"),)

    async def news(self, conversation: Conversation) -> Replies:
        """Return what the wijkteam wrote since the last time, and who reads along now when that changed."""
        try:
            view = await asyncio.to_thread(self._desk.chats.look, conversation.id, conversation.relay_seen)
        except DeskUnavailableError:
            return ()
        said = [self._of_team(conversation, message) for message in view.berichten]
        if view.berichten:
            conversation.relay_seen, conversation.in_doubt = view.berichten[-1].volgnummer, None
        line = self._line(conversation, view)
        # That somebody reads along is told by their message itself.
        lines = [line] if line and not (view.presence == "leest" and said) else []
        return (*said, *lines)

    async def ended(self, conversation: Conversation) -> Replies:
        """Return how a chat ended that takes nothing any more, before the bot answers again."""
        said = await self.news(conversation)
        conversation.with_wijkteam = False
        return said

    async def unreachable(self, conversation: Conversation) -> None:
        """Let the wijkteam know that the channel can't bring anything there any more."""
        try:
            await asyncio.to_thread(self._desk.chats.unreachable, conversation.id)
        except DeskUnavailableError as error:
            log.error("unreachable_not_noted", error=type(error).__name__)

    async def sent_before(self, conversation: Conversation) -> Replies:
        """Give the three words again to who agreed, and didn't hear that it was sent before everything stopped."""
        try:
            code = await asyncio.to_thread(self._desk.chats.code_of, conversation.id)
        except DeskUnavailableError:
            code = None
        key = "algemeen.overdracht_al_verstuurd" if code else "algemeen.overdracht_al_open"
        text = self._catalogue.text(key, code=code or "")
        return (Bericht("overdracht", text, (answers.button(self._catalogue, "menu", "menu"),)),)

    async def come_back(self, conversation: Conversation, code: str, source: str) -> Replies:
        """Go on here with the chat of these three words, and show the last part of it."""
        where = {"address": conversation.adres, "source": source}
        try:
            last = await asyncio.to_thread(
                self._desk.chats.come_back, code, conversation.id, conversation.kanaal, **where
            )
        except DeskUnavailableError as error:
            log.error("coming_back_failed", error=type(error).__name__)
            return (self._say(conversation, "algemeen.terugkomen_mislukt", menu="menu"),)
        if last is None:
            return (self._say(conversation, "algemeen.terugkomen_onbekend", terugkomen="terugkomen", menu="menu"),)
        conversation.stand = replace(conversation.stand, stroom=None)
        conversation.rasa_behind = True
        go_on(conversation, seen=max((message.volgnummer for message in last), default=0))
        key = "algemeen.terugkomen_klaar" if last else "algemeen.terugkomen_klaar_leeg"
        return (self._say(conversation, key), *(self._labelled(message) for message in last))

    async def ask_code(self, conversation: Conversation) -> Replies:
        """Ask for the three words, unless the chat is here already."""
        if conversation.with_wijkteam:
            return (self._say(conversation, "algemeen.terugkomen_al_hier", menu="menu"),)
        conversation.expects_code = conversation.code_returns = True
        return (self._say(conversation, "algemeen.terugkomen_vraag", menu="menu"),)

    async def begin(self, conversation: Conversation) -> None:
        """Let what is typed go to the wijkteam from now on: what was agreed to is sent."""
        go_on(conversation)
        conversation.chat.presence = "wacht"
        if not conversation.adres:
            return
        try:
            await asyncio.to_thread(self._desk.chats.settle, conversation.id, conversation.adres)
        except DeskUnavailableError as error:  # the chat goes on; after a restart it waits for a word of the inwoner
            log.error("place_not_kept", error=type(error).__name__)

    async def _pass_on(self, conversation: Conversation, incoming: Incoming) -> bool | None:
        """Return whether the wijkteam has it; None when that isn't known, so that it must be said."""
        tekst = (incoming.tekst or "")[:LONGEST]
        try:
            taken = await asyncio.to_thread(self._desk.relay_from_inwoner, conversation.id, tekst, incoming.id)
        except DeskUnavailableError:
            return None
        return taken

    def _confirmed(self, conversation: Conversation) -> Replies:
        """Say that a message arrived, once for each time that somebody else or nobody reads along."""
        told = conversation.chat
        kind = "verzonden" if told.presence == "leest" else "wacht"
        if kind in told.confirmed:
            return ()
        told.confirmed.add(kind)
        text = self._catalogue.text(f"algemeen.mens_bericht_{kind}")
        if not told.hinted:
            text = f"{text}\n\n{self._catalogue.text('algemeen.mens_menu')}"
        told.hinted = True
        return (Bericht("melding", text),)

    def _line(self, conversation: Conversation, view: ChatView) -> Bericht | None:
        """Return what is to be said about who reads along, and remember that it was said."""
        told = conversation.chat
        before, holder = told.presence, told.holder
        told.presence, told.holder = view.presence, view.holder
        if view.presence in TOLD_ONCE:
            conversation.with_wijkteam = False
        key = _change(before, view, other_holder=bool(holder and view.holder and holder != view.holder))
        if key is None:
            return None
        if key in ("weg", "heropend"):
            told.confirmed.clear()
        if key == "heropend":
            conversation.with_wijkteam = True
        buttons = {name: name for name in BUTTONS.get(key, ())}
        return self._say(conversation, f"algemeen.mens_{key}", bereikbaar=view.bereikbaar, **buttons)

    def _of_team(self, conversation: Conversation, message: RelayMessage) -> Bericht:
        bericht = self._labelled(message)
        if message.volgnummer != conversation.in_doubt:
            return bericht
        return replace(bericht, tekst=f"{self._catalogue.text('algemeen.mens_misschien_dubbel')}\n\n{bericht.tekst}")

    def _labelled(self, message: RelayMessage) -> Bericht:
        if message.van == "inwoner":
            return Bericht("inwoner", f"{self._catalogue.text('algemeen.mens_van_u')} {message.tekst}")
        tekst = f"{self._catalogue.text('algemeen.mens_voor')} {message.tekst}"
        return Bericht("mens", tekst, volgnummer=message.volgnummer)

    def _say(self, conversation: Conversation, key: str, bereikbaar: str = "", **buttons: str) -> Bericht:
        keuzes = tuple(answers.button(self._catalogue, name, keuze) for name, keuze in buttons.items())
        values = self._catalogue.gemeente_values(conversation.stand.gemeente)
        return Bericht("melding", self._catalogue.text(key, bereikbaar=bereikbaar, **values), keuzes)


def _change(before: str, view: ChatView, *, other_holder: bool) -> str | None:
    """Return which line belongs to a change of who reads along; never that it went back to a queue."""
    now = view.presence
    if now in TOLD_ONCE:
        return None if before == now else now
    if before in TOLD_ONCE:
        return "heropend"
    if before in ("", now) and not other_holder:
        return None
    if now == "leest":
        return "ander" if other_holder else {"wacht": "leest", "dicht": "terug"}.get(before)
    return "weg" if before == "leest" else None
