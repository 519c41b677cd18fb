"""The chat between an inwoner and the wijkteam: encrypted, in order, and gone when the handoff ends."""

import uuid

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.queue import unsent
from handoff.queue.errors import NotChatError
from handoff.queue.leases import acting
from handoff.queue.records import ChatNow, RelayMessage, Row
from handoff.queue.store import Store, held, message_place, newest_of, open_chat, row


def send_to_inwoner(store: Store, handoff_id: str, account_id: str, tekst: str, once: str = "") -> RelayMessage:
    """
    Send a message. It counts as a try to reach the inwoner; an open note isn't stale by it.

    Args:
        once: What the page calls this message: the same words under the same name are sent once.
    """
    with store.writing() as session:
        found = acting(store, session, handoff_id, account_id)
        if found.hoe != "chat":
            raise NotChatError
        unsent.drop(session, handoff_id, account_id, "bericht")
        # With the words in it, what somebody changed before sending it again isn't taken for the first one.
        name = _name(store, handoff_id, f"{account_id}|{once}|{tekst}") if once else None
        earlier = _named(store, session, handoff_id, name)
        if earlier is not None:
            return earlier
        found.status = "contacting"
        store.log(session, "message_out", handoff_id, account_id)
        return _add(store, session, handoff_id, "wijkteam", tekst, name)


def from_inwoner(store: Store, conversation: str, tekst: str, once: str = "") -> bool:
    """
    Take a message for an open chat, also while it waits, and say whether it was taken.

    When it isn't, no wijkteam reads along (any more) and the bot answers.

    Args:
        once: The channel's own id of the message: sent again, it is the same message.
    """
    with store.reading() as session:
        if session.scalars(open_chat(store, conversation)).one_or_none() is None:
            return False
    with store.writing() as session:
        found = session.scalars(open_chat(store, conversation).with_for_update()).one_or_none()
        if found is None:
            return False
        name = _name(store, found.id, f"{conversation}|{once}") if once else None
        if _named(store, session, found.id, name) is None:
            store.log(session, "message_in", found.id)
            _add(store, session, found.id, "inwoner", tekst, name)
        return True


def messages(store: Store, handoff_id: str, account_id: str, *, already_logged: bool = False) -> list[RelayMessage]:
    """
    Return the chat for the holder. Reading is logged when there is something new of the inwoner in it.

    Args:
        already_logged: The page that shows the chat is a line of the audit log itself.
    """
    with store.writing("messages") as session:
        found = held(session, handoff_id, account_id)
        shown = read(store, session, handoff_id, tables.RelayMessage.volgnummer > 0)
        newest = max((message.volgnummer for message in shown if message.van == "inwoner"), default=0)
        if newest > found.read_until:
            found.read_until = newest
            if not already_logged:
                store.log(session, "messages_read", handoff_id, account_id)
    return shown


def since(store: Store, conversation: str, after: int) -> list[RelayMessage]:
    """Return what the wijkteam wrote to this conversation after a message."""
    found = now(store, conversation, after)
    return list(found.berichten) if found else []


def now(store: Store, conversation: str, after: int) -> ChatNow | None:
    """Return how the chat of a conversation stands, with what the wijkteam wrote after a message."""
    message = tables.RelayMessage
    of_team = message.van == "wijkteam"
    with store.reading() as session:
        found = newest_of(store, session, conversation, hoe="chat")
        if found is None:
            return None
        fresh = read(store, session, found.id, of_team & (message.volgnummer > after))
        wrote = session.scalar(select(func.max(message.op)).where(message.handoff_id == found.id, of_team))
        active = max((moment for moment in (found.claimed_at, wrote) if moment), default=None)
        return ChatNow(found.status, found.gemeente, found.team, found.claimed_by, active, tuple(fresh))


def current(store: Store, conversation: str) -> Row | None:
    """Return the newest handoff of a conversation."""
    with store.reading() as session:
        found = newest_of(store, session, conversation)
        return row(session, found) if found else None


def read(store: Store, session: Session, handoff_id: str, which: ColumnElement[bool]) -> list[RelayMessage]:
    """Return messages of a handoff, oldest first; who may see them is for the caller to check."""
    message = tables.RelayMessage
    query = select(message).where(message.handoff_id == handoff_id, which).order_by(message.volgnummer)
    stored = session.scalars(query).all()
    if not stored:
        return []
    key = store.data_key(session, handoff_id)
    return [_plain(one, key.decrypt(message_place(one.id), one.ciphertext)) for one in stored]


def _add(
    store: Store, session: Session, handoff_id: str, van: str, tekst: str, once: str | None = None
) -> RelayMessage:
    message_id, moment = str(uuid.uuid4()), store.clock()
    ciphertext = store.data_key(session, handoff_id).encrypt(message_place(message_id), tekst)
    stored = tables.RelayMessage(
        id=message_id, handoff_id=handoff_id, van=van, op=moment, ciphertext=ciphertext, once=once
    )
    session.add(stored)
    session.flush()
    return _plain(stored, tekst)


def _name(store: Store, handoff_id: str, once: str) -> str:
    """Return what is stored of the name of a message: a keyed hash, since a client may put anything in it."""
    return store.keys.lookup_hash("message", f"{handoff_id}|{once}")


def _named(store: Store, session: Session, handoff_id: str, name: str | None) -> RelayMessage | None:
    if name is None:
        return None
    found = read(store, session, handoff_id, tables.RelayMessage.once == name)
    return found[0] if found else None


def _plain(stored: tables.RelayMessage, tekst: str) -> RelayMessage:
    return RelayMessage(stored.volgnummer, tekst, stored.op, "inwoner" if stored.van == "inwoner" else "wijkteam")
