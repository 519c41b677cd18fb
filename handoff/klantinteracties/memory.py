"""
Remembers what stands at the peer, and lets one worker at a time change something of a handoff or an actor there.

A thing is marked before it is sent and gets its uuid after: who comes later sees that it may be there, and looks.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from handoff import tables
from handoff.klantinteracties.faults import BusyError, LostAnswerError
from handoff.outbox.records import NotToldError
from handoff.queue.store import Store

# Longer than a call may take and what was sent needs to settle: who is killed leaves this behind.
LEASE = timedelta(seconds=120)
MAYBE_THERE = ""
HANDOFF = "handoff"


@dataclass(frozen=True)
class Hold:
    """
    The right to change something of one owner at the peer, until it is let go or its lease ends.

    Each method raises BusyError when it went to another worker meanwhile: then nothing is sent any more.
    """

    store: Store
    owner: str
    lease: str
    referentie: str

    @property
    def handoff_id(self) -> str:
        """Return the id of the handoff, without what it is."""
        return self.owner.partition(":")[2]

    def known(self) -> dict[str, str]:
        """Return the uuid of each thing that stands at the peer, MAYBE_THERE for one that got no answer."""
        return known(self.store, self.owner)

    def mark(self, soort: str) -> None:
        """Write that a thing is about to be sent."""
        self.remember(soort, MAYBE_THERE)

    def remember(self, soort: str, remote: str) -> None:
        """Write that a thing stands at the peer."""
        with self.store.writing() as session:
            self._extend(session)
            session.merge(tables.ExportedObject(owner=self.owner, soort=soort, uuid=remote))

    def forget(self, *soorten: str) -> None:
        """Forget things that stand there no more."""
        found = tables.ExportedObject
        with self.store.writing() as session:
            self._extend(session)
            session.execute(delete(found).where(found.owner == self.owner, found.soort.in_(soorten)))

    def closing(self, closed_at: datetime) -> int:
        """Return which closing this is, from 1: the same one keeps its number on every try."""
        with self.store.writing() as session:
            self._extend(session)
            found = session.get_one(tables.Exported, self.owner)
            if found.closed_at != closed_at:
                found.closings, found.closed_at = found.closings + 1, closed_at
            return found.closings

    def extend(self) -> None:
        """Begin the lease anew, right before something is changed at the peer."""
        with self.store.writing() as session:
            self._extend(session)

    def drop(self, handoff_id: str) -> None:
        """Forget the whole, since nothing is left there, and log that."""
        with self.store.writing() as session:
            self._extend(session)
            session.execute(delete(tables.ExportedObject).where(tables.ExportedObject.owner == self.owner))
            session.execute(delete(tables.Exported).where(tables.Exported.owner == self.owner))
            self.store.log(session, "export_erased", handoff_id)

    def let_go(self, until: datetime | None = None) -> None:
        """Let others in, now or at a moment."""
        owner = tables.Exported
        mine = (owner.owner == self.owner, owner.leased_by == self.lease)
        with self.store.writing() as session:
            session.execute(update(owner).where(*mine).values(leased_until=until or self.store.clock()))

    def _extend(self, session: Session) -> None:
        owner = tables.Exported
        held = (owner.owner == self.owner, owner.leased_by == self.lease)
        statement = update(owner).where(*held).values(leased_until=self.store.clock() + LEASE).returning(owner.owner)
        if session.scalar(statement.execution_options(synchronize_session=False)) is None:
            raise BusyError


@contextmanager
def holding(store: Store, owner: str, referentie: str = "") -> Iterator[Hold]:
    """
    Hold an owner while this runs; it is known from here on.

    After a lost answer it stays held until the peer is surely done. A worker that is killed, or fails in a way that
    nobody foresaw, leaves its lease behind.

    Raises:
        BusyError: If another worker holds it.
    """
    hold = _take(store, owner, referentie)
    try:
        yield hold
    except LostAnswerError as error:
        hold.let_go(store.clock() + error.wait)
        raise
    except NotToldError:
        hold.let_go()
        raise
    hold.let_go()


def owner_of(handoff_id: str) -> str:
    """Return under what a handoff is remembered."""
    return f"{HANDOFF}:{handoff_id}"


def known(store: Store, owner: str) -> dict[str, str]:
    """Return what is remembered of an owner."""
    found = tables.ExportedObject
    with store.reading() as session:
        rows = session.execute(select(found.soort, found.uuid).where(found.owner == owner))
        return {soort: remote for soort, remote in rows}


def is_known(store: Store, owner: str) -> bool:
    """Tell whether anything may stand at the peer of this owner."""
    with store.reading() as session:
        return session.get(tables.Exported, owner) is not None


def disbelieve(store: Store, owner: str) -> None:
    """Forget an actor that is there no more, so that it is looked up again."""
    found = tables.ExportedObject
    with store.writing() as session:
        session.execute(update(found).where(found.owner == owner).values(uuid=MAYBE_THERE))


def _take(store: Store, owner: str, referentie: str) -> Hold:
    table, now, lease = tables.Exported, store.clock(), str(uuid.uuid4())
    if not is_known(store, owner):
        _add(store, owner, referentie)
    free = or_(table.leased_until.is_(None), table.leased_until <= now)
    statement = (
        update(table)
        .where(table.owner == owner, free)
        .values(leased_by=lease, leased_until=now + LEASE)
        .returning(table.referentie)
        .execution_options(synchronize_session=False)
    )
    with store.writing() as session:
        taken = session.scalar(statement)
    if taken is None:
        raise BusyError
    return Hold(store, owner, lease, taken)


def _add(store: Store, owner: str, referentie: str) -> None:
    try:
        with store.writing() as session:
            session.add(tables.Exported(owner=owner, referentie=referentie))
            session.flush()
            kind, _, handoff_id = owner.partition(":")
            if kind == HANDOFF:
                store.log(session, "exported", handoff_id)
    except IntegrityError:
        return  # another worker added it in the same moment
