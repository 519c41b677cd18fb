"""Half-written notes and messages, kept per wijkteamlid: they survive a reload and the end of a lease."""

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.keys import Place
from handoff.queue.errors import HandoffNotFoundError, NotHolderError
from handoff.queue.records import CONCEPTEN, HELD_STATUSES
from handoff.queue.store import Store


def keep(store: Store, handoff_id: str, account_id: str, soort: str, tekst: str) -> None:
    """
    Keep what was typed until now; nothing typed means nothing kept. It is no sign of life: the lease goes on.

    Raises:
        NotHolderError: If this account doesn't have the handoff, and didn't have it last.
    """
    if soort not in CONCEPTEN:
        raise ValueError("unknown soort")
    with store.writing("draft") as session:
        found = session.get(tables.Handoff, handoff_id, with_for_update=True)
        if found is None:
            raise HandoffNotFoundError
        if not _may_write(found, account_id):
            raise NotHolderError(handoff_id, account_id)
        drop(session, handoff_id, account_id, soort)
        if tekst:
            ciphertext = store.data_key(session, handoff_id).encrypt(_place(handoff_id, account_id, soort), tekst)
            session.add(
                tables.UnsentText(
                    handoff_id=handoff_id,
                    account_id=account_id,
                    soort=soort,
                    saved_at=store.clock(),
                    ciphertext=ciphertext,
                )
            )


def unsent(store: Store, handoff_id: str, account_id: str) -> Mapping[str, str]:
    """Return what this account typed and didn't save or send, by kind; nothing when somebody else has the handoff."""
    text = tables.UnsentText
    query = select(text).where(text.handoff_id == handoff_id, text.account_id == account_id)
    with store.reading() as session:
        found = session.get(tables.Handoff, handoff_id)
        stored = session.scalars(query).all() if found and _may_write(found, account_id) else ()
        if not stored:
            return {}
        key = store.data_key(session, handoff_id)
        return {one.soort: key.decrypt(_place(handoff_id, account_id, one.soort), one.ciphertext) for one in stored}


def drop(session: Session, handoff_id: str, account_id: str, soort: str) -> None:
    """Forget what was typed: it was saved or sent."""
    text = tables.UnsentText
    mine = (text.handoff_id == handoff_id, text.account_id == account_id, text.soort == soort)
    session.execute(delete(text).where(*mine))


def _may_write(found: tables.Handoff, account_id: str) -> bool:
    if found.status in HELD_STATUSES:
        return found.claimed_by == account_id
    return found.status == "waiting" and found.lapsed_holder == account_id


def _place(handoff_id: str, account_id: str, soort: str) -> Place:
    return Place("unsent_text", soort, f"{handoff_id}|{account_id}")
