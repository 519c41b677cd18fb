"""Is what a gemeente adds fit to show: the places on its sociale kaart, and its own answers?"""

from collections.abc import Collection, Iterator, Sequence

from content.catalogue import Catalogue
from content.checks.gemeenten import Place, digits, elsewhere, reviewed, twice
from content.checks.places import ids_in
from content.gemeente import Gemeente
from content.local_answers import LOCAL_FIELDS, LokaalAntwoord
from content.nearest import meant
from content.social_map import Plek
from content.source import Fout


def social_maps(catalogue: Catalogue) -> Iterator[Fout]:
    """Find places that name something that isn't there, or say more than the program fills in."""
    for gemeente in catalogue.gemeenten.values():
        if not gemeente.plekken:
            continue
        document = catalogue.documents[f"gemeenten/{gemeente.id}/sociale_kaart.yml"]
        yield from twice((document, ("plekken",)), [plek.id for plek in gemeente.plekken])
        for index, plek in enumerate(gemeente.plekken):
            place = (document, ("plekken", index))
            yield from reviewed(place, plek)
            yield from _mentions(catalogue, place, plek)
            yield from elsewhere(catalogue, gemeente, place, plek.postcodes)


def answers(catalogue: Catalogue) -> Iterator[Fout]:
    """Find local answers without a national one, without anything of their own, or that name what isn't there."""
    for gemeente in catalogue.gemeenten.values():
        for name, own in gemeente.antwoorden.items():
            yield from _answer(catalogue, gemeente, name, own)


def _answer(catalogue: Catalogue, gemeente: Gemeente, name: str, own: LokaalAntwoord) -> Iterator[Fout]:
    document = catalogue.documents[f"gemeenten/{gemeente.id}/faq/{name}.yml"]
    if own.id != name:
        yield document.fout(("id",), f"'id' moet gelijk zijn aan de bestandsnaam: {name}. U schreef: {own.id}.")
    elif name not in catalogue.onderwerpen and f"faq/{name}.yml" not in catalogue.documents:
        guess = meant(name, catalogue.onderwerpen)
        yield document.fout(("id",), f"bij '{name}' is er geen antwoord in content/faq/.{guess}")
    if all(getattr(own, field) is None for field in LOCAL_FIELDS):
        yield document.fout((), f"hier staat niets wat anders is. Kies uit: {', '.join(LOCAL_FIELDS)}.")
    yield from reviewed((document, ()), own)
    yield from _known((document, ()), "vervolg", own.vervolg or (), catalogue.onderwerpen)
    yield from _known((document, ()), "telefoon", own.telefoon or (), ids_in(catalogue, "telefoon.yml"))


def _mentions(catalogue: Catalogue, place: Place, plek: Plek) -> Iterator[Fout]:
    document, loc = place
    yield from _known(place, "onderwerpen", plek.onderwerpen, catalogue.topics("vraag"))
    phones = ids_in(catalogue, "telefoon.yml")
    if plek.organisatie and plek.organisatie not in phones:
        told = f"'{plek.organisatie}' staat niet in content/telefoon.yml.{meant(plek.organisatie, phones)}"
        yield document.fout((*loc, "organisatie"), told)
    if plek.telefoon:
        yield from digits((document, (*loc, "telefoon")), plek.telefoon.nummer, plek.telefoon.weergave)
    for field, value in plek:
        if isinstance(value, str) and "{" in value:
            yield document.fout((*loc, field), f"'{field}' heeft een haak; bij een plek vult de bot niets in.")


def _known(place: Place, field: str, named: Sequence[str], known: Collection[str]) -> Iterator[Fout]:
    document, loc = place
    for index, one in enumerate(named):
        if one not in known:
            yield document.fout(
                (*loc, field, index), f"'{field}' noemt '{one}', maar dat is er niet.{meant(one, known)}"
            )
        elif one in named[:index]:
            yield document.fout((*loc, field, index), f"'{one}' staat twee keer in '{field}'; haal er een weg.")
