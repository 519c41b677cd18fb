"""
The code of a handoff: three Dutch words that are easy to write down and to say by phone.

With them an inwoner withdraws, or comes back to a chat and reads it. How many codes there are, how often somebody may
guess, and what that comes to: docs/adr/0018. Only a keyed hash is stored: with the database alone no guess can be
tested, and looking it up tells nothing by its time.

A code follows from the id of its handoff and the key file. So asking again gives the same code, and it needn't be kept.
"""

import hashlib
import re
import secrets
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Lock

from handoff.keys import KeyRing

WORDS_FILE = Path(__file__).with_name("woorden.txt")
WORDS_IN_CODE = 3
MAX_WRONG = 60
MAX_WRONG_OF_ONE = 8
WINDOW = timedelta(hours=1)


@cache
def words() -> tuple[str, ...]:
    """Return the words; one letter wrong or forgotten never makes another word."""
    return tuple(WORDS_FILE.read_text("utf-8").split())


def code_for(keys: KeyRing, handoff_id: str) -> str:
    """Return the code of a handoff."""
    digest = bytes.fromhex(keys.lookup_hash("code_words", handoff_id))
    parts = (digest[start : start + 8] for start in range(0, 8 * WORDS_IN_CODE, 8))
    return " ".join(words()[int.from_bytes(part) % len(words())] for part in parts)


def code_hash(keys: KeyRing, code: str) -> str:
    """Return what is stored of a code. Capitals, commas and extra spaces don't count."""
    return keys.lookup_hash("code", " ".join(re.findall(r"[a-z]+", code.lower())))


class WrongCodes:
    """
    Counts wrong codes in the last hour: of each source, and of all together in this process.

    The limit for one source keeps one person who guesses from closing the door for all. Sources are kept for the hour
    as a hash whose key is gone with the process.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Start with none."""
        self._clock = clock
        self._wrong: deque[tuple[datetime, bytes]] = deque()
        self._salt = secrets.token_bytes(32)
        self._lock = Lock()

    def too_many(self, source: str = "") -> bool:
        """Say whether no more codes are checked for now; who doesn't say from where counts for the whole alone."""
        since, name = self._clock() - WINDOW, self._name(source)
        with self._lock:
            while self._wrong and self._wrong[0][0] <= since:
                self._wrong.popleft()
            of_one = sum(one == name for _, one in self._wrong) if source else 0
            return len(self._wrong) >= MAX_WRONG or of_one >= MAX_WRONG_OF_ONE

    def add(self, source: str = "") -> None:
        """Count one."""
        with self._lock:
            self._wrong.append((self._clock(), self._name(source)))

    def _name(self, source: str) -> bytes:
        return hashlib.blake2b(source.encode(), key=self._salt, digest_size=16).digest()
