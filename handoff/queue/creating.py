"""Puts a handoff in the queue, once per open conversation."""

import secrets
import uuid
from string import digits

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from handoff import tables
from handoff.draft import Draft
from handoff.keys import DataKey
from handoff.queue.errors import CodeTakenError, NoConsentError
from handoff.queue.records import OPEN_STATUSES, Row
from handoff.queue.store import Store, consent_place, conversation_hash, line_place, row
from handoff.queue.terms import due_at, pick_up_by

REFERENCE_DIGITS = 8  # digits, so that it can be said by phone and fits the referentienummer of Klantinteracties


def create(store: Store, draft: Draft, team: str, code_hash: str, handoff_id: str | None) -> Row:
    """
    Store what the inwoner agreed to send.

    The same conversation gets its open handoff back, so asking again never costs an inwoner their place.

    Raises:
        NoConsentError: If nothing was agreed to.
        CodeTakenError: If another handoff has this code.
    """
    if not draft.lines or not draft.consent.tekst_versie or not draft.consent.getoond:
        raise NoConsentError
    try:
        with store.writing() as session:
            found = _open_of(store, session, draft.conversation)
            if found is not None:
                return row(session, found)
            return row(session, _insert(store, session, draft, team, code_hash, handoff_id or str(uuid.uuid4())))
    except IntegrityError as error:
        return _lost_race(store, draft, error)


def _insert(store: Store, session: Session, draft: Draft, team: str, code_hash: str, handoff_id: str) -> tables.Handoff:
    now = store.clock()
    handoff = tables.Handoff(
        id=handoff_id,
        referentie=_free_reference(session),
        conversation_hash=conversation_hash(store.keys, draft.conversation),
        code_hash=code_hash or None,
        gemeente=draft.gemeente,
        team=team,
        onderwerp=draft.onderwerp,
        kanaal=draft.kanaal,
        hoe=draft.hoe,
        status="waiting",
        created_at=now,
        due_at=due_at(draft.onderwerp, now),
        pick_up_by=pick_up_by(store.settings, store.hours(team), draft.onderwerp, now, draft.haast),
        haast=draft.haast,
        consent_version=draft.consent.tekst_versie,
        consent_at=draft.consent.op,
        consent_language=draft.consent.taal,
        consent_scope=draft.scope,
        # The keyed hash outlives what was shown, which goes with the key of the handoff (handoff.queue.proving).
        consent_shown_hash=store.keys.lookup_hash("consent", draft.consent.getoond),
    )
    session.add(handoff)
    session.flush()
    key = store.new_data_key(handoff_id)
    handoff.consent_shown = key.encrypt(consent_place(handoff_id), draft.consent.getoond)
    _insert_lines(session, handoff_id, draft, key)
    store.log(session, "created", handoff_id)
    session.flush()
    return handoff


def _insert_lines(session: Session, handoff_id: str, draft: Draft, key: DataKey) -> None:
    for plaats, line in enumerate(draft.lines):
        line_id = str(uuid.uuid4())
        ciphertext = key.encrypt(line_place(line_id), line.waarde)
        session.add(
            tables.HandoffLine(
                id=line_id,
                handoff_id=handoff_id,
                plaats=plaats,
                veld=line.veld,
                label=line.label,
                ciphertext=ciphertext,
            )
        )


def _open_of(store: Store, session: Session, conversation: str) -> tables.Handoff | None:
    of_conversation = tables.Handoff.conversation_hash == conversation_hash(store.keys, conversation)
    is_open = tables.Handoff.status.in_(OPEN_STATUSES)
    return session.scalars(select(tables.Handoff).where(of_conversation, is_open)).one_or_none()


def _lost_race(store: Store, draft: Draft, error: IntegrityError) -> Row:
    """Return what another transaction made in the same moment; otherwise it was the code that is taken."""
    with store.reading() as session:
        found = _open_of(store, session, draft.conversation)
        if found is None:
            raise CodeTakenError from error
        return row(session, found)


def _free_reference(session: Session) -> str:
    while True:
        reference = "".join(secrets.choice(digits) for _ in range(REFERENCE_DIGITS))
        if not session.scalar(select(tables.Handoff.id).where(tables.Handoff.referentie == reference)):
            return reference
