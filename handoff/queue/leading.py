"""What who leads a team does with what colleagues hold: see who has what, and offer it to somebody else."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.queue.errors import HandoffGoneError, HandoffNotFoundError, OfferGoneError, StaleVersionError
from handoff.queue.records import HELD_STATUSES, LEAD_REDENEN, OPEN_STATUSES, Offer, Row
from handoff.queue.store import Store, row
from handoff.queue.transfers import Members, Receiver, check_receiver, drop_offer, offer_of


class Leading:
    """The steps of a coordinator; none of them reads a line of an inwoner."""

    def __init__(self, store: Store) -> None:
        """Keep where the queue keeps its handoffs."""
        self._store = store

    def held(self, teams: frozenset[str]) -> list[Row]:
        """Return what colleagues hold for these teams; what has to be done first is on top."""
        handoff = tables.Handoff
        query = select(handoff).where(handoff.status.in_(HELD_STATUSES), handoff.team.in_(teams))
        with self._store.reading() as session:
            return [row(session, one) for one in session.scalars(query.order_by(handoff.due_at, handoff.id))]

    def offer(self, handoff_id: str) -> Offer | None:
        """Return the open offer of a handoff."""
        with self._store.reading() as session:
            return offer_of(session, handoff_id)

    def reassign(
        self,
        handoff_id: str,
        account_id: str,
        teams: frozenset[str],
        to: Receiver,
        reden: str,
        version: int,
        members: Members,
    ) -> Row:
        """
        Offer what a colleague holds to somebody else; it stays with the colleague until that one says yes.

        Args:
            account_id: Who leads; the audit log tells that it was not the holder.
            teams: The teams that this account leads.
            reden: One of LEAD_REDENEN.

        Raises:
            HandoffNotFoundError: If it isn't of these teams.
            HandoffGoneError: If it ended.
            StaleVersionError: If somebody did something with it since, or nobody holds it any more.
            TransferRefusedError: If nobody would receive it, or it isn't theirs to receive.
        """
        with self._store.writing() as session:
            found = _held_in(session, handoff_id, teams)
            if found.version != version or found.status not in HELD_STATUSES or found.claimed_by is None:
                raise StaleVersionError
            check_receiver(self._store, found, to, reden, members, LEAD_REDENEN)
            drop_offer(self._store, session, handoff_id, "transfer_cancelled", account_id)
            session.flush()
            session.add(
                tables.Transfer(
                    handoff_id=handoff_id,
                    from_account=found.claimed_by,
                    to_account=to.account_id,
                    to_team=to.team,
                    reden=reden,
                    offered_at=self._store.clock(),
                )
            )
            self._store.log(session, "transfer_offered", handoff_id, account_id, reden)
            return row(session, found)

    def cancel(self, handoff_id: str, account_id: str, teams: frozenset[str]) -> None:
        """Take an offer back. Raises OfferGoneError when somebody was faster, and what `reassign` raises."""
        with self._store.writing() as session:
            _held_in(session, handoff_id, teams)
            if session.get(tables.Transfer, handoff_id) is None:
                raise OfferGoneError
            drop_offer(self._store, session, handoff_id, "transfer_cancelled", account_id)


def _held_in(session: Session, handoff_id: str, teams: frozenset[str]) -> tables.Handoff:
    found = session.get(tables.Handoff, handoff_id, with_for_update=True)
    if found is None or found.team not in teams:
        raise HandoffNotFoundError
    if found.status not in OPEN_STATUSES:
        raise HandoffGoneError(found.status)
    return found
