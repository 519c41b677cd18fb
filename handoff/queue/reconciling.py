"""
Looks for handoffs that could get lost, and for what stayed behind of those that ended. There should be none.

Every kind is found by looking at what is stored, not at what should have happened: a mistake in any other module, a
half restored backup or a team that was renamed all show up here.
"""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from handoff import tables
from handoff.queue.records import HELD_STATUSES, OPEN_STATUSES, Finding
from handoff.queue.store import Store
from handoff.queue.sweeping import misplaced
from handoff.queue.transfers import Members

NAMED = ("no_key", "no_lines")  # nothing can bring these back: a person has to know
MENDED = (
    "past_limit",
    "unseen_team",
    "holder_gone",
    "no_lease",
    "offer_astray",
    "orphan_key",
    "orphan_text",
    "orphan_draft",
)
KINDS = (*NAMED, *MENDED)


def findings(store: Store, members: Members) -> list[Finding]:
    """
    Return everything that is wrong.

    Args:
        members: The accounts that can pick up for each team; a team without any is seen by nobody.
    """
    orphan_keys, keyless = misplaced(store)
    with store.reading() as session:
        return [
            *_open(store, session, members, _without_key(store, session, keyless)),
            *_offers(session, members),
            *(_named(session, "orphan_key", one) for one in orphan_keys),
            *_orphans(store, session),
        ]


def _without_key(store: Store, session: Session, keyless: set[str]) -> set[str]:
    """Look again: a handoff that came in, or ended, between two looks has its key where it belongs."""
    query = select(tables.Handoff.id).where(_is_open(), tables.Handoff.id.in_(keyless))
    return {one for one in session.scalars(query) if store.key_store.get(one) is None}


def _open(store: Store, session: Session, members: Members, keyless: set[str]) -> Iterator[Finding]:
    lines = _ids(session, tables.HandoffLine.handoff_id)
    too_old = store.clock() - timedelta(days=store.settings.retention_days_open)
    for found in session.scalars(select(tables.Handoff).where(_is_open())):
        team, held = members.get(found.team, frozenset()), found.status in HELD_STATUSES
        wrong = {
            "no_key": found.id in keyless,
            "no_lines": found.id not in lines,
            "past_limit": found.created_at < too_old,
            "unseen_team": not team,
            "holder_gone": held and found.claimed_by not in team,
            "no_lease": held and found.lease_until is None,
        }
        yield from (_finding(kind, found) for kind, is_so in wrong.items() if is_so)


def _offers(session: Session, members: Members) -> Iterator[Finding]:
    """Find offers that nobody can accept, or that are not of who holds the handoff."""
    for offer in session.scalars(select(tables.Transfer)):
        found = session.get_one(tables.Handoff, offer.handoff_id)
        receivers = members.get(offer.to_team, frozenset()) - {offer.from_account}
        reached = receivers if offer.to_account is None else receivers & {offer.to_account}
        if not reached or found.claimed_by != offer.from_account or found.status not in HELD_STATUSES:
            yield _finding("offer_astray", found)


def _orphans(store: Store, session: Session) -> Iterator[Finding]:
    """Find texts of handoffs that ended, and half-written ones that no key opens."""
    ended = ~tables.Handoff.id.in_(select(tables.Handoff.id).where(_is_open()))
    left = {
        "orphan_text": _ids(session, tables.HandoffLine.handoff_id)
        | _ids(session, tables.RelayMessage.handoff_id)
        | _ids(session, tables.ChatPlace.handoff_id),
        "orphan_draft": _ids(session, tables.UnsentText.handoff_id),
    }
    for found in session.scalars(select(tables.Handoff).where(ended)):
        yield from (_finding(kind, found) for kind, ids in left.items() if found.id in ids)
    for found in session.scalars(select(tables.Handoff).where(_is_open(), tables.Handoff.id.in_(left["orphan_draft"]))):
        if store.key_store.get(found.id) is None:
            yield _finding("orphan_draft", found)


def _ids(session: Session, column: InstrumentedAttribute[str]) -> set[str]:
    return set(session.scalars(select(column).distinct()))


def _is_open() -> ColumnElement[bool]:
    return tables.Handoff.status.in_(OPEN_STATUSES)


def _named(session: Session, kind: str, handoff_id: str) -> Finding:
    found = session.get(tables.Handoff, handoff_id)
    return _finding(kind, found) if found else Finding(kind, handoff_id, "", "", "")


def _finding(kind: str, found: tables.Handoff) -> Finding:
    return Finding(kind, found.id, found.referentie, found.gemeente, found.team)
