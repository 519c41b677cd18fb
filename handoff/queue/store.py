"""What every operation of the queue needs: a transaction, the clock, the keys, and the audit log."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.database import reading, writing
from handoff.keys import DataKey, KeyRing, Place, WrappedKey
from handoff.queue.errors import HandoffGoneError, HandoffNotFoundError, NotHolderError, StaleVersionError
from handoff.queue.records import HELD_STATUSES, OPEN_STATUSES, Row
from handoff.settings import HandoffSettings


@dataclass(frozen=True)
class Store:
    """Where the queue keeps its handoffs, and the keys to what is in them."""

    engine: Engine
    keys: KeyRing
    settings: HandoffSettings
    clock: Callable[[], datetime]

    def writing(self) -> AbstractContextManager[Session]:
        """Open one transaction for a change together with its event."""
        return writing(self.engine)

    def reading(self) -> AbstractContextManager[Session]:
        """Open one transaction that changes nothing."""
        return reading(self.engine)

    def data_key(self, session: Session, handoff_id: str) -> DataKey:
        """Return the key of a handoff; it is gone once the handoff is closed or withdrawn."""
        stored = session.get(tables.DataKey, handoff_id)
        if stored is None:
            raise HandoffGoneError(session.get_one(tables.Handoff, handoff_id).status)
        return self.keys.unwrap(handoff_id, WrappedKey(stored.key_id, stored.wrapped))

    def log(
        self, session: Session, action: str, handoff_id: str, account_id: str | None = None, result: str = "ok"
    ) -> None:
        """Write a line of the audit log in the same transaction; `result` is a code, never content."""
        event = tables.Event(
            at=self.clock(), action=action, handoff_id=handoff_id, account_id=account_id, result=result
        )
        session.add(event)

    @contextmanager
    def logged_refusal(self, handoff_id: str, account_id: str, what: str) -> Iterator[None]:
        """Log that someone who isn't the holder tried to read, after the refused transaction was undone."""
        try:
            yield
        except NotHolderError:
            with self.writing() as session:
                self.log(session, "refused", handoff_id, account_id, what)
            raise


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
        raise NotHolderError
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
    )


def note_place(handoff_id: str) -> Place:
    """Return the place that the note of a handoff is bound to."""
    return Place("handoff", "note", handoff_id)


def line_place(line_id: str) -> Place:
    """Return the place that a line is bound to."""
    return Place("handoff_line", "ciphertext", line_id)


def message_place(message_id: str) -> Place:
    """Return the place that a chat message is bound to."""
    return Place("relay_message", "ciphertext", message_id)


def conversation_hash(keys: KeyRing, conversation: str) -> str:
    """Return the only trace of a conversation that is stored: a keyed hash."""
    return keys.lookup_hash("conversation", conversation)


def newest_of(store: Store, session: Session, conversation: str) -> tables.Handoff | None:
    """Return the newest handoff of a conversation, in any status."""
    mine = tables.Handoff.conversation_hash == conversation_hash(store.keys, conversation)
    query = select(tables.Handoff).where(mine).order_by(tables.Handoff.created_at.desc()).limit(1)
    return session.scalars(query).first()


def highest_event(session: Session) -> int:
    """Return the number of the last event."""
    return session.scalar(select(func.max(tables.Event.id))) or 0
