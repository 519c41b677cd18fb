"""The list of everything that people must check or decide before residents use the bot."""

from collections.abc import Iterator, Mapping

from content.catalogue import LANDELIJK, Catalogue
from content.coverage.model import Punt
from content.coverage.schemes import Schemes, unchecked
from content.gemeente import Gemeente
from content.model import Nagekeken


def before_live(catalogue: Catalogue, schemes: Mapping[str, Schemes]) -> Iterator[Punt]:
    """
    Give the list, file by file.

    Args:
        schemes: The regelingen of each gemeente itself.
    """
    for name, antwoord in catalogue.onderwerpen.items():
        yield from (Punt(f"content/faq/{name}.yml", one) for one in antwoord.controleer)
    for entry in catalogue.telefoon.values():
        if entry.nabellen:
            yield Punt("content/telefoon.yml", f"{entry.id}: bel dit nummer na, of zoek het op")
    for taal in catalogue.talen.values():
        if not taal.nagelezen_door:
            yield Punt("content/talen.yml", f"{taal.id}: laat dit lezen door wie de taal van huis uit spreekt")
    for gemeente in catalogue.gemeenten.values():
        yield from _of_gemeente(gemeente, schemes.get(gemeente.id, {}))


def _of_gemeente(gemeente: Gemeente, schemes: Schemes) -> Iterator[Punt]:
    folder = f"content/gemeenten/{gemeente.id}"
    if gemeente.id != LANDELIJK and not gemeente.telefoon.is_known:
        yield Punt(f"{folder}/gemeente.yml", "het algemene nummer is niet nagekeken")
    yield from unchecked(schemes)
    for plek in gemeente.plekken:
        yield from _unchecked(f"{folder}/sociale_kaart.yml", plek.naam, plek, plek.let_op)
    for name, own in gemeente.antwoorden.items():
        yield from _unchecked(f"{folder}/faq/{name}.yml", name, own)
        yield from (Punt(f"{folder}/faq/{name}.yml", one) for one in own.controleer)


def _unchecked(file: str, name: str, one: Nagekeken, let_op: str | None = None) -> Iterator[Punt]:
    told = [] if one.gecontroleerd_op else ["nog niemand heeft dit nagekeken."]
    told += [let_op] if let_op else []
    if told:
        yield Punt(file, f"{name}: {' '.join(told)}")
