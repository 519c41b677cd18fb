"""Where an account wants mail that something waits. It is for nothing else: nobody signs in with it."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from handoff import tables
from handoff.accounts.errors import WrongEmailError
from handoff.accounts.store import Store
from handoff.contact_values import value_in
from handoff.keys import KeyRing, Place


def email_of(store: Store, account_id: str) -> str:
    """Return the address, empty when there is none."""
    with store.reading() as session:
        return decrypted(session, store.keys, account_id) or ""


def keep_email(store: Store, account_id: str, email: str) -> None:
    """
    Keep an address, or forget it when `email` is empty.

    Raises:
        WrongEmailError: If it isn't one address and nothing more.
    """
    typed = email.strip()
    found = value_in("email", typed)
    if typed and (found is None or found.lower() != typed.lower()):
        raise WrongEmailError
    with store.writing() as session:
        session.execute(delete(tables.AccountEmail).where(tables.AccountEmail.account_id == account_id))
        if found:
            key_id, ciphertext = store.keys.encrypt(email_place(account_id), found)
            session.add(tables.AccountEmail(account_id=account_id, key_id=key_id, ciphertext=ciphertext))
        store.log(session, "email_kept" if found else "email_removed", account_id)


def decrypted(session: Session, keys: KeyRing, account_id: str) -> str | None:
    """Return the address of an account, None when it gave none."""
    stored = session.get(tables.AccountEmail, account_id)
    return keys.decrypt(email_place(account_id), stored.key_id, stored.ciphertext) if stored else None


def email_place(account_id: str) -> Place:
    """Return the place that an address is bound to."""
    return Place("account_email", "ciphertext", account_id)
