"""How a handoff stands now, read from the queue; what tells who an inwoner is only at the moment of sending."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from handoff import tables
from handoff.draft import CONTACT_FIELDS
from handoff.queue.errors import HandoffGoneError
from handoff.queue.records import OPEN_STATUSES
from handoff.queue.store import Store, line_place


@dataclass(frozen=True)
class Situation:
    """What the peer may know of a handoff; never its topic, its words or where the inwoner lives."""

    id: str
    referentie: str
    team: str
    status: str
    claimed_by: str | None
    uitkomst: str | None
    created_at: datetime
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still waits."""
        return self.status in OPEN_STATUSES

    @property
    def belongs_there(self) -> bool:
        """Tell whether it may stand at the peer: not when it was withdrawn or expired."""
        return self.is_open or self.status == "closed"


def situation_of(store: Store, handoff_id: str) -> Situation | None:
    """Return how a handoff stands, None when it was purged."""
    with store.reading() as session:
        found = session.get(tables.Handoff, handoff_id)
        if found is None:
            return None
        return Situation(
            found.id,
            found.referentie,
            found.team,
            found.status,
            found.claimed_by,
            found.uitkomst,
            found.created_at,
            found.closed_at,
        )


def contact_data(store: Store, handoff_id: str) -> dict[str, str]:
    """Return what the inwoner gave to be reached (telefoon, email, naam); nothing once the handoff ended."""
    line = tables.HandoffLine
    query = select(line).where(line.handoff_id == handoff_id, line.veld.in_(CONTACT_FIELDS))
    with store.reading() as session:
        found = session.get(tables.Handoff, handoff_id)
        lines = session.scalars(query).all()
        if found is None or found.status not in OPEN_STATUSES or not lines:
            return {}
        try:
            key = store.data_key(session, handoff_id)
        except HandoffGoneError:
            return {}
        return {one.veld: key.decrypt(line_place(one.id), one.ciphertext) for one in lines}
