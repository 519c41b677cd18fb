"""Says what others must hear of a change: rows of the outbox, in the transaction of the change itself."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handoff import tables

# "notice": somebody must hear; "mail": to one address (handoff.outbox.kinds); EXPORT: handoff.klantinteracties.
EXPORT = "klantinteracties"
KINDS = frozenset({"notice", "mail", EXPORT})
# Actions of the audit log that somebody must hear of. What isn't here is seen in the console and nowhere else.
NOTICES = (
    "created",
    "released",
    "reopened",
    "team_changed",
    "holder_gone",
    "withdrawn",
    "lease_warned",
    "lease_escalated",
    "lease_ended",
    "transfer_offered",
    "transfer_refused",
)
# Actions after which a handoff stands differently at the peer of the export, when there is one.
EXPORTED = frozenset(
    {
        "created",
        "claimed",
        "resumed",
        "released",
        "lease_ended",
        "holder_gone",
        "team_changed",
        "transfer_accepted",
        "reopened",
        "closed",
        "withdrawn",
        "expired",
        "purged",
    }
)
# Action → kinds to write.
TOLD: Mapping[str, tuple[str, ...]] = MappingProxyType(dict.fromkeys(NOTICES, ("notice",)))


def tell(session: Session, action: str, handoff_id: str | None, now: datetime, *, exporting: bool = False) -> None:
    """Put what follows from an action in the outbox; a row for the export only when that is on."""
    for kind in _kinds(action, exporting=exporting):
        put(session, now, kind, action, handoff_id)


def put(
    session: Session,
    now: datetime,
    kind: str,
    code: str,
    handoff_id: str | None = None,
    *,
    target: str = "",
    once: str | None = None,
) -> None:
    """
    Add a row: ids and codes only.

    Args:
        code: What happened, such as "created".
        target: For whom, as `team:<id>` or `account:<id>`; empty when that is still to be found out.
        once: A key that no second row may have.
    """
    if kind not in KINDS:
        raise ValueError("unknown kind")
    session.add(tables.Outbox(**_row(now, kind, code, handoff_id, target), once=once))


def told(action: str, handoff_id: str, now: datetime, *, exporting: bool = False) -> list[dict[str, Any]]:
    """Return the rows that `tell` puts in the outbox, as values for a plain INSERT."""
    return [_row(now, kind, action, handoff_id, "") for kind in _kinds(action, exporting=exporting)]


def _kinds(action: str, *, exporting: bool) -> tuple[str, ...]:
    return (*TOLD.get(action, ()), *((EXPORT,) if exporting and action in EXPORTED else ()))


def _row(now: datetime, kind: str, code: str, handoff_id: str | None, target: str) -> dict[str, Any]:
    what = {"id": str(uuid.uuid4()), "kind": kind, "handoff_id": handoff_id, "code": code, "target": target}
    return {**what, "created_at": now, "next_at": now, "attempts": 0}


def told_before(session: Session, keys: set[str]) -> set[str]:
    """Return which of these keys (a few) are in the outbox already, told or not."""
    once = tables.Outbox.once
    return {key for key in session.scalars(select(once).where(once.in_(keys))) if key is not None}
