"""Makes accounts. The first one is made with a code that only who runs the server can get."""

import uuid
from datetime import timedelta

import pyotp
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from handoff import tables
from handoff.accounts.errors import NameTakenError, WrongSetupCodeError
from handoff.accounts.passwords import hash_password
from handoff.accounts.records import NewAccount, Rol
from handoff.accounts.second_factor import new_recovery_codes, random_text, totp_uri
from handoff.accounts.store import Store, name_key, totp_place


def setup_code(store: Store) -> str | None:
    """
    Return a fresh one-time code while no account is in use; an earlier code then stops working.

    Four groups of five out of 31 characters: 99 bits, nothing to guess. Only its keyed hash is stored.
    """
    with store.writing() as session:
        if _in_use(session):
            return None
        code = "-".join(random_text(5) for _ in range(4))
        session.execute(delete(tables.Setup))
        expires_at = store.clock() + timedelta(hours=store.settings.first_account_hours)
        session.add(tables.Setup(code_hash=_code_hash(store, code), expires_at=expires_at))
        store.log(session, "setup_code_made", None)
        return code


def create_first(store: Store, code: str, naam: str, gebruikersnaam: str, wachtwoord: str, gemeente: str) -> NewAccount:
    """
    Make the first account, an admin of its gemeente. It can sign in once its authenticator app is confirmed.

    Raises:
        WrongSetupCodeError: If the code is wrong, used or too old.
        WeakPasswordError: If the password isn't accepted; the code stays usable.
    """
    password_hash = hash_password(wachtwoord, name_key(gebruikersnaam))
    setup = tables.Setup
    with store.writing() as session:
        right = (setup.code_hash == _code_hash(store, code)) & (setup.expires_at > store.clock())
        used = session.scalar(delete(setup).where(right).returning(setup.code_hash))
        if used is None or _in_use(session):
            raise WrongSetupCodeError
        session.execute(delete(tables.Account))  # one whose app was never confirmed: nobody can sign in with it
        return _insert(store, session, naam, gebruikersnaam, password_hash, gemeente, "admin")


def create(store: Store, naam: str, gebruikersnaam: str, wachtwoord: str, gemeente: str, rol: Rol) -> NewAccount:
    """Make an account for a colleague. Raises NameTakenError or WeakPasswordError."""
    password_hash = hash_password(wachtwoord, name_key(gebruikersnaam))
    try:
        with store.writing() as session:
            return _insert(store, session, naam, gebruikersnaam, password_hash, gemeente, rol)
    except IntegrityError as error:
        raise NameTakenError from error


def _insert(
    store: Store, session: Session, naam: str, gebruikersnaam: str, password_hash: str, gemeente: str, rol: Rol
) -> NewAccount:
    account_id, secret = str(uuid.uuid4()), pyotp.random_base32()
    key_id, encrypted = store.keys.encrypt(totp_place(account_id), secret)
    session.add(
        tables.Account(
            id=account_id,
            naam=naam.strip(),
            gebruikersnaam=name_key(gebruikersnaam),
            rol=rol,
            gemeente=gemeente,
            password_hash=password_hash,
            totp_key_id=key_id,
            totp_secret=encrypted,
            created_at=store.clock(),
        )
    )
    session.flush()
    codes = new_recovery_codes(store, session, account_id)
    store.log(session, "account_made", account_id, rol)
    return NewAccount(account_id, totp_uri(secret, name_key(gebruikersnaam)), codes)


def _in_use(session: Session) -> bool:
    return session.scalar(select(tables.Account.id).where(tables.Account.confirmed).limit(1)) is not None


def _code_hash(store: Store, code: str) -> str:
    plain = "".join(char for char in code.upper() if char.isalnum())
    return store.keys.lookup_hash("setup", plain)
