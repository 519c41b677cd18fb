"""Keeps conversations in memory for a while, and then forgets them."""

from __future__ import annotations

import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from rasa_project.components.action_results import check_the_schema_once

check_the_schema_once()  # here, because Rasa loads this module when its server starts


class Shelf:
    """
    Texts under a key, each for a limited time and never more than `most`.

    A thread sweeps, so that a conversation is also forgotten when nobody comes any more.
    """

    def __init__(self, seconds: float, most: int) -> None:
        """Start empty."""
        self._seconds, self._most = seconds, most
        self._items: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._lock = threading.Lock()
        threading.Thread(target=_sweep_for_ever, args=(weakref.ref(self), min(60.0, seconds / 4)), daemon=True).start()

    def put(self, key: str, text: str) -> None:
        """Keep a text; its time starts again. The one that was quiet longest makes place."""
        with self._lock:
            self._items[key] = (time.monotonic() + self._seconds, text)
            self._items.move_to_end(key)
            while len(self._items) > self._most:
                self._items.popitem(last=False)

    def get(self, key: str) -> str | None:
        """Return a text whose time hasn't passed."""
        self.sweep()
        with self._lock:
            found = self._items.get(key)
        return found[1] if found else None

    def delete(self, key: str) -> None:
        """Forget one text; forgetting twice is fine."""
        with self._lock:
            self._items.pop(key, None)

    def keys(self) -> Iterable[str]:
        """Return what is kept."""
        self.sweep()
        with self._lock:
            return list(self._items)

    def sweep(self) -> None:
        """Forget what is too old: the oldest are in front, so this stops at the first young one."""
        now = time.monotonic()
        with self._lock:
            while self._items and next(iter(self._items.values()))[0] <= now:
                self._items.popitem(last=False)


def _sweep_for_ever(shelf: weakref.ReferenceType[Shelf], pause: float) -> None:
    while True:
        time.sleep(pause)
        still_used = shelf()
        if still_used is None:
            return
        still_used.sweep()
        del still_used


def compact(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """
    Return a conversation at rest as where it stands: its slots and its open form, without how it came there.

    The rules need no more, a turn costs the same at the end of a long talk as at its start, and what isn't
    kept can't leak. A conversation in the middle of a turn is left as it is.
    """
    if tracker.latest_action_name != ACTION_LISTEN_NAME:
        return tracker
    slots = [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value is not None]
    form = [ActiveLoop(tracker.active_loop_name)] if tracker.active_loop_name else []
    resting = ActionExecuted(ACTION_LISTEN_NAME)
    return DialogueStateTracker.from_events(
        tracker.sender_id, [*slots, *form, resting], slots=tracker.slots.values(), sender_source=tracker.sender_source
    )


class ExpiringTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Rasa's conversations on a shelf. Saving a conversation without events erases it."""

    def __init__(
        self,
        domain: Domain,
        event_broker: EventBroker | None = None,
        ttl_seconds: float = 3600,
        max_trackers: int = 10_000,
        **kwargs: Any,
    ) -> None:
        """Take the settings of endpoints.yml."""
        self._shelf = Shelf(float(ttl_seconds), int(max_trackers))
        kwargs.pop("host", None)
        super().__init__(domain, event_broker, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """
        Keep a conversation.

        `PUT /conversations/<id>/tracker/events` with an empty list saves a conversation without events: that is
        how the bot erases, and then nothing stays, not even the id.
        """
        if not tracker.events:
            await self.delete(tracker.sender_id)
            return
        await self.stream_events(tracker)
        self._shelf.put(tracker.sender_id, self.serialise_tracker(compact(tracker)))

    async def delete(self, sender_id: str) -> None:
        """Forget one conversation."""
        self._shelf.delete(sender_id)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return a conversation that is still kept."""
        serialised = self._shelf.get(sender_id)
        return self.deserialise_tracker(sender_id, serialised) if serialised else None

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Return the same: a conversation has one session here."""
        return await self.retrieve(conversation_id)

    async def keys(self) -> Iterable[str]:
        """Return the ids of the conversations that are kept."""
        return self._shelf.keys()
