"""Hints: nothing is wrong, but somebody may want to look at it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from content.catalogue import Catalogue
from content.checks.places import fact_files
from content.source import Document, Fout
from content.values import day, rows, values

LONG_AGO = timedelta(days=366)
UNDATED = ("content/telefoon.yml", "content/talen.yml", "content/gemeenten/")
_NAMED = re.compile(r"\{(telefoon|bedrag):([a-z0-9_]+)\}")
_WINDOWS, _MARK = b"\r\n", b"\xef\xbb\xbf"


def hints(catalogue: Catalogue, root: Path, on: date) -> list[Fout]:
    """Return what may be worth a look on this day."""
    documents = list(fact_files(catalogue, root))
    return sorted({*_unused(catalogue, documents), *_long_ago(documents, on), *_saved_oddly(root)})


def _unused(catalogue: Catalogue, documents: list[Document]) -> Iterator[Fout]:
    """Every number and amount is used from its list; what nothing uses is checked for nothing."""
    named = {match.groups() for document in documents for match in _placeholders(document)}
    named |= {("telefoon", phone) for document in documents for phone in _phones(document)}
    for kind, name, group in (
        ("telefoon", "telefoon.yml", catalogue.telefoon),
        ("bedrag", "bedragen.yml", catalogue.bedragen),
    ):
        document = catalogue.documents[name]
        for one in group:
            if (kind, one) not in named:
                yield document.fout(document.row((), one), f"'{one}' wordt nergens gebruikt. Kan het weg?")


def _placeholders(document: Document) -> Iterator[re.Match[str]]:
    for _, value in values(document.data):
        if isinstance(value, str):
            yield from _NAMED.finditer(value)


def _phones(document: Document) -> Iterator[str]:
    for loc, value in values(document.data):
        if "telefoon" in loc[-2:] or loc[-1:] == ("organisatie",):
            yield str(value)


def _long_ago(documents: list[Document], on: date) -> Iterator[Fout]:
    """What has no last day of its own is looked at once a year."""
    for document in documents:
        for loc, row in rows(document.data) if document.name.startswith(UNDATED) else ():
            checked = day(row.get("gecontroleerd_op"))
            if checked and "verloopt_op" not in row and on - checked > LONG_AGO:
                told = f"dit is meer dan een jaar niet nagekeken: het laatst op {checked}."
                yield document.fout((*loc, "gecontroleerd_op"), told)


def _saved_oddly(root: Path) -> Iterator[Fout]:
    """The bot reads it well, but a colleague sees every line as changed."""
    for path in sorted(root.rglob("*.yml")):
        raw = path.read_bytes() if path.is_file() else b""
        name = f"content/{path.relative_to(root).as_posix()}"
        if _WINDOWS in raw:
            told = "dit bestand heeft regeleinden van Windows. Kies bij het bewaren in uw programma: LF of Unix."
            yield Fout(name, 0, told)
        if raw.startswith(_MARK):
            yield Fout(name, 1, "dit bestand begint met een onzichtbaar teken (BOM). Kies UTF-8 zonder BOM.")
