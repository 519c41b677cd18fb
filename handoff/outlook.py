"""Looks around before an inwoner decides: is somebody of the team signed in, and how long did others wait?"""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from handoff.accounts import Accounts
from handoff.availability import UNKNOWN, Outlook, Presence
from handoff.counters import LEAST_OUTSIDE
from handoff.queue import Queue

PRESENCE_SECONDS = 5.0
WAITING_SECONDS = 3600.0  # counts of a month that is over hardly change
RECENTLY = timedelta(days=7)
PICKED_UP = "opgepakt"


class Outlooks:
    """
    Holds what was seen last, so that a question is put without waiting for a database.

    `renew` looks again when that was a while ago; it is called in a thread, just before the question.
    """

    def __init__(
        self,
        queue: Queue,
        accounts: Accounts,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._queue, self._accounts, self._now, self._clock = queue, accounts, now, clock
        self._presence: Mapping[str, Presence] | None = None
        self._waiting: dict[tuple[str, str], str | None] = {}
        self._seen = self._counted = float("-inf")
        self._lock = threading.Lock()

    def of(self, gemeente: str, team: str) -> Outlook:
        """Return what is known of a team; where nobody ever signed in for it, that is told as well."""
        if self._presence is None:
            return UNKNOWN
        return Outlook(self._presence.get(team, "lang"), self._waiting.get((gemeente, team)))

    def renew(self, gemeenten: Mapping[str, frozenset[str]]) -> None:
        """
        Look again, if the last time was a while ago.

        Args:
            gemeenten: The teams of each gemeente.
        """
        with self._lock:
            if self._clock() - self._seen >= PRESENCE_SECONDS:
                self._presence = self._accounts.presence(self._now() - RECENTLY)
                self._seen = self._clock()
            if self._clock() - self._counted >= WAITING_SECONDS:
                self._waiting = dict(self._count(gemeenten))
                self._counted = self._clock()

    def unknown(self) -> None:
        """Forget what was seen: the database doesn't answer, and something old would be a guess."""
        self._presence, self._seen = None, float("-inf")

    def _count(self, gemeenten: Mapping[str, frozenset[str]]) -> list[tuple[tuple[str, str], str | None]]:
        found = []
        for gemeente, teams in gemeenten.items():
            years = self._queue.figure_years(gemeente)
            if years:
                shown = self._queue.figures(gemeente, years[0], LEAST_OUTSIDE)
                last = max(period for period in shown.periods if "-" in period)
                found += [((gemeente, team), shown.median(last, team, PICKED_UP)) for team in teams]
        return found
