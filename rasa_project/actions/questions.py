"""Actions around a series of questions: begin it, ask, take the answer, finish. Two series, one mechanism."""

from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from content.talk import Flow, Outcome, Stand
from rasa_project.actions.talking import TalkAction, entity, send, stand_of

FORMS = {"check": "regelingencheck", "contact": "doorverbinden"}


class AskAction(Action):  # type: ignore[misc]
    """Ask the open question of a series."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    def name(self) -> str:
        """Return the name that Rasa derives from the form's slot."""
        return f"action_ask_{self._flow.stroom}_antwoord"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Ask it."""
        stand = stand_of(tracker)
        question = self._flow.ask(stand)
        send(dispatcher, tracker, Outcome((question,) if question else (), stand))
        return []


class ValidateAction(FormValidationAction):  # type: ignore[misc]
    """Take an answer to the open question; the form goes on as long as something is left to ask."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._slot = f"{flow.stroom}_antwoord"
        setattr(self, f"validate_{self._slot}", self._take)

    def name(self) -> str:
        """Return the name that Rasa derives from the form."""
        return f"validate_{FORMS[self._flow.stroom]}"

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> list[str]:
        """Return the slot again while a question is open, and nothing when the series is complete."""
        return [self._slot] if self._flow.ask(stand_of(tracker)) else []

    async def get_validation_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """
        Return the events of the answer.

        After something came in between (an answer, danger), Rasa runs the form again without handing over
        the answer for validation, so that it would be lost and the question asked twice: take it here.
        """
        missed = self._slot not in tracker.slots_to_validate()
        if missed and tracker.get_intent_of_latest_message() == "antwoord":
            taken = self._take(entity(tracker, "antwoord"), dispatcher, tracker, domain)
            return [SlotSet(name, value) for name, value in taken.items()]
        events: list[EventType] = await super().get_validation_events(dispatcher, tracker, domain)
        return events

    def _take(
        self, value: object, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        stand = self._flow.give(stand_of(tracker), str(value))
        return {"stand": stand.as_dict(), self._slot: None}


class ResumeAction(Action):  # type: ignore[misc]
    """Take up a talk that Rasa doesn't know: its state comes with the event, and the open form is opened again."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_hervat"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Set the state and the form."""
        stand = Stand.from_dict(next(tracker.get_latest_entity_values("stand"), None))
        form = FORMS[stand.stroom] if stand.stroom else None
        return [
            SlotSet("stand", stand.as_dict()),
            SlotSet("check_antwoord", None),
            SlotSet("contact_antwoord", None),
            ActiveLoop(form),
        ]


def question_actions(flows: list[Flow]) -> list[Action]:
    """Return all actions for the given series of questions."""
    actions: list[Action] = [ResumeAction()]
    for flow in flows:
        actions += [AskAction(flow), ValidateAction(flow), _begin(flow), _finish(flow)]
    return actions


def _begin(flow: Flow) -> TalkAction:
    def begin(stand: Stand, tracker: Tracker) -> Outcome:
        return flow.begin(stand, vorm=entity(tracker, "vorm") or "")

    return TalkAction(f"action_start_{flow.stroom}", begin)


def _finish(flow: Flow) -> TalkAction:
    name = {"check": "action_check_uitkomst", "contact": "action_contact_akkoord"}[flow.stroom]
    return TalkAction(name, lambda stand, _tracker: flow.finish(stand))
