"""The audit log for who checks it: who did what when, without anything of an inwoner. Reading it is a line too."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from handoff import tables
from handoff.accounts.records import Account
from handoff.accounts.store import Store

PAGE = 100


@dataclass(frozen=True)
class LogLine:
    """One line; names are those of colleagues, a handoff is a random id that leads nowhere once it is purged."""

    id: int
    at: datetime
    action: str
    result: str
    wie: str | None
    aan: str | None
    handoff_id: str | None
    herkomst: str


def read(store: Store, auditor: Account, before: int | None) -> list[LogLine]:
    """Return the newest lines of the own gemeente, or those before line `before`; who reads is noted first."""
    event, handoff = tables.Event, tables.Handoff
    actor, target = aliased(tables.Account), aliased(tables.Account)
    query = (
        select(event, actor.naam, target.naam)
        .outerjoin(actor, actor.id == event.account_id)
        .outerjoin(target, target.id == event.object_id)
        .outerjoin(handoff, handoff.id == event.handoff_id)
        .where(or_(*(one.gemeente == auditor.gemeente for one in (actor, target, handoff))))
        .order_by(event.id.desc())
        .limit(PAGE)
    )
    with store.writing() as session:
        store.log(session, "log_read", auditor.id)
        lines = session.execute(query.where(event.id < before) if before else query)
        return [
            LogLine(e.id, e.at, e.action, e.result, wie, aan, e.handoff_id, e.origin) for e, wie, aan in lines
        ]  # fmt: skip
