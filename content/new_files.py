"""`python -m content new antwoord` and its like: something new to fill in, never over something old."""

import re
from calendar import monthrange
from datetime import date
from pathlib import Path
from string import Template

from content.catalogue import CONTENT
from content.model import Onderwerp
from content.nearest import meant
from content.reader import Reader
from content.source import ContentError, Document, Fout, read_document

TEMPLATES = "sjablonen"
_ID = re.compile(r"^[a-z0-9]+(_[a-z0-9]+)*$")


def new_answer(topic: str, root: Path = CONTENT, *, today: date | None = None) -> list[Path]:
    """
    Make the file of an answer, and return it.

    Raises:
        ContentError: In Dutch, if there is no such topic, or it has an answer.
    """
    row = _topic(topic, root, soorten=("vraag",))
    now = today or date.today()
    return [_made(root, "antwoord", f"faq/{topic}.yml", _values(row, now))]


def new_examples(topic: str, root: Path = CONTENT, *, today: date | None = None) -> list[Path]:
    """
    Make the files with what residents say about a topic: to learn from, and to measure with.

    Raises:
        ContentError: In Dutch, if there is no such topic, or a file is there.
    """
    values = _values(_topic(topic, root), today or date.today())
    for name in ("voorbeelden", "proefvragen"):
        _refuse_old(root, f"{name}/{topic}.yml")
    return [_made(root, name, f"{name}/{topic}.yml", values) for name in ("voorbeelden", "proefvragen")]


def new_row(name: str, row_id: str, root: Path = CONTENT, *, today: date | None = None) -> list[Path]:
    """
    Add a row to `bedragen.yml` (a `bedrag`) or `telefoon.yml` (a `telefoon`), and return that file.

    Raises:
        ContentError: In Dutch, if the id can't be one or is there, or the file can't be read.
    """
    path = root / {"bedrag": "bedragen.yml", "telefoon": "telefoon.yml"}[name]
    document = read_document(path, root)
    if not isinstance(document.data, list):
        raise _mistake(document, f"dit bestand moet een lijst zijn, zoals: - id: {row_id}")
    if not _ID.match(row_id):
        raise _mistake(document, f"'{row_id}' kan geen id zijn: alleen kleine letters, cijfers en _. Zoals: huur_grens")
    place = document.row((), row_id)
    if place:
        raise ContentError([document.fout(place, f"'{row_id}' is er al; verander het daar.")])
    values = {"id": row_id, "vandaag": str(today or date.today())}
    old = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{old}\n{_filled(root, name, values)}", encoding="utf-8")
    return [path]


def half_a_year_after(day: date) -> date:
    """Return the same day six months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + 6, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _topic(topic: str, root: Path, soorten: tuple[str, ...] = ("vraag", "crisis", "gesprek")) -> Onderwerp:
    reader = Reader(root)
    _, register = reader.register()
    if reader.fouten:
        raise ContentError(reader.fouten)
    row = register.get(topic)
    if row is None or row.soort not in soorten:
        known = [one.id for one in register.values() if one.soort in soorten]
        what = f"is soort '{row.soort}'; dit kan alleen bij een vraag." if row else "staat hier niet."
        told = f"'{topic}' {what}{'' if row else meant(topic, known)}"
        raise ContentError([Fout("content/onderwerpen.yml", 0, told)])
    return row


def _values(row: Onderwerp, today: date) -> dict[str, str]:
    return {
        "id": row.id,
        "titel": row.titel,
        "wat": row.wat,
        "vandaag": str(today),
        "verloopt": str(half_a_year_after(today)),
    }


def _made(root: Path, template: str, name: str, values: dict[str, str]) -> Path:
    _refuse_old(root, name)
    path = root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(_filled(root, template, values), encoding="utf-8")
    return path


def _filled(root: Path, template: str, values: dict[str, str]) -> str:
    return Template((root / TEMPLATES / f"{template}.yml").read_text(encoding="utf-8")).substitute(values)


def _refuse_old(root: Path, name: str) -> None:
    if (root / name).exists():
        raise ContentError(
            [Fout(f"content/{name}", 0, "dit bestand is er al. Verander het daar, of haal het eerst weg.")]
        )


def _mistake(document: Document, melding: str) -> ContentError:
    return ContentError([Fout(document.name, 0, melding)])
