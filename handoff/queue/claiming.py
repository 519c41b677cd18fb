"""Picks up a handoff: one wijkteamlid gets it, the others hear who has it."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from handoff import tables
from handoff.queue.errors import AlreadyClaimedError, HandoffGoneError, HandoffNotFoundError
from handoff.queue.records import OPEN_STATUSES, Row
from handoff.queue.store import Store, held, name_of, row


def claim(store: Store, handoff_id: str, account_id: str, teams: frozenset[str]) -> Row:
    """
    Pick up a waiting handoff; the same account again gets it once more.

    One conditional UPDATE decides, so two at once can't both win: the second finds no waiting row.

    Raises:
        AlreadyClaimedError: If a colleague was first.
        HandoffGoneError: If it is closed, withdrawn or expired.
        HandoffNotFoundError: If it isn't one of these teams.
    """
    handoff, now = tables.Handoff, store.clock()
    statement = (
        update(handoff)
        .where(handoff.id == handoff_id, handoff.status == "waiting", handoff.team.in_(teams))
        .values(status="claimed", claimed_by=account_id, claimed_at=now, version=handoff.version + 1, read_until=0)
        .returning(handoff.id)
        .execution_options(synchronize_session=False)
    )
    with store.writing() as session:
        if session.scalar(statement) is None:
            return _refused(session, handoff_id, account_id, teams)
        store.log(session, "claimed", handoff_id, account_id)
        return row(session, session.get_one(handoff, handoff_id))


def _refused(session: Session, handoff_id: str, account_id: str, teams: frozenset[str]) -> Row:
    found = session.get(tables.Handoff, handoff_id)
    if found is None or found.team not in teams:
        raise HandoffNotFoundError
    if found.status not in OPEN_STATUSES:
        raise HandoffGoneError(found.status)
    if found.claimed_by == account_id:
        return row(session, found)
    raise AlreadyClaimedError(name_of(session, found.claimed_by) or "", found.claimed_at or found.created_at)


def release(store: Store, handoff_id: str, account_id: str, version: int) -> Row:
    """Give a handoff back to the team, with its note; it keeps its place by date."""
    with store.writing() as session:
        found = held(session, handoff_id, account_id, version)
        found.status, found.version = "waiting", found.version + 1
        found.claimed_by = found.claimed_at = None
        store.log(session, "released", handoff_id, account_id)
        return row(session, found)


def attempt(store: Store, handoff_id: str, account_id: str, soort: str) -> Row:
    """Note that the wijkteamlid tried to reach the inwoner. The version stays: an open note isn't stale by this."""
    with store.writing() as session:
        found = held(session, handoff_id, account_id)
        found.status = "contacting"
        store.log(session, "attempt", handoff_id, account_id, soort)
        return row(session, found)
