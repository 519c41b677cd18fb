"""`python -m content screen`: the check on a file of described households."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from content.screening.facts import axes_of
from content.screening.judge import judge
from content.screening.model import MissingFiguresError, Uitkomst
from content.screening.system import Screening, default
from content.source import ContentError, Document, Fout, read_document


def screen(path: Path) -> list[dict[str, Any]]:
    """
    Return the outcomes for each household of a YAML list of {id, date, facts}.

    A regeling without figures on the date isn't guessed: it is left out of `uitkomsten` and named in `fouten`.

    Raises:
        ContentError: If the file isn't such a list, with the line.
    """
    document = read_document(path, path.parent)
    if not isinstance(document.data, list):
        raise ContentError([document.fout((), "dit bestand moet een lijst zijn van {id, date, facts}")])
    fouten = [fout for index in range(len(document.data)) for fout in _mistakes(document, index)]
    if fouten:
        raise ContentError(fouten)
    return [_screen_one(default(), row) for row in document.data]


def _mistakes(document: Document, index: int) -> list[Fout]:
    row = document.data[index]
    if not isinstance(row, Mapping) or "id" not in row:
        return [document.fout((index,), "'id' ontbreekt")]
    if not _is_date(row.get("date")):
        return [document.fout((index, "date"), "'date' moet een datum zijn. Zoals: 2026-11-21")]
    if not isinstance(row.get("facts", {}), Mapping):
        return [document.fout((index, "facts"), "'facts' moet gegevens hebben. Zoals: vermogen: 1000")]
    return []


def _is_date(value: object) -> bool:
    try:
        return bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


def _screen_one(screening: Screening, row: Mapping[str, Any]) -> dict[str, Any]:
    facts, on = row.get("facts", {}), date.fromisoformat(str(row["date"]))
    run = screening.run(axes_of(screening.vragenlijst, facts), on)
    uitkomsten: dict[str, Any] = {}
    fouten: dict[str, str] = {}
    for regeling in screening.regelingen.values():
        try:
            found = judge(screening, run, regeling, str(facts.get("gemeente", "landelijk")).casefold())
            uitkomsten[regeling.id] = _as_dict(found)
        except MissingFiguresError as error:
            fouten[regeling.id] = str(error)
    return {"id": row["id"], "uitkomsten": uitkomsten, **({"fouten": fouten} if fouten else {})}


def _as_dict(found: Uitkomst) -> dict[str, Any]:
    return {
        "uitkomst": found.uitkomst,
        "bedrag": asdict(found.bedrag) if found.bedrag else None,
        "reden": found.reden,
        "beslissende_vraag": found.beslissende_vraag,
        "bron": [
            {
                "titel": bron.titel,
                "adres": bron.adres,
                "gecontroleerd_op": bron.gecontroleerd_op.isoformat(),
            }
            for bron in found.bron
        ],
        "geldig_op": found.geldig_op.isoformat(),
    }
