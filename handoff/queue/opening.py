"""Shows the holder what the inwoner sent, and logs each time that it is read."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.draft import CONTACT_FIELDS
from handoff.keys import DataKey
from handoff.limits import demand_room
from handoff.queue import unsent
from handoff.queue.errors import FieldNotFoundError
from handoff.queue.leases import acting, go_on
from handoff.queue.records import Row, ShownLine
from handoff.queue.store import Store, held, line_place, note_place, row

AN_HOUR = timedelta(hours=1)


def lines(store: Store, handoff_id: str, account_id: str, *, already_logged: bool = False) -> list[ShownLine]:
    """
    Return the lines in the order that the inwoner saw, with contact fields hidden until revealed.

    Args:
        already_logged: What leads to this page is a line of the audit log itself, such as a field that was revealed.
    """
    with store.writing("lines") as session:
        held(session, handoff_id, account_id)
        key = store.data_key(session, handoff_id)
        if not already_logged:
            store.log(session, "read", handoff_id, account_id)
        return [_shown(line, key) for line in _stored(session, handoff_id)]


def reveal(store: Store, handoff_id: str, veld: str, account_id: str) -> str:
    """
    Show one hidden field to the holder, and log it.

    Raises:
        FieldNotFoundError: If the inwoner didn't send this field.
        NotHolderError: If another wijkteamlid has the handoff, or nobody; the try is logged too.
        TooManyError: If this account had too many fields shown within an hour.
    """
    with store.writing("reveal") as session:
        go_on(store, session, handoff_id, account_id)
        held(session, handoff_id, account_id)
        line = next((line for line in _stored(session, handoff_id) if line.veld == veld), None)
        if line is None:
            raise FieldNotFoundError
        most, now = store.settings.reveals_per_hour, store.clock()
        demand_room(session, account_id, "revealed", now=now, within=AN_HOUR, most=most)
        store.log(session, "revealed", handoff_id, account_id, line.veld)
        return store.data_key(session, handoff_id).decrypt(line_place(line.id), line.ciphertext)


def note(store: Store, handoff_id: str, account_id: str) -> str:
    """Return the note, empty when there is none."""
    with store.reading("note") as session:
        found = held(session, handoff_id, account_id)
        if found.note is None:
            return ""
        return store.data_key(session, handoff_id).decrypt(note_place(handoff_id), found.note)


def save_note(store: Store, handoff_id: str, account_id: str, tekst: str, version: int) -> Row:
    """Save the note. A page that is too old is refused, so that nobody's words are lost unseen."""
    with store.writing() as session:
        found = acting(store, session, handoff_id, account_id, version)
        unsent.drop(session, handoff_id, account_id, "notitie")
        found.note = store.data_key(session, handoff_id).encrypt(note_place(handoff_id), tekst) if tekst else None
        found.version += 1
        store.log(session, "note_saved", handoff_id, account_id)
        return row(session, found)


def _stored(session: Session, handoff_id: str) -> list[tables.HandoffLine]:
    line = tables.HandoffLine
    return list(session.scalars(select(line).where(line.handoff_id == handoff_id).order_by(line.plaats)))


def _shown(line: tables.HandoffLine, key: DataKey) -> ShownLine:
    hidden = line.veld in CONTACT_FIELDS
    waarde = None if hidden else key.decrypt(line_place(line.id), line.ciphertext)
    return ShownLine(line.veld, line.label, waarde, hidden)
