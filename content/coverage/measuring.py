"""Measures the content: per gemeente, per topic, and what must be done before going live."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

from content.catalogue import CONTENT, Catalogue, load_catalogue
from content.coverage import schemes
from content.coverage.before_live import before_live
from content.coverage.model import Afloop, Deel, Dekking, Gemeentedekking, Onderwerpdekking
from content.coverage.sources import is_official
from content.examples import Examples, load_examples
from content.gemeente import Gemeente
from content.model import Antwoord, Crisisantwoord, Nagekeken
from content.screening.rules.system import load as load_screening
from content.social_map import shown_at

SOON = timedelta(days=60)


def coverage(root: Path = CONTENT, *, today: date | None = None) -> Dekking:
    """
    Measure the content under `root`.

    Raises:
        ContentError: If it can't be loaded.
    """
    on = today or date.today()
    catalogue, examples = load_catalogue(root), load_examples(root)
    own = load_screening(root).lokaal
    return Dekking(
        gemeten_op=on,
        gemeenten=tuple(_gemeente(catalogue, one, own.get(key, {}), on) for key, one in catalogue.gemeenten.items()),
        onderwerpen=tuple(_topic(catalogue, examples, topic, on) for topic in catalogue.register),
        loopt_af=_soon(_national(catalogue), on),
        voor_livegang=tuple(before_live(catalogue, own)),
    )


def _gemeente(catalogue: Catalogue, gemeente: Gemeente, own: schemes.Schemes, on: date) -> Gemeentedekking:
    phone = gemeente.telefoon
    with_team = {postcode for team in gemeente.teams for postcode in team.postcodes}
    return Gemeentedekking(
        id=gemeente.id,
        naam=gemeente.naam,
        nummer="ontbreekt" if phone.nummer is None else "nagekeken" if phone.is_known else "niet nagekeken",
        teams=len(gemeente.teams),
        postcodes_zonder_team=tuple(pc4 for pc4 in catalogue.postcodes.of(gemeente.id) if pc4 not in with_team),
        regelingen=schemes.part(own, on),
        plekken=_part({one.id: one for one in gemeente.plekken}, on),
        antwoorden=_part(gemeente.antwoorden, on),
        loopt_af=_soon(chain(schemes.ending(own), _own(gemeente)), on),
    )


def _part(ones: Mapping[str, Nagekeken], on: date) -> Deel:
    unchecked = tuple(key for key, one in ones.items() if one.gecontroleerd_op is None)
    return Deel(len(ones), sum(one.is_shown(on) for one in ones.values()), unchecked)


def _topic(catalogue: Catalogue, examples: Examples, topic: str, on: date) -> Onderwerpdekking:
    soort = catalogue.register[topic].soort
    item = catalogue.onderwerpen.get(topic) or catalogue.crisis.get(topic)
    ordinary = item if isinstance(item, Antwoord) else None
    sentences = (examples.voorbeelden.get(topic), examples.proefvragen.get(topic))
    voorbeelden, proefvragen = (len(list(one.sentences())) if one else 0 for one in sentences)
    return Onderwerpdekking(
        id=topic,
        soort=soort,
        antwoord=item is not None or topic in catalogue.gesprek,
        makkelijker=ordinary is not None,
        varianten=len(ordinary.varianten) if ordinary else 0,
        voorbeelden=voorbeelden,
        proefvragen=proefvragen,
        bronnen=len(item.bronnen) if item else 0,
        officiele_bron=any(is_official(bron, catalogue.postcodes) for bron in item.bronnen) if item else False,
        gecontroleerd_op=item.gecontroleerd_op if item else None,
        verloopt_op=item.verloopt_op if item else None,
        plekken={key: len(shown_at(one.plekken, topic, on)) for key, one in catalogue.gemeenten.items()},
        controleer=ordinary.controleer if ordinary else (),
    )


def _national(catalogue: Catalogue) -> Iterator[Afloop]:
    groups: tuple[tuple[str, Mapping[str, Antwoord] | Mapping[str, Crisisantwoord]], ...]
    groups = (("faq", catalogue.onderwerpen), ("crisis", catalogue.crisis))
    for folder, group in groups:
        for name, item in group.items():
            yield Afloop(f"content/{folder}/{name}.yml", name, item.verloopt_op)
    for bedrag in catalogue.bedragen.values():
        yield Afloop("content/bedragen.yml", bedrag.id, bedrag.geldig_tot)


def _own(gemeente: Gemeente) -> Iterator[Afloop]:
    folder = f"content/gemeenten/{gemeente.id}"
    parts: tuple[tuple[str, Mapping[str, Nagekeken]], ...] = (
        ("sociale_kaart.yml", {one.id: one for one in gemeente.plekken}),
        *((f"faq/{name}.yml", {name: one}) for name, one in gemeente.antwoorden.items()),
    )
    for name, ones in parts:
        for key, one in ones.items():
            if one.verloopt_op:
                yield Afloop(f"{folder}/{name}", key, one.verloopt_op)


def _soon(ending: Iterator[Afloop], on: date) -> tuple[Afloop, ...]:
    soon = [one for one in ending if one.verloopt_op <= on + SOON]
    return tuple(sorted(soon, key=lambda one: (one.verloopt_op, one.bestand, one.id)))
