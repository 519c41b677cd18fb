"""The order of a turn: danger, then the person who is on the line, then control words, then the question."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from bot.conversations import Conversation, Conversations
from bot.dialogue.button_mode import ButtonMode
from bot.dialogue.chat import command_in_chat
from bot.dialogue.commands import Commands
from bot.dialogue.counting import Counting
from bot.dialogue.events import LOCAL, event_of_command, event_of_keuze, is_local
from bot.dialogue.outgoing import fill_in
from bot.dialogue.residence import Residence
from bot.dialogue.revival import Revival
from bot.dialogue.typed import Typed
from bot.dialogue.wijkteam import Wijkteam
from bot.messages import Event, Incoming, Sent
from bot.rasa_client import RasaClient, RasaUnavailableError
from content import answers, talk
from content.berichten import Bericht
from content.catalogue import Catalogue
from content.live import Finder
from content.talk import Flow, Outcome
from handoff.desk import Desk
from privacy.counters import Tally
from privacy.log import get_logger

log = get_logger()
CONSENT = "antwoord:akkoord"
Replies = tuple[Bericht, ...]


@dataclass(frozen=True)
class Parts:
    """
    What the dialogue is made of.

    Attributes:
        turn: Keeps the content as it is for as long as one turn of a talk lasts.
        tally: Where is counted what talks come to, until it is written.
    """

    catalogue: Catalogue
    lexicon: Finder
    controls: Finder
    rasa: RasaClient
    desk: Desk
    flows: list[Flow]
    turn: Callable[[str], AbstractContextManager[None]] = lambda _talk: nullcontext()
    tally: Tally = field(default_factory=Tally)


class Dialogue:
    """Answers one message of one conversation at a time."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._catalogue = parts.catalogue
        self._buttons = ButtonMode(parts.catalogue, parts.flows)
        self._wijkteam = Wijkteam(parts.catalogue, parts.desk)
        self._chat = self._wijkteam.chat
        self._revival = Revival(parts.desk)
        self._residence = Residence(parts.catalogue)
        self._commands = Commands(parts.catalogue, parts.rasa, self._wijkteam, self._residence)
        self._typed = Typed(parts.catalogue, parts.rasa, self._residence)
        self._counting = Counting(parts.catalogue, parts.tally)

    def welcome(self, conversation: Conversation) -> list[Sent]:
        """Open the talk: what this is, what happens with what is typed, and where to begin."""
        with self._parts.turn(conversation.id):
            menu = answers.menu(self._catalogue, gemeente=conversation.stand.gemeente, key="algemeen.welkom")
        self._counting.begun(conversation)
        conversation.last = (menu,)
        return conversation.send((menu,))

    async def handle(self, conversation: Conversation, incoming: Incoming) -> list[Sent]:
        """
        Answer a message. The same message id gets the same answer again, and nothing happens twice.

        Messages of one conversation wait for each other, so that answers never cross.
        """
        async with conversation.lock:
            if incoming.id in conversation.answered:
                numbers = conversation.answered[incoming.id]
                return [sent for sent in conversation.berichten if sent.id in numbers]
            with self._parts.turn(conversation.id):
                berichten = fill_in(conversation, await self._replies(conversation, incoming))
            if berichten:
                conversation.last = berichten
            sent = conversation.send(berichten)
            conversation.answered[incoming.id] = tuple(one.id for one in sent)
            return sent

    async def collect(self, conversation: Conversation) -> list[Sent]:
        """Fetch what the wijkteam wrote since the last time, and return all of it as messages."""
        if not conversation.with_wijkteam and not conversation.chat.may_reopen:
            return []
        async with conversation.lock:
            with self._parts.turn(conversation.id):
                return conversation.send(await self._chat.news(conversation))

    async def revive(
        self, conversations: Conversations, conversation_id: str, kanaal: str, adres: str = ""
    ) -> Conversation | None:
        """Go on with a chat with the wijkteam whose conversation was forgotten; None when there is none."""
        return await self._revival.revive(conversations, conversation_id, kanaal, adres)

    def addresses(self) -> list[str]:
        """Return where a channel brings messages of open chats, for after a restart."""
        return self._revival.addresses()

    async def brings(self, conversation_id: str, volgnummer: int) -> None:
        """Hear from a channel that it is about to bring a message of the wijkteam."""
        await self._revival.mark(conversation_id, volgnummer, arrived=False)

    async def brought(self, conversation_id: str, volgnummer: int) -> None:
        """Hear from a channel that a message of the wijkteam arrived."""
        await self._revival.mark(conversation_id, volgnummer, arrived=True)

    async def unreachable(self, conversation: Conversation) -> None:
        """Hear from a channel that it can't bring anything there any more; the wijkteam keeps the question."""
        await self._chat.unreachable(conversation)

    async def still_here(self, conversation: Conversation) -> list[Sent]:
        """Say that the chat with the wijkteam goes on, to who begins anew."""
        return conversation.send(await self._chat.ask_code(conversation))

    def name_of(self, kanaal: str, address: str) -> str:
        """Return the name of a conversation at an address of a channel: it tells nothing of that address."""
        return self._parts.desk.chats.name_of(kanaal, address)

    def token_of(self, conversation_id: str) -> str:
        """Return the token that a conversation of the website has, also after a restart."""
        return self._parts.desk.chats.token_of(conversation_id)

    async def forget(self, conversation: Conversation) -> None:
        """Erase a conversation everywhere: here, at Rasa, and its thread to the wijkteam."""
        async with conversation.lock:
            await self._commands.erase(conversation)

    async def _replies(self, conversation: Conversation, incoming: Incoming) -> Replies:
        if incoming.keuze is not None:
            return await self._chosen(conversation, incoming.keuze)
        return await self._text(conversation, incoming)

    async def _chosen(self, conversation: Conversation, keuze: str) -> Replies:
        conversation.expects_code = conversation.code_returns = conversation.expects_gemeente = False
        if is_local(keuze):
            return await self._commands.run(conversation, keuze)
        if keuze == CONSENT and self._chat.is_on(conversation):
            return await self._chat.sent_before(conversation)
        event = event_of_keuze(keuze, conversation.stand)
        if event is None:
            return (self._fixed(conversation, "algemeen.keuze_onbekend"),)
        return await self.step(conversation, event)

    async def _text(self, conversation: Conversation, incoming: Incoming) -> Replies:
        tekst = incoming.tekst or ""
        danger = self._parts.lexicon.find(tekst)
        if danger:
            await self._chat.overhear(conversation, incoming)
            return await self._danger(conversation, tekst, danger, self._typed.own_words(conversation, tekst))
        command = self._parts.controls.find(tekst)
        if self._chat.is_on(conversation):
            return await self._in_chat(conversation, incoming, command_in_chat(tekst, command))
        return await self._to_bot(conversation, incoming, command)

    async def _in_chat(self, conversation: Conversation, incoming: Incoming, command: str | None) -> Replies:
        """Let the wijkteam have a text, unless it is a word that the bot alone can act on."""
        if command == "hulp":  # as with danger: the numbers at once, and a person must know
            await self._chat.overhear(conversation, incoming)
        if command == "stop":
            return await self._chat.stop(conversation)
        if command is None:
            taken = await self._wijkteam.by_words(conversation, incoming)
            taken = await self._chat.take(conversation, incoming) if taken is None else taken
            if taken is not None:
                return taken
        ended = () if command else await self._chat.ended(conversation)
        return (*ended, *await self._to_bot(conversation, incoming, command))

    async def _to_bot(self, conversation: Conversation, incoming: Incoming, command: str | None) -> Replies:
        tekst = incoming.tekst or ""
        if command in LOCAL:
            return await self._commands.run(conversation, command)
        if command:
            conversation.expects_code = conversation.code_returns = False
            return await self.step(conversation, event_of_command(command, conversation.stand))
        asked = conversation.expects_gemeente
        taken = None if asked else await self._wijkteam.by_words(conversation, incoming)
        if taken is not None:
            return taken
        lives = self._residence.read(conversation, tekst)
        return (lives,) if lives else await self._sentence(conversation, tekst)

    async def _sentence(self, conversation: Conversation, tekst: str) -> Replies:
        meant = await self._typed.read(conversation, tekst)
        if meant.danger:
            return await self._danger(conversation, tekst, meant.danger, meant.event)
        if meant.command:
            return await self._commands.run(conversation, meant.command)
        if meant.bericht:
            return (meant.bericht,)
        return await self.step(conversation, meant.event or Event("buiten_bereik"))

    async def _danger(self, conversation: Conversation, tekst: str, topic: str, answer: Event | None = None) -> Replies:
        """Answer danger alone, in this turn. An answer that was in the same text is kept; the next question waits."""
        log.info("crisis_answered", onderwerp=topic, kanaal=conversation.kanaal)
        self._counting.danger(conversation, topic)
        conversation.missed = 0
        if answer:
            await self.step(conversation, answer)
        return talk.danger(self._catalogue, conversation.stand, topic, taal=self._typed.language(tekst)).berichten

    async def step(self, conversation: Conversation, event: Event) -> Replies:
        """Take one step with Rasa, or without it when it can't be reached; then do what only the dialogue may."""
        if event.intent == "start_contact" and conversation.with_wijkteam:
            return (self._fixed(conversation, "algemeen.overdracht_al_open"),)
        event = await self._prepared(conversation, event)
        outcome = await self._outcome(conversation, event)
        self._counting.step(conversation, conversation.stand, event, outcome)
        conversation.expects_gemeente = False
        conversation.stand = outcome.stand
        sent: Replies = ()
        if outcome.opdracht == "verstuur":
            sent = await self._wijkteam.submit(conversation)
        conversation.keep_only_promised()
        return (*outcome.berichten, *sent)

    async def _prepared(self, conversation: Conversation, event: Event) -> Event:
        """Look around before a step towards the wijkteam, and say with it that it is for somebody else."""
        starts = event.intent == "start_contact"
        if starts or conversation.stand.stroom == "contact":
            await asyncio.to_thread(self._parts.desk.look_around)
        return Event(event.intent, {"vorm": "ander"}) if starts and conversation.for_other else event

    async def _outcome(self, conversation: Conversation, event: Event) -> Outcome:
        rasa = self._parts.rasa
        try:
            if conversation.rasa_behind:
                await rasa.resume(conversation.id, conversation.stand)
                conversation.rasa_behind = False
            return await rasa.step(conversation.id, event, conversation.stand)
        except RasaUnavailableError as error:
            log.warning("button_mode", error=type(error).__name__, stroom=conversation.stand.stroom)
            conversation.rasa_behind = True
            return self._buttons.step(conversation.stand, event)

    def _fixed(self, conversation: Conversation, key: str) -> Bericht:
        keuzes = (answers.button(self._catalogue, "menu", "menu"), answers.button(self._catalogue, "mens", "mens"))
        return answers.fixed(self._catalogue, key, gemeente=conversation.stand.gemeente, keuzes=keuzes)
