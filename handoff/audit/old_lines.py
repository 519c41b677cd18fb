"""Gives lines from before the audit log was a chain their place in one."""

from sqlalchemy import Engine, bindparam, select, update

from handoff.audit.chain import ADDING, End, Line, following
from handoff.database import write_together, writing
from handoff.keys import KeyRing
from handoff.tables import Event, EventHead

# As ADDING, for a line that is there already.
PLACING = (
    ADDING[0],
    update(Event)
    .where(Event.id == bindparam("line_id"))
    .values({name: bindparam(f"line_{name}") for name in ("lane", "number", "mac")}),
)


def chain_old_lines(engine: Engine, keys: KeyRing) -> int:
    """
    Put the lines from before in the chains, once, and return how many.

    Only when no chain has a line yet: a line that somebody adds without proof later stays without, and is found.
    """
    with writing(engine) as session:
        ends = {head.lane: (head.number, head.mac) for head in session.scalars(select(EventHead).with_for_update())}
        if any(number for number, _ in ends.values()):
            return 0
        old = session.scalars(select(Event).where(Event.mac.is_(None)).order_by(Event.id)).all()
        connection = session.connection()
        for one in old:
            line = line_of(one)
            values = following(keys, End(*ends[line.lane], one.id), line)
            write_together(connection, PLACING, values)
            ends[line.lane] = values["line_number"], values["line_mac"]
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
