"""Opens a finished handoff again: only where what the inwoner sent still is there, and finishing destroys it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.queue.errors import DataGoneError, HandoffNotFoundError, OtherTeamError
from handoff.queue.records import OPEN_STATUSES, Row
from handoff.queue.store import Store, row
from handoff.queue.terms import pick_up_by


def can_reopen(store: Store, handoff_id: str) -> bool:
    """Tell whether there is something to open again."""
    with store.reading() as session:
        found = session.get(tables.Handoff, handoff_id)
        return found is not None and _has_data(store, session, found)


def reopen(store: Store, handoff_id: str, account_id: str, teams: frozenset[str]) -> Row:
    """
    Put a finished handoff back in the queue of its team, with a new target; who may do that is for the caller to check.

    Raises:
        DataGoneError: If the data is destroyed, the inwoner withdrew it, or has asked again since.
        HandoffNotFoundError: If it isn't one of these teams.
    """
    with store.writing() as session:
        found = session.get(tables.Handoff, handoff_id, with_for_update=True)
        if found is None:
            raise HandoffNotFoundError
        if found.team not in teams:
            raise OtherTeamError(handoff_id, account_id)
        if found.status in OPEN_STATUSES:
            return row(session, found)
        if not _has_data(store, session, found):
            raise DataGoneError
        found.status, found.version = "waiting", found.version + 1
        found.closed_at = found.uitkomst = None
        found.pick_up_by = pick_up_by(store.settings, store.hours(found.team), found.onderwerp, store.clock())
        store.log(session, "reopened", handoff_id, account_id)
        return row(session, found)


def _has_data(store: Store, session: Session, found: tables.Handoff) -> bool:
    handoff = tables.Handoff
    again = select(handoff.id).where(
        handoff.conversation_hash == found.conversation_hash, handoff.status.in_(OPEN_STATUSES), handoff.id != found.id
    )
    has_key = store.key_store.get(found.id) is not None
    return found.status == "closed" and has_key and session.scalar(again) is None
