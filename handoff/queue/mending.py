"""Mends what the reconciler found, each in a transaction of its own that looks again first."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from handoff import tables
from handoff.database import scrub
from handoff.queue.closing import end
from handoff.queue.leases import renew
from handoff.queue.reconciling import MENDED, findings
from handoff.queue.records import HELD_STATUSES, OPEN_STATUSES, Finding
from handoff.queue.store import Store
from handoff.queue.sweeping import sweep
from handoff.queue.tending import give_back
from handoff.queue.transfers import Members, drop_offer
from privacy.log import get_logger

Mender = Callable[[Store, Session, tables.Handoff, Members], None]


def mend(store: Store, members: Members) -> list[Finding]:
    """Mend what can be mended; returns what was found before that."""
    found = findings(store, members)
    for finding in sorted(found, key=lambda one: (*MENDED, one.kind).index(one.kind)):
        mender = MENDERS.get(finding.kind)
        if mender is None:
            continue
        try:
            with store.writing() as session:
                handoff = session.get(tables.Handoff, finding.handoff_id, with_for_update=True)
                if handoff is not None:
                    mender(store, session, handoff, members)
        except SQLAlchemyError as error:
            get_logger().error("finding_not_mended", handoff_id=finding.handoff_id, error=type(error).__name__)
    if found:
        sweep(store)
        scrub(store.engine)
    return found


def _expire(store: Store, session: Session, found: tables.Handoff, _members: Members) -> None:
    if found.status in OPEN_STATUSES:
        end(store, session, found, "expired")


def _to_fallback(store: Store, session: Session, found: tables.Handoff, members: Members) -> None:
    """Move it to the team of its gemeente that looks when no other does, if there is anybody in it."""
    fallback = next((rule.fallback for rule in store.teams.values() if rule.gemeente == found.gemeente), "")
    if found.status in OPEN_STATUSES and not members.get(found.team) and members.get(fallback):
        found.team = fallback
        store.log(session, "team_changed", found.id, None, fallback)


def _from_holder(store: Store, session: Session, found: tables.Handoff, members: Members) -> None:
    """Return it to the team: its holder can't open it any more, and can't go on with it either."""
    if found.status in HELD_STATUSES and found.claimed_by not in members.get(found.team, frozenset()):
        give_back(store, session, found, "holder_gone", "account")
        found.lapsed_holder = None


def _begin_lease(store: Store, session: Session, found: tables.Handoff, _members: Members) -> None:
    if found.status in HELD_STATUSES and found.lease_until is None:
        renew(store, found)
        store.log(session, "lease_begun", found.id)


def _drop_offer(store: Store, session: Session, found: tables.Handoff, _members: Members) -> None:
    drop_offer(store, session, found.id, "transfer_lapsed")


def _erase_rest(store: Store, session: Session, found: tables.Handoff, _members: Members) -> None:
    """Destroy what stayed behind of a handoff that ended."""
    if found.status in OPEN_STATUSES:
        return
    for table in (tables.HandoffLine, tables.RelayMessage, tables.ChatPlace, tables.UnsentText):
        session.execute(delete(table).where(table.handoff_id == found.id))
    store.log(session, "rest_erased", found.id)


def _erase_drafts(store: Store, session: Session, found: tables.Handoff, _members: Members) -> None:
    """Delete half-written texts that nothing can decrypt, or of a handoff that ended."""
    if found.status not in OPEN_STATUSES or store.key_store.get(found.id) is None:
        session.execute(delete(tables.UnsentText).where(tables.UnsentText.handoff_id == found.id))
        store.log(session, "rest_erased", found.id)


MENDERS: Mapping[str, Mender] = MappingProxyType(
    {
        "past_limit": _expire,
        "unseen_team": _to_fallback,
        "holder_gone": _from_holder,
        "no_lease": _begin_lease,
        "offer_astray": _drop_offer,
        "orphan_text": _erase_rest,
        "orphan_draft": _erase_drafts,
    }
)
