"""What the outbox gives back, and how a handler says that something didn't go."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Item:
    """One row that this worker may handle until its lease ends; `id` stays the same on every try."""

    id: str
    kind: str
    handoff_id: str | None
    code: str
    target: str
    created_at: datetime
    attempts: int
    lease: str


@dataclass(frozen=True)
class New:
    """A row that follows from a handled one, written in the same transaction as its end."""

    kind: str
    code: str
    handoff_id: str | None
    target: str


@dataclass(frozen=True)
class DeadLetter:
    """What could not be told, for who has to do something about it."""

    id: str
    kind: str
    code: str
    handoff_id: str | None
    referentie: str | None
    created_at: datetime
    error: str


@dataclass(frozen=True)
class Health:
    """How telling goes: how many gave up, how many are being tried again, since when and why."""

    dead: int
    failing: int
    since: datetime | None
    error: str


class NotToldError(Exception):
    """It could not be told now; `code` says why, and never holds an address or an answer of a server."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


class TryAgainError(NotToldError):
    """It may work later; not before `wait` is over, when the other side asked for that."""

    def __init__(self, code: str, wait: timedelta = timedelta()) -> None:
        """Keep the code, and how long to wait at least."""
        super().__init__(code)
        self.wait = wait


class GiveUpError(NotToldError):
    """It won't work later either: somebody has to change something first."""
