"""Whether somebody of a team is there: yes or no, never who and never how many."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select

from handoff import tables
from handoff.accounts.store import Store

Presence = Literal["nu", "kort", "lang"]
STRONGER: tuple[Presence, ...] = ("lang", "kort", "nu")


def presence(store: Store, since: datetime) -> Mapping[str, Presence]:
    """
    Return for each team with people: somebody is signed in (`nu`), was since a moment (`kort`), or wasn't (`lang`).

    A team that isn't in it has nobody who can pick up.
    """
    session_table, account_table, now = tables.Session, tables.Account, store.clock()
    idle = now - timedelta(minutes=store.settings.session_idle_minutes)
    here = select(session_table.account_id).where(session_table.ends_at > now, session_table.seen_at > idle)
    able = select(account_table).where(account_table.confirmed, account_table.disabled_at.is_(None))
    found: dict[str, Presence] = {}
    with store.reading() as session:
        signed_in = set(session.scalars(here))
        for stored in session.scalars(able):
            account = store.account(session, stored)
            lately = stored.signed_in_at is not None and stored.signed_in_at >= since
            now_or_then: Presence = "nu" if stored.id in signed_in else "kort" if lately else "lang"
            for team in account.teams if account.may("handle") else ():
                found[team] = max(found.get(team, "lang"), now_or_then, key=STRONGER.index)
    return found
