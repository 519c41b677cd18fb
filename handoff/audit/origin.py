"""Where a step came in: the console, the bot, the command line or a job. It goes along with threads and tasks."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

Origin = Literal["console", "bot", "cli", "job", ""]
_origin: ContextVar[Origin] = ContextVar("origin", default="")


def current_origin() -> Origin:
    """Return where this step came in; empty when nobody said so."""
    return _origin.get()


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    """Say where steps come in from here on. Who said it first is right: what the command line starts is its own."""
    token = _origin.set(_origin.get() or origin)
    try:
        yield
    finally:
        _origin.reset(token)
