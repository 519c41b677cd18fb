"""The thread to the wijkteam: send what the inwoner agreed to, pass messages on, withdraw."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.conversations import Conversation
from content import answers
from content.berichten import Bericht
from content.catalogue import Catalogue
from content.check_flow import check_lines
from handoff.desk import Consent, Desk, DeskUnavailableError, Draft, LostValueError, kept_urgency, lines, rows
from privacy.log import get_logger

log = get_logger()
Replies = tuple[Bericht, ...]
WITHDRAW = re.compile(r"^\s*(?:ik wil )?intrekken\b[\s:,.]*(.*)$", re.IGNORECASE | re.DOTALL)
CONTROL_DURING_CHAT = frozenset({"menu", "stop"})


class Wijkteam:
    """Speaks with handoff.desk for one conversation, in threads: everything there waits for a database."""

    def __init__(self, catalogue: Catalogue, desk: Desk) -> None:
        self._catalogue = catalogue
        self._desk = desk

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
        conversation.with_wijkteam = draft.hoe == "chat"
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

    async def take(self, conversation: Conversation, tekst: str, command: str | None) -> Replies | None:
        """Take a text that is meant for the wijkteam or for withdrawing; None when it is a question for the bot."""
        withdrawal = WITHDRAW.match(tekst)
        if withdrawal and len(withdrawal.group(1).split()) == 3:
            return await self._withdraw_by_code(conversation, withdrawal.group(1))
        if conversation.expects_code and command is None:
            conversation.expects_code = False
            return await self._withdraw_by_code(conversation, tekst)
        conversation.expects_code = False
        if conversation.with_wijkteam and command not in CONTROL_DURING_CHAT and not conversation.stand.stroom:
            return await self._pass_on(conversation, tekst)
        return None

    async def overhear(self, conversation: Conversation, tekst: str) -> None:
        """Pass on what was written to the wijkteam and sounds like danger: the bot answers it, a person must know."""
        if conversation.with_wijkteam and not conversation.stand.stroom:
            await self._pass_on(conversation, tekst)

    async def _pass_on(self, conversation: Conversation, tekst: str) -> Replies | None:
        try:
            taken = await asyncio.to_thread(self._desk.relay_from_inwoner, conversation.id, tekst)
        except DeskUnavailableError:
            return (self._say(conversation, "algemeen.overdracht_mislukt", menu="menu"),)
        if taken:
            return (self._say(conversation, "algemeen.mens_bericht_verzonden"),)
        conversation.with_wijkteam = False
        return None

    async def news(self, conversation: Conversation) -> Replies:
        """Return what the wijkteam wrote since the last time, and that it has ended when it has."""
        try:
            messages = await asyncio.to_thread(self._desk.relay_since, conversation.id, conversation.relay_seen)
            status = await asyncio.to_thread(self._desk.status, conversation.id)
        except DeskUnavailableError:
            return ()
        label = self._catalogue.text("algemeen.mens_voor")
        berichten = [Bericht("mens", f"{label} {message.tekst}") for message in messages]
        if messages:
            conversation.relay_seen = messages[-1].volgnummer
        if status in ("gesloten", "ingetrokken", "geen"):
            conversation.with_wijkteam = False
            if status == "gesloten":
                berichten.append(self._say(conversation, "algemeen.mens_gesloten", menu="menu"))
        return tuple(berichten)

    async def withdraw(self, conversation: Conversation) -> Replies:
        """Withdraw the handoff of this very conversation."""
        return await self._withdrawn(conversation, self._desk.withdraw_conversation, conversation.id)

    async def _withdraw_by_code(self, conversation: Conversation, code: str) -> Replies:
        return await self._withdrawn(conversation, self._desk.withdraw, code)

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
