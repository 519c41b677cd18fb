"""What could not be told: shown to who can do something about it, and put back by them."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, func, or_, select, update

from handoff import tables
from handoff.outbox.records import DeadLetter, Health
from handoff.outbox.rows import PENDING
from handoff.queue.store import Store

MOST = 100
DEAD = tables.Outbox.dead_at.is_not(None)


def letters(store: Store, teams: frozenset[str]) -> list[DeadLetter]:
    """Return the dead letters that these teams may see, newest first."""
    outbox, handoff = tables.Outbox, tables.Handoff
    query = (
        select(outbox, handoff.referentie)
        .outerjoin(handoff, handoff.id == outbox.handoff_id)
        .where(DEAD, _visible(teams))
        .order_by(outbox.dead_at.desc(), outbox.id)
        .limit(MOST)
    )
    with store.reading() as session:
        return [
            DeadLetter(row.id, row.kind, row.code, row.handoff_id, referentie, row.created_at, row.last_error or "")
            for row, referentie in session.execute(query)
        ]


def try_again(store: Store, item_id: str, account_id: str, teams: frozenset[str]) -> bool:
    """Make a dead letter due now, with all its tries again."""
    outbox = tables.Outbox
    statement = (
        update(outbox)
        .where(outbox.id == item_id, DEAD, _visible(teams))
        .values(dead_at=None, attempts=0, next_at=store.clock())
        .returning(outbox.handoff_id, outbox.kind)
        .execution_options(synchronize_session=False)
    )
    with store.writing() as session:
        found = session.execute(statement).one_or_none()
        if found is None:
            return False
        if found.handoff_id is not None:
            store.log(session, "told_again", found.handoff_id, account_id, found.kind)
        return True


def health(store: Store, kinds: Collection[str]) -> Health:
    """Count what was given up and what failed at least once of these kinds, with the reason of the last failure."""
    outbox = tables.Outbox
    mine = outbox.kind.in_(kinds)
    failing, given_up = PENDING & outbox.last_error.is_not(None) & mine, DEAD & mine
    with store.reading() as session:
        dead = session.scalar(select(func.count()).where(given_up)) or 0
        count, since = session.execute(select(func.count(), func.min(outbox.created_at)).where(failing)).one()
        last = select(outbox.last_error).where(or_(failing, given_up)).order_by(outbox.next_at.desc()).limit(1)
        return Health(dead, count, since, session.scalar(last) or "")


def _visible(teams: frozenset[str]) -> ColumnElement[bool]:
    """Of these teams, or of no handoff that is still there."""
    outbox, handoff = tables.Outbox, tables.Handoff
    elsewhere = select(handoff.id).where(handoff.team.not_in(teams))
    return outbox.handoff_id.is_(None) | outbox.handoff_id.not_in(elsewhere)
