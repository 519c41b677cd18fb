"""Loads all content at once and finds one thing in it; a mistake shows at the start, never in a talk."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from content.amounts import without_outdated
from content.canned_replies import Bericht, Standaardbericht, offered
from content.gemeente import Gemeente
from content.model import Antwoord, Bedrag, Crisisantwoord, Gespreksantwoord, Onderwerp, Taal, Telefoonnummer
from content.postcodes import Postcodes
from content.reader import LANDELIJK, Reader
from content.social_map import Plek, shown_at
from content.source import ContentError, Document, Fout

CONTENT = Path(__file__).resolve().parent
__all__ = [
    "CONTENT",
    "LANDELIJK",
    "PLACEHOLDER",
    "Catalogue",
    "TekstOntbreektError",
    "dialable",
    "load_catalogue",
    "read_catalogue",
]


class TekstOntbreektError(LookupError):
    """A text that the program asks for isn't in content/teksten/."""


@dataclass(frozen=True)
class Catalogue:
    """
    Everything the bot can say.

    Attributes:
        today: Tells which day it is: what is past its date on that day isn't shown as a fact.
    """

    onderwerpen: Mapping[str, Antwoord]
    crisis: Mapping[str, Crisisantwoord]
    gesprek: Mapping[str, Gespreksantwoord]
    gemeenten: Mapping[str, Gemeente]
    telefoon: Mapping[str, Telefoonnummer]
    bedragen: Mapping[str, Bedrag]
    talen: Mapping[str, Taal]
    teksten: Mapping[str, str]
    register: Mapping[str, Onderwerp]
    themas: Mapping[str, str]
    standaardberichten: Mapping[str, Standaardbericht] = field(default_factory=dict)
    postcodes: Postcodes = field(repr=False, default_factory=Postcodes)
    documents: Mapping[str, Document] = field(repr=False, default_factory=dict)
    today: Callable[[], date] = field(repr=False, default=date.today)

    def text(self, key: str, **values: str) -> str:
        """
        Return a fixed text with its {placeholders} filled in; `{telefoon:<id>}` becomes a number or a website.

        Raises:
            TekstOntbreektError: If the key, or a value that the text needs, is missing.
        """
        if key not in self.teksten:
            raise TekstOntbreektError(f"'{key}' is not in content/teksten/")
        return self.fill(self.teksten[key], values)

    def fill(self, template: str, values: Mapping[str, str]) -> str:
        """
        Fill in the placeholders of a text. What names an outdated amount is left out, and the text says so.

        Raises:
            TekstOntbreektError: If a placeholder is unknown (`content check` finds it).
        """

        def value_of(match: re.Match[str]) -> str:
            name = match.group(1)
            if name.startswith("telefoon:"):
                return self.phone(name.removeprefix("telefoon:"))
            if name.removeprefix("bedrag:") in self.bedragen:
                return self.bedragen[name.removeprefix("bedrag:")].weergave
            if name not in values:
                raise TekstOntbreektError(f"no value for '{{{name}}}'")
            first = name == "gemeente" and BEGIN_OF_SENTENCE.search(match.string[: match.start()])
            return values[name][:1].upper() + values[name][1:] if first else values[name]

        text, left_out = without_outdated(template, self._is_outdated)
        if left_out:
            text = f"{text}\n\n{self.teksten['algemeen.bedrag_verlopen']}".strip()
        return PLACEHOLDER.sub(value_of, text)

    def _is_outdated(self, bedrag: str) -> bool:
        known = self.bedragen.get(bedrag)
        return known is not None and not known.geldig_van <= self.today() <= known.geldig_tot

    def phone(self, telefoon_id: str) -> str:
        """Return a number marked for dialling (⟦shown|dialled⟧), or the website when no number may be shown."""
        entry = self.telefoon[telefoon_id]
        if entry.nummer is None:
            return entry.web or entry.naam
        return dialable(entry.weergave or entry.nummer, entry.nummer)

    def gemeente(self, gemeente_id: str) -> Gemeente:
        """Return a gemeente; one without a folder gets the national one, under its own name when it is known."""
        if gemeente_id in self.gemeenten:
            return self.gemeenten[gemeente_id]
        known = self.postcodes.gemeenten.get(gemeente_id)
        national = self.gemeenten[LANDELIJK]
        name = self.text("gemeente.naam_zonder_map", naam=known.naam) if known else national.naam
        return national.model_copy(update={"naam": name})

    def gemeente_id(self, name: str) -> str:
        """Return the id of a gemeente that exists, with a folder or without, else the national default."""
        return name if name in self.gemeenten or name in self.postcodes.gemeenten else LANDELIJK

    def gemeente_values(self, gemeente_id: str) -> dict[str, str]:
        """Return the values that every text may use about the gemeente; a number only if somebody checked it."""
        gemeente = self.gemeente(gemeente_id)
        phone = gemeente.telefoon if gemeente.telefoon.is_known else self.gemeenten[LANDELIJK].telefoon
        number = dialable(phone.weergave, phone.nummer) if phone.nummer else phone.weergave
        return {"gemeente": gemeente.naam, "gemeente_telefoon": number}

    def answer(self, topic: str, gemeente_id: str) -> Antwoord:
        """
        Return the answer to a topic, with what the gemeente says instead of the national text.

        Raises:
            KeyError: If there is no such answer.
        """
        national, own = self.onderwerpen[topic], self.gemeente(gemeente_id).antwoorden.get(topic)
        return own.over(national) if own and own.is_shown(self.today()) else national

    def plekken(self, topic: str, gemeente_id: str) -> tuple[Plek, ...]:
        """Return the places in the gemeente that help with a topic, else the national organisations; maybe none."""
        own, national = self.gemeente(gemeente_id).plekken, self.gemeenten[LANDELIJK].plekken
        return shown_at(own, topic, self.today()) or shown_at(national, topic, self.today())

    def canned_replies(self, gemeente_id: str, weg: str) -> list[Bericht]:
        """Return what a wijkteamlid may put in a message for one way of contact, in the words of the gemeente."""
        own = self.gemeente(gemeente_id).standaardberichten
        return offered(self.standaardberichten, own, weg, self.today())

    def titel(self, topic: str) -> str:
        """Return how a topic is called on a button or in a handoff."""
        if topic not in self.register:
            raise TekstOntbreektError(f"no topic '{topic}'")
        return self.register[topic].titel

    def topics(self, soort: str) -> frozenset[str]:
        """Return the ids of all topics of a kind (`vraag`, `crisis`, `gesprek`), with an answer of their own or not."""
        return frozenset(row.id for row in self.register.values() if row.soort == soort)


BEGIN_OF_SENTENCE = re.compile(r"(?:^|[.!?]\s+|\n\s*)$")
PLACEHOLDER = re.compile(r"\{([a-z_]+(?::[a-z0-9_]+)?)\}")


def dialable(shown: str, dialled: str) -> str:
    """Mark a phone number so that a channel can make it tappable; the marks are never shown."""
    return f"⟦{shown}|{dialled}⟧"


def load_catalogue(root: Path = CONTENT) -> Catalogue:
    """
    Load all content under `root`.

    Raises:
        ContentError: With every mistake in every file.
    """
    catalogue, fouten = read_catalogue(root)
    if fouten:
        raise ContentError(fouten)
    return catalogue


def read_catalogue(root: Path) -> tuple[Catalogue, list[Fout]]:
    """Read what can be read, and return every mistake with it; a file with a mistake is not in the catalogue."""
    reader = Reader(root)
    themas, register = reader.register()
    catalogue = Catalogue(
        onderwerpen=reader.folder("faq", Antwoord),
        crisis=reader.folder("crisis", Crisisantwoord, skip={"woorden"}),
        gesprek=reader.folder("gesprek", Gespreksantwoord),
        gemeenten=reader.gemeenten(),
        telefoon=reader.list("telefoon.yml", Telefoonnummer, "geldfit"),
        bedragen=reader.list("bedragen.yml", Bedrag, "zorgtoeslag_alleen"),
        talen=reader.list("talen.yml", Taal, "engels"),
        teksten=reader.teksten(),
        register=register,
        themas=themas,
        standaardberichten=reader.list("standaardberichten.yml", Standaardbericht, "begroeting"),
        postcodes=reader.postcodes(),
        documents=MappingProxyType(reader.documents),
    )
    return catalogue, reader.fouten
