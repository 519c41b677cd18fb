"""What every operation of the accounts needs."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from handoff import audit, tables
from handoff.accounts.records import Account
from handoff.database import reading, writing
from handoff.keys import KeyRing, Place
from handoff.rights import known_rollen
from handoff.settings import HandoffSettings


@dataclass(frozen=True)
class Store:
    """Where the accounts are kept, and the teams of each gemeente."""

    engine: Engine
    keys: KeyRing
    teams: Mapping[str, frozenset[str]]
    settings: HandoffSettings
    clock: Callable[[], datetime]

    def writing(self) -> AbstractContextManager[Session]:
        """Open one transaction for a change together with its event."""
        return writing(self.engine)

    def reading(self) -> AbstractContextManager[Session]:
        """Open one transaction that changes nothing."""
        return reading(self.engine)

    def log(
        self,
        session: Session,
        action: str,
        account_id: str | None,
        result: str = "ok",
        *,
        object_id: str | None = None,
    ) -> None:
        """
        Write a line of the audit log in the same transaction.

        Args:
            result: A code, never content.
            object_id: The account that it was done to, when that isn't the one who did it.
        """
        line = audit.Line(self.clock(), action, None, account_id, object_id, result)
        audit.note(session, self.keys, line)

    def account(self, session: Session, stored: tables.Account) -> Account:
        """Return an account with its roles and teams; a role, team or gemeente that isn't known gives nothing."""
        role, team = tables.AccountRole, tables.AccountTeam
        rollen = session.scalars(select(role.rol).where(role.account_id == stored.id))
        teams = self.teams.get(stored.gemeente, frozenset())
        if not stored.alle_teams:
            teams &= frozenset(session.scalars(select(team.team).where(team.account_id == stored.id)))
        return Account(stored.id, stored.naam, stored.gebruikersnaam, known_rollen(rollen), stored.gemeente, teams)


def by_name(session: Session, gebruikersnaam: str) -> tables.Account | None:
    """Return the account with this gebruikersnaam, however it is typed."""
    account = tables.Account
    return session.scalars(select(account).where(account.gebruikersnaam == name_key(gebruikersnaam))).one_or_none()


def name_key(gebruikersnaam: str) -> str:
    """Return a gebruikersnaam as it is stored: capitals and spaces around it don't count."""
    return gebruikersnaam.strip().casefold()


def totp_place(account_id: str) -> Place:
    """Return the place that the secret of the authenticator app is bound to."""
    return Place("account", "totp_secret", account_id)
