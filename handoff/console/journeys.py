"""Which browsers are on their way to the gemeente: kept in memory for a few minutes, and good for one return."""

import time
from collections.abc import Callable
from hashlib import sha256
from threading import Lock

from handoff.oidc import Journey

SECONDS = 600
MOST = 1000


class Journeys:
    """Journeys by the cookie of the browser; the oldest go when there are too many."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start empty."""
        self._clock = clock
        self._lock = Lock()
        self._found: dict[str, tuple[float, Journey]] = {}

    def start(self, token: str, journey: Journey) -> None:
        """Remember that this browser left."""
        with self._lock:
            while len(self._found) >= MOST:
                del self._found[next(iter(self._found))]
            self._found[_key(token)] = (self._clock() + SECONDS, journey)

    def take(self, token: str) -> Journey | None:
        """Return the journey of a browser that comes back, once, unless it took too long."""
        with self._lock:
            until, journey = self._found.pop(_key(token), (0.0, None))
            return journey if until >= self._clock() else None


def _key(token: str) -> str:
    return sha256(token.encode()).hexdigest()
