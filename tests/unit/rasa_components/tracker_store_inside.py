"""Checks of where Rasa keeps conversations: how long, how many, and how little of each."""

import asyncio
import gc
import json
import threading
import time

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from rasa_project.components.tracker_store import ExpiringTrackerStore, Shelf, compact

DOMAIN = Domain.from_dict(
    {
        "version": "3.1",
        "intents": ["faq", "antwoord"],
        "entities": ["antwoord"],
        "slots": {
            name: {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
            for name in ("stand", "check_antwoord", "leeg")
        },
        "forms": {"regelingencheck": {"required_slots": ["check_antwoord"]}},
        "actions": ["action_antwoord"],
    }
)
STAND = {"stroom": "check", "check": {"woonvorm": "huur"}, "contact": {}, "gemeente": "leiden", "onderwerp": None}
SECRET = "SECRET-bij-de-verhuurder"


def turn(text: str = SECRET) -> list[Event]:
    """Return what a turn leaves behind: what came in, what was done, what was said, what was filled in."""
    return [
        ActionExecuted("action_listen"),
        UserUttered(text, intent={"name": "faq", "confidence": 1.0}, entities=[{"entity": "x", "value": SECRET}]),
        ActionExecuted("action_antwoord"),
        BotUttered(SECRET, data={"custom": {"berichten": [SECRET]}}),
        SlotSet("stand", STAND),
    ]


def tracker(events: list[Event], name: str = "abc") -> DialogueStateTracker:
    """Return a conversation in which this happened."""
    return DialogueStateTracker.from_events(name, events, slots=DOMAIN.slots)


def resting(name: str = "abc", *, form: bool = False) -> DialogueStateTracker:
    """Return a conversation that waits for the inwoner, with or without an open form."""
    opened = [ActiveLoop("regelingencheck"), SlotSet("requested_slot", "check_antwoord")] if form else []
    return tracker([*turn(), *opened, ActionExecuted("action_listen")], name)


def store(ttl_seconds: float = 60, max_trackers: int = 10) -> ExpiringTrackerStore:
    """Return a store as endpoints.yml would make it."""
    return ExpiringTrackerStore(DOMAIN, ttl_seconds=ttl_seconds, max_trackers=max_trackers, host=None)


def run(*calls: object) -> list[object]:
    """Await one call after the other."""

    async def one_by_one() -> list[object]:
        return [await call for call in calls]

    return asyncio.run(one_by_one())


def wait_for(true: object, seconds: float = 5) -> bool:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.02)
    return true()


def test_a_conversation_comes_back_with_its_slots():
    kept = store()
    run(kept.save(resting()))
    (found,) = run(kept.retrieve("abc"))
    assert found.sender_id == "abc"
    assert found.get_slot("stand") == STAND
    assert found.latest_action_name == "action_listen"
    assert run(kept.keys())[0] == ["abc"]


def test_a_conversation_that_nobody_began_is_not_there():
    assert run(store().retrieve("abc"), store().retrieve_full_tracker("abc")) == [None, None]


def test_the_full_tracker_is_the_same_conversation():
    kept = store()
    run(kept.save(resting()))
    assert run(kept.retrieve_full_tracker("abc"))[0].get_slot("stand") == STAND


def test_what_was_said_is_not_kept_anywhere_in_the_store():
    kept = store()
    run(kept.save(resting(form=True)))
    assert SECRET not in repr(kept._shelf._items)
    assert "huur" in repr(kept._shelf._items)  # what the rules need is there: the search can find something


def test_a_conversation_at_rest_holds_its_slots_and_its_form_and_nothing_else():
    small = compact(resting(form=True))
    assert [type(event).__name__ for event in small.events] == ["SlotSet", "SlotSet", "ActiveLoop", "ActionExecuted"]
    assert small.active_loop_name == "regelingencheck"
    assert small.get_slot("requested_slot") == "check_antwoord"
    assert small.get_slot("stand") == STAND
    assert small.get_slot("leeg") is None
    assert small.sender_id == "abc"
    assert small.latest_message.text in (None, "")


def test_without_an_open_form_none_is_kept_open():
    closed = tracker([*resting(form=True).events, *turn(), ActiveLoop(None), ActionExecuted("action_listen")])
    small = compact(closed)
    assert small.active_loop_name is None
    assert not [event for event in small.events if isinstance(event, ActiveLoop)]


def test_an_emptied_slot_stays_empty():
    emptied = tracker([*turn(), SlotSet("stand", None), ActionExecuted("action_listen")])
    assert compact(emptied).get_slot("stand") is None


def test_a_long_talk_is_kept_as_small_as_a_short_one():
    short = resting()
    long = tracker([event for _ in range(50) for event in turn()] + [ActionExecuted("action_listen")])
    assert len(compact(long).events) == len(compact(short).events)


def test_compacting_twice_changes_nothing():
    once = compact(resting(form=True))
    assert [event.as_dict() | {"timestamp": 0} for event in compact(once).events] == [
        event.as_dict() | {"timestamp": 0} for event in once.events
    ]


def test_a_conversation_in_the_middle_of_a_turn_is_left_as_it_is():
    for count in range(2, len(turn()) + 1):
        busy = tracker(turn()[:count])
        if busy.latest_action_name != "action_listen":
            assert compact(busy) is busy
    busy = tracker(turn())
    assert compact(busy) is busy
    kept = store()
    run(kept.save(busy))
    (found,) = run(kept.retrieve("abc"))
    assert len(found.events) == len(busy.events)


def test_deleting_forgets_and_may_be_done_twice():
    kept = store()
    run(kept.save(resting()), kept.save(resting("other")), kept.delete("abc"), kept.delete("abc"))
    assert run(kept.retrieve("abc"), kept.keys()) == [None, ["other"]]


def test_saving_a_conversation_without_events_erases_it():
    kept = store()
    run(kept.save(resting()), kept.save(tracker([])))
    assert run(kept.retrieve("abc"), kept.keys()) == [None, []]


def test_the_conversation_that_was_quiet_longest_makes_place():
    kept = store(max_trackers=2)
    run(*[kept.save(resting(name)) for name in ("first", "second")])
    run(kept.save(resting("first")), kept.save(resting("third")))
    assert run(kept.keys()) == [["first", "third"]]


def test_a_conversation_is_forgotten_after_its_time():
    kept = store(ttl_seconds=0.2)
    run(kept.save(resting()))
    assert run(kept.retrieve("abc"))[0] is not None
    time.sleep(0.25)
    assert run(kept.retrieve("abc"), kept.keys()) == [None, []]


def test_a_conversation_is_forgotten_when_nobody_comes_any_more():
    kept = store(ttl_seconds=0.2)
    run(kept.save(resting()))
    assert kept._shelf._items
    assert wait_for(lambda: not kept._shelf._items)


def test_a_new_message_starts_the_time_again():
    shelf = Shelf(0.6, 10)
    shelf.put("quiet", "x")
    shelf.put("busy", "x")
    time.sleep(0.4)
    shelf.put("busy", "y")
    time.sleep(0.3)
    assert (shelf.get("quiet"), shelf.get("busy")) == (None, "y")


def test_the_sweeping_thread_ends_with_its_shelf():
    before = threading.active_count()
    shelf = Shelf(0.1, 10)
    assert threading.active_count() == before + 1
    del shelf
    gc.collect()
    assert wait_for(lambda: threading.active_count() <= before)


def test_many_threads_at_once_break_nothing():
    shelf = Shelf(60, 50)
    wrong: list[Exception] = []

    def work(number: int) -> None:
        try:
            for step in range(300):
                shelf.put(f"{number}-{step % 20}", "x")
                shelf.get(f"{number}-{step % 20}")
                list(shelf.keys())
                shelf.delete(f"{number}-{(step + 7) % 20}")
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(list(shelf.keys())) <= 50


def test_what_is_kept_is_json_not_pickle():
    kept = store()
    run(kept.save(resting()))
    ((_, text),) = kept._shelf._items.values()
    assert json.loads(text)["name"] == "abc"
