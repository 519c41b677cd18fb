"""The commands that need no rules: erase, repeat, help now, withdraw, come back, and where somebody lives."""

import asyncio

from bot.conversations import Conversation
from bot.dialogue.residence import Residence
from bot.dialogue.wijkteam import Wijkteam
from bot.rasa_client import RasaClient, RasaUnavailableError
from content import answers
from content.berichten import Bericht
from content.catalogue import Catalogue
from privacy.log import get_logger

log = get_logger()
Replies = tuple[Bericht, ...]


class Commands:
    """Runs a command of the dialogue itself, with or without Rasa."""

    def __init__(self, catalogue: Catalogue, rasa: RasaClient, wijkteam: Wijkteam, residence: Residence) -> None:
        self._catalogue = catalogue
        self._rasa = rasa
        self._wijkteam = wijkteam
        self._residence = residence

    async def run(self, conversation: Conversation, command: str) -> Replies:
        """Return the reply to a command (`events.is_local`)."""
        kind, _, chosen = command.partition(":")
        if kind == "gemeente":
            return (self._residence.choose(conversation, chosen),)
        if command in ("wis", "wis:ja"):
            return (await self._erase_and_tell(conversation),)
        if command == "wis:vraag":
            return (self._say(conversation, "algemeen.wis_vraag", wis_ja="wis:ja", wis_nee="menu"),)
        if command == "hulp":
            return (self._say(conversation, "algemeen.direct_hulp", mens="mens", menu="menu", soort_crisis="1"),)
        if command in ("intrekken", "terugkomen"):
            return await self._words(conversation, command)
        return conversation.last or (self._say(conversation, "algemeen.herhaal_niets", menu="menu"),)

    async def erase(self, conversation: Conversation) -> bool:
        """Erase a conversation everywhere, and return whether a talk with the wijkteam was withdrawn with it."""
        was_chat = conversation.with_wijkteam
        await asyncio.to_thread(self._wijkteam.forget, conversation)
        conversation.clear()
        try:
            await self._rasa.forget(conversation.id)
        except RasaUnavailableError as error:
            # What Rasa holds are choices without a text; they are gone with its process or with their time to live.
            log.warning("rasa_forgets_later", error=type(error).__name__)
        return was_chat

    async def _erase_and_tell(self, conversation: Conversation) -> Bericht:
        was_chat = await self.erase(conversation)
        key = "algemeen.wis_klaar_chat" if was_chat else "algemeen.wis_klaar"
        return self._say(conversation, key, menu="menu")

    async def _words(self, conversation: Conversation, command: str) -> Replies:
        """Do at once what needs no three words, else ask for them."""
        if command == "terugkomen":
            return await self._wijkteam.chat.ask_code(conversation)
        if conversation.with_wijkteam:
            return await self._wijkteam.withdraw(conversation)
        conversation.expects_code, conversation.code_returns = True, False
        return (self._say(conversation, "algemeen.intrekken_vraag", menu="menu"),)

    def _say(self, conversation: Conversation, key: str, soort_crisis: str = "", **buttons: str) -> Bericht:
        keuzes = [answers.button(self._catalogue, name, keuze) for name, keuze in buttons.items()]
        bericht = answers.fixed(self._catalogue, key, gemeente=conversation.stand.gemeente, keuzes=keuzes)
        return Bericht("crisis", bericht.tekst, bericht.keuzes) if soort_crisis else bericht
