"""Who is halfway through signing in: kept in memory for a few minutes, never in the browser."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock

SECONDS = 600
MAX_TRIES = 5
MAX_PENDING = 1000


@dataclass(frozen=True)
class Pending:
    """The password was right (or the account is new); the code of the app is still to come."""

    account_id: str
    until: float
    gebruikersnaam: str = ""
    tries: int = 0
    totp_uri: str = ""
    herstelcodes: tuple[str, ...] = ()


class PendingSignIns:
    """Half-finished sign-ins by the cookie of the browser; the oldest go when there are too many."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start empty."""
        self._clock = clock
        self._lock = Lock()
        self._found: dict[str, Pending] = {}

    def start(
        self,
        token: str,
        account_id: str,
        *,
        gebruikersnaam: str = "",
        totp_uri: str = "",
        herstelcodes: tuple[str, ...] = (),
    ) -> None:
        """Remember that this browser may now give a code."""
        with self._lock:
            while len(self._found) >= MAX_PENDING:
                del self._found[next(iter(self._found))]
            until = self._clock() + SECONDS
            self._found[_key(token)] = Pending(
                account_id, until, gebruikersnaam, totp_uri=totp_uri, herstelcodes=herstelcodes
            )

    def get(self, token: str) -> Pending | None:
        """Return what is pending, unless it took too long."""
        with self._lock:
            found = self._found.get(_key(token))
            if found is not None and found.until < self._clock():
                del self._found[_key(token)]
                return None
            return found

    def failed(self, token: str) -> bool:
        """Count a wrong code; return False when that was the last try."""
        with self._lock:
            found = self._found.get(_key(token))
            if found is None or found.tries + 1 >= MAX_TRIES:
                self._found.pop(_key(token), None)
                return False
            self._found[_key(token)] = replace(found, tries=found.tries + 1)
            return True

    def finish(self, token: str) -> None:
        """Forget it."""
        with self._lock:
            self._found.pop(_key(token), None)


def _key(token: str) -> str:
    return sha256(token.encode()).hexdigest()
