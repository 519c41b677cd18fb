"""A contact field for who leads the team but doesn't hold the handoff: only with a reason, and the reason is kept."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.draft import CONTACT_FIELDS
from handoff.limits import demand_room
from handoff.queue.errors import FieldNotFoundError, HandoffGoneError, HandoffNotFoundError
from handoff.queue.records import INZAGE_REDENEN, OPEN_STATUSES
from handoff.queue.store import Store, line_place

ACTION = "revealed_with_reason"
AN_HOUR = timedelta(hours=1)


class NoReasonError(Exception):
    """A reason is one of INZAGE_REDENEN: a code, so that nobody writes about an inwoner in the audit log."""


class Insight:
    """What a coordinator may see of a handoff of somebody else."""

    def __init__(self, store: Store) -> None:
        """Keep where the handoffs are."""
        self._store = store

    def fields(self, handoff_id: str, teams: frozenset[str]) -> list[tuple[str, str]]:
        """Return (veld, label) of the contact fields that the inwoner sent; never what is in them."""
        with self._store.reading() as session:
            _open(session, handoff_id, teams)
            return [(line.veld, line.label) for line in _contact_lines(session, handoff_id)]

    def reveal(self, handoff_id: str, veld: str, account_id: str, teams: frozenset[str], reden: str) -> str:
        """
        Show one contact field, and log it with the reason.

        Raises:
            NoReasonError: If it isn't one of INZAGE_REDENEN.
            HandoffNotFoundError: If it isn't one of these teams.
            FieldNotFoundError: If the inwoner didn't send this field.
            TooManyError: If this account had too many fields shown within an hour.
        """
        if reden not in INZAGE_REDENEN:
            raise NoReasonError
        most, now = self._store.settings.reveals_per_hour, self._store.clock()
        with self._store.writing() as session:
            _open(session, handoff_id, teams)
            line = next((line for line in _contact_lines(session, handoff_id) if line.veld == veld), None)
            if line is None:
                raise FieldNotFoundError
            demand_room(session, account_id, ACTION, now=now, within=AN_HOUR, most=most)
            self._store.log(session, ACTION, handoff_id, account_id, f"{reden} {veld}")
            return self._store.data_key(session, handoff_id).decrypt(line_place(line.id), line.ciphertext)


def _open(session: Session, handoff_id: str, teams: frozenset[str]) -> None:
    found = session.get(tables.Handoff, handoff_id)
    if found is None or found.team not in teams:
        raise HandoffNotFoundError
    if found.status not in OPEN_STATUSES:
        raise HandoffGoneError(found.status)


def _contact_lines(session: Session, handoff_id: str) -> list[tables.HandoffLine]:
    line = tables.HandoffLine
    query = select(line).where(line.handoff_id == handoff_id, line.veld.in_(CONTACT_FIELDS)).order_by(line.plaats)
    return list(session.scalars(query))
