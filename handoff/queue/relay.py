"""The chat between an inwoner and the wijkteam: encrypted, in order, and gone when the handoff ends."""

import uuid

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.queue import unsent
from handoff.queue.errors import NotChatError
from handoff.queue.leases import acting
from handoff.queue.records import OPEN_STATUSES, RelayMessage, Row
from handoff.queue.store import Store, conversation_hash, held, message_place, newest_of, row


def send_to_inwoner(store: Store, handoff_id: str, account_id: str, tekst: str) -> RelayMessage:
    """Send a message. It counts as a try to reach the inwoner; an open note isn't stale by it."""
    with store.writing() as session:
        found = acting(store, session, handoff_id, account_id)
        if found.hoe != "chat":
            raise NotChatError
        found.status = "contacting"
        unsent.drop(session, handoff_id, account_id, "bericht")
        store.log(session, "message_out", handoff_id, account_id)
        return _add(store, session, handoff_id, "wijkteam", tekst)


def from_inwoner(store: Store, conversation: str, tekst: str) -> bool:
    """
    Take a message for an open chat, also while it waits, and say whether it was taken.

    When it isn't, no wijkteam reads along (any more) and the bot answers.
    """
    handoff = tables.Handoff
    query = select(handoff).where(
        handoff.conversation_hash == conversation_hash(store.keys, conversation),
        handoff.hoe == "chat",
        handoff.status.in_(OPEN_STATUSES),
    )
    with store.reading() as session:
        if session.scalars(query).one_or_none() is None:
            return False
    with store.writing() as session:
        found = session.scalars(query.with_for_update()).one_or_none()
        if found is None:
            return False
        store.log(session, "message_in", found.id)
        _add(store, session, found.id, "inwoner", tekst)
        return True


def messages(store: Store, handoff_id: str, account_id: str, *, already_logged: bool = False) -> list[RelayMessage]:
    """
    Return the chat for the holder. Reading is logged when there is something new of the inwoner in it.

    Args:
        already_logged: The page that shows the chat is a line of the audit log itself.
    """
    with store.writing("messages") as session:
        found = held(session, handoff_id, account_id)
        shown = _messages(store, session, handoff_id, tables.RelayMessage.volgnummer > 0)
        newest = max((message.volgnummer for message in shown if message.van == "inwoner"), default=0)
        if newest > found.read_until:
            found.read_until = newest
            if not already_logged:
                store.log(session, "messages_read", handoff_id, account_id)
    return shown


def since(store: Store, conversation: str, after: int) -> list[RelayMessage]:
    """Return what the wijkteam wrote to this conversation after a message."""
    message = tables.RelayMessage
    with store.reading() as session:
        found = newest_of(store, session, conversation)
        if found is None:
            return []
        return _messages(store, session, found.id, (message.van == "wijkteam") & (message.volgnummer > after))


def current(store: Store, conversation: str) -> Row | None:
    """Return the newest handoff of a conversation."""
    with store.reading() as session:
        found = newest_of(store, session, conversation)
        return row(session, found) if found else None


def _add(store: Store, session: Session, handoff_id: str, van: str, tekst: str) -> RelayMessage:
    message_id, now = str(uuid.uuid4()), store.clock()
    ciphertext = store.data_key(session, handoff_id).encrypt(message_place(message_id), tekst)
    stored = tables.RelayMessage(id=message_id, handoff_id=handoff_id, van=van, op=now, ciphertext=ciphertext)
    session.add(stored)
    session.flush()
    return RelayMessage(stored.volgnummer, tekst, now, "inwoner" if van == "inwoner" else "wijkteam")


def _messages(store: Store, session: Session, handoff_id: str, which: ColumnElement[bool]) -> list[RelayMessage]:
    message = tables.RelayMessage
    query = select(message).where(message.handoff_id == handoff_id, which).order_by(message.volgnummer)
    stored = session.scalars(query).all()
    if not stored:
        return []
    key = store.data_key(session, handoff_id)
    return [
        RelayMessage(
            m.volgnummer,
            key.decrypt(message_place(m.id), m.ciphertext),
            m.op,
            "inwoner" if m.van == "inwoner" else "wijkteam",
        )
        for m in stored
    ]
