"""Accounts that the gemeente signs in: found by issuer and subject, with what the gemeente says they may today."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.accounts import duties, setup
from handoff.accounts.errors import WrongPlaceError
from handoff.accounts.records import Duty
from handoff.accounts.store import Store


def sign_in(store: Store, issuer: str, subject: str, naam: str, gemeente: str, duty: Duty) -> str | None:
    """
    Return the account of somebody whom the gemeente signed in, None when an admin switched it off.

    It is made at the first time. Other roles or teams than the last time end its sessions.

    Raises:
        WrongPlaceError: If the settings name teams that this gemeente doesn't have.
    """
    duties.demand_possible(store, gemeente, duty)
    subject_hash = store.keys.lookup_hash("subject", f"{issuer}|{subject}")
    with store.writing() as session:
        account = _known(session, issuer, subject_hash) or _new(store, session, issuer, subject_hash, gemeente)
        if account.gemeente != gemeente:
            raise WrongPlaceError
        if account.disabled_at is not None:
            store.log(session, "signed_in_outside", account.id, "disabled")
            return None
        account.naam = naam.strip()
        duties.give(store, session, account, duty, None)
        store.log(session, "signed_in_outside", account.id)
        return account.id


def is_external(session: Session, account_id: str) -> bool:
    """Tell whether the gemeente signs this account in."""
    return session.get(tables.ExternalIdentity, account_id) is not None


def _known(session: Session, issuer: str, subject_hash: str) -> tables.Account | None:
    account, identity = tables.Account, tables.ExternalIdentity
    query = select(account).join(identity, identity.account_id == account.id)
    return session.scalars(
        query.where(identity.issuer == issuer, identity.subject_hash == subject_hash)
    ).one_or_none()  # fmt: skip


def _new(store: Store, session: Session, issuer: str, subject_hash: str, gemeente: str) -> tables.Account:
    nobody = Duty(frozenset(), frozenset())
    account = setup.add(store, session, "", f"gemeente-{uuid.uuid4().hex[:12]}", gemeente, nobody)
    account.confirmed = True  # the second factor is the gemeente's; there is no password to sign in with here
    session.add(tables.ExternalIdentity(account_id=account.id, issuer=issuer, subject_hash=subject_hash))
    return account
