"""The gemeente in which the inwoner lives: asked, read, and remembered in the stand for as long as the talk lasts."""

from collections.abc import Iterable
from dataclasses import replace

from bot.conversations import Conversation
from content import answers
from content.berichten import Bericht, Keuze
from content.catalogue import LANDELIJK, Catalogue
from content.postcodes import Ids
from content.residence import answered, mentioned, told

KIND = "gemeente"


class Residence:
    """Finds out where somebody lives. No rule is needed: only the words that are shown depend on it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def ask(self, conversation: Conversation) -> Bericht:
        """Ask it; not while a handoff is prepared, for the team that the preview names would change."""
        if conversation.stand.stroom == "contact":
            return self._say(conversation, "niet_nu", self._buttons("verder", "stop"))
        conversation.expects_gemeente = True
        skip = answers.button(self._catalogue, "overslaan", "verder" if conversation.stand.stroom else "menu")
        return self._say(conversation, "vraag", [skip, *self._buttons("mens")])

    def choose(self, conversation: Conversation, gemeente: str) -> Bericht:
        """Remember a gemeente, and tell what changes by it; one that there isn't is asked for again."""
        chosen = self._catalogue.gemeente_id(gemeente)
        if chosen == LANDELIJK or conversation.stand.stroom == "contact":
            return self.ask(conversation)
        self._remember(conversation, chosen)
        topic = conversation.stand.onderwerp
        keuzes = [answers.back_to(self._catalogue, topic)] if topic else []
        key = "gekozen" if chosen in self._catalogue.gemeenten else "gekozen_zonder_map"
        return self._say(conversation, key, [*keuzes, *self._way_back(conversation)])

    def read(self, conversation: Conversation, tekst: str) -> Bericht | None:
        """Return the reply to a text that only tells where somebody lives; None when it says something else."""
        stand, postcodes = conversation.stand, self._catalogue.postcodes
        if conversation.expects_gemeente:
            found = answered(postcodes, tekst)
        elif stand.stroom == "contact" or (stand.stroom and tekst.strip()[:1].isdigit()):
            return None  # it may be an answer to the open question
        else:
            found = told(postcodes, tekst)
        if found:
            return self._which(conversation, found)
        self._overhear(conversation, tekst)
        return None

    def unknown(self, conversation: Conversation, tekst: str) -> Bericht:
        """Return the reply to an answer that is no place that we know: what is spelled like it, or asked again."""
        near = self._catalogue.postcodes.near(tekst)
        return (
            self._offer(conversation, "bedoelt_u", near)
            if near
            else self._say(conversation, "onbekend", self._way_back(conversation))
        )

    def _which(self, conversation: Conversation, found: Ids) -> Bericht:
        if len(found) == 1:
            return self.choose(conversation, found[0])
        return self._offer(conversation, "meer_dan_een", found)

    def _offer(self, conversation: Conversation, key: str, ids: Ids) -> Bericht:
        known = self._catalogue.postcodes.gemeenten
        keuzes = [Keuze(known[one].naam, f"{KIND}:{one}") for one in ids]
        return self._say(conversation, key, [*keuzes, *self._way_back(conversation)])

    def _overhear(self, conversation: Conversation, tekst: str) -> None:
        """Take the gemeente from a question such as "ik woon in Nijmegen en heb huurschuld", if none was known yet."""
        lives = mentioned(self._catalogue.postcodes, tekst) if conversation.stand.gemeente == LANDELIJK else None
        if lives:
            self._remember(conversation, lives)

    def _remember(self, conversation: Conversation, gemeente: str) -> None:
        conversation.expects_gemeente = False
        conversation.stand = replace(conversation.stand, gemeente=gemeente)
        conversation.rasa_behind = True

    def _way_back(self, conversation: Conversation) -> list[Keuze]:
        return self._buttons("verder", "menu") if conversation.stand.stroom else self._buttons("menu", "mens")

    def _buttons(self, *names: str) -> list[Keuze]:
        return [answers.button(self._catalogue, name, name) for name in names]

    def _say(self, conversation: Conversation, key: str, keuzes: Iterable[Keuze]) -> Bericht:
        return answers.fixed(self._catalogue, f"gemeente.{key}", gemeente=conversation.stand.gemeente, keuzes=keuzes)
