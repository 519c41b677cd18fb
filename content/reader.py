"""Reads every content file, and collects mistakes instead of stopping at the first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from content.canned_replies import Standaardbericht
from content.file_text import written
from content.gemeente import Gemeente, read_gemeente
from content.model import Bedrag, Bestand, Onderwerp, Taal, Telefoonnummer
from content.postcodes import Postcodes, read_postcodes
from content.source import ContentError, Document, Fout, Loc, read_document
from content.validation import validated

LANDELIJK = "landelijk"
T = TypeVar("T", bound=Bestand)
Row = TypeVar("Row", Bedrag, Onderwerp, Standaardbericht, Taal, Telefoonnummer)


class Reader:
    """Reads file after file; `fouten` and `documents` hold what was found until now."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.fouten: list[Fout] = []
        self.documents: dict[str, Document] = {}

    def _try(self, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except ContentError as error:
            self.fouten += error.fouten
            return None

    def _document(self, path: Path) -> Document:
        name = str(path.relative_to(self.root))
        self.documents[name] = Document(f"content/{name}", None, {})  # there is a file, also if it can't be read
        self.documents[name] = read_document(path, self.root)
        return self.documents[name]

    def folder(self, name: str, model: type[T], skip: frozenset[str] | set[str] = frozenset()) -> Mapping[str, T]:
        found: dict[str, T] = {}
        for path in sorted((self.root / name).glob("*.yml")):
            if path.stem in skip:
                continue
            item = self._try(lambda path=path: validated(model, self._document(path)))  # type: ignore[misc]
            if item is not None:
                found[path.stem] = item
        return MappingProxyType(found)

    def register(self) -> tuple[Mapping[str, str], Mapping[str, Onderwerp]]:
        try:
            document = self._document(self.root / "onderwerpen.yml")
        except ContentError as error:
            self.fouten += error.fouten
            return {}, {}
        parts = document.data if isinstance(document.data, dict) else {}
        themas, rows = parts.get("themas"), parts.get("onderwerpen")
        if not isinstance(themas, dict) or not isinstance(rows, list):
            self.fouten.append(document.fout((), "dit bestand moet 'themas:' en 'onderwerpen:' hebben"))
            return {}, {}
        found = self._rows(document, ("onderwerpen",), rows, Onderwerp)
        return MappingProxyType({str(key): str(name) for key, name in themas.items()}), found

    def _rows(self, document: Document, loc: Loc, rows: Sequence[Any], model: type[Row]) -> Mapping[str, Row]:
        """Read a list of things with an id of their own."""
        found: dict[str, Row] = {}
        for index in range(len(rows)):
            part = document.part((*loc, index))
            one = self._try(partial(validated, model, part))
            if one is None:
                continue
            if one.id in found:
                self.fouten.append(part.fout((), f"'{one.id}' staat er twee keer; haal er een weg"))
            found[one.id] = one
        return MappingProxyType(found)

    def gemeenten(self) -> Mapping[str, Gemeente]:
        found: dict[str, Gemeente] = {}
        if not (self.root / "gemeenten" / LANDELIJK).is_dir():
            self.fouten.append(
                Fout(f"content/gemeenten/{LANDELIJK}", 0, "deze map ontbreekt; elke gemeente valt erop terug")
            )
        for folder in sorted(path for path in (self.root / "gemeenten").glob("*") if path.is_dir()):
            gemeente = self._try(lambda folder=folder: self._gemeente(folder))  # type: ignore[misc]
            if gemeente is not None:
                found[folder.name] = gemeente
        return MappingProxyType(found)

    def _gemeente(self, folder: Path) -> Gemeente:
        paths = sorted([*folder.glob("*.yml"), *folder.glob("faq/*.yml")])
        return read_gemeente(folder, {path.relative_to(folder).as_posix(): self._document(path) for path in paths})

    def postcodes(self) -> Postcodes:
        try:
            return read_postcodes(self.root)
        except ContentError as error:
            self.fouten += error.fouten
            return Postcodes()

    def list(self, name: str, model: type[Row], example: str) -> Mapping[str, Row]:
        """Read a file that is one list."""
        try:
            document = self._document(self.root / name)
        except ContentError as error:
            self.fouten += error.fouten
            return {}
        if not isinstance(document.data, list):
            self.fouten.append(document.fout((), f"dit bestand moet een lijst zijn, zoals: - id: {example}"))
            return {}
        return self._rows(document, (), document.data, model)

    def teksten(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for path in sorted((self.root / "teksten").glob("*.yml")):
            for key, value, fout in self._flat(path):
                if fout:
                    self.fouten.append(fout)
                else:
                    found[f"{path.stem}.{key}"] = value
        return MappingProxyType(found)

    def _flat(self, path: Path) -> Iterator[tuple[str, str, Fout | None]]:
        try:
            document = self._document(path)
        except ContentError as error:
            self.fouten += error.fouten
            return
        if not isinstance(document.data or {}, dict):
            yield "", "", document.fout((), "dit bestand moet regels hebben als 'welkom: Hallo'")
            return
        rows: dict[str, Any] = document.data or {}
        for key, value in rows.items():
            yield str(key), str(value).strip(), _wrong_text(document, key, value)


def _wrong_text(document: Document, key: object, value: object) -> Fout | None:
    """Return what is wrong with one fixed text."""
    place: Loc = (str(key),)
    if isinstance(value, str) and value.strip():
        return None
    if value is None or value == "":
        return document.fout(place, f"'{key}' is leeg; hier hoort tekst. Zoals: {key}: Kies een knop.")
    told = f"'{key}' moet tekst zijn; zet er aanhalingstekens om."
    raw = document.written.get(place, "")
    return document.fout(place, f"{told} {written(raw)}" if raw else told)
