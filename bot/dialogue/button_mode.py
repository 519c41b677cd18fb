"""What happens on an event when Rasa can't be asked: the same steps, chosen by these few rules instead of Rasa's."""

from bot.messages import Event
from content import talk
from content.catalogue import Catalogue
from content.talk import Flow, Outcome, Stand

OFFERS = frozenset({"menu", "thema", "bedoelt_u"})


class ButtonMode:
    """Takes one step of the talk without Rasa."""

    def __init__(self, catalogue: Catalogue, flows: list[Flow]) -> None:
        self._catalogue = catalogue
        self._flows = {flow.stroom: flow for flow in flows}

    def step(self, stand: Stand, event: Event) -> Outcome:
        """Return what an event leads to."""
        intent = event.intent
        if intent in ("start_check", "start_contact"):
            return self._begin(stand, event)
        if intent in ("antwoord", "verder") and stand.stroom:
            return self._go_on(stand, event)
        if intent in self._catalogue.crisis:
            return talk.danger(self._catalogue, stand, intent)
        return self._talk(stand, event)

    def _talk(self, stand: Stand, event: Event) -> Outcome:
        chosen = {key: str(value) for key, value in event.entities.items()}
        if event.intent == "faq":
            topic, vorm = chosen.get("onderwerp", ""), chosen.get("vorm", "kort")
            return talk.answer(self._catalogue, stand, topic, vorm, variant=chosen.get("variant", ""))
        if event.intent == "stoppen":
            return talk.stop(self._catalogue, stand)
        if event.intent in OFFERS:
            what = {name: chosen.get(name, "") for name in ("thema", "kandidaten", "vorm")}
            return talk.offer(self._catalogue, stand, event.intent, **what)
        return talk.say(self._catalogue, stand, event.intent, taal=chosen.get("taal", ""))

    def _begin(self, stand: Stand, event: Event) -> Outcome:
        flow = self._flows["check" if event.intent == "start_check" else "contact"]
        begun = flow.begin(stand, vorm=str(event.entities.get("vorm") or ""))
        return _then(begun, self._ask_or_finish(flow, begun.stand))

    def _go_on(self, stand: Stand, event: Event) -> Outcome:
        flow = self._flows[stand.stroom]  # type: ignore[index]
        if event.intent == "antwoord":
            stand = flow.give(stand, str(event.entities.get("antwoord", "")))
        return self._ask_or_finish(flow, stand)

    def _ask_or_finish(self, flow: Flow, stand: Stand) -> Outcome:
        question = flow.ask(stand)
        return Outcome((question,), stand) if question else flow.finish(stand)


def _then(first: Outcome, second: Outcome) -> Outcome:
    return Outcome((*first.berichten, *second.berichten), second.stand, second.opdracht)
