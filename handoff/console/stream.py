"""Tells open pages that something changed: one place asks the database, each page hears only ids."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool

from handoff.accounts import Account
from handoff.queue import Queue
from privacy.log import get_logger

POLL_SECONDS = 0.5
SESSION_CHECK_SECONDS = 2.0
STREAMS_PER_ACCOUNT = 8
WAITING_CHANGES = 100
MANY = 500
LOOK_BACK = 200  # on PostgreSQL a line may appear after one with a higher number: whoever drew it first commits later
CHANGED = "verandering"
ENDED = "afgemeld"
STILL_HERE = b": ok\n\n"


class TooManyStreamsError(Exception):
    """More windows follow for one account than a person has open."""


@dataclass(frozen=True)
class Change:
    """A handoff changed that these teams see something of; nothing about what is in it."""

    event_id: int
    handoff_id: str
    teams: frozenset[str]


Inbox = asyncio.Queue[Change]


class Changes:
    """Follows the events of the queue as long as somebody listens."""

    def __init__(self, queue: Queue, poll_seconds: float = POLL_SECONDS) -> None:
        """Keep the queue; nothing runs yet."""
        self._queue = queue
        self._poll_seconds = poll_seconds
        self._listeners: dict[Inbox, str] = {}
        self._task: asyncio.Task[None] | None = None
        self._following = asyncio.Event()

    @contextmanager
    def listen(self, account_id: str) -> Iterator[Inbox]:
        """
        Receive changes from now on.

        Raises:
            TooManyStreamsError: If this account has STREAMS_PER_ACCOUNT open.
        """
        if Counter(self._listeners.values())[account_id] >= STREAMS_PER_ACCOUNT:
            raise TooManyStreamsError
        inbox: Inbox = asyncio.Queue(WAITING_CHANGES)
        self._listeners[inbox] = account_id
        try:
            yield inbox
        finally:
            del self._listeners[inbox]

    async def follow(self) -> None:
        """Wait until changes are followed: what is shown after this can't miss one."""
        if self._task is None or self._task.done():
            self._following.clear()
            self._task = asyncio.create_task(self._follow())
        await self._following.wait()

    async def _follow(self) -> None:
        told: frozenset[int] | None = None
        while self._listeners:
            try:
                told = await (self._begin() if told is None else self._tell(told))
                self._following.set()
            except Exception as error:  # the next round may work: a page that follows must not stop for good
                get_logger().warning("changes_not_read", error=type(error).__name__)
            await asyncio.sleep(self._poll_seconds)

    async def _begin(self) -> frozenset[int]:
        """Return the numbers that are there already, and need not be told."""
        last = await run_in_threadpool(self._queue.last_event)
        there = await run_in_threadpool(self._queue.events_since, last - LOOK_BACK)
        return frozenset({last, *(number for number, *_ in there)})

    async def _tell(self, told: frozenset[int]) -> frozenset[int]:
        """Tell what is new, and return the latest numbers that were told."""
        changes = await run_in_threadpool(self._read, told)
        for change in changes:
            for inbox in self._listeners:
                if not inbox.full():  # a page that is behind refreshes by what it already has waiting
                    inbox.put_nowait(change)
        known = told.union(change.event_id for change in changes)
        return frozenset(number for number in known if number >= max(known) - LOOK_BACK)

    def missed(self, after: int, teams: frozenset[str], only: str | None) -> bool:
        """Tell whether something changed after event `after` that a page would show; too much to tell counts too."""
        events = self._queue.events_since(after)
        ids = {found for _, found, _ in events if only in (None, found)}
        return len(events) >= MANY or any(self._queue.passing.concerned(found) & teams for found in ids)

    def _read(self, told: frozenset[int]) -> list[Change]:
        seen_by, events = self._queue.passing.concerned, self._queue.events_since(max(told) - LOOK_BACK)
        return [Change(number, found, seen_by(found)) for number, found, _ in events if number not in told]


@dataclass(frozen=True)
class View:
    """What an open page shows: one handoff or, without `only`, the overview, as it was at event `shown`."""

    only: str | None = None
    shown: int | None = None


async def stream(
    changes: Changes, account: Account, still_signed_in: Callable[[], Account | None], view: View
) -> AsyncIterator[bytes]:
    """
    Yield server-sent events for one page until its session ends.

    What changed between showing the page and listening is told at once.
    """
    with changes.listen(account.id) as inbox:
        await changes.follow()
        yield await _first(changes, account, view)
        checked = time.monotonic()
        while True:
            left = SESSION_CHECK_SECONDS - (time.monotonic() - checked)
            if left <= 0:
                found = await run_in_threadpool(still_signed_in)
                if found is None:
                    yield event(ENDED, "")
                    return
                account, checked = found, time.monotonic()
                yield STILL_HERE
                continue
            change = await _next(inbox, left)
            if change is not None and _is_seen(change, account, view):
                yield event(CHANGED, change.handoff_id, change.event_id)


def _is_seen(change: Change, account: Account, view: View) -> bool:
    return bool(change.teams & account.teams_for("see_queue")) and view.only in (None, change.handoff_id)


async def _first(changes: Changes, account: Account, view: View) -> bytes:
    if view.shown is not None and not await run_in_threadpool(
        changes.missed, view.shown, account.teams_for("see_queue"), view.only
    ):
        return STILL_HERE
    return event(CHANGED, view.only or "")


async def _next(inbox: Inbox, seconds: float) -> Change | None:
    try:
        return await asyncio.wait_for(inbox.get(), seconds)
    except TimeoutError:
        return None


def event(name: str, data: str, event_id: int | None = None) -> bytes:
    """Return one event as bytes."""
    number = "" if event_id is None else f"id: {event_id}\n"
    return f"{number}event: {name}\ndata: {data}\n\n".encode()
