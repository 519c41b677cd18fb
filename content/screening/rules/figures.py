"""Dated figures: blocks of numbers with a source and a check date, turned into OpenFisca parameters."""

import math
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

from openfisca_core.parameters import ParameterNode
from pydantic import Field, FiniteFloat

from content.model import Bestand, Id
from content.model import Bron as Bronregel
from content.screening.model import Bron, MissingFiguresError
from content.source import ContentError, Document, Fout, read_document
from content.validation import validated


class Blok(Bestand):
    """
    The figures of one group in one period, with where they were read.

    Attributes:
        tabellen: Rows of (from this income on, this value); null where it wasn't found, so that nothing is calculated.
    """

    van: date
    tot: date
    gecontroleerd_op: date
    zekerheid: Literal["hoog", "middel"]
    bronnen: tuple[Bronregel, ...] = Field(min_length=1)
    cijfers: dict[Id, FiniteFloat] = Field(min_length=1)
    tabellen: dict[Id, tuple[tuple[FiniteFloat, FiniteFloat | None], ...]] = Field(default_factory=dict)


class Cijfergroep(Bestand):
    """One file of `content/regelingen/parameters/`."""

    groep: Id
    blokken: tuple[Blok, ...] = Field(min_length=1)

    def on(self, day: date) -> Blok | None:
        """Return the block that holds on a day."""
        return next((blok for blok in self.blokken if blok.van <= day <= blok.tot), None)


class Figures:
    """All groups of figures."""

    def __init__(self, groepen: Mapping[str, Cijfergroep]) -> None:
        self.groepen = groepen

    def names(self) -> set[str]:
        """Return every figure as `groep.naam`, whatever its date."""
        return {
            f"{groep.groep}.{naam}"
            for groep in self.groepen.values()
            for blok in groep.blokken
            for naam in blok.cijfers
        }

    def sources(self, groepen: Iterable[str], regeling: str, on: date) -> tuple[Bron, ...]:
        """
        Return where the figures of these groups on a day were read.

        Raises:
            MissingFiguresError: If a group has no block for the day.
        """
        found: dict[str, Bron] = {}
        for groep in groepen:
            blok = self.groepen[groep].on(on)
            if blok is None:
                raise MissingFiguresError(regeling, on, groep)
            for bron in blok.bronnen:
                found.setdefault(bron.titel, Bron(bron.titel, bron.adres or "", blok.gecontroleerd_op))
        return tuple(found.values())

    def at(self, groep: str, on: date) -> SimpleNamespace:
        """
        Return the figures of a group on a day, by name.

        Raises:
            MissingFiguresError: If there are none.
        """
        blok = self.groepen[groep].on(on) if groep in self.groepen else None
        if blok is None:
            raise MissingFiguresError(groep, on)
        return SimpleNamespace(**blok.cijfers)

    def parameters(self) -> ParameterNode:
        """Return the figures as OpenFisca parameters; each ends on its last day, so that none lives on unnoticed."""
        return ParameterNode("", data={naam: _node(groep) for naam, groep in self.groepen.items()})


def _node(groep: Cijfergroep) -> dict[str, Any]:
    names = {naam for blok in groep.blokken for naam in blok.cijfers}
    node: dict[str, Any] = {}
    for naam in sorted(names):
        values: dict[str, Any] = {}
        for blok in groep.blokken:
            reference = [bron.adres or bron.titel for bron in blok.bronnen]
            values[str(blok.van)] = {"value": blok.cijfers.get(naam), "metadata": {"reference": reference}}
            values.setdefault(str(blok.tot + timedelta(days=1)), {"value": None})
        node[naam] = {"values": values}
    return node | _tables(groep)


def _tables(groep: Cijfergroep) -> dict[str, Any]:
    """Return the tables as OpenFisca brackets: from each threshold on, an amount."""
    tables: dict[str, Any] = {}
    for naam in sorted({naam for blok in groep.blokken for naam in blok.tabellen}):
        longest = max(len(blok.tabellen.get(naam, ())) for blok in groep.blokken)
        tables[naam] = {
            "brackets": [_bracket(groep, naam, row) for row in range(longest)],
            "metadata": {"type": "single_amount"},
        }
    return tables


def _bracket(groep: Cijfergroep, naam: str, row: int) -> dict[str, Any]:
    parts: dict[str, dict[str, Any]] = {"threshold": {}, "amount": {}}
    for blok in groep.blokken:
        rows = blok.tabellen.get(naam, ())
        start, value = rows[row] if row < len(rows) else (None, None)
        unknown = math.nan if start is not None and value is None else value
        for part, figure in zip(parts, (start, unknown), strict=True):
            parts[part][str(blok.van)] = {"value": figure}
            parts[part].setdefault(str(blok.tot + timedelta(days=1)), {"value": None})
    return parts


def read_figures(folder: Path, root: Path) -> Figures:
    """
    Read all files of a folder with figures.

    Raises:
        ContentError: With every mistake in every file.
    """
    groepen: dict[str, Cijfergroep] = {}
    fouten: list[Fout] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            document = read_document(path, root)
            groep = validated(Cijfergroep, document)
            fouten += _mistakes(groep, document, path.stem)
            groepen[path.stem] = groep
        except ContentError as error:
            fouten += error.fouten
    if fouten:
        raise ContentError(fouten)
    return Figures(groepen)


def _mistakes(groep: Cijfergroep, document: Document, stem: str) -> Iterable[Fout]:
    if groep.groep != stem:
        yield document.fout(("groep",), f"'groep' moet gelijk zijn aan de bestandsnaam: {stem}")
    previous: Blok | None = None
    for index, blok in enumerate(groep.blokken):
        place = ("blokken", index, "van")
        if blok.tot < blok.van:
            yield document.fout(place, "'tot' ligt voor 'van'. Zoals: van: 2026-01-01, tot: 2026-12-31")
        if previous is not None and blok.van <= previous.tot:
            yield document.fout(place, f"dit blok begint voordat het vorige eindigt ({previous.tot})")
        previous = blok
        for naam in sorted({naam for other in groep.blokken for naam in other.tabellen} - set(blok.tabellen)):
            yield document.fout(("blokken", index), f"de tabel '{naam}' ontbreekt in dit blok")  # else it counts as 0
