"""What is done with each kind of row that tells people; the export has a handler of its own, given to the worker."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from handoff.outbox import mail, notices
from handoff.outbox.records import Item, New
from handoff.outbox.tools import Tools

Handler = Callable[[Tools, Item], Collection[New]]
# A handler may run twice for the same item, after a crash: it does the same thing again, under the same id.
HANDLERS: Mapping[str, Handler] = MappingProxyType({"notice": notices.spread, "mail": mail.send})
