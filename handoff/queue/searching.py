"""Finds a handoff by its reference number: the only thing that one can search for, as it tells nothing."""

from sqlalchemy import select

from handoff import tables
from handoff.queue.store import Store

FOUND, NOT_FOUND = "found", "not_found"


def find(store: Store, referentie: str, account_id: str, teams: frozenset[str]) -> str | None:
    """
    Return the id of a handoff of these teams, also of one that ended; None when there is none.

    That this account searched is logged, without what was typed: one of another team is as if it didn't exist.
    """
    handoff = tables.Handoff
    query = select(handoff.id).where(handoff.referentie == referentie, handoff.team.in_(teams))
    with store.writing() as session:
        found = session.scalar(query)
        store.log(session, "searched", found, account_id, FOUND if found else NOT_FOUND)
        return found
