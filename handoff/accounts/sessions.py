"""Signed-in browsers: a random token in the cookie, only its hash in the database."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from handoff import tables
from handoff.accounts.records import Account
from handoff.accounts.store import Store

TOKEN_BYTES = 32
TOUCH_EVERY = timedelta(seconds=60)  # a page load writes at most once a minute


def start(store: Store, account_id: str) -> str:
    """Start a session and return its token; 256 random bits, so a plain hash is enough to store."""
    token, now = secrets.token_urlsafe(TOKEN_BYTES), store.clock()
    ends_at = now + timedelta(hours=store.settings.session_hours)
    with store.writing() as session:
        session.add(tables.Session(token_hash=_hash(token), account_id=account_id, seen_at=now, ends_at=ends_at))
        store.log(session, "signed_in", account_id)
    return token


def find(store: Store, token: str, *, touch: bool) -> Account | None:
    """Return whose session this is, None when it is unknown, idle too long or too old."""
    now = store.clock()
    with store.reading() as session:
        stored = session.get(tables.Session, _hash(token))
        if stored is None or not _alive(store, stored, now):
            return None
        account = session.get_one(tables.Account, stored.account_id)
    if touch and now - stored.seen_at >= TOUCH_EVERY:
        _touch(store, stored.token_hash, now)
    return store.account(account)


def end(store: Store, token: str) -> None:
    """End one session."""
    with store.writing() as session:
        stored = session.get(tables.Session, _hash(token))
        if stored is not None:
            session.delete(stored)
            store.log(session, "signed_out", stored.account_id)


def end_old(store: Store, now: datetime) -> None:
    """Delete sessions that are over."""
    session_table, idle = tables.Session, timedelta(minutes=store.settings.session_idle_minutes)
    over = or_(session_table.ends_at <= now, session_table.seen_at <= now - idle)
    with store.writing() as session:
        session.execute(delete(session_table).where(over))


def _alive(store: Store, stored: tables.Session, now: datetime) -> bool:
    idle = timedelta(minutes=store.settings.session_idle_minutes)
    return now < stored.ends_at and now - stored.seen_at < idle


def _touch(store: Store, token_hash: str, now: datetime) -> None:
    with store.writing() as session:
        stored = _locked(session, token_hash)
        if stored is not None:
            stored.seen_at = now


def _locked(session: Session, token_hash: str) -> tables.Session | None:
    return session.get(tables.Session, token_hash, with_for_update=True)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
