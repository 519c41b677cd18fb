"""Every text of the content that an inwoner can see, with its place: what checks and measures go through."""

from collections.abc import Iterator
from dataclasses import dataclass

from content.catalogue import Catalogue
from content.gemeente import Gemeente
from content.local_answers import LOCAL_TEXTS, LokaalAntwoord
from content.model import Antwoord, Crisisantwoord, Variant
from content.social_map import Plek
from content.source import Document, Fout, Loc

ANSWER_FIELDS = ("kort", "zorg", "meer", "makkelijker", "situatie")
VARIANT_FIELDS = ("knop", "kort", "meer", "makkelijker")
LANGUAGE_FIELDS = ("antwoord", "gevaar", "landelijk", "knop")
PLACE_FIELDS = ("wat", "voor_wie", "hoe_aanmelden", "kosten", "toegankelijk")
CANNED = "standaardberichten.yml"
FIXED_IN_CONSOLE = "console"  # teksten/console.yml is read by the wijkteam


@dataclass(frozen=True)
class Zichtbaar:
    """
    One text and where it stands.

    Attributes:
        veld: Its last key, such as `kort`; it tells what may be expected of the text.
        taal: The id of the language when it isn't Dutch.
    """

    document: Document
    loc: Loc
    veld: str
    tekst: str
    taal: str = ""

    def fout(self, what: str, words: str = "") -> Fout:
        """Return a mistake in this text, on the line of these words in it."""
        return self.document.fout(self.loc, f"'{self.veld}' {what}", words=words)


def visible_texts(catalogue: Catalogue) -> Iterator[Zichtbaar]:
    """Go through all of them, file by file."""
    for folder, group in (("faq", catalogue.onderwerpen), ("crisis", catalogue.crisis)):
        for name, item in group.items():
            yield from _of_answer(catalogue.documents[f"{folder}/{name}.yml"], item)
    for gemeente in catalogue.gemeenten.values():
        yield from _of_gemeente(catalogue, gemeente)
    for name, intent in catalogue.gesprek.items():
        yield Zichtbaar(catalogue.documents[f"gesprek/{name}.yml"], ("antwoord",), "antwoord", intent.antwoord)
    for name, canned in catalogue.standaardberichten.items():
        document = catalogue.documents[CANNED]
        yield Zichtbaar(document, (*document.row((), name), "tekst"), "tekst", canned.tekst)
    yield from _fixed(catalogue)
    document = catalogue.documents["talen.yml"]
    for taal in catalogue.talen.values():
        for veld in LANGUAGE_FIELDS:
            yield Zichtbaar(document, (*document.row((), taal.id), veld), veld, getattr(taal, veld), taal.id)


def _of_gemeente(catalogue: Catalogue, gemeente: Gemeente) -> Iterator[Zichtbaar]:
    """Give what a gemeente says itself, also before it is checked: then its editors hear what is wrong with it."""
    folder = f"gemeenten/{gemeente.id}"
    for name, own in gemeente.antwoorden.items():
        yield from _fields(catalogue.documents[f"{folder}/faq/{name}.yml"], (), own, LOCAL_TEXTS)
    for index, canned in enumerate(gemeente.standaardberichten):
        document = catalogue.documents[f"{folder}/{CANNED}"]
        yield Zichtbaar(document, ("standaardberichten", index, "tekst"), "tekst", canned.tekst)
    for index, plek in enumerate(gemeente.plekken):
        yield from _fields(catalogue.documents[f"{folder}/sociale_kaart.yml"], ("plekken", index), plek, PLACE_FIELDS)


def _of_answer(document: Document, item: Antwoord | Crisisantwoord) -> Iterator[Zichtbaar]:
    yield from _fields(document, (), item, ANSWER_FIELDS)
    if isinstance(item, Antwoord):
        for index, variant in enumerate(item.varianten):
            yield from _fields(document, ("varianten", index), variant, VARIANT_FIELDS)


def _fields(
    document: Document,
    loc: Loc,
    item: Antwoord | Crisisantwoord | LokaalAntwoord | Plek | Variant,
    names: tuple[str, ...],
) -> Iterator[Zichtbaar]:
    for veld in names:
        text = getattr(item, veld, None)
        if text:
            yield Zichtbaar(document, (*loc, veld), veld, text)


def _fixed(catalogue: Catalogue) -> Iterator[Zichtbaar]:
    for path, document in catalogue.documents.items():
        if path.startswith("teksten/") and path != f"teksten/{FIXED_IN_CONSOLE}.yml":
            for key, text in document.data.items() if isinstance(document.data, dict) else ():
                yield Zichtbaar(document, (key,), key, str(text))
