"""What an account is for: its roles, and the teams that these hold for."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.accounts import sessions
from handoff.accounts.errors import WrongPlaceError
from handoff.accounts.records import Duty
from handoff.accounts.store import Store
from handoff.rights import known_rollen


def demand_possible(store: Store, gemeente: str, duty: Duty) -> None:
    """Raise WrongPlaceError unless there is a role, and every team is one of the gemeente."""
    if not duty.rollen or not (duty.teams or frozenset()) <= store.teams.get(gemeente, frozenset()):
        raise WrongPlaceError


def duty_of(session: Session, account: tables.Account) -> Duty:
    """Return the roles and teams as they are stored."""
    role, team = tables.AccountRole, tables.AccountTeam
    rollen = known_rollen(session.scalars(select(role.rol).where(role.account_id == account.id)))
    teams = frozenset(session.scalars(select(team.team).where(team.account_id == account.id)))
    return Duty(rollen, None if account.alle_teams else teams)


def give(store: Store, session: Session, account: tables.Account, duty: Duty, by: str | None) -> None:
    """
    Give an account these roles and teams, and end its sessions when that changes anything.

    Each role that is given or taken is a line of its own in the audit log.
    """
    before = duty_of(session, account)
    if before == duty:
        return
    for rol in sorted(duty.rollen - before.rollen):
        session.add(tables.AccountRole(account_id=account.id, rol=rol))
        store.log(session, "role_given", by, rol, object_id=account.id)
    for rol in sorted(before.rollen - duty.rollen):
        session.execute(delete(tables.AccountRole).filter_by(account_id=account.id, rol=rol))
        store.log(session, "role_taken", by, rol, object_id=account.id)
    if before.teams != duty.teams:
        _set_teams(session, account, duty.teams)
        store.log(session, "teams_set", by, object_id=account.id)
    sessions.end_all(session, account.id)


def _set_teams(session: Session, account: tables.Account, teams: frozenset[str] | None) -> None:
    session.execute(delete(tables.AccountTeam).where(tables.AccountTeam.account_id == account.id))
    account.alle_teams = teams is None
    session.add_all(tables.AccountTeam(account_id=account.id, team=team) for team in sorted(teams or ()))
