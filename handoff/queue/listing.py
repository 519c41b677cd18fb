"""Shows what is in the queue, without anything that tells who an inwoner is."""

from sqlalchemy import Select, select

from handoff import tables
from handoff.queue.errors import HandoffNotFoundError, OtherTeamError
from handoff.queue.records import HELD_STATUSES, OPEN_STATUSES, Entry, Row
from handoff.queue.store import Store, highest_event, row

READS = ("read", "revealed", "revealed_with_reason", "messages_read", "refused", "searched")
Handoffs = Select[tables.Handoff]


def _rows(store: Store, query: Handoffs) -> list[Row]:
    with store.reading() as session:
        return [row(session, found) for found in session.scalars(query)]


def waiting(store: Store, teams: frozenset[str]) -> list[Row]:
    """Return what waits for these teams, oldest first; an account without teams sees nothing."""
    handoff = tables.Handoff
    query = select(handoff).where(handoff.status == "waiting", handoff.team.in_(teams))
    return _rows(store, query.order_by(handoff.created_at, handoff.id))


def mine(store: Store, account_id: str) -> list[Row]:
    """Return what this account picked up and didn't finish, oldest first."""
    handoff = tables.Handoff
    query = select(handoff).where(handoff.claimed_by == account_id, handoff.status.in_(HELD_STATUSES))
    return _rows(store, query.order_by(handoff.claimed_at, handoff.id))


def stalling(store: Store, teams: frozenset[str]) -> list[Row]:
    """Return what was picked up for these teams and is about to come back, the first one first."""
    handoff = tables.Handoff
    query = select(handoff).where(handoff.status.in_(HELD_STATUSES), handoff.team.in_(teams), handoff.lease_step >= 2)
    return _rows(store, query.order_by(handoff.lease_until, handoff.id))


def closed(store: Store, teams: frozenset[str], account_id: str, limit: int) -> list[Row]:
    """Return what these teams finished last, with what inwoners withdrew; looking back is logged."""
    handoff = tables.Handoff
    query = select(handoff).where(handoff.status.not_in(OPEN_STATUSES), handoff.team.in_(teams))
    with store.writing() as session:
        store.log(session, "closed_listed", None, account_id)
        found = session.scalars(query.order_by(handoff.closed_at.desc(), handoff.id).limit(limit))
        return [row(session, one) for one in found]


def get(store: Store, handoff_id: str) -> Row:
    """Return one handoff in any status. Raises HandoffNotFoundError."""
    with store.reading() as session:
        found = session.get(tables.Handoff, handoff_id)
        if found is None:
            raise HandoffNotFoundError
        return row(session, found)


def of_team(store: Store, handoff_id: str, account_id: str, teams: frozenset[str]) -> Row:
    """
    Return a handoff of these teams.

    Raises:
        OtherTeamError: If it belongs to another team; that this account tried is logged.
        HandoffNotFoundError: If there is none with this id.
    """
    with store.reading() as session:
        found = session.get(tables.Handoff, handoff_id)
        if found is None:
            raise HandoffNotFoundError
        if found.team not in teams:
            raise OtherTeamError(handoff_id, account_id)
        return row(session, found)


def history(store: Store, handoff_id: str) -> list[Entry]:
    """Return every line of the audit log about one handoff, oldest first."""
    event, account = tables.Event, tables.Account
    query = (
        select(event, account.naam)
        .outerjoin(account, account.id == event.account_id)
        .where(event.handoff_id == handoff_id)
        .order_by(event.id)
    )
    with store.reading() as session:
        return [Entry(e.id, e.at, e.action, e.result, naam) for e, naam in session.execute(query)]


def events_since(store: Store, event_id: int, limit: int = 500) -> list[tuple[int, str, str]]:
    """Return (id, handoff id, action) of each change; reading is not a change, so showing a page wakes nobody."""
    event = tables.Event
    query = select(event.id, event.handoff_id, event.action).where(
        event.id > event_id, event.handoff_id.is_not(None), event.action.not_in(READS)
    )
    with store.reading() as session:
        return [
            (i, handoff or "", action) for i, handoff, action in session.execute(query.order_by(event.id).limit(limit))
        ]


def last_event(store: Store) -> int:
    """Return the number of the last event, to start following from."""
    with store.reading() as session:
        return highest_event(session)
