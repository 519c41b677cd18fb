"""Reads what is typed for the wijkteam. What identifies stays here; the rules hear of it as a placeholder."""

import re

from bot.conversations import Conversation
from bot.dialogue.events import event_of_command
from bot.dialogue.meaning import Meant, unclear
from bot.messages import Event
from content.catalogue import Catalogue
from handoff.desk import asks_for_another, open_step, preview_words, value_in
from privacy.spoken import DIGITS_IN_A_ROW, in_digits

OWN_WORDS = "eigen_woorden"
WAYS = ("telefoon", "email")
PRIVATE_STEPS = frozenset({OWN_WORDS, *WAYS, "naam"})
NUMBER_AT_ONCE = frozenset({"hoe", "voorbeeld", "wijzig"})  # where a number is an answer though nobody asks for one
SHORT_ANSWER = 8  # words: above it, the model looks for danger in an answer too
LOOKS_LIKE = {
    "telefoon": re.compile(rf"\d|{DIGITS_IN_A_ROW.pattern}", re.IGNORECASE),
    "postcode": re.compile(r"\d"),
    "email": re.compile("@|apenstaart", re.IGNORECASE),
}


def is_short(tekst: str) -> bool:
    """Tell whether a text is a few words; a number that is spelled out counts as one."""
    return len(in_digits(tekst).split()) <= SHORT_ANSWER


class ContactAnswers:
    """Reads an answer to the open question for the wijkteam."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def answer(self, conversation: Conversation, tekst: str) -> Meant | None:
        """Return what a text means as an answer; None when it is something else."""
        step = open_step(self._catalogue, conversation.stand) or ""
        at_preview = preview_words(self._catalogue, conversation.stand, tekst)
        if at_preview:
            return Meant(event=_event(conversation, at_preview))
        if step in NUMBER_AT_ONCE:
            given = self._at_once(conversation, tekst)
            if given:
                return given
        value = value_in(step, tekst) or self._with_first_half(conversation, step, tekst)
        if value is None:
            return self._attempt(conversation, step, tekst)
        conversation.half = ""
        if step not in PRIVATE_STEPS:
            return Meant(event=_event(conversation, value))
        conversation.waarden[step] = value
        helps = step == OWN_WORDS and (conversation.for_other or asks_for_another(tekst))
        return Meant(event=_event(conversation, f"ander:[{step}]" if helps else f"[{step}]"))

    def _at_once(self, conversation: Conversation, tekst: str) -> Meant | None:
        """Take a number or an address that was typed instead of the choice how to be reached, or to change it."""
        for way in WAYS if is_short(tekst) else ():
            value = value_in(way, tekst)
            if value:
                conversation.waarden[way] = value
                return Meant(event=_event(conversation, f"{way}:[{way}]"))
        return None

    @staticmethod
    def _with_first_half(conversation: Conversation, step: str, tekst: str) -> str | None:
        """Read a number or an address that came in two messages."""
        if not conversation.half or step not in WAYS:
            return None
        between = " " if step == "telefoon" else ""
        return value_in(step, f"{conversation.half}{between}{tekst.strip()}")

    def _attempt(self, conversation: Conversation, step: str, tekst: str) -> Meant | None:
        """Say what is wrong with something that looks like an answer; half a number is kept for the other half."""
        attempt = step in LOOKS_LIKE and LOOKS_LIKE[step].search(tekst)
        if not attempt:
            return None
        conversation.half = tekst.strip() if step in WAYS else ""
        return Meant(bericht=unclear(self._catalogue, conversation.stand, f"algemeen.waarde_{step}_fout"))


def _event(conversation: Conversation, value: str) -> Event:
    return event_of_command("stop", conversation.stand) if value == "stop" else Event("antwoord", {"antwoord": value})
