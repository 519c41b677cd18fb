"""Asks the open question, shows the preview, and asks what to change in it. Three buttons under a preview, no more."""

from collections.abc import Iterator
from itertools import chain

from content import answers
from content.berichten import Bericht, Keuze
from content.catalogue import Catalogue
from content.talk import Stand
from handoff.contact.lines import Uitkomsten, all_lines, empty_fields, kept_postcode, rows
from handoff.contact.steps import (
    AGREED,
    ANOTHER,
    CHANGING,
    OPTIONAL,
    PREVIEW,
    STRUCK,
    WAYS,
    is_complete,
    open_step,
    struck,
)
from handoff.contact_values import CHOICES
from handoff.routing import route

OTHER_WORDS_FOR_HELPER = frozenset({"eigen_woorden", "hoe", *WAYS, "naam"})
NO_QUESTION = frozenset({"voor", "uitkomsten"})


def ask(catalogue: Catalogue, stand: Stand, uitkomsten: Uitkomsten, bereikbaar: str) -> Bericht:
    """
    Return the question of the open step; at the end the preview.

    Args:
        bereikbaar: When the team reads it; only the preview tells.
    """
    step = open_step(catalogue, stand) or PREVIEW
    if step == PREVIEW:
        return _preview(catalogue, stand, uitkomsten, bereikbaar)
    if step == CHANGING:
        return _which(catalogue, stand, uitkomsten)
    if is_complete(catalogue, stand):
        return _change(catalogue, stand, step)
    skip = [_button(catalogue, "overslaan")] if step in OPTIONAL else []
    back = [_button(catalogue, "terug")] if set(stand.contact) - {"voor"} else []
    keuzes = (*_options(catalogue, step), *skip, *back, _button(catalogue, "stop"))
    return Bericht("vraag", catalogue.text(_key(stand, step)), keuzes)


def _preview(catalogue: Catalogue, stand: Stand, uitkomsten: Uitkomsten, bereikbaar: str) -> Bericht:
    team = route(catalogue, stand.gemeente, kept_postcode(stand)).naam
    anonymous = stand.contact.get("hoe") == "chat"
    told = catalogue.text("overdracht.anoniem" if anonymous else "overdracht.niet_anoniem")
    regels = "\n".join(rows(catalogue, stand, uitkomsten))
    tekst = catalogue.text("overdracht.voorbeeld", team=team, regels=regels, bereikbaar=bereikbaar, anoniem=told)
    keuzes = (
        Keuze(catalogue.text("overdracht.knop_ja"), f"antwoord:{AGREED}"),
        Keuze(catalogue.text("overdracht.knop_wijzig"), f"antwoord:{CHANGING}"),
        Keuze(catalogue.text("overdracht.knop_nee"), "stop"),
    )
    return Bericht("overdracht", tekst, keuzes)


def _which(catalogue: Catalogue, stand: Stand, uitkomsten: Uitkomsten) -> Bericht:
    """Ask which line: one button for each, what was struck out to put back, and what can be added."""
    gone = struck(stand.contact)
    there = (_line_button(catalogue, line.veld, line.veld in gone) for line in all_lines(catalogue, stand, uitkomsten))
    new = (_choice(catalogue, "knop_erbij", f"{CHANGING}:{veld}", veld) for veld in empty_fields(catalogue, stand))
    keuzes = (*chain(there, new), *_way_back(catalogue))
    return Bericht("vraag", catalogue.text("overdracht.wijzig"), keuzes)


def _line_button(catalogue: Catalogue, veld: str, is_struck: bool) -> Keuze:
    name, action = ("knop_zet_terug", STRUCK) if is_struck else ("knop_regel", CHANGING)
    return _choice(catalogue, name, f"{action}:{veld}", veld)


def _change(catalogue: Catalogue, stand: Stand, step: str) -> Bericht:
    """Ask one question again, with a way to leave the line out; its answer leads straight back to the preview."""
    if step == "onderwerp":
        return _topics(catalogue, stand)
    key = f"overdracht.wijzig_{step}" if step in NO_QUESTION else _key(stand, step)
    if step == "discreet" and stand.contact.get("hoe") == "email":
        key = "overdracht.wijzig_discreet_email"
    other = {"uitkomsten": [_button(catalogue, "check")], **{way: [_another_way(catalogue)] for way in WAYS}}
    options = [] if key.endswith("_email") else list(_options(catalogue, step))
    keuzes = (*options, *other.get(step, []), *_leave_out(catalogue, stand, step), *_way_back(catalogue))
    return Bericht("vraag", catalogue.text(key), keuzes)


def _topics(catalogue: Catalogue, stand: Stand) -> Bericht:
    _, _, thema = stand.contact[CHANGING].partition(".")
    found = [row for row in catalogue.register.values() if row.thema == thema and row.id in catalogue.onderwerpen]
    with_topics = {catalogue.register[topic].thema for topic in catalogue.onderwerpen}
    themes = [(name, f"thema:{one}") for one, name in catalogue.themas.items() if one in with_topics]
    offered = [(row.titel, f"onderwerp:{row.id}") for row in found] if thema else themes
    keuzes = [Keuze(label, f"antwoord:{value}") for label, value in offered]
    leave = () if thema else _leave_out(catalogue, stand, "onderwerp")
    return Bericht("vraag", catalogue.text("overdracht.wijzig_onderwerp"), (*keuzes, *leave, *_way_back(catalogue)))


def _leave_out(catalogue: Catalogue, stand: Stand, step: str) -> tuple[Keuze, ...]:
    there = {line.veld for line in all_lines(catalogue, stand, ("-",))} - {"hoe", *WAYS}
    if step not in there or step in struck(stand.contact):
        return ()
    return (_choice(catalogue, "knop_weg", f"{STRUCK}:{step}", step),)


def _another_way(catalogue: Catalogue) -> Keuze:
    return Keuze(catalogue.text("overdracht.knop_anders_bereiken"), f"antwoord:{CHANGING}:hoe")


def _way_back(catalogue: Catalogue) -> tuple[Keuze, ...]:
    back = Keuze(catalogue.text("overdracht.knop_naar_voorbeeld"), "terug")
    return (back, _button(catalogue, "stop"))


def _options(catalogue: Catalogue, step: str) -> Iterator[Keuze]:
    for value in CHOICES.get(step, ()):
        yield Keuze(catalogue.text(f"overdracht.optie_{value}"), f"antwoord:{value}")


def _choice(catalogue: Catalogue, name: str, value: str, veld: str) -> Keuze:
    label = catalogue.text(f"overdracht.label_{veld}")
    return Keuze(catalogue.text(f"overdracht.{name}", label=label), f"antwoord:{value}")


def _button(catalogue: Catalogue, name: str) -> Keuze:
    return answers.button(catalogue, name, name)


def _key(stand: Stand, step: str) -> str:
    helps = stand.contact.get("voor") == ANOTHER and step in OTHER_WORDS_FOR_HELPER
    return f"overdracht.{step}_ander" if helps else f"overdracht.{step}"
