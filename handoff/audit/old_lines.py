"""Gives lines from before the audit log was a chain their place in one."""

from sqlalchemy import Engine, bindparam, select, update

from handoff.audit.chain import MOVE_HEAD, Line, mac_of
from handoff.database import writing
from handoff.keys import KeyRing
from handoff.tables import Event, EventHead


def chain_old_lines(engine: Engine, keys: KeyRing) -> int:
    """
    Put the lines from before in the chains, once, and return how many.

    Only when no chain has a line yet: a line that somebody adds without proof later stays without, and is found.
    """
    place = update(Event).where(Event.id == bindparam("of"))
    with writing(engine) as session:
        heads = {head.lane: (head.number, head.mac) for head in session.scalars(select(EventHead).with_for_update())}
        if any(number for number, _ in heads.values()):
            return 0
        old = session.scalars(select(Event).where(Event.mac.is_(None)).order_by(Event.id)).all()
        connection = session.connection()
        for one in old:
            line = line_of(one)
            number, before = heads[line.lane][0] + 1, heads[line.lane][1]
            mac = mac_of(keys, before, (line.lane, number, one.id), line)
            connection.execute(place, {"of": one.id, "lane": line.lane, "number": number, "mac": mac})
            connection.execute(MOVE_HEAD, {"of": line.lane, "number": number, "event_id": one.id, "mac": mac})
            heads[line.lane] = number, mac
        return len(old)


def line_of(stored: Event) -> Line:
    """Return what a stored line tells."""
    return Line(
        stored.at,
        stored.action,
        stored.handoff_id,
        stored.account_id,
        stored.object_id,
        stored.result,
        stored.origin,
    )
