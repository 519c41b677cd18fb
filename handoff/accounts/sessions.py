"""Signed-in browsers: a random token in the cookie, only its hash in the database."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.accounts import places
from handoff.accounts.records import Account
from handoff.accounts.store import Store

TOKEN_BYTES = 32
TOUCH_EVERY = timedelta(seconds=60)  # a page load writes at most once a minute


def start(store: Store, account_id: str, adres: str = "") -> str:
    """Start a session and return its token; 256 random bits, so a plain hash is enough to store."""
    token, now = secrets.token_urlsafe(TOKEN_BYTES), store.clock()
    ends_at = now + timedelta(hours=store.settings.session_hours)
    with store.writing() as session:
        session.add(tables.Session(token_hash=_hash(token), account_id=account_id, seen_at=now, ends_at=ends_at))
        account = session.get_one(tables.Account, account_id)
        account.signed_in_at = now
        places.remember(store, session, account.gebruikersnaam, adres)
        store.log(session, "signed_in", account_id)
    return token


def find(store: Store, token: str, *, touch: bool) -> Account | None:
    """Return whose session this is, None when it is unknown, idle too long, too old, or the account is off."""
    now = store.clock()
    with store.reading() as session:
        stored = session.get(tables.Session, _hash(token))
        if stored is None or not _alive(store, stored, now):
            return None
        stored_account = session.get_one(tables.Account, stored.account_id)
        if not _may_be_in(store, session, stored_account):
            return None
        account = store.account(session, stored_account)
    if touch and now - stored.seen_at >= TOUCH_EVERY:
        _touch(store, stored.token_hash, now)
    return account


def present(store: Store) -> frozenset[str]:
    """Return the ids of the accounts that have a browser in which they are signed in now."""
    now = store.clock()
    with store.reading() as session:
        found = session.scalars(select(tables.Session)).all()
        return frozenset(one.account_id for one in found if _alive(store, one, now))


def end(store: Store, token: str) -> None:
    """End one session."""
    with store.writing() as session:
        stored = session.get(tables.Session, _hash(token))
        if stored is not None:
            session.delete(stored)
            store.log(session, "signed_out", stored.account_id)


def end_all(session: Session, account_id: str, but: str | None = None) -> None:
    """End every session of an account, or every other one than that of the token `but`."""
    table = tables.Session
    others = table.token_hash != _hash(but) if but else table.token_hash.is_not(None)
    session.execute(delete(table).where(table.account_id == account_id, others))


def end_old(store: Store, now: datetime) -> None:
    """Delete sessions that are over."""
    session_table, idle = tables.Session, timedelta(minutes=store.settings.session_idle_minutes)
    over = or_(session_table.ends_at <= now, session_table.seen_at <= now - idle)
    with store.writing() as session:
        session.execute(delete(session_table).where(over))


def _alive(store: Store, stored: tables.Session, now: datetime) -> bool:
    idle = timedelta(minutes=store.settings.session_idle_minutes)
    return now < stored.ends_at and now - stored.seen_at < idle


def _may_be_in(store: Store, session: Session, account: tables.Account) -> bool:
    """Tell whether the account is on, and whether its way of signing in still is."""
    if account.disabled_at is not None or not account.confirmed:
        return False
    return store.settings.local_accounts or session.get(tables.ExternalIdentity, account.id) is not None


def _touch(store: Store, token_hash: str, now: datetime) -> None:
    with store.writing() as session:
        stored = _locked(session, token_hash)
        if stored is not None:
            stored.seen_at = now


def _locked(session: Session, token_hash: str) -> tables.Session | None:
    return session.get(tables.Session, token_hash, with_for_update=True)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
