"""What an admin does with the accounts of their own gemeente. Every step names in the audit log who it was for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from handoff import tables
from handoff.accounts import access_codes, duties, sessions, setup
from handoff.accounts.errors import AccountNotFoundError, NameTakenError, OwnAccountError, WrongPlaceError
from handoff.accounts.external import is_external
from handoff.accounts.records import Account, Duty, Person, Soort, Stand
from handoff.accounts.store import Store
from handoff.limits import demand_room

A_DAY = timedelta(days=1)


class Administration:
    """The accounts as an admin sees and changes them; an account of another gemeente doesn't exist here."""

    def __init__(self, store: Store) -> None:
        """Keep where the accounts are."""
        self._store = store

    def people(self, admin: Account) -> list[Person]:
        """Return everybody of the gemeente, by name."""
        account = tables.Account
        query = select(account).where(account.gemeente == admin.gemeente).order_by(account.naam, account.id)
        with self._store.reading() as session:
            return [self._person(session, found) for found in session.scalars(query)]

    def person(self, admin: Account, account_id: str) -> Person:
        """Return one account. Raises AccountNotFoundError."""
        with self._store.reading() as session:
            return self._person(session, _of_gemeente(session, admin, account_id))

    def teams(self, admin: Account) -> frozenset[str]:
        """Return the teams that an account of this gemeente can be in."""
        return self._store.teams.get(admin.gemeente, frozenset())

    def invite(self, admin: Account, naam: str, gebruikersnaam: str, duty: Duty) -> tuple[str, str]:
        """
        Make an account for a colleague; returns its id and the one-time code to hand over.

        Raises:
            NameTakenError, WrongPlaceError: If it can't be made so.
            TooManyError: If this admin made too many codes today.
        """
        duties.demand_possible(self._store, admin.gemeente, duty)
        try:
            with self._store.writing() as session:
                account = setup.add(self._store, session, naam, gebruikersnaam, admin.gemeente, duty, admin.id)
                return account.id, self._code(session, admin, account.id, "uitnodiging")
        except IntegrityError as error:
            raise NameTakenError from error

    def change(self, admin: Account, account_id: str, duty: Duty) -> None:
        """Give somebody these roles and teams instead. Raises WrongPlaceError when that isn't possible."""
        duties.demand_possible(self._store, admin.gemeente, duty)
        with self._changing(admin, account_id) as (session, account):
            if is_external(session, account_id):
                raise WrongPlaceError
            duties.give(self._store, session, account, duty, admin.id)

    def disable(self, admin: Account, account_id: str) -> None:
        """Switch an account off: its sessions end and no code works any more."""
        with self._changing(admin, account_id) as (session, account):
            account.disabled_at = self._store.clock()
            session.execute(delete(tables.AccessCode).where(tables.AccessCode.account_id == account_id))
            sessions.end_all(session, account_id)
            self._store.log(session, "account_disabled", admin.id, object_id=account_id)

    def enable(self, admin: Account, account_id: str) -> None:
        """Switch an account on again; its password and app still work."""
        with self._changing(admin, account_id) as (session, account):
            account.disabled_at = None
            self._store.log(session, "account_enabled", admin.id, object_id=account_id)

    def end_sessions(self, admin: Account, account_id: str) -> None:
        """Sign somebody out everywhere."""
        with self._changing(admin, account_id) as (session, _account):
            sessions.end_all(session, account_id)
            self._store.log(session, "sessions_ended", admin.id, object_id=account_id)

    def new_code(self, admin: Account, account_id: str, soort: Soort) -> str:
        """
        Return a one-time code: again to start with, for another app, or for another password.

        What was lost stops working at once, and the sessions end.
        """
        with self._changing(admin, account_id) as (session, account):
            if soort not in _codes(session, account):
                raise WrongPlaceError
            if soort == "app":
                account.confirmed = False
                session.execute(delete(tables.RecoveryCode).where(tables.RecoveryCode.account_id == account_id))
            if soort == "wachtwoord":
                account.password_hash = ""
            sessions.end_all(session, account_id)
            return self._code(session, admin, account_id, soort)

    def review(self, admin: Account) -> list[Person]:
        """Return everybody for the access review, and log that it was taken out. Raises TooManyError."""
        found = self.people(admin)
        with self._store.writing() as session:
            most, now = self._store.settings.exports_per_day, self._store.clock()
            demand_room(session, admin.id, "accounts_exported", now=now, within=A_DAY, most=most)
            self._store.log(session, "accounts_exported", admin.id, str(len(found)))
        return found

    def review_all(self) -> list[Person]:
        """Return everybody of every gemeente, for who runs the server; it is in the audit log, without an account."""
        account = tables.Account
        with self._store.writing() as session:
            query = select(account).order_by(account.gemeente, account.naam, account.id)
            found = [self._person(session, one) for one in session.scalars(query)]
            self._store.log(session, "accounts_exported", None, str(len(found)))
        return found

    def _code(self, session: Session, admin: Account, account_id: str, soort: Soort) -> str:
        most, now = self._store.settings.invitations_per_day, self._store.clock()
        demand_room(session, admin.id, "access_code_made", now=now, within=A_DAY, most=most)
        self._store.log(session, "access_code_made", admin.id, soort, object_id=account_id)
        return access_codes.make(self._store, session, account_id, soort)

    @contextmanager
    def _changing(self, admin: Account, account_id: str) -> Iterator[tuple[Session, tables.Account]]:
        """
        Open a transaction that changes somebody else's account.

        Both accounts are locked, in one order: two admins who disable each other at once don't both succeed.
        """
        if account_id == admin.id:
            raise OwnAccountError
        account = tables.Account
        both = select(account).where(account.id.in_((admin.id, account_id))).order_by(account.id).with_for_update()
        with self._store.writing() as session:
            session.scalars(both).all()
            by = self._store.account(session, _of_gemeente(session, admin, admin.id))
            if session.get_one(account, admin.id).disabled_at is not None or not by.may("manage_accounts"):
                raise AccountNotFoundError
            yield session, _of_gemeente(session, admin, account_id)

    def _person(self, session: Session, found: tables.Account) -> Person:
        stand: Stand = "uit" if found.disabled_at else "actief" if found.confirmed else "uitgenodigd"
        return Person(
            account=self._store.account(session, found),
            stand=stand,
            alle_teams=found.alle_teams,
            made_at=found.created_at,
            signed_in_at=found.signed_in_at,
            external=is_external(session, found.id),
            codes=_codes(session, found),
        )


def _of_gemeente(session: Session, admin: Account, account_id: str) -> tables.Account:
    found = session.get(tables.Account, account_id)
    if found is None or found.gemeente != admin.gemeente:
        raise AccountNotFoundError
    return found


def _codes(session: Session, account: tables.Account) -> tuple[Soort, ...]:
    """
    Return what a code may replace: one proof, and only while the other one still stands.

    If both could be replaced after each other, an admin could walk into a colleague's account.
    """
    if account.disabled_at is not None or is_external(session, account.id):
        return ()
    if not account.password_hash and not account.confirmed:
        return ("uitnodiging",)
    app: tuple[Soort, ...] = ("app",) if account.password_hash else ()
    return (*app, "wachtwoord") if account.confirmed else app
