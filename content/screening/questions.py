"""The questions as an editor writes them, and the facts that each answer stands for."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field

from content.model import Bestand, Id, Tekst
from content.source import ContentError, Document, Fout, read_document
from content.validation import validated

Waarde = float | Literal["ja", "nee"]
Facts = Mapping[str, float]


def _number(value: Waarde) -> float:
    return float(value == "ja") if isinstance(value, str) else value


class Antwoordoptie(Bestand):
    """One answer: its label, and what it says about a household."""

    id: Id
    label: Tekst
    gewicht: float = Field(default=1, gt=0)
    kenmerk: frozenset[Id] = frozenset()
    vanaf: float | None = None
    alleen_als: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    gegevens: dict[Id, Waarde | list[Waarde]] = Field(min_length=1)

    def points(self) -> tuple[dict[str, float], ...]:
        """Return the facts at the ends of the bands: one point, or two when a value is a list."""
        ends = max(len(value) if isinstance(value, list) else 1 for value in self.gegevens.values())
        return tuple(
            {name: _number(value[end] if isinstance(value, list) else value) for name, value in self.gegevens.items()}
            for end in range(ends)
        )

    def start(self, name: str) -> float | None:
        """Return from which typed number this answer holds; None for an answer that isn't a number."""
        if self.vanaf is not None:
            return self.vanaf
        band = self.gegevens.get(name)
        return _number(band[0]) if isinstance(band, list) else None


class Vraag(Bestand):
    """One question of `content/regelingen/vragen.yml`."""

    id: Id
    tekst: Tekst
    uitleg: Tekst
    onbekend: Tekst
    rond_de_grens: Tekst
    getal: Id | None = None
    per: Literal["maand"] | None = None
    kenmerken: dict[Id, tuple[Tekst, ...]] = Field(default_factory=dict)
    alleen_als: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    opties: tuple[Antwoordoptie, ...] = Field(min_length=2)

    def names(self) -> set[str]:
        """Return the facts that this question settles."""
        return set(self.opties[0].gegevens)

    def option(self, option_id: str) -> Antwoordoptie | None:
        """Return an option by its id."""
        return next((optie for optie in self.opties if optie.id == option_id), None)


class Aanname(Bestand):
    """A fact that is never asked: what the check takes for granted, and how it says so."""

    gegeven: Id
    waarde: Waarde
    zin: Tekst | None = None

    @property
    def number(self) -> float:
        """Return the value as OpenFisca takes it."""
        return _number(self.waarde)


class OpenLaten(Bestand):
    """The words that leave a question open."""

    weet_niet: tuple[Tekst, ...]
    overslaan: tuple[Tekst, ...]


class Vragenlijst(Bestand):
    """The whole of `content/regelingen/vragen.yml`."""

    vragen: tuple[Vraag, ...] = Field(min_length=1)
    open_laten: OpenLaten
    aannames: tuple[Aanname, ...] = ()

    def vraag(self, question_id: str) -> Vraag:
        """Return a question by its id."""
        return next(vraag for vraag in self.vragen if vraag.id == question_id)

    def assumed(self) -> dict[str, float]:
        """Return the facts that are taken for granted."""
        return {aanname.gegeven: aanname.number for aanname in self.aannames}


def read_questions(path: Path, root: Path, inputs: Collection[str]) -> Vragenlijst:
    """
    Read the questions.

    Args:
        inputs: The facts that every household must have; a question or an assumption sets each of them.

    Raises:
        ContentError: With every mistake, such as a fact that no answer sets.
    """
    document = read_document(path, root)
    lijst = validated(Vragenlijst, document)
    fouten = list(_mistakes(lijst, document, inputs))
    if fouten:
        raise ContentError(fouten)
    return lijst


def _mistakes(lijst: Vragenlijst, document: Document, inputs: Collection[str]) -> Iterable[Fout]:
    known = set(lijst.assumed())
    for index, vraag in enumerate(lijst.vragen):
        known |= vraag.names()
        for number, optie in enumerate(vraag.opties):
            yield from _option_mistakes(vraag, optie, document, ("vragen", index, "opties", number), inputs)
    missing = sorted(set(inputs) - known)
    if missing:
        yield document.fout((), f"geen vraag en geen aanname vult in: {', '.join(missing)}")
    for index, aanname in enumerate(lijst.aannames):
        if aanname.gegeven not in inputs:
            yield document.fout(("aannames", index), f"ik ken het gegeven '{aanname.gegeven}' niet")


def _option_mistakes(
    vraag: Vraag,
    optie: Antwoordoptie,
    document: Document,
    place: tuple[str | int, ...],
    inputs: Collection[str],
) -> Iterable[Fout]:
    for name in sorted(set(optie.gegevens) - set(inputs)):
        known = ", ".join(sorted(inputs))
        yield document.fout((*place, "gegevens", name), f"ik ken het gegeven '{name}' niet. Kies uit: {known}")
    if set(optie.gegevens) != vraag.names():
        expected = ", ".join(sorted(vraag.names()))
        yield document.fout((*place, "gegevens"), f"elke optie van '{vraag.id}' vult hetzelfde in: {expected}")
    lengths = {len(value) for value in optie.gegevens.values() if isinstance(value, list)}
    if lengths - {2}:
        yield document.fout((*place, "gegevens"), "een lijst heeft twee waarden. Zoals: [1400, 1600]")
    for kenmerk in sorted(optie.kenmerk - set(vraag.kenmerken)):
        yield document.fout((*place, "kenmerk"), f"'{kenmerk}' staat niet bij 'kenmerken' van '{vraag.id}'")
