"""The only door to the handoff: for the bot that sends, and for the app that puts everything together."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal
from uuid import uuid4

from sqlalchemy import Engine

from content.catalogue import Catalogue
from handoff import counters
from handoff.accounts import Accounts
from handoff.availability import expectation
from handoff.away import DeskUnavailableError, available
from handoff.chats import Chats, ChatView
from handoff.codes import code_for, code_hash
from handoff.contact import (
    ContactFlow,
    LostValueError,
    asks_for_another,
    lines,
    open_step,
    preview_words,
    rows,
    value_in,
)
from handoff.contact.lines import kept_urgency
from handoff.database import engine_for, migrate
from handoff.draft import Consent, Draft, Line, Receipt
from handoff.health import Health, Misses
from handoff.keys import KeyRing
from handoff.klantinteracties import Export, exporter_for
from handoff.outbox import Outbox
from handoff.outlook import Outlooks
from handoff.queue import CodeTakenError, Finding, NoConsentError, Queue, RelayMessage, Row, TakenUp
from handoff.queue.facade import utc_now
from handoff.queue.store import Store
from handoff.routing import Route, route, team_name, teams_by_gemeente
from handoff.settings import HandoffSettings
from handoff.teams import team_rules
from privacy.counters import Tally
from privacy.log import get_logger

__all__ = [
    "ChatView",
    "Chats",
    "Consent",
    "ContactFlow",
    "Desk",
    "DeskUnavailableError",
    "Draft",
    "HandoffSettings",
    "Line",
    "LostValueError",
    "NoConsentError",
    "Receipt",
    "RelayMessage",
    "Status",
    "TakenUp",
    "asks_for_another",
    "kept_urgency",
    "lines",
    "open_desk",
    "open_step",
    "preview_words",
    "rows",
    "value_in",
]

Status = Literal["geen", "wacht", "opgepakt", "gesloten", "ingetrokken"]
STATUS: dict[str, Status] = {
    "waiting": "wacht",
    "claimed": "opgepakt",
    "contacting": "opgepakt",
    "closed": "gesloten",
    "expired": "gesloten",
    "withdrawn": "ingetrokken",
}


@dataclass(frozen=True)
class Desk:
    """What the bot may ask of the people who help. Everything waits for a database: call it in a thread."""

    queue: Queue
    accounts: Accounts
    catalogue: Catalogue
    keys: KeyRing
    engine: Engine
    chats: Chats
    outbox: Outbox
    outlooks: Outlooks
    export: Export
    misses: Misses = field(default_factory=Misses)

    def submit(self, draft: Draft) -> Receipt:
        """
        Send what the inwoner agreed to, to the team of the postcode; the same conversation again sends nothing twice.

        Raises:
            NoConsentError: If nothing was agreed to.
            DeskUnavailableError: If it could not be stored.
        """
        sent = {line.veld: line.waarde for line in draft.lines}
        where = route(self.catalogue, draft.gemeente, sent.get("postcode"))
        # A topic that the inwoner struck out is not kept as a label either.
        kept = replace(draft, gemeente=where.gemeente, onderwerp=draft.onderwerp if "onderwerp" in sent else None)
        try:
            with available():
                row = self._create(kept, where.team)
        except DeskUnavailableError:
            self.misses.add()
            raise
        self.misses.forget()
        get_logger().info("handoff_submitted", handoff_id=row.id, team=row.team, kanaal=row.kanaal)
        return self._receipt(row, sent.get("postcode"))

    def withdraw(self, code: str, source: str = "") -> bool:
        """
        Withdraw by the three words. False when they are wrong, or when too many wrong ones came in.

        Args:
            source: From where they come (an address, a Telegram chat), to slow down who guesses; it isn't kept.
        """
        return self.chats.with_code(code, source, self.queue.withdraw) is True

    def withdraw_conversation(self, conversation: str) -> bool:
        """Withdraw the open handoff of a conversation; its contact data is gone at once."""
        with available():
            return self.queue.withdraw_conversation(conversation)

    def relay_from_inwoner(self, conversation: str, tekst: str, once: str = "") -> bool:
        """Pass a message on to an open chat, once for each id (`once`), and say whether there is one."""
        with available():
            return self.queue.from_inwoner(conversation, tekst, once)

    def relay_since(self, conversation: str, after: int) -> list[RelayMessage]:
        """Return what the wijkteam wrote after message `after`."""
        with available():
            return self.queue.messages_since(conversation, after)

    def look_around(self) -> None:
        """See which teams are there, for the question that comes next; without a database nothing is known."""
        teams = {one.id: frozenset(team.id for team in one.teams) for one in self.catalogue.gemeenten.values()}
        try:
            with available():
                self.outlooks.renew(teams)
        except DeskUnavailableError as error:
            self.outlooks.unknown()
            get_logger().warning("outlook_unknown", error=str(error))

    def status(self, conversation: str) -> Status:
        """Say how the newest handoff of a conversation stands."""
        with available():
            row = self.queue.of_conversation(conversation)
        return STATUS[row.status] if row else "geen"

    def forget_conversation(self, conversation: str) -> None:
        """Cut the link; what was sent stays with the team, a chat is withdrawn."""
        with available():
            self.queue.forget(conversation)

    def purge(self, now: datetime | None = None) -> int:
        """Remove what may not be kept any longer; returns how many handoffs."""
        now = now or datetime.now(UTC)
        with available():
            self.accounts.purge(now)
            return self.queue.purge(now)

    def tend(self) -> Counter[str]:
        """Warn, escalate and return what lies still; returns how often each was done."""
        with available():
            return self.queue.care.tend()

    def reconcile(self) -> tuple[list[Finding], list[Finding]]:
        """Mend what could get lost; returns what was found, and what is left for a person."""
        with available():
            members = self.accounts.members_by_team()
            return self.queue.care.mend(members), self.queue.care.findings(members)

    def health(self) -> Health:
        """
        Count what a person must look at.

        Raises:
            DeskUnavailableError: If the database doesn't answer.
        """
        with available():
            found = self.queue.care.findings(self.accounts.members_by_team())
            telling = self.outbox.health()
        return Health(len(found), self.misses.count, telling.failing, telling.dead)

    def write_counts(self, tally: Tally) -> None:
        """Add what the bot counted to the counts of this month; what can't be written stays in the tally."""
        taken = tally.take()
        try:
            with available():
                counters.flush(self.engine, taken, utc_now())
        except DeskUnavailableError:
            tally.put_back(taken)
            raise

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def _create(self, draft: Draft, team: str) -> Row:
        for _ in range(5):
            handoff_id = str(uuid4())
            hashed = code_hash(self.keys, code_for(self.keys, handoff_id))
            try:
                return self.queue.create(draft, team, hashed, handoff_id=handoff_id)
            except CodeTakenError:
                continue
        raise DeskUnavailableError("no free code")

    def _receipt(self, row: Row, postcode: str | None) -> Receipt:
        where = Route(row.gemeente, row.team, team_name(self.catalogue, row.gemeente, row.team))
        expected = expectation(self.catalogue, where, postcode, row.hoe, row.onderwerp, utc_now())
        return Receipt(row.referentie, code_for(self.keys, row.id), where.naam, expected)


def open_desk(settings: HandoffSettings, catalogue: Catalogue) -> Desk:
    """
    Open the database (its tables are brought up to date) and the key file.

    Raises:
        KeyFileError: If others may read the key file, or it isn't one.
    """
    teams = teams_by_gemeente(catalogue)
    keys = KeyRing.load_or_create(settings.key_file)
    engine = engine_for(settings.database_url)
    migrate(engine)
    queue = Queue(engine, keys, settings, teams=team_rules(catalogue))
    queue.take_over()
    accounts = Accounts(engine, keys, teams, settings)
    outbox = Outbox(engine, keys, settings, catalogue, exporter=lambda: exporter_for(settings, catalogue))
    export = Export(Store(engine, keys, settings, utc_now))
    outlooks, chats = Outlooks(queue, accounts, utc_now), Chats(queue, catalogue, keys)
    return Desk(queue, accounts, catalogue, keys, engine, chats, outbox, outlooks, export)
