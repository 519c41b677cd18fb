"""
The codes that an admin hands over: to start, after losing the phone, or after forgetting the password.

A code alone never opens an account that was in use: whoever lost one proof still gives the other. So an admin, who
may see no handoff, can't get at one by taking over a colleague's account.
"""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.accounts import delays, second_factor, setup
from handoff.accounts.errors import WrongAccessCodeError, WrongPasswordError
from handoff.accounts.passwords import hash_password, is_right
from handoff.accounts.records import NewAccount, Soort
from handoff.accounts.store import Store

CODE_KIND = "access"


def make(store: Store, session: Session, account_id: str, soort: Soort) -> str:
    """Make a code; the one before stops working."""
    code = setup.new_code()
    expires_at = store.clock() + timedelta(hours=store.settings.invitation_hours)
    session.execute(delete(tables.AccessCode).where(tables.AccessCode.account_id == account_id))
    hashed = setup.code_hash(store, CODE_KIND, code)
    session.add(tables.AccessCode(account_id=account_id, code_hash=hashed, soort=soort, expires_at=expires_at))
    return code


def accept_invitation(store: Store, code: str, wachtwoord: str) -> NewAccount:
    """
    Choose a password with an invitation; the app is confirmed after this.

    Raises:
        WrongAccessCodeError: If the code is wrong, used, too old or for something else.
        WeakPasswordError: If the password isn't accepted; the code stays usable.
    """
    password_hash = hash_password(wachtwoord, _holder(store, code, "uitnodiging").gebruikersnaam)
    with store.writing() as session:
        account = _use(store, session, code, "uitnodiging")
        account.password_hash = password_hash
        return setup.new_means(store, session, account)


def couple_app(store: Store, code: str, wachtwoord: str) -> NewAccount:
    """
    Couple another app with a code and the password, which stays as it is.

    Raises:
        WrongAccessCodeError: If the code is wrong, used, too old or for something else.
        WrongPasswordError: If the password is wrong, or a delay runs; the code stays usable.
    """
    holder = _holder(store, code, "app")
    if not delays.may_try(store, f"own|{holder.id}") or not is_right(holder.password_hash, wachtwoord):
        raise WrongPasswordError
    delays.succeeded(store, f"own|{holder.id}")
    with store.writing() as session:
        return setup.new_means(store, session, _use(store, session, code, "app"))


def choose_password(store: Store, code: str, totp: str, wachtwoord: str) -> None:
    """
    Choose another password with a code and the app, or a recovery code.

    Raises:
        WrongAccessCodeError: If the code is wrong, used, too old or for something else.
        WrongPasswordError: If the code of the app is wrong; the code stays usable.
        WeakPasswordError: If the password isn't accepted; the code stays usable.
    """
    holder = _holder(store, code, "wachtwoord")
    password_hash = hash_password(wachtwoord, holder.gebruikersnaam)
    if not second_factor.check_totp(store, holder.id, totp):
        raise WrongPasswordError
    with store.writing() as session:
        _use(store, session, code, "wachtwoord").password_hash = password_hash


def forget_old(store: Store, session: Session) -> None:
    """Delete the codes that are too old."""
    session.execute(delete(tables.AccessCode).where(tables.AccessCode.expires_at <= store.clock()))


def _holder(store: Store, code: str, soort: Soort) -> tables.Account:
    table, account = tables.AccessCode, tables.Account
    query = select(account).join(table, table.account_id == account.id).where(
        table.code_hash == setup.code_hash(store, CODE_KIND, code),
        table.soort == soort,
        table.expires_at > store.clock(),
        account.disabled_at.is_(None),
    )  # fmt: skip
    with store.reading() as session:
        found = session.scalars(query).one_or_none()
    if found is None:
        raise WrongAccessCodeError
    return found


def _use(store: Store, session: Session, code: str, soort: Soort) -> tables.Account:
    """Take the code away in one statement, so that it works once, also for two at the same moment."""
    table = tables.AccessCode
    right = (table.code_hash == setup.code_hash(store, CODE_KIND, code)) & (table.expires_at > store.clock())
    account_id = session.scalar(delete(table).where(right, table.soort == soort).returning(table.account_id))
    if account_id is None:
        raise WrongAccessCodeError
    store.log(session, "access_code_used", account_id, soort)
    return session.get_one(tables.Account, account_id)
