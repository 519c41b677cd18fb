"""Picks up a handoff: one wijkteamlid gets it, the others hear who has it."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handoff import tables
from handoff.queue.errors import AlreadyClaimedError, HandoffGoneError, HandoffNotFoundError, OtherTeamError
from handoff.queue.leases import NO_LEASE, acting, go_on, new_lease, put
from handoff.queue.records import OPEN_STATUSES, Row
from handoff.queue.store import Store, held, name_of, row
from handoff.queue.transfers import drop_offer


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
    with store.writing() as session:
        team = session.scalar(select(handoff.team).where(handoff.id == handoff_id))
        statement = (
            update(handoff)
            .where(handoff.id == handoff_id, handoff.status == "waiting", handoff.team == team, handoff.team.in_(teams))
            .values(status="claimed", claimed_by=account_id, claimed_at=now, version=handoff.version + 1, read_until=0)
            .values(new_lease(store, team or ""))
            .returning(handoff.id)
            .execution_options(synchronize_session=False)
        )
        if session.scalar(statement) is None:
            return _refused(session, handoff_id, account_id, teams)
        found = session.get_one(handoff, handoff_id)
        store.log(session, "claimed", handoff_id, account_id)
        return row(session, found)


def _refused(session: Session, handoff_id: str, account_id: str, teams: frozenset[str]) -> Row:
    found = session.get(tables.Handoff, handoff_id)
    if found is None:
        raise HandoffNotFoundError
    if found.team not in teams:
        raise OtherTeamError(handoff_id, account_id)
    if found.status not in OPEN_STATUSES:
        raise HandoffGoneError(found.status)
    if found.claimed_by == account_id:
        return row(session, found)
    raise AlreadyClaimedError(name_of(session, found.claimed_by) or "", found.claimed_at or found.created_at)


def release(store: Store, handoff_id: str, account_id: str, version: int) -> Row:
    """Give a handoff back to the team, with its note; it keeps its place by date."""
    with store.writing() as session:
        go_on(store, session, handoff_id, account_id)
        found = held(session, handoff_id, account_id, version)
        drop_offer(store, session, handoff_id, "transfer_cancelled", account_id)
        put(found, NO_LEASE)
        found.status, found.version = "waiting", found.version + 1
        found.claimed_by = found.claimed_at = None
        store.log(session, "released", handoff_id, account_id)
        return row(session, found)


def attempt(store: Store, handoff_id: str, account_id: str, soort: str) -> Row:
    """Note that the wijkteamlid tried to reach the inwoner. The version stays: an open note isn't stale by this."""
    with store.writing() as session:
        found = acting(store, session, handoff_id, account_id)
        found.status = "contacting"
        store.log(session, "attempt", handoff_id, account_id, soort)
        return row(session, found)
