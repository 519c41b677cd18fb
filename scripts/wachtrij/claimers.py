"""Ways to pick up a handoff: the real one, and wrong ones that must be found out."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import psycopg
from sqlalchemy import Engine, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from handoff import audit, tables
from handoff.database import PRAGMAS, reading, writing
from handoff.queue import AlreadyClaimedError, telling
from scripts.wachtrij.office import TEAM, Office

Claim = Callable[[str], bool]
TEAMS = frozenset({TEAM})
PLAIN = "UPDATE handoff SET status = 'claimed', claimed_by = {0} WHERE id = {0} AND status = 'waiting' RETURNING id"


def real(office: Office, engine: Engine, account: str) -> Claim:
    """Pick up as the console does."""
    queue = office.queue(engine)

    def claim(handoff_id: str) -> bool:
        try:
            queue.claim(handoff_id, account, TEAMS)
        except AlreadyClaimedError:
            return False
        return True

    return claim


def told(office: Office, engine: Engine, account: str) -> Claim:
    """Pick up as the console does when others must hear of it too: a row of the outbox goes in with it."""
    telling.TOLD = {**telling.TOLD, "claimed": ("notice",)}
    return real(office, engine, account)


def back_and_forth(office: Office, engine: Engine, account: str) -> Claim:
    """Pick up and give back: the second writes a row of the outbox too."""
    queue = office.queue(engine)

    def claim(handoff_id: str) -> bool:
        row = queue.claim(handoff_id, account, TEAMS)
        queue.release(handoff_id, account, row.version)
        return True

    return claim


def naive(_office: Office, engine: Engine, account: str) -> Claim:
    """Look whether it waits, then take it: two who look at once both have it. A control that must fail."""
    handoff = tables.Handoff

    def claim(handoff_id: str) -> bool:
        with reading(engine) as session:
            if session.scalar(select(handoff.status).where(handoff.id == handoff_id)) != "waiting":
                return False
        with writing(engine) as session:
            session.execute(
                update(handoff).where(handoff.id == handoff_id).values(status="claimed", claimed_by=account)
            )
        return True

    return claim


def apart(office: Office, engine: Engine, account: str) -> Claim:
    """Pick up in one transaction and write the audit log in the next. A control that must fail when it is killed."""
    handoff, keys = tables.Handoff, office.keys()

    def claim(handoff_id: str) -> bool:
        waits = (handoff.id == handoff_id) & (handoff.status == "waiting")
        with writing(engine) as session:
            taken = update(handoff).where(waits).values(status="claimed", claimed_by=account).returning(handoff.id)
            if session.scalar(taken.execution_options(synchronize_session=False)) is None:
                return False
        with writing(engine) as session:
            audit.note(session, keys, audit.Line(datetime.now(UTC), "claimed", handoff_id, account))
        return True

    return claim


def plain(office: Office, _engine: Engine, account: str) -> Claim:
    """Only the UPDATE, with the driver alone: no audit log, no counts, no objects. How fast this machine can be."""
    if office.url.startswith("sqlite"):
        return _plain_sqlite(office.url, account)
    return _plain_postgresql(office.url, account)


def _plain_sqlite(url: str, account: str) -> Claim:
    connection = sqlite3.connect(make_url(url).database or "", isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    statement = PLAIN.format("?")

    def claim(handoff_id: str) -> bool:
        connection.execute("BEGIN IMMEDIATE")
        found = connection.execute(statement, (account, handoff_id)).fetchone()
        connection.execute("COMMIT")
        return found is not None

    return claim


def _plain_postgresql(url: str, account: str) -> Claim:
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = psycopg.connect(address)
    statement = PLAIN.format("%s")

    def claim(handoff_id: str) -> bool:
        with connection.transaction(), closing(connection.cursor()) as cursor:
            return cursor.execute(statement, (account, handoff_id)).fetchone() is not None

    return claim


WAYS = {one.__name__: one for one in (real, told, back_and_forth, naive, apart, plain)}


class Timed:
    """
    Picks up, and tells how many milliseconds that took.

    SQLite lets one write at a time and is not fair: under eight that never rest, one may wait longer than the five
    seconds after which it gives up. That is counted, tried again, and part of the time that it took.
    """

    def __init__(self, claim: Claim) -> None:
        """Keep how to pick up."""
        self._claim = claim
        self.busy = 0

    def __call__(self, handoff_id: str) -> tuple[bool, float]:
        """Return whether it was won, and the milliseconds."""
        began = time.perf_counter()
        while True:
            try:
                won = self._claim(handoff_id)
            except (OperationalError, sqlite3.OperationalError) as error:
                if "database is locked" not in str(error):
                    raise
                self.busy += 1
            else:
                return won, (time.perf_counter() - began) * 1000
