"""What every operation of the queue needs: a transaction, the clock, the keys, and the audit log."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy import Engine, Select, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from handoff import audit, tables
from handoff.database import reading, writing
from handoff.keys import DataKey, KeyRing, KeyStore, Place
from handoff.queue.counting import count_step
from handoff.queue.errors import (
    HandoffGoneError,
    HandoffNotFoundError,
    NotHolderError,
    RefusedError,
    StaleVersionError,
)
from handoff.queue.records import HELD_STATUSES, OPEN_STATUSES, Row
from handoff.queue.team_rules import TeamRule
from handoff.queue.telling import tell
from handoff.queue.working_time import Hours
from handoff.settings import HandoffSettings
from privacy.log import get_logger

ERASED = "erased_handoffs"


@dataclass(frozen=True)
class Store:
    """Where the queue keeps its handoffs, and the keys to what is in them."""

    engine: Engine
    keys: KeyRing
    settings: HandoffSettings
    clock: Callable[[], datetime]
    teams: Mapping[str, TeamRule] = field(default_factory=dict)

    def hours(self, team: str) -> Hours:
        """Return when a team works; one that isn't known (any more) keeps office hours."""
        return self.teams[team].hours if team in self.teams else Hours()

    @property
    def exporting(self) -> bool:
        """Tell whether handoffs stand in Open Klant too."""
        return self.settings.klantinteracties_url != ""

    @cached_property
    def key_store(self) -> KeyStore:
        """Return where the data keys are: not among the handoffs."""
        return KeyStore.beside(self.engine, self.settings.key_store_url)

    @contextmanager
    def writing(self, what: str = "") -> Iterator[Session]:
        """
        Open one transaction for a change together with its line in the audit log.

        When it refuses access, that is logged after it was undone, as `what`. The keys of handoffs that it ended
        are destroyed after it was committed.
        """
        with self.refusals_logged(what), writing(self.engine) as session:
            yield session
        self._destroy_keys(session.info.pop(ERASED, []))

    @contextmanager
    def reading(self, what: str = "") -> Iterator[Session]:
        """Open one transaction that changes nothing; when it refuses access, that is logged as `what`."""
        with self.refusals_logged(what), reading(self.engine) as session:
            yield session

    def new_data_key(self, handoff_id: str) -> DataKey:
        """Make the key of a handoff and store it at once: a handoff is never stored without its key."""
        key, wrapped = self.keys.new_data_key(handoff_id)
        self.key_store.put(handoff_id, wrapped)
        if wrapped.key_id != self.keys.active_id:  # rotated in between: leave nothing that still needs the old key
            self.key_store.rewrap(self.keys)
        return key

    def data_key(self, session: Session, handoff_id: str) -> DataKey:
        """Return the key of a handoff; it is gone once the handoff is closed or withdrawn."""
        stored = self.key_store.get(handoff_id)
        if stored is None:
            raise HandoffGoneError(session.get_one(tables.Handoff, handoff_id).status)
        return self.keys.unwrap(handoff_id, stored)

    def erase(self, session: Session, handoff_id: str) -> None:
        """Destroy the key of a handoff as soon as this transaction is committed."""
        session.info.setdefault(ERASED, []).append(handoff_id)

    def log(
        self, session: Session, action: str, handoff_id: str | None, account_id: str | None = None, result: str = "ok"
    ) -> None:
        """
        Write a line of the audit log, and what others must hear of it, in the same transaction.

        Args:
            result: A code, never content.
        """
        line = audit.Line(self.clock(), action, handoff_id, account_id, result=result)
        if handoff_id:
            count_step(session, self.hours, line)
        audit.note(session, self.keys, line)
        tell(session, action, handoff_id, line.at, exporting=self.exporting)

    @contextmanager
    def refusals_logged(self, what: str = "") -> Iterator[None]:
        """Log it when access is refused, as `what`, in a transaction of its own."""
        try:
            yield
        except RefusedError as error:
            with writing(self.engine) as session:
                self.log(session, "refused", error.handoff_id, error.account_id, what or error.why)
            raise

    def _destroy_keys(self, handoff_ids: list[str]) -> None:
        """Destroy keys. When the key store doesn't answer, the next sweep does it: the handoffs have ended."""
        try:
            self.key_store.destroy(handoff_ids)
        except SQLAlchemyError as error:
            get_logger().error("keys_not_destroyed", error=type(error).__name__, count=len(handoff_ids))


def held(session: Session, handoff_id: str, account_id: str, version: int | None = None) -> tables.Handoff:
    """
    Return a handoff that this account holds, locked against changes until the transaction ends.

    Raises:
        HandoffNotFoundError: If there is none with this id.
        HandoffGoneError: If it is closed, withdrawn or expired.
        NotHolderError: If this account didn't pick it up.
        StaleVersionError: If it isn't the given version any more.
    """
    found = session.get(tables.Handoff, handoff_id, with_for_update=True)
    if found is None:
        raise HandoffNotFoundError
    if found.status not in OPEN_STATUSES:
        raise HandoffGoneError(found.status)
    if found.status not in HELD_STATUSES or found.claimed_by != account_id:
        raise NotHolderError(handoff_id, account_id)
    if version is not None and found.version != version:
        raise StaleVersionError
    return found


def name_of(session: Session, account_id: str | None) -> str | None:
    """Return the name of the wijkteamlid, for the colleagues."""
    found = session.get(tables.Account, account_id) if account_id else None
    return found.naam if found else None


def row(session: Session, handoff: tables.Handoff) -> Row:
    """Return a handoff as the plain value that leaves the queue."""
    return Row(
        id=handoff.id,
        referentie=handoff.referentie,
        gemeente=handoff.gemeente,
        team=handoff.team,
        onderwerp=handoff.onderwerp,
        kanaal=handoff.kanaal,
        hoe=handoff.hoe,
        status=handoff.status,
        created_at=handoff.created_at,
        due_at=handoff.due_at,
        claimed_by=name_of(session, handoff.claimed_by),
        claimed_at=handoff.claimed_at,
        version=handoff.version,
        claimed_by_id=handoff.claimed_by,
        closed_at=handoff.closed_at,
        uitkomst=handoff.uitkomst,
        pick_up_by=handoff.pick_up_by or handoff.due_at,
        lease_until=handoff.lease_until,
        lease_step=handoff.lease_step,
        lapsed_id=handoff.lapsed_holder,
        haast=handoff.haast,
    )


def note_place(handoff_id: str) -> Place:
    """Return the place that the note of a handoff is bound to."""
    return Place("handoff", "note", handoff_id)


def line_place(line_id: str) -> Place:
    """Return the place that a line is bound to."""
    return Place("handoff_line", "ciphertext", line_id)


def consent_place(handoff_id: str) -> Place:
    """Return the place that the preview is bound to."""
    return Place("handoff", "consent_shown", handoff_id)


def message_place(message_id: str) -> Place:
    """Return the place that a chat message is bound to."""
    return Place("relay_message", "ciphertext", message_id)


def address_place(handoff_id: str) -> Place:
    """Return the place that the address of a channel is bound to."""
    return Place("chat_place", "address", handoff_id)


def conversation_hash(keys: KeyRing, conversation: str) -> str:
    """Return the only trace of a conversation that is stored: a keyed hash."""
    return keys.lookup_hash("conversation", conversation)


def open_chat(store: "Store", conversation: str) -> Select[tables.Handoff]:
    """Return the query for the open chat of a conversation."""
    handoff = tables.Handoff
    mine = handoff.conversation_hash == conversation_hash(store.keys, conversation)
    return select(handoff).where(mine, handoff.hoe == "chat", handoff.status.in_(OPEN_STATUSES))


def newest_of(store: Store, session: Session, conversation: str, hoe: str = "") -> tables.Handoff | None:
    """Return the open handoff of a conversation, else the one that ended last; with `hoe` only of those."""
    handoff = tables.Handoff
    mine = handoff.conversation_hash == conversation_hash(store.keys, conversation)
    is_open = handoff.status.in_(OPEN_STATUSES)
    order = (is_open.desc(), handoff.closed_at.desc(), handoff.created_at.desc())
    query = select(handoff).where(mine, handoff.hoe == hoe) if hoe else select(handoff).where(mine)
    return session.scalars(query.order_by(*order).limit(1)).first()


def highest_event(session: Session) -> int:
    """Return the number of the last event."""
    return session.scalar(select(func.max(tables.Event.id))) or 0
