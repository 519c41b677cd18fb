"""The lines that the wijkteam will read, and the same lines as rows of the preview."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from content.catalogue import Catalogue
from content.talk import Stand
from handoff.contact.steps import PLACEHOLDERS, SKIPPED, WAYS, postcode_of, struck
from handoff.draft import Line
from handoff.queue.terms import THREATENING

Uitkomsten = tuple[str, ...]


class LostValueError(Exception):
    """A value is no longer in memory, or is not what was shown: ask again, never send it."""


def lines(catalogue: Catalogue, stand: Stand, values: Mapping[str, str], uitkomsten: Uitkomsten) -> tuple[Line, ...]:
    """
    Return the lines that were not struck out, with the inwoner's values.

    Raises:
        LostValueError: If a value is missing.
    """
    gone = struck(stand.contact)
    kept = [line for line in all_lines(catalogue, stand, uitkomsten) if line.veld not in gone]
    return tuple(_filled(line, values) for line in kept)


def rows(
    catalogue: Catalogue, stand: Stand, uitkomsten: Uitkomsten, values: Mapping[str, str] = PLACEHOLDERS
) -> tuple[str, ...]:
    """
    Return the rows of the preview, with those that were struck out in their place.

    Raises:
        LostValueError: If a value is missing.
    """
    gone = struck(stand.contact)
    return tuple(
        catalogue.text("overdracht.regel_weg", label=line.label)
        if line.veld in gone
        else catalogue.text("overdracht.regel", label=line.label, waarde=_filled(line, values).waarde)
        for line in all_lines(catalogue, stand, uitkomsten)
    )


def all_lines(catalogue: Catalogue, stand: Stand, uitkomsten: Uitkomsten) -> list[Line]:
    """Return every line in the order of the preview, struck out or not, with placeholders."""
    given = {step: value for step, value in stand.contact.items() if value != SKIPPED}
    hoe = given.get("hoe", "")
    values = {
        "onderwerp": catalogue.titel(stand.onderwerp) if stand.onderwerp else "",
        "voor": _said(catalogue, "voor", given.get("voor")),
        "haast": _said(catalogue, "haast", urgency(stand)),
        "uitkomsten": "; ".join(uitkomsten),
        "eigen_woorden": given.get("eigen_woorden", ""),
        "hoe": catalogue.text("overdracht.waarde_hoe_chat") if hoe == "chat" else "",
        **{way: given.get(way, "") if hoe == way else "" for way in WAYS},
        "discreet": _said(catalogue, "discreet", _discreet(hoe, given)),
        "naam": given.get("naam", ""),
        "wanneer": _said(catalogue, "wanneer", given.get("wanneer")),
        "postcode": given.get("postcode", ""),
    }
    return [Line(veld, catalogue.text(f"overdracht.label_{veld}"), waarde) for veld, waarde in values.items() if waarde]


def empty_fields(catalogue: Catalogue, stand: Stand) -> Iterator[str]:
    """Give the fields that can still be added as a line."""
    there = {line.veld for line in all_lines(catalogue, stand, ())}
    hoe = stand.contact.get("hoe")
    fields = ("onderwerp", "haast", "eigen_woorden", *(("naam",) if hoe in WAYS else ()))
    fields = (*fields, *(("wanneer",) if hoe == "telefoon" else ()), "postcode")
    yield from (veld for veld in fields if veld not in there)


def urgency(stand: Stand) -> str | None:
    """
    Return how soon help is needed: as was said, else as the topic tells.

    A topic that is struck out tells nothing: the line would give it away.
    """
    said = stand.contact.get("haast")
    if said is not None:
        return None if said == SKIPPED else said
    return "dreigt" if stand.onderwerp in THREATENING and "onderwerp" not in struck(stand.contact) else None


def kept_urgency(stand: Stand) -> str | None:
    """Return how soon help is needed, for the queue: None when that line is struck out."""
    return None if "haast" in struck(stand.contact) else urgency(stand)


def kept_postcode(stand: Stand) -> str | None:
    """Return the postcode that chooses the team."""
    return postcode_of(stand.contact)


def _discreet(hoe: str, given: Mapping[str, str]) -> str | None:
    """Return how to be careful. Nobody is asked: the careful way is right for everybody who says nothing else."""
    if hoe == "telefoon":
        return given.get("discreet", "geen_voicemail")
    return "email" if hoe == "email" else None


def _said(catalogue: Catalogue, veld: str, value: str | None) -> str:
    return catalogue.text(f"overdracht.waarde_{veld}_{value}") if value else ""


def _filled(line: Line, values: Mapping[str, str]) -> Line:
    if line.waarde != PLACEHOLDERS.get(line.veld):
        return line
    if not values.get(line.veld):
        raise LostValueError(line.veld)
    return replace(line, waarde=values[line.veld])
