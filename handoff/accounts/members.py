"""Who can pick up for a team: what nobody can see, nobody may be given."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select

from handoff import tables
from handoff.accounts.records import Account
from handoff.accounts.store import Store


def members_of(store: Store, team: str) -> list[Account]:
    """Return the accounts that can pick up for a team, by name."""
    return sorted((one for one in _able(store) if team in one.teams), key=lambda one: (one.naam, one.id))


def members_by_team(store: Store) -> Mapping[str, frozenset[str]]:
    """Return the ids of the accounts that can pick up, for each team that has any."""
    found: dict[str, set[str]] = defaultdict(set)
    for account in _able(store):
        for team in account.teams:
            found[team].add(account.id)
    return {team: frozenset(ids) for team, ids in found.items()}


def _able(store: Store) -> list[Account]:
    account = tables.Account
    query = select(account).where(account.confirmed, account.disabled_at.is_(None))
    with store.reading() as session:
        accounts = [store.account(session, stored) for stored in session.scalars(query).all()]
    return [one for one in accounts if one.may("handle")]
