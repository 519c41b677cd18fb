"""Reads a file of described households; a wrong word or number is told with its line instead of calculated."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from content.catalogue import LANDELIJK
from content.file_text import written
from content.nearest import nearest
from content.postcodes import Postcodes
from content.screening.household.shape import BeschrevenHuishouden
from content.screening.household.words import plain
from content.screening.variables.household import OPVANG_PLACES
from content.source import ContentError, Document, Fout
from content.validation import validated

ROW = ("id", "date", "facts")
THOUSANDS = ("toetsingsinkomen", "netto_maand", "vermogen")


def read_households(document: Document, places: Postcodes) -> list[dict[str, Any]]:
    """
    Return the rows of a file, each with the facts in the fixed words.

    Raises:
        ContentError: With every mistake in every row, each with its line.
    """
    if not isinstance(document.data, list) or not document.data:
        raise ContentError([document.fout((), "dit bestand moet een lijst zijn van {id, date, facts}")])
    fouten: list[Fout] = []
    rows = []
    for index in range(len(document.data)):
        found = list(_row_mistakes(document, index))
        if not found:
            try:
                rows.append({**document.data[index], "facts": _facts(document.part((index,)), places)})
            except ContentError as error:
                found = error.fouten
        fouten += found
    if fouten:
        raise ContentError(fouten)
    return rows


def _row_mistakes(document: Document, index: int) -> Iterable[Fout]:
    row = document.data[index]
    if not isinstance(row, Mapping):
        yield document.fout((index,), "hier hoort een huishouden. Zoals: - {id: een, date: 2026-11-21, facts: {}}")
        return
    for key in (key for key in row if key not in ROW):  # other keys may be notes, but not a misspelled one
        guess = nearest(str(key), set(ROW) - set(row))
        if guess:
            yield document.fout((index, key), f"'{key}' ken ik niet. Bedoelt u '{guess}'?")
    if row.get("id") is None:
        yield document.fout((index,), "'id' ontbreekt. Zoals: id: voorbeeld")
    if day(row.get("date")) is None:
        yield document.fout((index, "date"), f"'date' moet een datum zijn. Zoals: 2026-11-21.{_shown(document, index)}")
    if not isinstance(row.get("facts") or {}, Mapping):
        yield document.fout((index, "facts"), "'facts' moet gegevens hebben. Zoals: vermogen: 1000")


def day(value: object) -> date | None:
    """Return a whole date and nothing more; None for anything else."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _shown(document: Document, index: int) -> str:
    raw = document.written.get((index, "date"))
    return f" {written(raw)}" if raw else ""


def _facts(row: Document, places: Postcodes) -> dict[str, Any]:
    if not row.data.get("facts"):
        return {}
    told = row.part(("facts",))
    household = validated(BeschrevenHuishouden, replace(told, data=plain(told.data)))
    facts = household.model_dump(exclude_unset=True, warnings=False)  # `ja` for some children
    fouten = [*_care_mistakes(told, household), *_thousands(told)]
    if household.gemeente is not None:
        gemeente = _gemeente(household.gemeente, places)
        if gemeente is None:
            near = places.near(household.gemeente)
            guess = f" Bedoelt u '{near[0]}'?" if near else f" Zonder gemeente schrijft u: gemeente: {LANDELIJK}"
            fouten.append(told.fout(("gemeente",), f"ik ken geen gemeente '{told.data['gemeente']}'.{guess}"))
        facts["gemeente"] = gemeente
    if fouten:
        raise ContentError(fouten)
    return facts


def _gemeente(name: str, places: Postcodes) -> str | None:
    """Return the id of a gemeente by its id, its name, or the name of a place that lies in one only."""
    if name == LANDELIJK or name in places.gemeenten:
        return name
    named = places.named(name.replace("_", " "))
    return named[0] if len(named) == 1 else None


def _care_mistakes(told: Document, household: BeschrevenHuishouden) -> Iterable[Fout]:
    children = household.kinderen if isinstance(household.kinderen, list) else []
    if sum(kind.opvang is not None for kind in children) > len(OPVANG_PLACES):
        yield told.fout(("kinderen",), f"de check rekent met hoogstens {len(OPVANG_PLACES)} kinderen in de opvang")


def _thousands(told: Document) -> Iterable[Fout]:
    """Find 1.234: to YAML that is a bit more than one euro, and nobody means that."""
    for loc, raw in told.written.items():
        if loc and loc[-1] in THOUSANDS and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", raw):
            right = raw.replace(".", "")
            yield told.fout(loc, f"'{loc[-1]}' is bijna niets; duizend schrijft u zonder punt: {right}. {written(raw)}")
