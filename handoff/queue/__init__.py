"""The queue: every rule of a handoff between inwoner and wijkteam."""

from handoff.queue.errors import (
    AlreadyClaimedError,
    CodeTakenError,
    FieldNotFoundError,
    HandoffGoneError,
    HandoffNotFoundError,
    NoConsentError,
    NotChatError,
    NotHolderError,
    QueueError,
    StaleVersionError,
)
from handoff.queue.facade import Queue
from handoff.queue.records import ATTEMPTS, UITKOMSTEN, Entry, RelayMessage, Row, ShownLine

__all__ = [
    "ATTEMPTS",
    "UITKOMSTEN",
    "AlreadyClaimedError",
    "CodeTakenError",
    "Entry",
    "FieldNotFoundError",
    "HandoffGoneError",
    "HandoffNotFoundError",
    "NoConsentError",
    "NotChatError",
    "NotHolderError",
    "Queue",
    "QueueError",
    "RelayMessage",
    "Row",
    "ShownLine",
    "StaleVersionError",
]
