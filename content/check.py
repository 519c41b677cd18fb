"""What `content check` looks at beyond the shape of each file: do they fit together, is every text fit to show?"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from content.catalogue import CONTENT, PLACEHOLDER, Catalogue, load_catalogue
from content.controls import Controls
from content.crisis import CrisisLexicon
from content.model import Antwoord, Crisisantwoord
from content.screening.system import load as load_screening
from content.source import ContentError, Document, Fout

LONGEST_VALIDITY = timedelta(days=186)
LONGEST_SENTENCE = 20
WORDS = {"kort": 60, "meer": 150, "makkelijker": 45}
PHONE = re.compile(
    r"(?<![\d|⟦€])(?:(?:\+|00)31(?: ?\(0\))?|\(?0)(?:[ ./()-]{0,3}\d){9}(?!\d)"
    r"|\b0[89]00[ -]?\d{4,7}\b|\b14 ?0\d{2}\b"
)
KNOWN_VALUES = frozenset({"gemeente", "gemeente_telefoon"})
Check = Callable[[Catalogue], Iterator[Fout]]


def check_content(root: Path = CONTENT, *, today: date | None = None) -> list[Fout]:
    """Return every mistake in the content under `root`; what is only outdated is marked so."""
    try:
        catalogue = load_catalogue(root)
        fouten = [fout for check in CHECKS for fout in check(catalogue)]
        fouten += _dates(catalogue, today or date.today())
    except ContentError as error:
        return error.fouten
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
            if topic not in catalogue.onderwerpen or topic == name:
                yield document.fout(("vervolg", index), f"'vervolg' noemt '{topic}', maar dat antwoord is er niet.")
        for index, phone in enumerate(item.telefoon):
            if phone not in catalogue.telefoon:
                yield document.fout(("telefoon", index), f"'{phone}' staat niet in content/telefoon.yml.")


def _texts(catalogue: Catalogue) -> Iterator[Fout]:
    for _, document, item in _files(catalogue):
        for field in WORDS:
            text = getattr(item, field, None)
            if text:
                yield from (document.fout((field,), f"'{field}' {what}") for what in _wrong_in(catalogue, field, text))
    for name, intent in catalogue.gesprek.items():
        document = catalogue.documents[f"gesprek/{name}.yml"]
        found = _wrong_in(catalogue, "antwoord", intent.antwoord or "")
        yield from (document.fout(("antwoord",), f"'antwoord' {what}") for what in found)


def _wrong_in(catalogue: Catalogue, field: str, text: str) -> Iterator[str]:
    count = len(PLACEHOLDER.sub("woord", text).split())
    if field in WORDS and count > WORDS[field]:
        yield f"heeft {count} woorden; hoogstens {WORDS[field]}."
    if PHONE.search(text):
        yield "bevat een telefoonnummer. Schrijf {telefoon:<id>}, zoals {telefoon:geldfit}."
    for name in PLACEHOLDER.findall(text):
        kind, _, phone = name.partition(":")
        if name not in KNOWN_VALUES and not (kind == "telefoon" and phone in catalogue.telefoon):
            yield f"noemt {{{name}}}, maar dat ken ik niet. Zoals: {{telefoon:geldfit}} of {{gemeente}}."
    for sentence in re.split(r"[.!?:]\s|\n", text):
        if len(sentence.split()) > LONGEST_SENTENCE:
            yield f"heeft een zin van {len(sentence.split())} woorden; hoogstens {LONGEST_SENTENCE}: '{sentence[:40]}…'"


def _fixed_texts(catalogue: Catalogue) -> Iterator[Fout]:
    for path, document in catalogue.documents.items():
        if not path.startswith("teksten/"):
            continue
        for key, text in (document.data or {}).items():
            if PHONE.search(str(text)):
                yield document.fout((key,), f"'{key}' bevat een telefoonnummer. Schrijf {{telefoon:<id>}}.")
            for name in PLACEHOLDER.findall(str(text)):
                if name.startswith("telefoon:") and name.removeprefix("telefoon:") not in catalogue.telefoon:
                    yield document.fout((key,), f"'{key}' noemt {{{name}}}, maar dat staat niet in telefoon.yml.")


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


CHECKS: tuple[Check, ...] = (_ids, _references, _texts, _fixed_texts, _languages, _themes, _postcodes)
