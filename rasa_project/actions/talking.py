"""What all our actions share: the state in, messages and the new state out."""

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from content.talk import Outcome, Stand

Step = Callable[[Stand, Tracker], Outcome]


def stand_of(tracker: Tracker) -> Stand:
    """Return the state of the talk from Rasa's slot."""
    return Stand.from_dict(tracker.get_slot("stand"))


def entity(tracker: Tracker, name: str) -> str:
    """Return what the event carries under a name, or an empty text."""
    return str(next(tracker.get_latest_entity_values(name), ""))


def send(dispatcher: CollectingDispatcher, tracker: Tracker, outcome: Outcome) -> None:
    """
    Hand an outcome to bot.dialogue as one JSON message.

    `verloren` tells it that Rasa doesn't know this talk, so that it can send the state and ask again.
    """
    payload: dict[str, Any] = {
        "berichten": [bericht.as_dict() for bericht in outcome.berichten],
        "stand": outcome.stand.as_dict(),
        "opdracht": outcome.opdracht,
        "verloren": tracker.get_slot("stand") is None,
    }
    dispatcher.utter_message(json_message=payload)


class TalkAction(Action):  # type: ignore[misc]
    """One step of the talk under the name that Rasa's rules use."""

    def __init__(self, name: str, step: Step) -> None:
        self._name = name
        self._step = step

    def name(self) -> str:
        """Return the name in the domain."""
        return self._name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Take the step."""
        outcome = self._step(stand_of(tracker), tracker)
        send(dispatcher, tracker, outcome)
        return [SlotSet("stand", outcome.stand.as_dict())]
