"""The thread to the wijkteam: send what the inwoner agreed to, pass messages on, withdraw."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.conversations import Conversation
from bot.dialogue.chat import RETURN, Chat
from bot.messages import Incoming
from content import answers
from content.berichten import Bericht
from content.catalogue import Catalogue
from content.check_flow import check_lines
from handoff.desk import Consent, Desk, DeskUnavailableError, Draft, LostValueError, kept_urgency, lines, rows
from privacy.log import get_logger

log = get_logger()
Replies = tuple[Bericht, ...]
WITHDRAW = re.compile(r"^\s*(?:ik wil )?intrekken\b[\s:,.]*(.*)$", re.IGNORECASE | re.DOTALL)
WORDS = 3


class Wijkteam:
    """Speaks with handoff.desk for one conversation, in threads: everything there waits for a database."""

    def __init__(self, catalogue: Catalogue, desk: Desk) -> None:
        self._catalogue = catalogue
        self._desk = desk
        self.chat = Chat(catalogue, desk)

    async def submit(self, conversation: Conversation) -> Replies:
        """Send the lines that the inwoner saw and agreed to; once sent, what identifies is forgotten here."""
        try:
            draft = self._draft(conversation)
            receipt = await asyncio.to_thread(self._desk.submit, draft)
        except (DeskUnavailableError, LostValueError) as error:
            log.error("handoff_not_sent", error=type(error).__name__, gemeente=conversation.stand.gemeente)
            return (self._not_sent(conversation),)
        conversation.waarden.clear()
        conversation.preview = ""
        if draft.hoe == "chat":
            await self.chat.begin(conversation)
        text = self._catalogue.text("algemeen.overdracht_klaar", verwacht=receipt.verwacht, code=receipt.code)
        return (Bericht("overdracht", text, (answers.button(self._catalogue, "menu", "menu"),)),)

    def _not_sent(self, conversation: Conversation) -> Bericht:
        """Go back to the preview, so that nothing has to be typed again."""
        stand = conversation.stand
        unsent = {step: value for step, value in stand.contact.items() if step != "voorbeeld"}
        conversation.stand = replace(stand, stroom="contact", contact=unsent)
        conversation.rasa_behind = True
        return self._say(conversation, "algemeen.overdracht_mislukt", verder="verder", stop="stop")

    def _draft(self, conversation: Conversation) -> Draft:
        """Return what was agreed to: exactly the lines of the last preview, all of them and no others."""
        stand, values = conversation.stand, conversation.waarden
        outcomes = check_lines(self._catalogue, stand, date.today())
        sent = lines(self._catalogue, stand, values, outcomes)
        shown = "\n".join(rows(self._catalogue, stand, outcomes, values))
        if f"\n{shown}\n" not in conversation.preview:
            raise LostValueError("the lines are not those of the preview")
        consent = Consent(
            tekst_versie=self._catalogue.text("overdracht.versie"),
            getoond=conversation.preview,
            op=datetime.now(UTC),
            taal=self._catalogue.text("overdracht.taal"),
        )
        haast = kept_urgency(stand)
        return Draft(conversation.id, stand.gemeente, conversation.kanaal, stand.onderwerp, sent, consent, haast)

    async def by_words(self, conversation: Conversation, incoming: Incoming) -> Replies | None:
        """Do what the three words in a text are for: withdraw, or come back; None when there are none."""
        tekst = incoming.tekst or ""
        for words, act in ((WITHDRAW, self._withdraw_by_code), (RETURN, self.chat.come_back)):
            found = words.match(tekst)
            if found and len(found.group(1).split()) == WORDS:
                self._expect_no_code(conversation)
                return await act(conversation, found.group(1), incoming.source)
        if not conversation.expects_code:
            return None
        act = self.chat.come_back if conversation.code_returns else self._withdraw_by_code
        self._expect_no_code(conversation)
        return await act(conversation, tekst, incoming.source)

    @staticmethod
    def _expect_no_code(conversation: Conversation) -> None:
        conversation.expects_code = conversation.code_returns = False

    async def withdraw(self, conversation: Conversation) -> Replies:
        """Withdraw the handoff of this very conversation."""
        return await self._withdrawn(conversation, self._desk.withdraw_conversation, conversation.id)

    async def _withdraw_by_code(self, conversation: Conversation, code: str, source: str) -> Replies:
        return await self._withdrawn(conversation, lambda words: self._desk.withdraw(words, source), code)

    async def _withdrawn(self, conversation: Conversation, withdraw: Callable[[str], bool], key: str) -> Replies:
        try:
            done = await asyncio.to_thread(withdraw, key)
        except DeskUnavailableError as error:
            log.error("withdrawal_failed", error=type(error).__name__)
            return (self._say(conversation, "algemeen.intrekken_mislukt", menu="menu"),)
        if done:
            conversation.with_wijkteam = False
        told = "algemeen.intrekken_klaar" if done else "algemeen.intrekken_onbekend"
        return (self._say(conversation, told, menu="menu"),)

    def forget(self, conversation: Conversation) -> None:
        """Cut the thread: a talk with the wijkteam through this conversation ends with it."""
        try:
            self._desk.forget_conversation(conversation.id)
        except DeskUnavailableError as error:
            log.error("handoff_thread_not_cut", error=type(error).__name__)

    def _say(self, conversation: Conversation, key: str, **buttons: str) -> Bericht:
        keuzes = [answers.button(self._catalogue, name, keuze) for name, keuze in buttons.items()]
        return answers.fixed(self._catalogue, key, gemeente=conversation.stand.gemeente, keuzes=keuzes)
