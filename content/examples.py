"""What residents say: sentences to learn from, and proefvragen that measure whether the bot understands strangers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, StringConstraints

from content.catalogue import CONTENT
from content.model import Bestand, Id
from content.source import ContentError, Document, Fout, read_document
from content.validation import validated

STEMMEN = (
    "gewoon", "laaggeletterd", "gesproken", "jong", "tweede_taal", "formeel", "verhaal", "beroep", "streektaal",
)  # fmt: skip
FOREIGN = "andere_taal"  # its sentences stand under their language in place of a voice
T = TypeVar("T", bound="Voorbeelden | Proefvragen")

Zin = Annotated[str, StringConstraints(min_length=1, max_length=900, strip_whitespace=True)]


class Proefzin(Bestand):
    """A sentence to measure with; an id in `ook_goed` is a right answer as well."""

    zin: Zin
    ook_goed: tuple[Id, ...] = ()


def _as_proefzin(value: object) -> object:
    return {"zin": value} if isinstance(value, str) else value


class Voorbeelden(Bestand):
    """`content/voorbeelden/<id>.yml`: sentences to learn from, by voice (for another language: by language)."""

    id: Id
    zinnen: dict[str, tuple[Zin, ...]]

    def sentences(self) -> Iterator[tuple[str, str]]:
        """Give every sentence with its voice."""
        return ((stem, zin) for stem, zinnen in self.zinnen.items() for zin in zinnen)


class Proefvragen(Bestand):
    """`content/proefvragen/<id>.yml`: sentences that are never learned from, by voice."""

    id: Id
    zinnen: dict[str, tuple[Annotated[Proefzin, BeforeValidator(_as_proefzin)], ...]]

    def sentences(self) -> Iterator[tuple[str, Proefzin]]:
        """Give every sentence with its voice."""
        return ((stem, zin) for stem, zinnen in self.zinnen.items() for zin in zinnen)


@dataclass(frozen=True)
class Examples:
    """All sentences, by topic."""

    voorbeelden: Mapping[str, Voorbeelden]
    proefvragen: Mapping[str, Proefvragen]
    documents: Mapping[str, Document] = field(repr=False, default_factory=dict)


def load_examples(root: Path = CONTENT) -> Examples:
    """
    Read all sentences under `root`. The running bot doesn't need them: training, measuring and checking do.

    Raises:
        ContentError: With every mistake in every file.
    """
    documents: dict[str, Document] = {}
    fouten: list[Fout] = []

    def folder(name: str, model: type[T]) -> dict[str, T]:
        found: dict[str, T] = {}
        for path in sorted((root / name).glob("*.yml")):
            try:
                document = documents[f"{name}/{path.name}"] = read_document(path, root)
                found[path.stem] = validated(model, document)
            except ContentError as error:
                fouten.extend(error.fouten)
        return found

    voorbeelden, proefvragen = folder("voorbeelden", Voorbeelden), folder("proefvragen", Proefvragen)
    if fouten:
        raise ContentError(fouten)
    return Examples(voorbeelden, proefvragen, documents)
