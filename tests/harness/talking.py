"""The whole dialogue with real content and a real desk; Rasa can't be reached unless a test says where it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from bot.conversations import Conversation, Conversations
from bot.dialogue import Dialogue, Parts
from bot.messages import Incoming, Sent
from bot.rasa_client import RasaClient
from content.catalogue import CONTENT, Catalogue, load_catalogue
from content.check_flow import CheckFlow
from content.controls import Controls
from content.crisis import CrisisLexicon
from content.talk import Flow
from handoff.desk import ContactFlow, Desk, HandoffSettings, open_desk
from privacy.counters import Tally
from tests.harness.serving import free_port

catalogue = cache(load_catalogue)
lexicon = cache(CrisisLexicon.load)


def without_answer(*topics: str) -> Catalogue:
    """Return the catalogue as it was before these topics got an answer."""
    answered = {topic: one for topic, one in catalogue().onderwerpen.items() if topic not in topics}
    return replace(catalogue(), onderwerpen=answered)


def flows(known: Catalogue | None = None) -> list[Flow]:
    """Return the regelingencheck and the questions for the wijkteam."""
    return [CheckFlow(known or catalogue(), date.today), ContactFlow(known or catalogue(), date.today)]


@dataclass
class Bot:
    """The parts that a test looks into."""

    catalogue: Catalogue
    desk: Desk
    dialogue: Dialogue
    conversations: Conversations
    rasa: RasaClient
    tally: Tally

    def talker(self, gemeente: str = "leiden") -> "Talker":
        """Begin a conversation."""
        conversation, _ = self.conversations.begin(gemeente=gemeente, kanaal="widget")
        self.dialogue.welcome(conversation)
        return Talker(self, conversation)


class Talker:
    """An inwoner who talks with the dialogue itself, without a channel."""

    def __init__(self, bot: Bot, conversation: Conversation) -> None:
        self._bot = bot
        self.conversation = conversation
        self.heard: list[Sent] = list(conversation.berichten)
        self._number = 0

    async def types(self, tekst: str) -> str:
        """Type, and return the answer."""
        return await self._send(tekst=tekst)

    async def chooses(self, label: str) -> str:
        """Choose a button of the last answer by its label, and return the answer."""
        keuzes = [keuze for sent in self.heard for keuze in sent.bericht.keuzes]
        found = [keuze.keuze for keuze in keuzes if keuze.label == label]
        assert found, f"no button '{label}' among {[keuze.label for keuze in keuzes]}"
        return await self._send(keuze=found[0])

    async def sends(self, keuze: str) -> str:
        """Send the value of a button."""
        return await self._send(keuze=keuze)

    @property
    def buttons(self) -> list[str]:
        """Return the labels of the buttons of the last answer."""
        return [keuze.label for sent in self.heard for keuze in sent.bericht.keuzes]

    async def _send(self, tekst: str | None = None, keuze: str | None = None) -> str:
        self._number += 1
        incoming = Incoming(str(self._number), tekst, keuze)
        self.heard = await self._bot.dialogue.handle(self.conversation, incoming)
        return "\n".join(sent.bericht.tekst for sent in self.heard)


@contextmanager
def whole_bot(
    folder: Path, *, rasa_url: str | None = None, limit: int = 1_000, ttl: float = 3_600, known: Catalogue | None = None
) -> Iterator[Bot]:
    """Build a bot with a database of its own in `folder`, with the content of the project unless other is given."""
    known = known or catalogue()
    settings = HandoffSettings(database_url=f"sqlite:///{folder}/test.db", key_file=folder / "test.key")
    desk = open_desk(settings, known)
    rasa = RasaClient(rasa_url or f"http://127.0.0.1:{free_port()}", timeout=1.0, pause=60.0)
    tally = Tally()
    parts = Parts(known, lexicon(), Controls.load(CONTENT), rasa, desk, flows(known), tally=tally)
    try:
        yield Bot(known, desk, Dialogue(parts), Conversations(ttl_seconds=ttl, limit=limit), rasa, tally)
    finally:
        desk.close()
