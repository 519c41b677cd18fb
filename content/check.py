"""What `content check` looks at beyond the shape of each file: do they fit together, is every text fit to show?"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from content.amounts import WRITTEN_OUT
from content.catalogue import CONTENT, PLACEHOLDER, Catalogue, read_catalogue
from content.controls import Controls
from content.crisis import CrisisLexicon
from content.model import Antwoord, Crisisantwoord
from content.screening.system import load as load_screening
from content.source import ContentError, Document, Fout, Loc
from content.texts import Zichtbaar, visible_texts

LONGEST_VALIDITY = timedelta(days=186)
LONGEST_SENTENCE = 20
WORDS = {"kort": 60, "zorg": 45, "meer": 150, "makkelijker": 45, "situatie": 15}
ANSWERS = ("content/faq/", "content/crisis/", "content/gesprek/")
LONGEST_CHOICE = 64  # bytes, Telegram's limit for what a button sends
PHONE = re.compile(
    r"(?<![\d|⟦€])(?:(?:\+|00)31(?: ?\(0\))?|\(?0)(?:[ ./()-]{0,3}\d){9}(?!\d)"
    r"|\b0[89]00[ -]?\d{4,7}\b|\b14 ?0\d{2}\b"
)
KNOWN_VALUES = frozenset({"gemeente", "gemeente_telefoon"})
Check = Callable[[Catalogue], Iterator[Fout]]


def check_content(root: Path = CONTENT, *, today: date | None = None) -> list[Fout]:
    """Return every mistake in the content under `root`; what is only outdated is marked so."""
    catalogue, fouten = read_catalogue(root)
    if not all((catalogue.register, catalogue.telefoon, catalogue.gemeenten, catalogue.talen)):
        return sorted(fouten)  # without these the rest would only seem wrong
    fouten += [fout for check in CHECKS for fout in check(catalogue)]
    fouten += _dates(catalogue, today or date.today())
    for load in (lambda: Controls.load(root), lambda: _lexicon(root), lambda: load_screening(root)):
        try:
            load()
        except ContentError as error:
            fouten += error.fouten
    return sorted(set(fouten))


def _lexicon(root: Path) -> CrisisLexicon:
    return CrisisLexicon.load(root / "crisis" / "woorden.yml")


def _files(catalogue: Catalogue) -> Iterator[tuple[str, Document, Antwoord | Crisisantwoord]]:
    for folder, group in (("faq", catalogue.onderwerpen), ("crisis", catalogue.crisis)):
        for name, item in group.items():
            yield name, catalogue.documents[f"{folder}/{name}.yml"], item


def _ids(catalogue: Catalogue) -> Iterator[Fout]:
    groups = (("faq", "vraag", catalogue.onderwerpen), ("crisis", "crisis", catalogue.crisis))
    for folder, soort, group in (*groups, ("gesprek", "gesprek", catalogue.gesprek)):
        for name, item in group.items():
            document = catalogue.documents[f"{folder}/{name}.yml"]
            row = catalogue.register.get(item.id)
            if item.id != name:
                yield document.fout(
                    ("id",), f"'id' moet gelijk zijn aan de bestandsnaam: {name}. U schreef: {item.id}."
                )
            elif row is None or row.soort != soort:
                yield document.fout(("id",), f"'{name}' staat in onderwerpen.yml niet als soort '{soort}'.")


def _references(catalogue: Catalogue) -> Iterator[Fout]:
    for name, document, item in _files(catalogue):
        for index, topic in enumerate(item.vervolg if isinstance(item, Antwoord) else ()):
            broken = topic not in catalogue.onderwerpen and f"faq/{topic}.yml" in catalogue.documents
            if topic == name or (topic not in catalogue.onderwerpen and not broken):
                yield document.fout(("vervolg", index), f"'vervolg' noemt '{topic}', maar dat antwoord is er niet.")
        for loc, phones in _phone_lists(item):
            for index, phone in enumerate(phones):
                if phone not in catalogue.telefoon:
                    yield document.fout((*loc, index), f"'{phone}' staat niet in content/telefoon.yml.")


def _phone_lists(item: Antwoord | Crisisantwoord) -> Iterator[tuple[Loc, tuple[str, ...]]]:
    yield ("telefoon",), item.telefoon
    for index, variant in enumerate(item.varianten if isinstance(item, Antwoord) else ()):
        yield ("varianten", index, "telefoon"), variant.telefoon


def _variants(catalogue: Catalogue) -> Iterator[Fout]:
    for name, antwoord in catalogue.onderwerpen.items():
        document = catalogue.documents[f"faq/{name}.yml"]
        if antwoord.varianten and not antwoord.situatie:
            yield document.fout(("varianten",), "bij 'varianten' hoort 'situatie': de vraag boven de knoppen.")
        if antwoord.situatie and len(antwoord.varianten) < 2:
            yield document.fout(("situatie",), "bij 'situatie' horen minstens twee 'varianten'.")
        seen: set[str] = set()
        for index, variant in enumerate(antwoord.varianten):
            if variant.id in seen:
                yield document.fout(("varianten", index, "id"), f"'{variant.id}' staat er twee keer.")
            seen.add(variant.id)
            if len(f"makkelijker:{name}:{variant.id}") > LONGEST_CHOICE:
                yield document.fout(("varianten", index, "id"), f"'{variant.id}' is te lang; kies een korter woord.")


def _texts(catalogue: Catalogue) -> Iterator[Fout]:
    for text in visible_texts(catalogue):
        if not text.taal:
            yield from (text.fout(what) for what in _wrong_in(catalogue, text))


def _wrong_in(catalogue: Catalogue, text: Zichtbaar) -> Iterator[str]:
    answer = text.document.name.startswith(ANSWERS)
    count = len(PLACEHOLDER.sub("woord", text.tekst).split())
    if answer and count > WORDS.get(text.veld, count):
        yield f"heeft {count} woorden; hoogstens {WORDS[text.veld]}."
    if PHONE.search(text.tekst):
        yield "bevat een telefoonnummer. Schrijf {telefoon:<id>}, zoals {telefoon:geldfit}."
    found = WRITTEN_OUT.search(text.tekst)
    if answer and found:
        yield f"noemt '{found.group()}'. Zet het in content/bedragen.yml en schrijf {{bedrag:<id>}}."
    for name in PLACEHOLDER.findall(text.tekst):
        kind, _, key = name.partition(":")
        lists = {"telefoon": catalogue.telefoon, "bedrag": catalogue.bedragen}
        unknown = key not in lists[kind] if kind in lists else answer and name not in KNOWN_VALUES
        if unknown:
            yield f"noemt {{{name}}}, maar dat ken ik niet. Zoals: {{telefoon:geldfit}} of {{gemeente}}."
    for sentence in re.split(r"[.!?:]\s|\n", text.tekst) if answer else ():
        if len(sentence.split()) > LONGEST_SENTENCE:
            yield f"heeft een zin van {len(sentence.split())} woorden; hoogstens {LONGEST_SENTENCE}: '{sentence[:40]}…'"


def _languages(catalogue: Catalogue) -> Iterator[Fout]:
    """Danger may be answered in these words: nothing in them may be missing in the middle of a talk."""
    document = catalogue.documents["talen.yml"]
    for index, taal in enumerate(catalogue.talen.values()):
        for field in ("antwoord", "gevaar", "landelijk", "knop"):
            text = getattr(taal, field)
            if PHONE.search(text):
                yield document.fout((index, field), f"'{field}' bevat een telefoonnummer. Schrijf {{telefoon:<id>}}.")
            known = KNOWN_VALUES if field == "antwoord" else frozenset()
            for name in PLACEHOLDER.findall(text):
                kind, _, phone = name.partition(":")
                if name not in known and not (kind == "telefoon" and phone in catalogue.telefoon):
                    yield document.fout((index, field), f"'{field}' noemt {{{name}}}, maar dat kan hier niet.")


def _themes(catalogue: Catalogue) -> Iterator[Fout]:
    document = catalogue.documents["onderwerpen.yml"]
    for index, row in enumerate(catalogue.register.values()):
        if row.thema not in catalogue.themas:
            yield document.fout(("onderwerpen", index), f"het thema '{row.thema}' staat niet onder 'themas'.")


def _postcodes(catalogue: Catalogue) -> Iterator[Fout]:
    for name, gemeente in catalogue.gemeenten.items():
        owner: dict[str, str] = {}
        document = catalogue.documents[f"gemeenten/{name}/teams.yml"]
        for index, team in enumerate(gemeente.teams):
            for postcode in team.postcodes:
                if owner.setdefault(postcode, team.id) != team.id:
                    yield document.fout(("teams", index), f"postcode {postcode} hoort al bij '{owner[postcode]}'.")


def _dates(catalogue: Catalogue, today: date) -> Iterator[Fout]:
    for _, document, item in _files(catalogue):
        if item.gecontroleerd_op > today:
            yield document.fout(("gecontroleerd_op",), "'gecontroleerd_op' ligt in de toekomst.")
        if item.verloopt_op <= today:
            yield document.fout(
                ("verloopt_op",), f"dit antwoord is verlopen op {item.verloopt_op}: controleer de feiten."
            )
        if item.verloopt_op - item.gecontroleerd_op > LONGEST_VALIDITY:
            yield document.fout(
                ("verloopt_op",), "'verloopt_op' mag hoogstens een half jaar na 'gecontroleerd_op' zijn."
            )


CHECKS: tuple[Check, ...] = (_ids, _references, _variants, _texts, _languages, _themes, _postcodes)
