"""Do the files fit together: ids, topics, phone numbers, variants, postcodes?"""

from collections.abc import Iterator, Sequence

from content.catalogue import Catalogue
from content.checks.places import ids_in
from content.model import Antwoord, Crisisantwoord
from content.nearest import meant
from content.source import Document, Fout, Loc
from content.variants import variant_told_in

LONGEST_CHOICE = 64  # bytes, Telegram's limit for what a button sends


def answer_files(catalogue: Catalogue) -> Iterator[tuple[str, Document, Antwoord | Crisisantwoord]]:
    """Give every answer with its name and its file."""
    for folder, group in (("faq", catalogue.onderwerpen), ("crisis", catalogue.crisis)):
        for name, item in group.items():
            yield name, catalogue.documents[f"{folder}/{name}.yml"], item


def ids(catalogue: Catalogue) -> Iterator[Fout]:
    """Find an id that isn't the name of its file, or no topic of that kind."""
    groups = (("faq", "vraag", catalogue.onderwerpen), ("crisis", "crisis", catalogue.crisis))
    for folder, soort, group in (*groups, ("gesprek", "gesprek", catalogue.gesprek)):
        for name, item in group.items():
            document = catalogue.documents[f"{folder}/{name}.yml"]
            if item.id != name:
                told = f"'id' moet gelijk zijn aan de bestandsnaam: {name}. U schreef: {item.id}."
                yield document.fout(("id",), told)
            elif item.id not in catalogue.topics(soort):
                guess = meant(name, catalogue.topics(soort) - group.keys())
                yield document.fout(("id",), f"'{name}' staat in onderwerpen.yml niet als soort '{soort}'.{guess}")


def danger(catalogue: Catalogue) -> Iterator[Fout]:
    """Find danger without an answer, or with an answer that can't be called: in danger something is always said."""
    for topic in sorted(catalogue.topics("crisis")):
        if f"crisis/{topic}.yml" not in catalogue.documents:
            told = "dit bestand ontbreekt of is niet te lezen; bij gevaar is er altijd een antwoord."
            yield Fout(f"content/crisis/{topic}.yml", 0, told)
    for name, crisis in catalogue.crisis.items():
        for index, phone in enumerate(crisis.telefoon):
            if phone in catalogue.telefoon and catalogue.telefoon[phone].nummer is None:
                told = f"'{phone}' heeft in telefoon.yml geen nummer; bij gevaar moet iemand kunnen bellen."
                yield catalogue.documents[f"crisis/{name}.yml"].fout(("telefoon", index), told)


def mentions(catalogue: Catalogue) -> Iterator[Fout]:
    """Find a topic or a phone number that isn't there, or that is named twice."""
    phones = ids_in(catalogue, "telefoon.yml")
    for name, document, item in answer_files(catalogue):
        topics = item.vervolg if isinstance(item, Antwoord) else ()
        yield from _twice(document, ("vervolg",), topics)
        for index, topic in enumerate(topics):
            broken = topic not in catalogue.onderwerpen and f"faq/{topic}.yml" in catalogue.documents
            if topic == name or (topic not in catalogue.onderwerpen and not broken):
                guess = meant(topic, catalogue.onderwerpen.keys() - {name})
                told = f"'vervolg' noemt '{topic}', maar dat antwoord is er niet.{guess}"
                yield document.fout(("vervolg", index), told)
        for loc, named in _phone_lists(item):
            yield from _twice(document, loc, named)
            for index, phone in enumerate(named):
                if phone not in phones:
                    told = f"'{phone}' staat niet in content/telefoon.yml.{meant(phone, phones)}"
                    yield document.fout((*loc, index), told)


def _phone_lists(item: Antwoord | Crisisantwoord) -> Iterator[tuple[Loc, tuple[str, ...]]]:
    yield ("telefoon",), item.telefoon
    for index, variant in enumerate(item.varianten if isinstance(item, Antwoord) else ()):
        yield ("varianten", index, "telefoon"), variant.telefoon


def _twice(document: Document, loc: Loc, named: Sequence[str]) -> Iterator[Fout]:
    for index, one in enumerate(named):
        if one in named[:index]:
            yield document.fout((*loc, index), f"'{one}' staat twee keer in '{loc[-1]}'; haal er een weg.")


def variants(catalogue: Catalogue) -> Iterator[Fout]:
    """Find variants without a question, a question without variants, and ids that can't be sent by a button."""
    for name, antwoord in catalogue.onderwerpen.items():
        document = catalogue.documents[f"faq/{name}.yml"]
        if antwoord.varianten and not antwoord.situatie:
            told = "bij 'varianten' hoort 'situatie': de vraag boven de knoppen. Zoals: situatie: Hoe woont u?"
            yield document.fout(("varianten",), told)
        if antwoord.situatie and len(antwoord.varianten) < 2:
            told = f"bij 'situatie' horen minstens twee 'varianten'. U schreef er {len(antwoord.varianten)}."
            yield document.fout(("situatie",), told)
        for part in ("id", "knop"):
            yield from _same(document, [getattr(variant, part) for variant in antwoord.varianten], part)
        for index, variant in enumerate(antwoord.varianten):
            yield from _twice(document, ("varianten", index, "woorden"), variant.woorden)
            yield from _ambiguous(document, antwoord, index)
            if len(f"makkelijker:{name}:{variant.id}".encode()) > LONGEST_CHOICE:
                yield document.fout(("varianten", index, "id"), f"'{variant.id}' is te lang; kies een korter woord.")


def _ambiguous(document: Document, antwoord: Antwoord, index: int) -> Iterator[Fout]:
    variant = antwoord.varianten[index]
    for place, word in enumerate(variant.woorden):
        if variant_told_in(word, antwoord) != variant.id and word not in variant.woorden[:place]:
            told = f"'{word}' staat ook bij een andere variant; zo kiest de bot er geen. Haal er een weg."
            yield document.fout(("varianten", index, "woorden", place), told)


def _same(document: Document, named: Sequence[str], part: str) -> Iterator[Fout]:
    for index, one in enumerate(named):
        if one in named[:index]:
            first = document.line(("varianten", named.index(one), part))
            told = f"'{one}' staat er twee keer, ook op regel {first}; elke variant heeft een eigen '{part}'."
            yield document.fout(("varianten", index, part), told)


def themes(catalogue: Catalogue) -> Iterator[Fout]:
    """Find a topic under a theme that isn't there."""
    document = catalogue.documents["onderwerpen.yml"]
    for row in catalogue.register.values():
        if row.thema not in catalogue.themas:
            guess = meant(row.thema, catalogue.themas)
            place = (*document.row(("onderwerpen",), row.id), "thema")
            yield document.fout(place, f"het thema '{row.thema}' staat niet onder 'themas'.{guess}")


def postcodes(catalogue: Catalogue) -> Iterator[Fout]:
    """Find a postcode of two teams."""
    for name, gemeente in catalogue.gemeenten.items():
        owner: dict[str, str] = {}
        document = catalogue.documents[f"gemeenten/{name}/teams.yml"]
        for index, team in enumerate(gemeente.teams):
            for postcode in team.postcodes:
                if owner.setdefault(postcode, team.id) != team.id:
                    yield document.fout(("teams", index), f"postcode {postcode} hoort al bij '{owner[postcode]}'.")
