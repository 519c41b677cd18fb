"""Where the inwoner of a chat reads: one place at a time, also after a restart or on another device."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.database import scrub
from handoff.queue.records import OPEN_STATUSES, RelayMessage, TakenUp
from handoff.queue.relay import read
from handoff.queue.store import Store, address_place, conversation_hash, open_chat

LAST_PART = 20


class Places:
    """The places of chats; each step is one transaction."""

    def __init__(self, store: Store) -> None:
        """Keep where the queue keeps its handoffs."""
        self._store = store

    def come_back(
        self, code_hash: str, conversation: str, kanaal: str, address: str = ""
    ) -> tuple[RelayMessage, ...] | None:
        """
        Let an open chat go on in this conversation, and return the last part of what was said.

        The conversation that had it gets nothing any more. None when no open chat has this code. When this
        conversation already has it, nothing changes but that the last part is returned once more.
        """
        store, handoff = self._store, tables.Handoff
        which = (handoff.code_hash == code_hash, handoff.hoe == "chat", handoff.status.in_(OPEN_STATUSES))
        with store.writing() as session:
            found = session.scalars(select(handoff).where(*which).with_for_update()).one_or_none()
            if found is None:
                return None
            here = conversation_hash(store.keys, conversation)
            if found.conversation_hash != here:
                self._make_room(session, here)
                found.conversation_hash, found.kanaal = here, kanaal
                store.log(session, "came_back", found.id)
                session.flush()
            place = self._place(session, found.id)
            place.begun, place.telling = place.begun + 1, None
            self._put_address(session, place, address)
            place.told_until = self._newest(session, found.id)
            return self._last_part(session, found.id)

    def take_up(self, conversation: str, address: str = "") -> TakenUp | None:
        """Go on with the open chat of a conversation that the app forgot; None when there is none."""
        with self._store.reading() as session:
            if session.scalars(open_chat(self._store, conversation)).one_or_none() is None:
                return None
        with self._store.writing() as session:
            found = session.scalars(open_chat(self._store, conversation).with_for_update()).one_or_none()
            if found is None:
                return None
            place = self._place(session, found.id)
            place.begun += 1
            if address:
                self._put_address(session, place, address)
            return TakenUp(found.gemeente, place.begun, place.told_until, place.telling)

    def settle(self, conversation: str, address: str) -> None:
        """Remember where a channel brings messages for the chat that was just begun."""
        with self._store.writing() as session:
            found = session.scalars(open_chat(self._store, conversation)).one_or_none()
            if found is not None and address:
                self._put_address(session, self._place(session, found.id), address)

    def brings(self, conversation: str, volgnummer: int) -> None:
        """Note that a message is on its way: when everything stops now, it is in doubt."""
        self._note(conversation, telling=volgnummer)

    def brought(self, conversation: str, volgnummer: int) -> None:
        """Note that a message arrived."""
        self._note(conversation, telling=None, told_until=volgnummer)

    def unreachable(self, conversation: str) -> None:
        """Note that a channel can't bring messages there any more; the chat itself goes on."""
        with self._store.writing() as session:
            found = session.scalars(open_chat(self._store, conversation).with_for_update()).one_or_none()
            if found is not None:
                place = self._place(session, found.id)
                place.address = place.telling = None  # what was on its way surely didn't arrive
                self._store.log(session, "unreachable", found.id)
        scrub(self._store.engine)

    def left(self, conversation: str) -> None:
        """Note that nobody looked into the conversation for so long that the app forgot it."""
        with self._store.writing() as session:
            found = session.scalars(open_chat(self._store, conversation).with_for_update()).one_or_none()
            if found is not None:
                self._store.log(session, "inwoner_left", found.id)

    def addresses(self) -> list[str]:
        """Return every address that open chats have, for the channel that brings messages there."""
        handoff, place = tables.Handoff, tables.ChatPlace
        query = select(place).join(handoff, handoff.id == place.handoff_id)
        with self._store.reading() as session:
            found = session.scalars(query.where(handoff.status.in_(OPEN_STATUSES), place.address.is_not(None))).all()
            return [self._address(session, one) for one in found]

    def code_refused(self) -> None:
        """Write in the audit log that three words were wrong, never which."""
        with self._store.writing() as session:
            self._store.log(session, "code_refused", None)

    def _make_room(self, session: Session, here: str) -> None:
        """Cut the link to another open handoff of this conversation: its own three words still work."""
        handoff = tables.Handoff
        other = select(handoff).where(handoff.conversation_hash == here, handoff.status.in_(OPEN_STATUSES))
        for found in session.scalars(other.with_for_update()):
            found.conversation_hash = None
            self._store.log(session, "link_cut", found.id)
        session.flush()

    def _place(self, session: Session, handoff_id: str) -> tables.ChatPlace:
        found = session.get(tables.ChatPlace, handoff_id)
        if found is None:
            found = tables.ChatPlace(handoff_id=handoff_id, begun=0, told_until=0)
            session.add(found)
        return found

    def _put_address(self, session: Session, place: tables.ChatPlace, address: str) -> None:
        key = self._store.data_key(session, place.handoff_id)
        place.address = key.encrypt(address_place(place.handoff_id), address) if address else None

    def _address(self, session: Session, place: tables.ChatPlace) -> str:
        return self._store.data_key(session, place.handoff_id).decrypt(
            address_place(place.handoff_id), place.address or b""
        )

    def _note(self, conversation: str, *, telling: int | None, told_until: int | None = None) -> None:
        with self._store.writing() as session:
            found = session.scalars(open_chat(self._store, conversation).with_for_update()).one_or_none()
            if found is None:
                return
            place = self._place(session, found.id)
            place.telling = telling
            place.told_until = max(place.told_until, told_until or 0)

    def _newest(self, session: Session, handoff_id: str) -> int:
        message = tables.RelayMessage
        newest = select(func.max(message.volgnummer)).where(message.handoff_id == handoff_id)
        return session.scalar(newest) or 0

    def _last_part(self, session: Session, handoff_id: str) -> tuple[RelayMessage, ...]:
        message = tables.RelayMessage
        mine = select(message.volgnummer).where(message.handoff_id == handoff_id)
        last = mine.order_by(message.volgnummer.desc()).limit(LAST_PART)
        return tuple(read(self._store, session, handoff_id, message.volgnummer.in_(last)))
