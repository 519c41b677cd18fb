"""
What an inwoner agrees to send: questions, a preview of every line, and the lines themselves.

Pure functions of `contact`: step → choice or placeholder. What identifies (telefoon, email, naam, eigen_woorden) is
never in it; the placeholder `[telefoon]` stands for a value that only bot.dialogue has.
"""

from collections.abc import Iterator, Mapping

from content import answers
from content.berichten import Bericht, Keuze
from content.catalogue import Catalogue
from handoff.contact_values import CHOICES, contact_value
from handoff.draft import Line
from handoff.routing import route

PLACEHOLDERS = {step: f"[{step}]" for step in ("eigen_woorden", "telefoon", "email", "naam")}
OPTIONAL = frozenset({"eigen_woorden", "naam", "wanneer", "postcode"})
STRIKABLE = ("onderwerp", "uitkomsten", "eigen_woorden", "naam", "wanneer", "postcode")
WAYS = ("telefoon", "email")
SKIPPED, STRUCK, AGREED = "overslaan", "weg", "akkoord"

Contact = Mapping[str, str]


class LostValueError(Exception):
    """A value that the inwoner gave is no longer in memory: ask again, never send the placeholder."""


def contact_open_step(contact: Contact) -> str | None:
    """Return the step that is open, None when the inwoner agreed."""
    return next((step for step in _steps(contact) if step not in contact), None)


def contact_give(catalogue: Catalogue, contact: Contact, value: str) -> dict[str, str]:  # noqa: ARG001
    """Return the new answers; a value that doesn't fit the open step changes nothing."""
    step = contact_open_step(contact)
    if value == "terug":
        return _without_last(contact)
    if step is None:
        return dict(contact)
    if step == "voorbeeld":
        return _at_preview(contact, value)
    if value in (SKIPPED, "weet_niet"):
        return _skip(contact, step)
    return {**contact, step: value} if _fits(step, value) else dict(contact)


def contact_ask(
    catalogue: Catalogue,
    contact: Contact,
    *,
    gemeente: str,
    onderwerp: str | None,
    uitkomsten: tuple[str, ...],
    bereikbaar: str,
) -> Bericht:
    """Return the question of the open step; at the end, the preview, with when the team reads (`bereikbaar`)."""
    step = contact_open_step(contact)
    if step in (None, "voorbeeld"):
        lines = _all_lines(catalogue, contact, onderwerp, uitkomsten)
        return _preview(catalogue, contact, gemeente, lines, bereikbaar)
    keuzes = [
        Keuze(catalogue.text(f"overdracht.optie_{value}"), f"antwoord:{value}") for value in CHOICES.get(step, ())
    ]
    if step in OPTIONAL:
        keuzes.append(answers.button(catalogue, "overslaan", "overslaan"))
    if contact:
        keuzes.append(answers.button(catalogue, "terug", "terug"))
    keuzes.append(answers.button(catalogue, "stop", "stop"))
    return Bericht("vraag", catalogue.text(f"overdracht.{step}"), tuple(keuzes))


def contact_lines(
    catalogue: Catalogue,
    contact: Contact,
    values: Mapping[str, str],
    *,
    onderwerp: str | None,
    uitkomsten: tuple[str, ...],
) -> tuple[Line, ...]:
    """
    Return the lines that were not struck out, with the inwoner's values.

    Raises:
        LostValueError: If a value is missing.
    """
    kept = [line for line in _all_lines(catalogue, contact, onderwerp, uitkomsten) if line.veld not in struck(contact)]
    lost = [line.veld for line in kept if line.waarde in PLACEHOLDERS.values() and not values.get(line.veld)]
    if lost:
        raise LostValueError(", ".join(lost))
    return tuple(
        Line(line.veld, line.label, values[line.veld]) if line.waarde in PLACEHOLDERS.values() else line
        for line in kept
    )


def struck(contact: Contact) -> frozenset[str]:
    """Return the fields that the inwoner struck out."""
    return frozenset(contact.get(STRUCK, "").split(",")) - {""}


def postcode_of(contact: Contact) -> str | None:
    """Return the postcode that may be used to choose a team: one that is struck out may not."""
    given = contact.get("postcode")
    return None if given in (None, SKIPPED) or "postcode" in struck(contact) else given


def _steps(contact: Contact) -> Iterator[str]:
    yield "eigen_woorden"
    yield "hoe"
    if contact.get("hoe") in WAYS:
        yield contact["hoe"]
    yield "naam"
    if contact.get("hoe") != "chat":
        yield "wanneer"
    yield "postcode"
    yield "voorbeeld"


def _fits(step: str, value: str) -> bool:
    if step in PLACEHOLDERS:
        return value == PLACEHOLDERS[step]
    if step in CHOICES:
        return value in CHOICES[step]
    return value == contact_value(step, value)


def _skip(contact: Contact, step: str) -> dict[str, str]:
    """Skip a step. Whoever would rather not give a number or an address chooses another way."""
    if step in WAYS:
        return {key: value for key, value in contact.items() if key != "hoe"}
    return {**contact, step: SKIPPED} if step in OPTIONAL else dict(contact)


def _without_last(contact: Contact) -> dict[str, str]:
    given = [step for step in _steps(contact) if step in contact]
    return {key: value for key, value in contact.items() if key not in given[-1:]}


def _at_preview(contact: Contact, value: str) -> dict[str, str]:
    if value == AGREED:
        return {**contact, "voorbeeld": AGREED}
    action, _, veld = value.partition(":")
    if action != STRUCK:
        return dict(contact)
    if veld in (*WAYS, "hoe"):
        return {key: given for key, given in contact.items() if key not in (*WAYS, "hoe")}
    if veld not in STRIKABLE:
        return dict(contact)
    now = struck(contact) ^ {veld}
    rest = {key: given for key, given in contact.items() if key != STRUCK}
    return {**rest, STRUCK: ",".join(sorted(now))} if now else rest


def _all_lines(
    catalogue: Catalogue, contact: Contact, onderwerp: str | None, uitkomsten: tuple[str, ...]
) -> list[Line]:
    """Return every line in the order of the preview, struck out or not, with placeholders."""
    given = {step: contact[step] for step in _steps(contact) if contact.get(step, SKIPPED) != SKIPPED}
    way = given.get("hoe", "")
    values = {
        "onderwerp": catalogue.titel(onderwerp) if onderwerp else "",
        "uitkomsten": "; ".join(uitkomsten),
        "eigen_woorden": given.get("eigen_woorden", ""),
        "hoe": catalogue.text("overdracht.waarde_chat") if way == "chat" else "",
        **{one: given.get(one, "") for one in WAYS},
        "naam": given.get("naam", ""),
        "wanneer": catalogue.text(f"overdracht.waarde_{given['wanneer']}") if "wanneer" in given else "",
        "postcode": given.get("postcode", ""),
    }
    return [Line(veld, catalogue.text(f"overdracht.label_{veld}"), waarde) for veld, waarde in values.items() if waarde]


def _preview(catalogue: Catalogue, contact: Contact, gemeente: str, lines: list[Line], bereikbaar: str) -> Bericht:
    gone = struck(contact)
    shown = [
        catalogue.text("overdracht.regel_weg", label=line.label)
        if line.veld in gone
        else catalogue.text("overdracht.regel", label=line.label, waarde=line.waarde)
        for line in lines
    ]
    team = route(catalogue, gemeente, postcode_of(contact)).naam
    tekst = catalogue.text("overdracht.voorbeeld", team=team, regels="\n".join(shown), bereikbaar=bereikbaar)
    yes = Keuze(catalogue.text("overdracht.knop_ja"), f"antwoord:{AGREED}")
    no = Keuze(catalogue.text("overdracht.knop_nee"), "stop")
    return Bericht("overdracht", tekst, (*(_line_button(catalogue, line, gone) for line in lines), yes, no))


def _line_button(catalogue: Catalogue, line: Line, gone: frozenset[str]) -> Keuze:
    keuze = f"antwoord:{STRUCK}:{line.veld}"
    if line.veld in (*WAYS, "hoe"):
        return Keuze(catalogue.text("overdracht.knop_anders_bereiken"), keuze)
    name = "zet_terug" if line.veld in gone else "weg"
    return Keuze(catalogue.text(f"overdracht.knop_{name}", label=line.label), keuze)
