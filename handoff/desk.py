"""The only door to the handoff: for the bot that sends, and for the app that puts everything together."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from content.catalogue import Catalogue
from handoff.accounts import Accounts
from handoff.codes import WrongCodes, code_for, code_hash
from handoff.consent import (
    LostValueError,
    contact_ask,
    contact_give,
    contact_lines,
    contact_open_step,
)
from handoff.contact_flow import ContactFlow
from handoff.contact_values import contact_value
from handoff.database import engine_for, migrate
from handoff.draft import Consent, Draft, Line, Receipt
from handoff.keys import KeyRing
from handoff.queue import CodeTakenError, NoConsentError, Queue, RelayMessage, Row
from handoff.queue.facade import utc_now
from handoff.queue.terms import THREATENING
from handoff.routing import route, team_name, teams_by_gemeente
from handoff.settings import HandoffSettings
from privacy.log import get_logger

__all__ = [
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
    "contact_ask",
    "contact_give",
    "contact_lines",
    "contact_open_step",
    "contact_value",
    "open_desk",
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
THEMES_OF_DEBT = frozenset({"achterstand", "schuldhulp"})


class DeskUnavailableError(Exception):
    """The database doesn't answer: nothing was stored, the inwoner may try again."""


@contextmanager
def _available() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise DeskUnavailableError(type(error).__name__) from error


@dataclass(frozen=True)
class Desk:
    """What the bot may ask of the people who help. Everything waits for a database: call it in a thread."""

    queue: Queue
    accounts: Accounts
    catalogue: Catalogue
    keys: KeyRing
    engine: Engine
    wrong_codes: WrongCodes

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
        with _available():
            row = self._create(kept, where.team)
        get_logger().info("handoff_submitted", handoff_id=row.id, team=row.team, kanaal=row.kanaal)
        return self._receipt(row)

    def withdraw(self, code: str) -> bool:
        """Withdraw by the three words. False when they are wrong, or when too many wrong ones came in."""
        if self.wrong_codes.too_many():
            get_logger().warning("withdraw_codes_refused")
            return False
        with _available():
            done = self.queue.withdraw(code_hash(self.keys, code))
        if not done:
            self.wrong_codes.add()
        return done

    def withdraw_conversation(self, conversation: str) -> bool:
        """Withdraw the open handoff of a conversation; its contact data is gone at once."""
        with _available():
            return self.queue.withdraw_conversation(conversation)

    def relay_from_inwoner(self, conversation: str, tekst: str) -> bool:
        """Pass a message on to an open chat, and say whether there is one."""
        with _available():
            return self.queue.from_inwoner(conversation, tekst)

    def relay_since(self, conversation: str, after: int) -> list[RelayMessage]:
        """Return what the wijkteam wrote after message `after`."""
        with _available():
            return self.queue.messages_since(conversation, after)

    def status(self, conversation: str) -> Status:
        """Say how the newest handoff of a conversation stands."""
        with _available():
            row = self.queue.of_conversation(conversation)
        return STATUS[row.status] if row else "geen"

    def forget_conversation(self, conversation: str) -> None:
        """Cut the link; what was sent stays with the team, a chat is withdrawn."""
        with _available():
            self.queue.forget(conversation)

    def purge(self, now: datetime | None = None) -> int:
        """Remove what may not be kept any longer; returns how many handoffs."""
        now = now or datetime.now(UTC)
        with _available():
            self.accounts.purge(now)
            return self.queue.purge(now)

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

    def _receipt(self, row: Row) -> Receipt:
        team = team_name(self.catalogue, row.gemeente, row.team)
        return Receipt(row.referentie, code_for(self.keys, row.id), team, _expectation(self.catalogue, row, team))


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
    queue = Queue(engine, keys, settings)
    return Desk(queue, Accounts(engine, keys, teams, settings), catalogue, keys, engine, WrongCodes(utc_now))


def _expectation(catalogue: Catalogue, row: Row, team: str) -> str:
    """Tell honestly what to expect; a term of the law only where the law gives one."""
    values = {"team": team, **catalogue.gemeente_values(row.gemeente)}
    parts = [catalogue.text(f"overdracht.verwacht_{row.hoe}", **values)]
    topic = catalogue.register.get(row.onderwerp or "")
    if row.onderwerp in THREATENING:
        parts.append(catalogue.text("overdracht.wet_dreiging"))
    elif topic is not None and topic.thema in THEMES_OF_DEBT:
        parts.append(catalogue.text("overdracht.wet_schulden"))
    return "\n\n".join(parts)
