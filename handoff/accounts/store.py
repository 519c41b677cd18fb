"""What every operation of the accounts needs."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.accounts.records import ROLLEN, Account
from handoff.database import reading, writing
from handoff.keys import KeyRing, Place
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

    def log(self, session: Session, action: str, account_id: str | None, result: str = "ok") -> None:
        """Write a line of the audit log in the same transaction."""
        event = tables.Event(at=self.clock(), action=action, handoff_id=None, account_id=account_id, result=result)
        session.add(event)

    def account(self, stored: tables.Account) -> Account:
        """Return an account with the teams of its gemeente; a gemeente that isn't known has none."""
        rol = next(known for known in ROLLEN if known == stored.rol)
        teams = self.teams.get(stored.gemeente, frozenset())
        return Account(stored.id, stored.naam, stored.gebruikersnaam, rol, stored.gemeente, teams)


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
