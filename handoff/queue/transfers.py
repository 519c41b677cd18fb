"""
Passing a handoff on: an offer that a colleague or another team accepts or refuses.

Until then the sender keeps it, so it is never with nobody. The receiver reads nothing of the inwoner before accepting.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.queue.errors import (
    HandoffGoneError,
    HandoffNotFoundError,
    OfferGoneError,
    OtherTeamError,
    TransferRefusedError,
)
from handoff.queue.leases import go_on, renew
from handoff.queue.records import HELD_STATUSES, OPEN_STATUSES, REDENEN, Offer, Row
from handoff.queue.store import Store, held, name_of, row

Members = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Receiver:
    """To whom: a team, or one colleague of the own team."""

    team: str
    account_id: str | None = None


def offer(
    store: Store, handoff_id: str, account_id: str, to: Receiver, reden: str, version: int, members: Members
) -> Row:
    """
    Offer a handoff; an earlier offer is replaced.

    Args:
        members: The accounts that can pick up for each team; only they can receive.

    Raises:
        TransferRefusedError: If nobody would receive it, or it isn't theirs to receive; its code says why.
    """
    with store.writing() as session:
        go_on(store, session, handoff_id, account_id)
        found = held(session, handoff_id, account_id, version)
        check_receiver(store, found, to, reden, members, REDENEN)
        drop_offer(store, session, handoff_id, "transfer_cancelled", account_id)
        session.flush()
        session.add(
            tables.Transfer(
                handoff_id=handoff_id,
                from_account=account_id,
                to_account=to.account_id,
                to_team=to.team,
                reden=reden,
                offered_at=store.clock(),
            )
        )
        store.log(session, "transfer_offered", handoff_id, account_id, reden)
        return row(session, found)


def cancel(store: Store, handoff_id: str, account_id: str) -> None:
    """Take an offer back."""
    with store.writing() as session:
        held(session, handoff_id, account_id)
        drop_offer(store, session, handoff_id, "transfer_cancelled", account_id)


def accept(store: Store, handoff_id: str, account_id: str, teams: frozenset[str]) -> Row:
    """
    Take over what was offered: from now on it is theirs, and of their team.

    Raises:
        OfferGoneError: If a colleague was first, the sender took it back, or the lease of the sender ended.
        HandoffNotFoundError: If it was never offered to them.
    """
    with store.writing() as session:
        found, offered = _offered(session, handoff_id, account_id, teams)
        session.delete(offered)
        if found.team != offered.to_team:
            found.team, found.gemeente = offered.to_team, store.teams[offered.to_team].gemeente
            store.log(session, "team_changed", handoff_id, account_id, offered.to_team)
        found.status, found.claimed_by, found.claimed_at = "claimed", account_id, store.clock()
        found.version, found.read_until = found.version + 1, 0
        renew(store, found)
        store.log(session, "transfer_accepted", handoff_id, account_id, offered.reden)
        return row(session, found)


def refuse(store: Store, handoff_id: str, account_id: str, teams: frozenset[str]) -> None:
    """Say no; the sender keeps it. Raises what `accept` raises."""
    with store.writing() as session:
        _offered(session, handoff_id, account_id, teams)
        drop_offer(store, session, handoff_id, "transfer_refused", account_id)


def offered_to(store: Store, account_id: str, teams: frozenset[str]) -> list[tuple[Row, Offer]]:
    """Return what this account may accept, the oldest offer first."""
    transfer = tables.Transfer
    mine = or_(transfer.to_account == account_id, transfer.to_account.is_(None))
    return _offers(store, _query().where(mine, transfer.to_team.in_(teams), transfer.from_account != account_id))


def offered_by(store: Store, account_id: str) -> dict[str, Offer]:
    """Return the offers that this account made, by the id of the handoff."""
    return {row.id: offer for row, offer in _offers(store, _query().where(tables.Transfer.from_account == account_id))}


def concerned(store: Store, handoff_id: str) -> frozenset[str]:
    """Return the teams that see something of a handoff: its own, and the one to which it is offered."""
    with store.reading() as session:
        found, offered = session.get(tables.Handoff, handoff_id), session.get(tables.Transfer, handoff_id)
        return frozenset(({found.team} if found else set()) | ({offered.to_team} if offered else set()))


def drop_offer(store: Store, session: Session, handoff_id: str, action: str, account_id: str | None = None) -> None:
    """End the offer of a handoff, when there is one."""
    found = session.get(tables.Transfer, handoff_id)
    if found is not None:
        session.delete(found)
        store.log(session, action, handoff_id, account_id)


def offer_of(session: Session, handoff_id: str) -> Offer | None:
    """Return the open offer of a handoff."""
    found = session.get(tables.Transfer, handoff_id)
    return _record(session, found) if found else None


def check_receiver(
    store: Store, found: tables.Handoff, to: Receiver, reden: str, members: Members, redenen: tuple[str, ...]
) -> None:
    """Raise TransferRefusedError when nobody would receive it, or it isn't theirs to receive."""
    own = store.teams.get(found.team)
    receivers = members.get(to.team, frozenset()) - {found.claimed_by}
    if reden not in redenen:
        raise TransferRefusedError("reden")
    if own is None or to.team not in store.teams:
        raise TransferRefusedError("team")
    if to.account_id is None and to.team not in own.passes_to:
        raise TransferRefusedError("team")
    if to.account_id is not None and (to.team != found.team or to.account_id not in receivers):
        raise TransferRefusedError("collega")
    if not receivers:
        raise TransferRefusedError("niemand")


def _offered(
    session: Session, handoff_id: str, account_id: str, teams: frozenset[str]
) -> tuple[tables.Handoff, tables.Transfer]:
    """Return a handoff and its offer, locked; the lock is on the handoff, so a lease can't end meanwhile."""
    found = session.get(tables.Handoff, handoff_id, with_for_update=True)
    offered = session.get(tables.Transfer, handoff_id, populate_existing=True)
    if found is not None and offered is not None and _is_for(offered, account_id, teams):
        if found.status in HELD_STATUSES:
            return found, offered
        raise OfferGoneError
    if found is None:
        raise HandoffNotFoundError
    if found.team not in teams:
        raise OtherTeamError(handoff_id, account_id)
    if found.status not in OPEN_STATUSES:
        raise HandoffGoneError(found.status)
    raise OfferGoneError


def _is_for(offered: tables.Transfer, account_id: str, teams: frozenset[str]) -> bool:
    to_me = offered.to_account in (None, account_id) and offered.to_team in teams
    return to_me and offered.from_account != account_id


def _query() -> Select[tables.Transfer]:
    return select(tables.Transfer).order_by(tables.Transfer.offered_at, tables.Transfer.handoff_id)


def _offers(store: Store, query: Select[tables.Transfer]) -> list[tuple[Row, Offer]]:
    with store.reading() as session:
        return [
            (row(session, session.get_one(tables.Handoff, one.handoff_id)), _record(session, one))
            for one in session.scalars(query)
        ]


def _record(session: Session, one: tables.Transfer) -> Offer:
    van, naar = name_of(session, one.from_account) or "", name_of(session, one.to_account)
    return Offer(one.handoff_id, van, one.to_team, naar, one.reden, one.offered_at)
