"""
Ends a handoff. What the inwoner sent is deleted in the same transaction, and its key destroyed right after.

In that order, because a transaction that fails must not leave an open handoff without its key. When everything stops
between the two, the key is swept at the next start: see `handoff.queue.sweeping`.
"""

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from handoff import tables
from handoff.database import scrub
from handoff.queue.leases import NO_LEASE, go_on, put
from handoff.queue.records import OPEN_STATUSES, UITKOMSTEN, Row
from handoff.queue.store import Store, conversation_hash, held, row


def close(store: Store, handoff_id: str, account_id: str, uitkomst: str, version: int) -> Row:
    """Finish a handoff with an outcome; team, topic, outcome and dates stay, nothing else."""
    if uitkomst not in UITKOMSTEN:
        raise ValueError("unknown uitkomst")
    with store.writing() as session:
        go_on(store, session, handoff_id, account_id)
        found = held(session, handoff_id, account_id, version)
        found.uitkomst = uitkomst
        end(store, session, found, "closed", account_id, uitkomst)
        closed = row(session, found)
    scrub(store.engine)
    return closed


def withdraw(store: Store, code_hash: str) -> str | None:
    """Withdraw by the hash of the code, also while claimed; returns the id, None when no open handoff has it."""
    return _withdraw(store, tables.Handoff.code_hash == code_hash)


def withdraw_conversation(store: Store, conversation: str) -> str | None:
    """Withdraw the open handoff of a conversation."""
    return _withdraw(store, tables.Handoff.conversation_hash == conversation_hash(store.keys, conversation))


def forget(store: Store, conversation: str) -> None:
    """Cut the link between a conversation and its handoffs; what was sent stays with the team."""
    of_conversation = tables.Handoff.conversation_hash == conversation_hash(store.keys, conversation)
    with store.writing() as session:
        for handoff_id in session.scalars(select(tables.Handoff.id).where(of_conversation)).all():
            store.log(session, "link_cut", handoff_id)
        session.execute(update(tables.Handoff).where(of_conversation).values(conversation_hash=None))
    scrub(store.engine)


def end(
    store: Store,
    session: Session,
    found: tables.Handoff,
    status: str,
    account_id: str | None = None,
    result: str = "ok",
) -> None:
    """Set the end state and destroy what the inwoner sent, within the given transaction."""
    store.erase(session, found.id)
    for table in (tables.HandoffLine, tables.RelayMessage, tables.ChatPlace, tables.UnsentText, tables.Transfer):
        session.execute(delete(table).where(table.handoff_id == found.id))
    found.note = found.code_hash = found.consent_shown = found.haast = None
    put(found, NO_LEASE)
    found.status, found.version, found.closed_at = status, found.version + 1, store.clock()
    store.log(session, status, found.id, account_id, result)


def _withdraw(store: Store, which: ColumnElement[bool]) -> str | None:
    query = select(tables.Handoff).where(which, tables.Handoff.status.in_(OPEN_STATUSES))
    with store.writing() as session:
        found = session.scalars(query.with_for_update()).one_or_none()
        if found is None:
            return None
        end(store, session, found, "withdrawn")
        handoff_id = found.id
    scrub(store.engine)
    return handoff_id
