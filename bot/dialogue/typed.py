"""Reads what was typed: as an answer to the open question if it fits, else as a question of its own."""

from datetime import date

from bot.conversations import Conversation
from bot.dialogue.contact_answers import OWN_WORDS, ContactAnswers, is_short
from bot.dialogue.events import COMMAND_OF_INTENT, LOCAL, event_of_command, event_of_understanding
from bot.dialogue.meaning import Meant, unclear
from bot.dialogue.residence import Residence
from bot.messages import Event, Understanding
from bot.rasa_client import RasaClient, RasaUnavailableError
from content import answers
from content.berichten import Bericht
from content.catalogue import Catalogue
from content.languages import Languages
from content.screening import read_answer
from content.screening.talk.flow import open_question
from content.variants import variant_told_in
from handoff.desk import asks_for_another, open_step
from privacy.redact import redact
from privacy.spoken import without_numbers

MAX_TEXT = 2_000
FOREIGN = "andere_taal"


class Typed:
    """Finds out what a sentence means in the state that the talk is in."""

    def __init__(self, catalogue: Catalogue, rasa: RasaClient, residence: Residence) -> None:
        self._catalogue = catalogue
        self._residence = residence
        self._rasa = rasa
        self._languages = Languages.of(catalogue.talen)
        self._contact = ContactAnswers(catalogue)

    async def read(self, conversation: Conversation, tekst: str) -> Meant:
        """Return what a text means. Danger that the model sees comes before anything but a plain answer."""
        wrong = self._unreadable(conversation, tekst)
        if wrong:
            return Meant(bericht=wrong)
        conversation.for_other = conversation.for_other or asks_for_another(tekst)
        answer = self._answer(conversation, tekst)
        if answer is not None and self._stays_here(conversation, tekst):
            conversation.missed = 0
            return answer
        understood = await self._understand(conversation, tekst)
        danger = understood.intent if understood and understood.decision == "crisis" else None
        if danger and not self._is_plain(conversation, answer, tekst):
            return Meant(event=self.own_words(conversation, tekst), danger=danger)
        if answer is not None:
            conversation.missed = 0
            return answer
        return self._foreign(conversation, understood, tekst) or self._question(conversation, understood, tekst)

    def own_words(self, conversation: Conversation, tekst: str) -> Event | None:
        """Return the answer to "tell it in your own words" when that is the open question: it isn't asked twice."""
        stand = conversation.stand
        asked = stand.stroom == "contact" and open_step(self._catalogue, stand) == OWN_WORDS
        found = self._contact.answer(conversation, tekst) if asked else None
        return found.event if found else None

    def _stays_here(self, conversation: Conversation, tekst: str) -> bool:
        """Tell whether an answer is read here only: contact data, and never more than a few words."""
        asked = conversation.stand.stroom == "contact" and open_step(self._catalogue, conversation.stand) != OWN_WORDS
        return asked and is_short(tekst)

    def _is_plain(self, conversation: Conversation, answer: Meant | None, tekst: str) -> bool:
        """Tell whether a text is nothing but a short answer to the open question ("ik woon alleen")."""
        if answer is None or answer.event is None:
            return False
        stand = conversation.stand
        told = stand.stroom == "contact" and open_step(self._catalogue, stand) == OWN_WORDS
        return not told and is_short(tekst)

    def _answer(self, conversation: Conversation, tekst: str) -> Meant | None:
        if conversation.stand.stroom == "contact":
            return self._contact.answer(conversation, tekst)
        return self._check_answer(conversation, tekst)

    def _unreadable(self, conversation: Conversation, tekst: str) -> Bericht | None:
        stripped = tekst.strip()
        if not stripped:
            return self._say(conversation, "algemeen.leeg")
        if len(stripped) > MAX_TEXT:
            return self._say(conversation, "algemeen.te_lang")
        if not any(char.isalnum() for char in stripped):
            return self._say(conversation, "algemeen.alleen_tekens")
        return None

    async def _understand(self, conversation: Conversation, tekst: str) -> Understanding | None:
        """Ask the model. While contact data is asked for, half a number counts as one and stays here too."""
        masked = redact(tekst)
        try:
            return await self._rasa.understand(
                without_numbers(masked) if conversation.stand.stroom == "contact" else masked
            )
        except RasaUnavailableError:
            return None

    def _check_answer(self, conversation: Conversation, tekst: str) -> Meant | None:
        stand = conversation.stand
        if stand.stroom != "check":
            return None
        today = date.today()
        question = open_question(stand.check, stand.gemeente, today)
        option = read_answer(question, tekst, today, stand.check) if question else None
        return Meant(event=Event("antwoord", {"antwoord": option})) if option else None

    def _known_languages(self) -> Languages:
        """Return what tells languages apart, made anew when an editor changed them."""
        if self._languages.talen != self._catalogue.talen:
            self._languages = Languages.of(self._catalogue.talen)
        return self._languages

    def language(self, tekst: str) -> str:
        """Return the language (its id) of a message in danger that surely isn't Dutch, else nothing."""
        taal = self._known_languages().surely_foreign(tekst, fewest_words=2)
        return taal.id if taal else ""

    def _foreign(self, conversation: Conversation, understood: Understanding | None, tekst: str) -> Meant | None:
        """Answer another language in that language; without a model, or in its doubt, only when there is no doubt."""
        if understood is None or understood.decision == "weet_niet":
            taal = self._known_languages().surely_foreign(tekst)
        elif understood.intent == FOREIGN:
            taal = self._known_languages().find(tekst)
        else:
            return None
        if taal is None:
            return None
        conversation.missed = 0
        return Meant(event=Event(FOREIGN, {"taal": taal.id}))

    def _question(self, conversation: Conversation, understood: Understanding | None, tekst: str) -> Meant:
        """Return what a sentence asks; the second time that nothing is understood isn't answered like the first."""
        stand = conversation.stand
        if conversation.expects_gemeente and (understood is None or understood.decision == "weet_niet"):
            return Meant(bericht=self._residence.unknown(conversation, tekst))
        if understood is None:
            return Meant(bericht=self._without_rasa(conversation))
        if understood.decision == "weet_niet":
            return self._not_understood(conversation)
        conversation.missed = 0
        command = self._command(conversation, understood)
        if command in LOCAL:
            return Meant(command=command)
        if command:
            return Meant(event=event_of_command(command, stand))
        variant = variant_told_in(tekst, self._catalogue.onderwerpen.get(understood.topic))
        return Meant(event=event_of_understanding(understood, stand, variant=variant))

    def _not_understood(self, conversation: Conversation) -> Meant:
        conversation.missed += 1
        if conversation.stand.stroom:
            return Meant(bericht=self._say(conversation, "algemeen.antwoord_onduidelijk"))
        if conversation.missed > 1:
            return Meant(bericht=self._say(conversation, "algemeen.niet_begrepen_nogmaals"))
        return Meant(event=Event("buiten_bereik"))

    def _command(self, conversation: Conversation, understood: Understanding) -> str | None:
        if understood.decision != "antwoord":
            return None
        if understood.intent == "ja" and conversation.last:
            offered = [keuze.keuze for keuze in conversation.last[-1].keuzes[:1]]
            return offered[0] if offered and offered[0] in ("check", "mens") else None
        return COMMAND_OF_INTENT.get(understood.intent)

    def _without_rasa(self, conversation: Conversation) -> Bericht:
        stand = conversation.stand
        if stand.stroom:
            return self._say(conversation, "algemeen.antwoord_onduidelijk")
        return answers.menu(self._catalogue, gemeente=stand.gemeente, key="algemeen.knoppen_stand")

    def _say(self, conversation: Conversation, key: str) -> Bericht:
        return unclear(self._catalogue, conversation.stand, key)
