"""Picks up a handoff: one wijkteamlid gets it, the others hear who has it."""

from handoff.audit import ChainGoneError
from handoff.queue.errors import (
    AlreadyClaimedError,
    HandoffGoneError,
    HandoffNotFoundError,
    OtherTeamError,
)
from handoff.queue.leases import NO_LEASE, acting, go_on, put
from handoff.queue.records import OPEN_STATUSES, Row
from handoff.queue.store import Store, held, row
from handoff.queue.taking import Seen, look, take
from handoff.queue.transfers import drop_offer


def claim(store: Store, handoff_id: str, account_id: str, teams: frozenset[str]) -> Row:
    """
    Pick up a waiting handoff; the same account again gets it once more.

    One conditional UPDATE decides, so two at once can't both win: the second finds it changed, and looks again.

    Raises:
        AlreadyClaimedError: If a colleague was first.
        HandoffGoneError: If it is closed, withdrawn or expired.
        HandoffNotFoundError: If it isn't one of these teams.
        ChainGoneError: If it waits and yet can't be taken: the audit log can't follow.
    """
    with store.refusals_logged():
        before: Seen | None = None
        while True:
            seen = look(store, handoff_id, account_id)
            if seen is None or seen.row.team not in teams or seen.row.status != "waiting":
                return _yours_already(seen, handoff_id, account_id, teams)
            if seen == before:  # nobody was first, and still it can't be taken
                raise ChainGoneError
            taken = take(store, seen, account_id)
            if taken is not None:
                return taken
            before = seen


def _yours_already(seen: Seen | None, handoff_id: str, account_id: str, teams: frozenset[str]) -> Row:
    if seen is None:
        raise HandoffNotFoundError
    row = seen.row
    if row.team not in teams:
        raise OtherTeamError(handoff_id, account_id)
    if row.status not in OPEN_STATUSES:
        raise HandoffGoneError(row.status)
    if row.claimed_by_id == account_id:
        return row
    raise AlreadyClaimedError(row.claimed_by or "", row.claimed_at or row.created_at)


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
