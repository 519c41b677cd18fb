"""The tables, one module for each thing that is kept."""

from handoff.tables.accounts import Account, Delay, RecoveryCode, Session, Setup
from handoff.tables.audit import Event, EventHead
from handoff.tables.base import Base, UtcDateTime
from handoff.tables.chats import ChatPlace
from handoff.tables.counters import Counter
from handoff.tables.handoffs import Handoff, HandoffLine, RelayMessage
from handoff.tables.klantinteracties import Exported, ExportedObject
from handoff.tables.outbox import AccountEmail, Outbox
from handoff.tables.roles import AccessCode, AccountRole, AccountTeam, ExternalIdentity, KnownAddress
from handoff.tables.terms import Transfer, UnsentText

__all__ = [
    "AccessCode",
    "Account",
    "AccountEmail",
    "AccountRole",
    "AccountTeam",
    "Base",
    "ChatPlace",
    "Counter",
    "Delay",
    "Event",
    "EventHead",
    "Exported",
    "ExportedObject",
    "ExternalIdentity",
    "Handoff",
    "HandoffLine",
    "KnownAddress",
    "Outbox",
    "RecoveryCode",
    "RelayMessage",
    "Session",
    "Setup",
    "Transfer",
    "UnsentText",
    "UtcDateTime",
]
