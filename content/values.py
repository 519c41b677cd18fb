"""Goes through the data of a file, wherever something stands in it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from content.yaml_loader import Loc


def values(data: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:  # noqa: ANN401 - any YAML value
    """Give every value that isn't a list or rows itself, with its place."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from values(value, (*loc, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from values(value, (*loc, index))
    else:
        yield loc, data


def rows(data: Any, loc: Loc = ()) -> Iterator[tuple[Loc, dict[Any, Any]]]:  # noqa: ANN401 - any YAML value
    """Give everything that consists of rows, with its place: a whole file, and each thing in a list."""
    if isinstance(data, dict):
        yield loc, data
        for key, value in data.items():
            yield from rows(value, (*loc, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from rows(value, (*loc, index))


def day(value: object) -> date | None:
    """Return a date as it stands in a file, also between quotes."""
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None
