"""What a handler needs to tell something."""

from dataclasses import dataclass

from content.catalogue import Catalogue
from handoff.outbox.smtp import Mailer
from handoff.queue.store import Store


@dataclass(frozen=True)
class Tools:
    """The database with its keys, the texts and team addresses, and the mail server when there is one."""

    store: Store
    catalogue: Catalogue
    mailer: Mailer | None
