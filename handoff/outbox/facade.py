"""The outbox as one object, for the app, the command line and the console."""

import uuid
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from content.catalogue import Catalogue
from handoff.keys import KeyRing
from handoff.outbox import dead, letters
from handoff.outbox.kinds import HANDLERS, Handler
from handoff.outbox.mail import message_for
from handoff.outbox.records import DeadLetter, Health, Item
from handoff.outbox.smtp import Mailer
from handoff.outbox.tools import Tools
from handoff.outbox.worker import Worker
from handoff.queue.facade import utc_now
from handoff.queue.store import Store
from handoff.queue.telling import EXPORT
from handoff.settings import HandoffSettings
from handoff.teams import team_rules


class Outbox:
    """Tells what happened to who must hear of it, and shows what could not be told."""

    def __init__(
        self,
        engine: Engine,
        keys: KeyRing,
        settings: HandoffSettings,
        catalogue: Catalogue,
        clock: Callable[[], datetime] = utc_now,
        exporter: Callable[[], Handler | None] = lambda: None,
    ) -> None:
        """
        Keep the database and the mail server, if the settings name one; nothing runs yet.

        Args:
            exporter: Gives what exports handoffs to another system, when a worker is made and not before.
        """
        self._exporter = exporter
        mailer = Mailer(settings) if settings.smtp_host else None
        self._tools = Tools(Store(engine, keys, settings, clock, team_rules(catalogue)), catalogue, mailer)

    @property
    def mails(self) -> bool:
        """Tell whether there is a mail server; without one the console alone tells."""
        return self._tools.mailer is not None

    def worker(self) -> Worker:
        """Return a worker, not started. Without an exporter, rows for it wait for another process."""
        exporter = self._exporter()
        return Worker(self._tools, {**HANDLERS, EXPORT: exporter} if exporter else HANDLERS)

    def send_test(self, address: str) -> bool:
        """Send a mail to see whether the server takes it; False when there is none. Raises NotToldError."""
        if self._tools.mailer is None:
            return False
        item = Item(str(uuid.uuid4()), "mail", None, "test", "", self._tools.store.clock(), 1, "")
        self._tools.mailer.send(message_for(self._tools, item, letters.test(self._tools.catalogue), address))
        return True

    def dead_letters(self, teams: frozenset[str]) -> list[DeadLetter]:
        """Return what could not be told of these teams, and what is of no team, newest first."""
        return dead.letters(self._tools.store, teams)

    def try_again(self, item_id: str, account_id: str, teams: frozenset[str]) -> bool:
        """Put one back to be told; False when there is no such dead letter for these teams."""
        return dead.try_again(self._tools.store, item_id, account_id, teams)

    def health(self) -> Health:
        """Say how telling people goes."""
        return dead.health(self._tools.store, HANDLERS)

    def export_health(self) -> Health:
        """Say how the export to another system goes."""
        return dead.health(self._tools.store, (EXPORT,))
