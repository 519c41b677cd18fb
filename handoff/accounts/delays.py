"""
Slows down guessing without ever locking anyone out for good.

Five free tries, then 1, 2, 4 … up to 60 seconds between tries: at most 1,440 guesses a day per name.
A try is counted before it is checked, so that many at once don't slip through. Names that don't exist
are counted just the same: a delay tells nothing about who has an account. What is counted is for the caller to
choose; only a keyed hash of it is stored.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from handoff import tables
from handoff.accounts.store import Store

FREE_TRIES = 5
LONGEST = timedelta(seconds=60)
FORGET_AFTER = timedelta(days=1)


def may_try(store: Store, what: str, free: int = FREE_TRIES) -> bool:
    """Count a try, and say whether it may be checked now; `free` tries come without any delay."""
    key, now = store.keys.lookup_hash("delay", what), store.clock()
    try:
        with store.writing() as session:
            stored = session.get(tables.Delay, key, with_for_update=True)
            if stored is None:
                session.add(tables.Delay(name_hash=key, failures=1, next_try_at=now))
                return True
            if stored.next_try_at > now:
                return False
            stored.failures += 1
            stored.next_try_at = now + _delay(stored.failures - free)
            return True
    except IntegrityError:
        return False  # two first tries in the same moment: the other one counts


def succeeded(store: Store, what: str) -> None:
    """Forget the failures of a name after a right answer."""
    key = store.keys.lookup_hash("delay", what)
    with store.writing() as session:
        session.execute(delete(tables.Delay).where(tables.Delay.name_hash == key))


def take_back(store: Store, what: str) -> None:
    """Undo the count of one right answer; the failures of others from the same place stay."""
    delay = tables.Delay
    mine = (delay.name_hash == store.keys.lookup_hash("delay", what)) & (delay.failures > 0)
    with store.writing() as session:
        session.execute(update(delay).where(mine).values(failures=delay.failures - 1))


def wait_seconds(store: Store, what: str) -> int:
    """Return how long to wait before the next try is checked."""
    key = store.keys.lookup_hash("delay", what)
    with store.reading() as session:
        stored = session.get(tables.Delay, key)
    left = (stored.next_try_at - store.clock()).total_seconds() if stored else 0.0
    return max(0, int(-(-left // 1)))


def forget_old(store: Store, now: datetime) -> None:
    """Forget failures of more than a day ago."""
    with store.writing() as session:
        session.execute(delete(tables.Delay).where(tables.Delay.next_try_at < now - FORGET_AFTER))


def _delay(too_many: int) -> timedelta:
    if too_many < 0:
        return timedelta(0)
    return min(LONGEST, timedelta(seconds=2 ** min(too_many, 10)))
