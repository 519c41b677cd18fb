"""Counts what a talk came to, once for each talk: a count is about people, not about clicks."""

from collections.abc import Iterator

from bot.conversations import Conversation
from bot.messages import Event
from content.catalogue import LANDELIJK, Catalogue
from content.talk import Outcome, Stand
from privacy.counters import KANALEN, Count, Tally

Step = tuple[str, str]


class Counting:
    """Adds to the tally of the bot; a talk in the terminal or of an editor who tries something doesn't count."""

    def __init__(self, catalogue: Catalogue, tally: Tally) -> None:
        self._catalogue = catalogue
        self._tally = tally

    def begun(self, conversation: Conversation) -> None:
        """Count a talk that begins."""
        self._add(conversation, ("gesprek", conversation.kanaal))

    def danger(self, conversation: Conversation, topic: str) -> None:
        """Count an answer to danger."""
        if topic in self._catalogue.crisis:
            self._add(conversation, ("onderwerp", topic))

    def step(self, conversation: Conversation, before: Stand, event: Event, outcome: Outcome) -> None:
        """Count what one step of the talk came to."""
        for found in self._found(before, event, outcome):
            self._add(conversation, found)

    def _found(self, before: Stand, event: Event, outcome: Outcome) -> Iterator[Step]:
        topic = str(event.entities.get("onderwerp", ""))
        if event.intent == "faq" and topic in self._catalogue.register:
            yield "onderwerp", topic
        begins = event.intent == "start_check" and not event.entities.get("vorm")
        if begins and (outcome.stand.stroom == "check" or _tells_outcome(outcome)):
            yield "check_begonnen", ""
        if before.stroom == "check" and outcome.stand.stroom is None and _tells_outcome(outcome):
            yield "check_klaar", ""
        if outcome.stand.stroom == "contact" and any(one.soort == "overdracht" for one in outcome.berichten):
            yield "toestemming_gevraagd", ""
        if outcome.opdracht == "verstuur":
            yield "toestemming_gegeven", ""

    def _add(self, conversation: Conversation, step: Step) -> None:
        if conversation.kanaal not in KANALEN or step in conversation.counted:
            return
        conversation.counted.add(step)
        lives = conversation.stand.gemeente  # may be any gemeente; one without a folder here is nobody's to read
        gemeente = lives if lives in self._catalogue.gemeenten else LANDELIJK
        self._tally.add(Count(gemeente, *step))


def _tells_outcome(outcome: Outcome) -> bool:
    return any(one.soort == "uitkomst" for one in outcome.berichten)
