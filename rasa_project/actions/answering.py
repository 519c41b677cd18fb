"""Actions that answer a question or keep the talk going."""

from rasa_sdk import Tracker

from content import talk
from content.catalogue import Catalogue
from content.talk import Outcome, Stand
from rasa_project.actions.talking import TalkAction, entity


def answering_actions(catalogue: Catalogue) -> list[TalkAction]:
    """Return the actions for answers, danger, choices and small talk."""

    def answer(stand: Stand, tracker: Tracker) -> Outcome:
        topic = entity(tracker, "onderwerp") or str(tracker.latest_message.get("topic", ""))
        return talk.answer(catalogue, stand, topic, entity(tracker, "vorm"), variant=entity(tracker, "variant"))

    def danger(stand: Stand, tracker: Tracker) -> Outcome:
        return talk.danger(catalogue, stand, str(tracker.get_intent_of_latest_message()))

    def offer(stand: Stand, tracker: Tracker) -> Outcome:
        intent = str(tracker.get_intent_of_latest_message())
        chosen = {name: entity(tracker, name) for name in ("thema", "kandidaten", "vorm")}
        return talk.offer(catalogue, stand, intent, **chosen)

    def say(stand: Stand, tracker: Tracker) -> Outcome:
        return talk.say(catalogue, stand, str(tracker.get_intent_of_latest_message()), taal=entity(tracker, "taal"))

    def stop(stand: Stand, _tracker: Tracker) -> Outcome:
        return talk.stop(catalogue, stand)

    return [
        TalkAction("action_antwoord", answer),
        TalkAction("action_crisis", danger),
        TalkAction("action_keuze", offer),
        TalkAction("action_gesprek", say),
        TalkAction("action_stop", stop),
    ]
