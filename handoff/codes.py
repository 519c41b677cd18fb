"""
The code to withdraw: three Dutch words that are easy to write down and to say by phone.

The list holds at least 600 words, so there are at least 600³ = 216 million codes. With 1,000 open handoffs one
guess in 216,000 hits. The desk checks 60 wrong codes an hour: 1,440 guesses a day, so guessing without a pause
withdraws one stranger's request in about 150 days, and shows nothing of it. Only a keyed hash is stored: with the
database alone no guess can be tested.

A code follows from the id of its handoff and the key file. So asking again gives the same code, and it needn't be kept.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Lock

from handoff.keys import KeyRing

WORDS_FILE = Path(__file__).with_name("woorden.txt")
WORDS_IN_CODE = 3
MAX_WRONG = 60
WINDOW = timedelta(hours=1)


@cache
def words() -> tuple[str, ...]:
    """Return the words; any two differ in more than one letter, so that one slip never makes another code."""
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
    """Counts wrong codes in the last hour, over all inwoners of this process."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Start with none."""
        self._clock = clock
        self._wrong: list[datetime] = []
        self._lock = Lock()

    def too_many(self) -> bool:
        """Say whether no more codes are checked for now."""
        since = self._clock() - WINDOW
        with self._lock:
            self._wrong = [moment for moment in self._wrong if moment > since]
            return len(self._wrong) >= MAX_WRONG

    def add(self) -> None:
        """Count one."""
        with self._lock:
            self._wrong.append(self._clock())
