"""Finds every web address in the content, with the places where it stands."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.source import ContentError, Document, Loc, read_document
from content.values import values

LEFT_OUT = frozenset({"voorbeelden", "proefvragen", "sjablonen"})
SITES = frozenset({"web", "website"})
NOT_SHOWN = frozenset(
    {"titel", "controleer", "let_op", "email", "nagelezen_door"}
)  # words about a page, not its address
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]}]*[^\s<>\"')\]}.,;:!?]")
_NAME = re.compile(r"(?<![\w@./:-])(?:[a-z0-9-]+\.)+(?:nl|com|org|eu|info|gov|net)\b(?:/[\w/-]*\w)?(?!@)")


@dataclass(frozen=True, order=True)
class Place:
    """Where an address stands."""

    bestand: str
    regel: int

    def __str__(self) -> str:
        return f"{self.bestand}, regel {self.regel}"


def addresses(root: Path) -> Mapping[str, list[Place]]:
    """Return every address with its places. A file that can't be read has none: `content check` tells of it."""
    found: dict[str, set[Place]] = defaultdict(set)
    for path in sorted(root.rglob("*.yml")):
        if LEFT_OUT & set(path.relative_to(root).parts):
            continue
        try:
            document = read_document(path, root)
        except ContentError:
            continue
        for address, place in _in(document):
            found[address].add(place)
    return {address: sorted(places) for address, places in sorted(found.items())}


def _in(document: Document) -> Iterator[tuple[str, Place]]:
    for loc, value in values(document.data):
        if isinstance(value, str):
            for address, words in _in_text(loc, value):
                yield address, Place(document.name, document.line_of(loc, words))


def _in_text(loc: Loc, text: str) -> Iterator[tuple[str, str]]:
    """Give the addresses in a text, each with the words that stand for it."""
    for whole in _ADDRESS.findall(text):
        yield whole, whole
    if not NOT_SHOWN & set(loc):
        site = _key(loc) in SITES
        for name in _NAME.findall(text if site else _ADDRESS.sub(" ", text)):
            yield f"https://{name}", name


def _key(loc: Loc) -> Any:  # noqa: ANN401 - the key of a row, or a number in a list
    return loc[-1] if loc else None
