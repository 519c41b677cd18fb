"""Who must hear of something: `team:<id>` or `account:<id>`, never an address."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from content.catalogue import LANDELIJK, Catalogue
from handoff import tables
from handoff.accounts.email import decrypted
from handoff.keys import KeyRing
from handoff.queue.records import HELD_STATUSES
from handoff.rights import TEAM

Rung = Callable[[Session, Catalogue, tables.Handoff], tuple[str, ...]]


def all_coordinators(session: Session) -> tuple[str, ...]:
    """Return the coordinators of every gemeente who gave an address."""
    return _accounts(session, tables.AccountRole.rol == "coordinator")


def sees(account_id: str) -> ColumnElement[bool]:
    """Select the handoffs that an account has in its list: `_sees` from the other side."""
    account, team, handoff = tables.Account, tables.AccountTeam, tables.Handoff
    of_all = select(account.gemeente).where(account.id == account_id, account.alle_teams.is_(True)).scalar_subquery()
    own = handoff.team.in_(select(team.team).where(team.account_id == account_id))
    return own | (handoff.gemeente == of_all) | ((handoff.gemeente == LANDELIJK) & of_all.is_not(None))


def address_of(session: Session, catalogue: Catalogue, keys: KeyRing, target: str) -> str | None:
    """Return the address of a target at this moment; None when it has none any more."""
    who, _, key = target.partition(":")
    if who == "team":
        return _team_address(catalogue, key)
    account = session.get(tables.Account, key)
    if account is None or account.disabled_at is not None:
        return None
    return decrypted(session, keys, key)


def holder(session: Session, _catalogue: Catalogue, handoff: tables.Handoff) -> tuple[str, ...]:
    """Return who has it, or had it when it was withdrawn."""
    if handoff.status not in (*HELD_STATUSES, "withdrawn"):
        return ()
    return _accounts(session, tables.Account.id == handoff.claimed_by)


def coordinators(session: Session, _catalogue: Catalogue, handoff: tables.Handoff) -> tuple[str, ...]:
    """Return the coordinators of its team."""
    return _accounts(session, (tables.AccountRole.rol == "coordinator") & _sees(handoff.gemeente, handoff.team))


def team(_session: Session, catalogue: Catalogue, handoff: tables.Handoff) -> tuple[str, ...]:
    """Return the address that its team reads together."""
    return (f"team:{handoff.team}",) if _team_address(catalogue, handoff.team) else ()


def colleagues(session: Session, _catalogue: Catalogue, handoff: tables.Handoff) -> tuple[str, ...]:
    """Return everybody of its team."""
    return _accounts(session, _sees(handoff.gemeente, handoff.team))


def offered(session: Session, catalogue: Catalogue, handoff: tables.Handoff) -> tuple[str, ...]:
    """Return to whom it is offered: a colleague, or the team that may take it over."""
    transfer = session.get(tables.Transfer, handoff.id)
    if transfer is None:
        return ()
    if transfer.to_account is not None:
        return _accounts(session, tables.Account.id == transfer.to_account)
    if _team_address(catalogue, transfer.to_team):
        return (f"team:{transfer.to_team}",)
    return _accounts(session, tables.Account.id != transfer.from_account, _sees(handoff.gemeente, transfer.to_team))


def _sees(gemeente: str, team_id: str) -> ColumnElement[bool]:
    """Select accounts that have the handoffs of a team in their list; the national team is in that of everybody."""
    account, own = tables.Account, tables.AccountTeam
    here = true() if gemeente == LANDELIJK else account.gemeente == gemeente
    return (account.alle_teams & here) | account.id.in_(select(own.account_id).where(own.team == team_id))


def _accounts(session: Session, *which: ColumnElement[bool]) -> tuple[str, ...]:
    """Return those with an address that may still sign in and work on handoffs."""
    account, email, role = tables.Account, tables.AccountEmail, tables.AccountRole
    query = (
        select(account.id)
        .join(email, email.account_id == account.id)
        .join(role, role.account_id == account.id)
        .where(account.confirmed, account.disabled_at.is_(None), role.rol.in_(TEAM), *which)
    )
    return tuple(f"account:{found}" for found in session.scalars(query.distinct().order_by(account.id)))


def _team_address(catalogue: Catalogue, team_id: str) -> str | None:
    teams = (one for gemeente in catalogue.gemeenten.values() for one in gemeente.teams)
    return next((one.meldadres for one in teams if one.id == team_id), None)
