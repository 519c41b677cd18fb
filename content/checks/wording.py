"""Is every text fit to show: not too long, and no number, amount or placeholder that nobody can trace?"""

import re
from collections.abc import Collection, Iterator

from content.amounts import AMOUNT, WRITTEN_OUT
from content.canned_replies import CONSOLE_VALUES
from content.catalogue import PLACEHOLDER, Catalogue
from content.checks.places import ids_in
from content.nearest import meant
from content.source import Fout
from content.texts import CANNED, Zichtbaar, visible_texts

LONGEST_SENTENCE = 20
WORDS = {"kort": 60, "zorg": 45, "meer": 150, "makkelijker": 45, "situatie": 15}
ANSWERS = ("content/faq/", "content/crisis/", "content/gesprek/")
ALWAYS_SAID = ("content/crisis/", "content/teksten/", "content/talen.yml")
PHONE = re.compile(
    r"(?<![\d|⟦€])(?:(?:\+|00)31(?: ?\(0\))?|\(?0)(?:[ ./()-]{0,3}\d){9}(?!\d)"
    r"|\b0[89]00[ -]?\d{4,7}\b|\b14 ?0\d{2}\b"
)
CALL = re.compile(r"\b[Bb]el\b[^.?!{]*\{telefoon:([a-z0-9_]+)\}")
KNOWN_VALUES = frozenset({"gemeente", "gemeente_telefoon"})
ONLY_IN_ANSWER = ("antwoord",)  # of a language: what is said in danger knows no gemeente
OWN_ANSWER = re.compile(r"content/gemeenten/[^/]+/faq/")
LOOSE = re.compile(r"\{[^{}\n]*\}?|\}")


def texts(catalogue: Catalogue) -> Iterator[Fout]:
    """Look at every text that an inwoner can see; danger may be answered in a language, so nothing may lack in it."""
    for text in visible_texts(catalogue):
        yield from _numbers(text)
        yield from _calls(catalogue, text)
        yield from _placeholders(catalogue, text)
        if _is_answer(text):
            yield from _lengths(text)


def _is_answer(text: Zichtbaar) -> bool:
    """Tell whether a text is part of an answer, also of one that a gemeente gives itself."""
    name = text.document.name
    return name.startswith(ANSWERS) or OWN_ANSWER.match(name) is not None or _is_canned(text)


def _is_canned(text: Zichtbaar) -> bool:
    """Tell whether a wijkteamlid sends it; then the console fills in more."""
    return text.document.name.endswith(f"/{CANNED}")


def _numbers(text: Zichtbaar) -> Iterator[Fout]:
    if found := PHONE.search(text.tekst):
        told = f"bevat een telefoonnummer: {found.group().strip()}. Zet het in content/telefoon.yml en schrijf "
        yield text.fout(told + "{telefoon:<id>}, zoals {telefoon:geldfit}.", found.group())
    if _is_answer(text) and (found := WRITTEN_OUT.search(text.tekst)):
        told = f"noemt '{found.group()}'. Zet het in content/bedragen.yml en schrijf "
        yield text.fout(told + "{bedrag:<id>}, zoals {bedrag:zorgtoeslag_inkomen_alleen}.", found.group())
    if text.document.name.startswith(ALWAYS_SAID) and (found := AMOUNT.search(text.tekst)):
        told = f"noemt {found.group()}. Hier kan geen bedrag staan: deze tekst blijft, ook als het bedrag verlopen is."
        yield text.fout(told, found.group())


def _calls(catalogue: Catalogue, text: Zichtbaar) -> Iterator[Fout]:
    """Look whether somebody is asked to call where only a website may be shown."""
    for match in CALL.finditer(text.tekst):
        entry = catalogue.telefoon.get(match.group(1))
        if entry is not None and entry.nummer is None:
            told = f"zegt dat iemand {entry.naam} belt, maar daarvan tonen we alleen de website. "
            yield text.fout(told + "Schrijf liever: Vraag hulp bij.", match.group())


def _placeholders(catalogue: Catalogue, text: Zichtbaar) -> Iterator[Fout]:
    for match in PLACEHOLDER.finditer(text.tekst):
        kind, colon, key = match.group(1).partition(":")
        known = _known(catalogue, text, kind if colon else "")
        if known is not None and (key if colon else kind) not in known:
            example = "{telefoon:geldfit}, {bedrag:zorgtoeslag_inkomen_alleen} of {gemeente}"
            guess = meant(key if colon else kind, known)
            yield text.fout(f"noemt {match.group()}, maar dat ken ik niet.{guess} Zoals: {example}.", match.group())
    rest = PLACEHOLDER.sub(" ", text.tekst)
    if found := LOOSE.search(rest):
        told = f"heeft een haak die niets invult: {found.group()[:40]} Zoals: {{telefoon:geldfit}}, zonder spaties."
        yield text.fout(told, found.group())


def _known(catalogue: Catalogue, text: Zichtbaar, kind: str) -> Collection[str] | None:
    """Return what may be named in a text; None where only the program knows."""
    if kind:
        return ids_in(catalogue, f"{'bedragen' if kind == 'bedrag' else kind}.yml") if kind in KINDS else ()
    if text.taal:
        return KNOWN_VALUES if text.veld in ONLY_IN_ANSWER else ()
    if _is_canned(text):
        return KNOWN_VALUES | CONSOLE_VALUES
    return KNOWN_VALUES if _is_answer(text) else None


KINDS = ("telefoon", "bedrag")


def _lengths(text: Zichtbaar) -> Iterator[Fout]:
    count = len(PLACEHOLDER.sub("woord", text.tekst).split())
    most = WORDS.get(text.veld, count)
    if count > most:
        yield text.fout(f"heeft {count} woorden; hoogstens {most}. Maak het korter.")
    for sentence in re.split(r"[.!?:]\s|\n", text.tekst):
        words = len(sentence.split())
        if words > LONGEST_SENTENCE:
            told = f"heeft een zin van {words} woorden; hoogstens {LONGEST_SENTENCE}: '{sentence.strip()[:40]}…'"
            yield text.fout(told, sentence)
