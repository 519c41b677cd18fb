"""The queue: every rule of a handoff between inwoner and wijkteam."""

from handoff.queue.errors import (
    AlreadyClaimedError,
    CodeTakenError,
    DataGoneError,
    FieldNotFoundError,
    HandoffGoneError,
    HandoffNotFoundError,
    NoConsentError,
    NotChatError,
    NotHolderError,
    OfferGoneError,
    QueueError,
    StaleVersionError,
    TransferRefusedError,
)
from handoff.queue.facade import Queue
from handoff.queue.insight import NoReasonError
from handoff.queue.proving import Proof
from handoff.queue.records import (
    ATTEMPTS,
    CONCEPTEN,
    INZAGE_REDENEN,
    OPEN_STATUSES,
    REDENEN,
    UITKOMSTEN,
    ChatNow,
    Entry,
    Finding,
    Offer,
    RelayMessage,
    Row,
    ShownLine,
    TakenUp,
)
from handoff.queue.team_rules import TeamRule
from handoff.queue.transfers import Receiver

__all__ = [
    "ATTEMPTS",
    "CONCEPTEN",
    "INZAGE_REDENEN",
    "OPEN_STATUSES",
    "REDENEN",
    "UITKOMSTEN",
    "AlreadyClaimedError",
    "ChatNow",
    "CodeTakenError",
    "DataGoneError",
    "Entry",
    "FieldNotFoundError",
    "Finding",
    "HandoffGoneError",
    "HandoffNotFoundError",
    "NoConsentError",
    "NoReasonError",
    "NotChatError",
    "NotHolderError",
    "Offer",
    "OfferGoneError",
    "Proof",
    "Queue",
    "QueueError",
    "Receiver",
    "RelayMessage",
    "Row",
    "ShownLine",
    "StaleVersionError",
    "TakenUp",
    "TeamRule",
    "TransferRefusedError",
]
