"""Rows of the database as lines of text, and back. What signs somebody in is left out: nobody needs it back."""

import base64
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from handoff import tables

LEFT_OUT = frozenset({"session", "setup", "access_code", "delay"})
BATCH = 500
Value = str | int | bool | bytes | datetime | None


def kept_tables() -> list[Table]:
    """Return the tables that are copied, so that a row always comes after the one that it points to."""
    return [table for table in tables.Base.metadata.sorted_tables if table.name not in LEFT_OUT]


def lines_of(connection: Connection, table: Table) -> Iterator[str]:
    """Yield each row of a table as one line."""
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=BATCH)
    for row in connection.execute(query):
        yield json.dumps([table.name, *map(_shown, row)])


def values_of(table: Table, stored: list[Any]) -> dict[str, Value]:
    """Return the row that a line holds, by column."""
    return {column.name: _value(one) for column, one in zip(table.columns, stored, strict=True)}


def _shown(value: Value) -> object:
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    return {"at": value.isoformat()} if isinstance(value, datetime) else value


def _value(shown: Any) -> Value:  # noqa: ANN401 - JSON
    if not isinstance(shown, dict):
        return shown  # type: ignore[no-any-return]
    if "bytes" in shown:
        return base64.b64decode(shown["bytes"])
    return datetime.fromisoformat(shown["at"])
