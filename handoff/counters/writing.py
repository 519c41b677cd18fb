"""Writes counts: those of a transaction together with it, those of the bot in one statement."""

import random
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Engine, Insert, bindparam, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from handoff import tables
from handoff.counters.months import month_of
from handoff.database import writing
from privacy.counters import Count

PENDING = "counts of this transaction"
VAKKEN = 16


def count(session: Session, what: Count, now: datetime) -> None:
    """
    Count something in the transaction in which it happens: undone together, or kept together.

    Counts of one transaction are written when it is committed, in a fixed order. Everybody's transactions add to the
    same few rows; so nobody holds one for long, and no two wait for each other in a circle.
    """
    counts = session.info.get(PENDING)
    if counts is None:
        counts = session.info[PENDING] = {}
        event.listen(session, "before_commit", _write_pending, once=True)
    key = (month_of(now), what)
    counts[key] = counts.get(key, 0) + 1


def flush(engine: Engine, counts: Mapping[Count, int], now: datetime) -> None:
    """
    Add what the bot counted in memory, in one statement.

    It belongs to the month of the writing: a month that is over never changes.
    """
    if counts:
        with writing(engine) as session:
            _add(session, {(month_of(now), what): number for what, number in counts.items()})


def _write_pending(session: Session) -> None:
    _add(session, session.info.pop(PENDING))


def _add(session: Session, counts: Mapping[tuple[str, Count], int]) -> None:
    vak = _any_vak()
    rows = [_row(month, what, vak, number) for (month, what), number in sorted(counts.items())]
    session.connection().execute(adding(session.get_bind().dialect.name), rows)


def values_of(what: Count, now: datetime) -> dict[str, Any]:
    """Return the values with which `adding` counts something once."""
    return _row(month_of(now), what, _any_vak(), 1)


@cache
def adding(dialect: str) -> Insert:
    """Return the one statement that makes a row or adds to it, the same for all rows."""
    table = tables.Counter.__table__
    new = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    new = new.values({column.name: bindparam(f"count_{column.name}") for column in table.c})
    summed = {"aantal": table.c.aantal + new.excluded.aantal}
    statement: Insert = new.on_conflict_do_update(index_elements=list(table.primary_key), set_=summed)
    return statement


def _row(month: str, what: Count, vak: int, number: int) -> dict[str, Any]:
    values = {**vars(what), "maand": month, "vak": vak, "aantal": number}
    return {f"count_{name}": value for name, value in values.items()}


def _any_vak() -> int:
    return random.randrange(VAKKEN)  # noqa: S311 - to spread rows, not to keep a secret
