"""Tells what is in the outbox, one row after another, in threads of its own."""

import threading
from collections.abc import Callable, Collection, Mapping
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from handoff.audit import coming_from
from handoff.outbox import rows
from handoff.outbox.digest import write_digests
from handoff.outbox.escalation import escalate
from handoff.outbox.kinds import HANDLERS, Handler
from handoff.outbox.records import Item, New, NotToldError, TryAgainError
from handoff.outbox.tools import Tools
from privacy.log import get_logger

LOOK_SECONDS = 1.0  # what was written is told well within ten seconds, also by another process
ROUND_SECONDS = 60.0  # the clock of reminders
STOP_SECONDS = 2.0  # who is cut off in the middle of a row has it told again by the next one: nothing is lost
JOBS: tuple[Callable[[Tools], int], ...] = (
    lambda tools: escalate(tools.store),
    lambda tools: write_digests(tools.store),
    lambda tools: rows.forget_old(tools.store),
)


class Worker:
    """
    Works until it is stopped, in a thread for each kind: a mail server that is slow to answer holds up nothing else.

    Any number may run, in one process or in several: a row is with one at a time.
    """

    def __init__(self, tools: Tools, handlers: Mapping[str, Handler] = HANDLERS) -> None:
        """Keep what is worked with; nothing runs yet."""
        self._tools = tools
        self._handlers = handlers
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin."""
        work: list[Callable[[], None]] = [self._watch, *(partial(self._tell, kind) for kind in self._handlers)]
        self._threads = [threading.Thread(target=one, name="outbox", daemon=True) for one in work]
        for thread in self._threads:
            thread.start()

    def run(self) -> None:
        """Work until somebody asks to stop."""
        self.start()
        self._stopped.wait()
        self.stop()

    def ask_to_stop(self) -> None:
        """Finish the rows that are being told, and no more."""
        self._stopped.set()

    def stop(self) -> None:
        """Ask to stop, and wait a moment until that is done."""
        self.ask_to_stop()
        for thread in self._threads:
            thread.join(STOP_SECONDS)

    def _watch(self) -> None:
        while not self._stopped.is_set():
            with coming_from("job"):
                self.look_at_the_clock()
            self._stopped.wait(ROUND_SECONDS)

    def _tell(self, kind: str) -> None:
        while not self._stopped.is_set():
            try:
                while not self._stopped.is_set() and self.tell_one(kind):
                    pass
            except SQLAlchemyError as error:  # the database is away: nothing is lost, the next look may work
                get_logger().error("outbox_unavailable", error=type(error).__name__)
            self._stopped.wait(LOOK_SECONDS)

    def look_at_the_clock(self) -> None:
        """Write what has become due by the clock; one job that fails doesn't stop the others."""
        for job in JOBS:
            try:
                job(self._tools)
            except Exception as error:
                get_logger().error("outbox_job_failed", error=type(error).__name__)

    def tell_one(self, kind: str | None = None) -> bool:
        """Handle the row that is due first, of one kind or of all; False when none is."""
        item = rows.take(self._tools.store, self._handlers if kind is None else (kind,))
        if item is None:
            return False
        try:
            following = self._handlers[item.kind](self._tools, item)
        except NotToldError as error:
            self._failed(item, error)
        except Exception as error:  # one broken row must not keep the next from being told
            self._failed(item, TryAgainError(type(error).__name__[:60]))
        else:
            self._done(item, following)
        return True

    def _done(self, item: Item, following: Collection[New]) -> None:
        if not rows.finish(self._tools.store, item, following):
            get_logger().warning("outbox_lease_lost", soort=item.kind, handoff_id=item.handoff_id)

    def _failed(self, item: Item, error: NotToldError) -> None:
        given_up = rows.fail(self._tools.store, item, error)
        say = get_logger().error if given_up else get_logger().warning
        event = "outbox_given_up" if given_up else "outbox_try_again"
        say(event, soort=item.kind, error=error.code, attempt=item.attempts, handoff_id=item.handoff_id)
