"""Loads all content at once and finds one thing in it; a mistake shows at the start, never in a talk."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from content.amounts import without_outdated
from content.gemeente import Gemeente, read_gemeente
from content.model import Antwoord, Bedrag, Bestand, Crisisantwoord, Gespreksantwoord, Onderwerp, Taal, Telefoonnummer
from content.source import ContentError, Document, Fout, Loc, read_document
from content.validation import validated

CONTENT = Path(__file__).resolve().parent
LANDELIJK = "landelijk"
T = TypeVar("T", bound=Bestand)
Row = TypeVar("Row", Bedrag, Onderwerp, Taal, Telefoonnummer)


class TekstOntbreektError(LookupError):
    """A text that the program asks for isn't in content/teksten/."""


@dataclass(frozen=True)
class Catalogue:
    """Everything the bot can say."""

    onderwerpen: Mapping[str, Antwoord]
    crisis: Mapping[str, Crisisantwoord]
    gesprek: Mapping[str, Gespreksantwoord]
    gemeenten: Mapping[str, Gemeente]
    telefoon: Mapping[str, Telefoonnummer]
    bedragen: Mapping[str, Bedrag]
    talen: Mapping[str, Taal]
    teksten: Mapping[str, str]
    register: Mapping[str, Onderwerp]
    themas: Mapping[str, str]
    documents: Mapping[str, Document] = field(repr=False, default_factory=dict)

    def text(self, key: str, **values: str) -> str:
        """
        Return a fixed text with its {placeholders} filled in; `{telefoon:<id>}` becomes a number or a website.

        Raises:
            TekstOntbreektError: If the key, or a value that the text needs, is missing.
        """
        if key not in self.teksten:
            raise TekstOntbreektError(f"'{key}' is not in content/teksten/")
        return self.fill(self.teksten[key], values)

    def fill(self, template: str, values: Mapping[str, str]) -> str:
        """
        Fill in the placeholders of a text. What names an outdated amount is left out, and the text says so.

        Raises:
            TekstOntbreektError: If a placeholder is unknown (`content check` finds it).
        """

        def value_of(match: re.Match[str]) -> str:
            name = match.group(1)
            if name.startswith("telefoon:"):
                return self.phone(name.removeprefix("telefoon:"))
            if name.removeprefix("bedrag:") in self.bedragen:
                return self.bedragen[name.removeprefix("bedrag:")].weergave
            if name not in values:
                raise TekstOntbreektError(f"no value for '{{{name}}}'")
            return values[name]

        text, left_out = without_outdated(template, self._is_outdated)
        if left_out:
            text = f"{text}\n\n{self.teksten['algemeen.bedrag_verlopen']}".strip()
        return PLACEHOLDER.sub(value_of, text)

    def _is_outdated(self, bedrag: str) -> bool:
        known = self.bedragen.get(bedrag)
        return known is not None and not known.geldig_van <= date.today() <= known.geldig_tot

    def phone(self, telefoon_id: str) -> str:
        """Return a number marked for dialling (⟦shown|dialled⟧), or the website when no number may be shown."""
        entry = self.telefoon[telefoon_id]
        if entry.nummer is None:
            return entry.web or entry.naam
        return dialable(entry.weergave or entry.nummer, entry.nummer)

    def gemeente(self, gemeente_id: str) -> Gemeente:
        """Return a gemeente, or the national default when it has no folder."""
        return self.gemeenten.get(gemeente_id) or self.gemeenten[LANDELIJK]

    def gemeente_values(self, gemeente_id: str) -> dict[str, str]:
        """Return the values that every text may use about the gemeente."""
        gemeente = self.gemeente(gemeente_id)
        phone = gemeente.telefoon
        number = dialable(phone.weergave, phone.nummer) if phone.nummer else phone.weergave
        return {"gemeente": gemeente.naam, "gemeente_telefoon": number}

    def titel(self, topic: str) -> str:
        """Return how a topic is called on a button or in a handoff."""
        if topic not in self.register:
            raise TekstOntbreektError(f"no topic '{topic}'")
        return self.register[topic].titel

    def topics(self, soort: str) -> frozenset[str]:
        """Return the ids of all topics of a kind (`vraag`, `crisis`, `gesprek`), with an answer of their own or not."""
        return frozenset(row.id for row in self.register.values() if row.soort == soort)


PLACEHOLDER = re.compile(r"\{([a-z_]+(?::[a-z0-9_]+)?)\}")


def dialable(shown: str, dialled: str) -> str:
    """Mark a phone number so that a channel can make it tappable; the marks are never shown."""
    return f"⟦{shown}|{dialled}⟧"


def load_catalogue(root: Path = CONTENT) -> Catalogue:
    """
    Load all content under `root`.

    Raises:
        ContentError: With every mistake in every file.
    """
    catalogue, fouten = read_catalogue(root)
    if fouten:
        raise ContentError(fouten)
    return catalogue


def read_catalogue(root: Path) -> tuple[Catalogue, list[Fout]]:
    """Read what can be read, and return every mistake with it; a file with a mistake is not in the catalogue."""
    reader = _Reader(root)
    themas, register = reader.register()
    catalogue = Catalogue(
        onderwerpen=reader.folder("faq", Antwoord),
        crisis=reader.folder("crisis", Crisisantwoord, skip={"woorden"}),
        gesprek=reader.folder("gesprek", Gespreksantwoord),
        gemeenten=reader.gemeenten(),
        telefoon=reader.list("telefoon.yml", Telefoonnummer, "geldfit"),
        bedragen=reader.list("bedragen.yml", Bedrag, "zorgtoeslag_alleen"),
        talen=reader.list("talen.yml", Taal, "engels"),
        teksten=reader.teksten(),
        register=register,
        themas=themas,
        documents=MappingProxyType(reader.documents),
    )
    return catalogue, reader.fouten


class _Reader:
    """Reads file after file and collects mistakes instead of stopping at the first."""

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
        document = read_document(path, self.root)
        self.documents[str(path.relative_to(self.root))] = document
        return document

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
        return read_gemeente(folder, {path.name: self._document(path) for path in sorted(folder.glob("*.yml"))})

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
            wrong = None if isinstance(value, str) else document.fout((key,), f"'{key}' moet tekst zijn")
            yield key, str(value).strip(), wrong
