"""Makes accounts. The first one is made with a code that only who runs the server can get."""

import uuid
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from handoff import tables
from handoff.accounts import duties
from handoff.accounts.errors import NameTakenError, WrongSetupCodeError
from handoff.accounts.passwords import hash_password
from handoff.accounts.records import Duty, NewAccount
from handoff.accounts.second_factor import new_recovery_codes, new_secret, random_text, totp_uri
from handoff.accounts.store import Store, name_key

FIRST = Duty(frozenset({"admin", "coordinator"}), teams=None)


def setup_code(store: Store) -> str | None:
    """
    Return a fresh one-time code while no account is in use; an earlier code then stops working.

    Four groups of five out of 31 characters: 99 bits, nothing to guess. Only its keyed hash is stored.
    """
    with store.writing() as session:
        if _in_use(session):
            return None
        code = new_code()
        session.execute(delete(tables.Setup))
        expires_at = store.clock() + timedelta(hours=store.settings.first_account_hours)
        session.add(tables.Setup(code_hash=code_hash(store, "setup", code), expires_at=expires_at))
        store.log(session, "setup_code_made", None)
        return code


def create_first(store: Store, code: str, naam: str, gebruikersnaam: str, wachtwoord: str, gemeente: str) -> NewAccount:
    """
    Make the first account: admin and coordinator of its gemeente. It works once its authenticator app is confirmed.

    Raises:
        WrongSetupCodeError: If the code is wrong, used or too old.
        WeakPasswordError: If the password isn't accepted; the code stays usable.
    """
    password_hash = hash_password(wachtwoord, name_key(gebruikersnaam))
    setup = tables.Setup
    with store.writing() as session:
        right = (setup.code_hash == code_hash(store, "setup", code)) & (setup.expires_at > store.clock())
        used = session.scalar(delete(setup).where(right).returning(setup.code_hash))
        if used is None or _in_use(session):
            raise WrongSetupCodeError
        session.execute(delete(tables.Account))  # one whose app was never confirmed: nobody can sign in with it
        account = add(store, session, naam, gebruikersnaam, gemeente, FIRST)
        account.password_hash = password_hash
        return new_means(store, session, account)


def create(store: Store, naam: str, gebruikersnaam: str, wachtwoord: str, gemeente: str, duty: Duty) -> NewAccount:
    """Make an account for a colleague. Raises NameTakenError or WeakPasswordError."""
    password_hash = hash_password(wachtwoord, name_key(gebruikersnaam))
    try:
        with store.writing() as session:
            account = add(store, session, naam, gebruikersnaam, gemeente, duty)
            account.password_hash = password_hash
            return new_means(store, session, account)
    except IntegrityError as error:
        raise NameTakenError from error


def add(
    store: Store,
    session: Session,
    naam: str,
    gebruikersnaam: str,
    gemeente: str,
    duty: Duty,
    by: str | None = None,
) -> tables.Account:
    """Store an account without password, that nobody can sign in with yet."""
    account = tables.Account(
        id=str(uuid.uuid4()),
        naam=naam.strip(),
        gebruikersnaam=name_key(gebruikersnaam),
        gemeente=gemeente,
        password_hash="",
        created_at=store.clock(),
    )
    new_secret(store, account)
    session.add(account)
    session.flush()
    store.log(session, "account_made", by, object_id=account.id)
    duties.give(store, session, account, duty, by)
    return account


def new_means(store: Store, session: Session, account: tables.Account) -> NewAccount:
    """Give an account another app and other recovery codes."""
    uri = totp_uri(new_secret(store, account), account.gebruikersnaam)
    return NewAccount(account.id, uri, new_recovery_codes(store, session, account.id))


def new_code() -> str:
    """Return a one-time code that can be read aloud."""
    return "-".join(random_text(5) for _ in range(4))


def code_hash(store: Store, purpose: str, code: str) -> str:
    """Return the keyed hash of a one-time code, however it is typed."""
    plain = "".join(char for char in code.upper() if char.isalnum())
    return store.keys.lookup_hash(purpose, plain)


def _in_use(session: Session) -> bool:
    return session.scalar(select(tables.Account.id).where(tables.Account.confirmed).limit(1)) is not None
