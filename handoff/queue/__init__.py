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
from handoff.queue.records import (
    ATTEMPTS,
    CONCEPTEN,
    INZAGE_REDENEN,
    LEAD_REDENEN,
    OPEN_STATUSES,
    REDENEN,
    UITKOMSTEN,
    Entry,
    Finding,
    Offer,
    RelayMessage,
    Row,
    ShownLine,
)
from handoff.queue.team_rules import TeamRule
from handoff.queue.transfers import Receiver

__all__ = [
    "ATTEMPTS",
    "CONCEPTEN",
    "INZAGE_REDENEN",
    "LEAD_REDENEN",
    "OPEN_STATUSES",
    "REDENEN",
    "UITKOMSTEN",
    "AlreadyClaimedError",
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
    "Queue",
    "QueueError",
    "Receiver",
    "RelayMessage",
    "Row",
    "ShownLine",
    "StaleVersionError",
    "TeamRule",
    "TransferRefusedError",
]
