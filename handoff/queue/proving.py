"""
Proves what an inwoner agreed to, without showing it to anybody.

The preview is kept as it was shown, encrypted with the key of the handoff: it holds nothing that the lines don't hold,
and goes with them. Its keyed hash stays with the date and the version of the text until the handoff is purged. So as
long as there are lines they can be held against what was shown; after that, only a copy that somebody kept can be.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from handoff import tables
from handoff.queue.errors import HandoffNotFoundError
from handoff.queue.records import OPEN_STATUSES
from handoff.queue.store import Store, consent_place, line_place


@dataclass(frozen=True)
class Proof:
    """
    The proof of one consent.

    Attributes:
        omvang: The fields that may be read.
        klopt: The hash fits what was shown, and every line was in it. None once the lines are gone (or from before
            what was shown was kept).
    """

    referentie: str
    tekst_versie: str
    taal: str | None
    kanaal: str
    op: datetime
    omvang: tuple[str, ...]
    klopt: bool | None


def prove(store: Store, referentie: str) -> Proof:
    """
    Return the proof of a handoff by its number; that it was looked up is a line of the audit log.

    Raises:
        HandoffNotFoundError: If there is none with this number.
    """
    with store.writing() as session:
        found = session.scalars(select(tables.Handoff).where(tables.Handoff.referentie == referentie)).one_or_none()
        if found is None:
            raise HandoffNotFoundError
        klopt = None
        if found.status in OPEN_STATUSES and found.consent_shown is not None:
            key = store.data_key(session, found.id)
            shown = key.decrypt(consent_place(found.id), found.consent_shown)
            line = tables.HandoffLine
            lines = session.scalars(select(line).where(line.handoff_id == found.id)).all()
            seen = all(f"{one.label}: {key.decrypt(line_place(one.id), one.ciphertext)}" in shown for one in lines)
            scope = {one.veld for one in lines} == set((found.consent_scope or "").split(","))
            klopt = seen and scope and store.keys.lookup_hash("consent", shown) == found.consent_shown_hash
        store.log(session, "consent_checked", found.id, result={True: "ok", False: "wrong", None: "gone"}[klopt])
        omvang = tuple(veld for veld in (found.consent_scope or "").split(",") if veld)
        return Proof(
            found.referentie,
            found.consent_version,
            found.consent_language,
            found.kanaal,
            found.consent_at,
            omvang,
            klopt,
        )
