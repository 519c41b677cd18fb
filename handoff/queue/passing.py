"""Passing on and keeping alive, as two objects of the queue."""

from collections import Counter

from handoff.queue import listing, mending, reconciling, reopening, tending, transfers
from handoff.queue.records import Finding, Offer, Row
from handoff.queue.store import Store
from handoff.queue.transfers import Members, Receiver
from handoff.queue.working_time import Hours


class Passing:
    """An offer to a colleague or another team; each step is one transaction together with its audit event."""

    def __init__(self, store: Store) -> None:
        """Keep where the queue keeps its handoffs."""
        self._store = store

    def teams_for(self, team: str) -> frozenset[str]:
        """Return the teams to which a team may pass a handoff on."""
        return self._store.teams[team].passes_to if team in self._store.teams else frozenset()

    def offer(self, handoff_id: str, account_id: str, to: Receiver, reden: str, version: int, members: Members) -> Row:
        """Offer a handoff (one of REDENEN); `members` says who can receive for each team."""
        return transfers.offer(self._store, handoff_id, account_id, to, reden, version, members)

    def cancel(self, handoff_id: str, account_id: str) -> None:
        """Take an offer back."""
        transfers.cancel(self._store, handoff_id, account_id)

    def accept(self, handoff_id: str, account_id: str, teams: frozenset[str]) -> Row:
        """Take over what was offered to this account or one of its teams."""
        return transfers.accept(self._store, handoff_id, account_id, teams)

    def refuse(self, handoff_id: str, account_id: str, teams: frozenset[str]) -> None:
        """Say no; the sender keeps it."""
        transfers.refuse(self._store, handoff_id, account_id, teams)

    def offered_to(self, account_id: str, teams: frozenset[str]) -> list[tuple[Row, Offer]]:
        """Return what this account may accept."""
        return transfers.offered_to(self._store, account_id, teams)

    def offered_by(self, account_id: str) -> dict[str, Offer]:
        """Return the offers that this account made, by the id of the handoff."""
        return transfers.offered_by(self._store, account_id)

    def concerned(self, handoff_id: str) -> frozenset[str]:
        """Return the teams that see something of a handoff: its own, and the one to which it is offered."""
        return transfers.concerned(self._store, handoff_id)


class Care:
    """Nobody gets lost: leases, the reconciler, and opening again."""

    def __init__(self, store: Store) -> None:
        """Keep where the queue keeps its handoffs."""
        self._store = store

    def hours(self, team: str) -> Hours:
        """Return when a team works."""
        return self._store.hours(team)

    def tend(self) -> Counter[str]:
        """Take the step that each lease is ready for; returns how often each event was written."""
        return tending.tend(self._store)

    def stalling(self, teams: frozenset[str]) -> list[Row]:
        """Return what is about to go back to these teams, for their coordinator."""
        return listing.stalling(self._store, teams)

    def findings(self, members: Members) -> list[Finding]:
        """Return every handoff that could get lost, and what stayed behind of ended ones; it should be empty."""
        return reconciling.findings(self._store, members)

    def mend(self, members: Members) -> list[Finding]:
        """Mend what can be mended; returns what was found before that."""
        return mending.mend(self._store, members)

    def can_reopen(self, handoff_id: str) -> bool:
        """Tell whether a finished handoff still has something to open."""
        return reopening.can_reopen(self._store, handoff_id)

    def reopen(self, handoff_id: str, account_id: str, teams: frozenset[str]) -> Row:
        """Put a finished handoff back in the queue. Raises DataGoneError when its data is destroyed."""
        return reopening.reopen(self._store, handoff_id, account_id, teams)
