"""Checks every line of the audit log, and names the first one that isn't as it was written."""

import hmac
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from handoff.audit.chain import mac_of
from handoff.audit.heads import Head, heads_of
from handoff.audit.old_lines import line_of
from handoff.database import at_one_moment, reading
from handoff.keys import KeyRing
from handoff.tables import Event

Wrong = Literal["changed", "inserted", "deleted", "cut_off", "head"]


@dataclass(frozen=True)
class Finding:
    """
    What is wrong and where: a line that was changed, moved or inserted; or the line after which one is gone.

    `head` is the end of a chain that doesn't stand where its lines end, although none of them is wrong.
    """

    wrong: Wrong
    event_id: int
    lane: int = -1
    number: int = 0


@dataclass(frozen=True)
class Verdict:
    """How many lines are as they were written, and the first that isn't."""

    right: int
    first_wrong: Finding | None = None


def verify(engine: Engine, keys: KeyRing, elsewhere: Mapping[int, Head] | None = None) -> Verdict:
    """
    Check all lines, as they are at one moment, while others may go on writing.

    Args:
        elsewhere: The ends of the chains as they were kept elsewhere; without them a log that is cut off together
            with its heads can't be told from a shorter one.
    """
    with reading(at_one_moment(engine)) as session:
        heads = heads_of(session)
        found, right = list(_without_proof(session, frozenset(heads))), 0
        for lane, head in heads.items():
            count, wrong = _verify_lane(session, keys, lane, head, (elsewhere or {}).get(lane))
            right += count
            found += [wrong] if wrong else []
    return Verdict(right, min(found, key=lambda finding: finding.event_id, default=None))


def _without_proof(session: Session, lanes: frozenset[int]) -> Iterator[Finding]:
    """Find lines that are in no chain: somebody else wrote them."""
    event = Event
    outside = event.mac.is_(None) | event.number.is_(None) | event.lane.is_(None) | event.lane.not_in(lanes)
    first = session.scalar(select(func.min(event.id)).where(outside))
    if first is not None:
        yield Finding("inserted", first)


def _verify_lane(
    session: Session, keys: KeyRing, lane: int, head: Head, elsewhere: Head | None
) -> tuple[int, Finding | None]:
    number, last_id, mac = 0, 0, b""
    query = select(Event).where(Event.lane == lane, Event.mac.is_not(None)).order_by(Event.number, Event.id)
    with closing(session.scalars(query.execution_options(yield_per=1000))) as events:
        for event in events:
            wrong = _wrong_line(keys, event, number + 1, mac)
            if wrong is None and elsewhere and _differs(event, elsewhere):
                wrong = "changed"
            if wrong:
                return number, Finding(wrong, last_id if wrong == "deleted" else event.id, lane, number + 1)
            number, last_id, mac = number + 1, event.id, event.mac or b""
            session.expunge(event)
    wrong = _wrong_end(number, mac, head, elsewhere)
    return number, Finding(wrong, last_id, lane, number + 1) if wrong else None


def _wrong_line(keys: KeyRing, event: Event, expected: int, before: bytes) -> Wrong | None:
    number = event.number or 0
    if number != expected:
        return "deleted" if number > expected else "inserted"
    right = mac_of(keys, before, (event.lane or 0, number, event.id), line_of(event))
    return None if hmac.compare_digest(right, event.mac or b"") else "changed"


def _wrong_end(number: int, mac: bytes, head: Head, elsewhere: Head | None) -> Wrong | None:
    if max(head.number, elsewhere.number if elsewhere else 0) > number:
        return "cut_off"
    return None if (head.number, head.mac) == (number, mac.hex()) else "head"


def _differs(event: Event, elsewhere: Head) -> bool:
    """Tell that this is the line that was kept elsewhere, and isn't the same: somebody with the key wrote it anew."""
    return event.number == elsewhere.number and (event.mac or b"").hex() != elsewhere.mac
