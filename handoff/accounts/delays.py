"""
Slows down guessing without ever locking anyone out for good.

Five free tries, then 1, 2, 4 … up to 60 seconds between tries: at most 1,440 guesses a day per name.
A try is counted before it is checked, so that many at once don't slip through. Names that don't exist
are counted just the same: a delay tells nothing about who has an account.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from handoff import tables
from handoff.accounts.store import Store

FREE_TRIES = 5
LONGEST = timedelta(seconds=60)
FORGET_AFTER = timedelta(days=1)


def may_try(store: Store, what: str) -> bool:
    """Count a try, and say whether it may be checked now."""
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
            stored.next_try_at = now + _delay(stored.failures)
            return True
    except IntegrityError:
        return False  # two first tries in the same moment: the other one counts


def succeeded(store: Store, what: str) -> None:
    """Forget the failures of a name after a right answer."""
    key = store.keys.lookup_hash("delay", what)
    with store.writing() as session:
        session.execute(delete(tables.Delay).where(tables.Delay.name_hash == key))


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


def _delay(failures: int) -> timedelta:
    if failures < FREE_TRIES:
        return timedelta(0)
    return min(LONGEST, timedelta(seconds=2 ** min(failures - FREE_TRIES, 10)))
