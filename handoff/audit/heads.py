"""The ends of the chains, to keep elsewhere: against them it shows when the last lines were cut off."""

import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff.audit.chain import Line, note
from handoff.keys import KeyRing
from handoff.tables import EventHead


class HeadFileError(Exception):
    """The file with the ends of the chains was changed, or isn't one."""


@dataclass(frozen=True)
class Head:
    """Where one chain stands: the number, id and proof of its last line."""

    number: int
    event_id: int
    mac: str


def heads_of(session: Session) -> dict[int, Head]:
    """Return where each chain stands."""
    found = session.scalars(select(EventHead).order_by(EventHead.lane))
    return {head.lane: Head(head.number, head.event_id, head.mac.hex()) for head in found}


def export(session: Session, keys: KeyRing, now: datetime) -> str:
    """Return the ends as text for a file elsewhere, with a proof of its own; that it was made is logged."""
    heads = {str(lane): [head.number, head.event_id, head.mac] for lane, head in heads_of(session).items()}
    at = now.astimezone(UTC).isoformat()
    note(session, keys, Line(now, "audit_head"))
    return json.dumps({"at": at, "heads": heads, "mac": _mac(keys, at, heads)})


def read_export(text: str, keys: KeyRing) -> dict[int, Head]:
    """
    Return the ends that a file holds.

    Raises:
        HeadFileError: If it was changed, or was made with other keys.
    """
    try:
        found = json.loads(text)
        right = hmac.compare_digest(found["mac"], _mac(keys, found["at"], found["heads"]))
        heads = {int(lane): Head(*head) for lane, head in found["heads"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise HeadFileError from error
    if not right:
        raise HeadFileError
    return heads


def _mac(keys: KeyRing, at: str, heads: dict[str, list[object]]) -> str:
    return keys.audit_mac(f"heads|{json.dumps([at, heads], sort_keys=True)}".encode()).hex()
