"""The outbox: everything that must be told to somebody is written first, and told until it has arrived."""

from handoff.outbox.facade import Outbox
from handoff.outbox.records import DeadLetter, Health, Item, NotToldError

__all__ = ["DeadLetter", "Health", "Item", "NotToldError", "Outbox"]
