"""Reads the files of the regelingen, national and local, and finds what is wrong in them."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TypeVar

from content.screening.rules.scheme_mistakes import mistakes
from content.screening.rules.schemes import LokaleRegeling, Regeling
from content.source import ContentError, Document, Fout, read_document
from content.validation import validated

QUESTIONS = "vragen.yml"
AnyRegeling = TypeVar("AnyRegeling", bound=Regeling)


def read_national(folder: Path, root: Path, facts: Collection[str], figures: Collection[str]) -> dict[str, Regeling]:
    """
    Return the regelingen of `content/regelingen/` by id.

    Raises:
        ContentError: With every mistake in every file.
    """
    return _read(Regeling, (path for path in folder.glob("*.yml") if path.name != QUESTIONS), root, facts, figures)


def read_local(
    folder: Path, root: Path, facts: Collection[str], figures: Collection[str]
) -> dict[str, dict[str, LokaleRegeling]]:
    """
    Return the regelingen of `content/gemeenten/<gemeente>/regelingen/` by gemeente and id.

    Raises:
        ContentError: With every mistake in every file.
    """
    found: dict[str, dict[str, LokaleRegeling]] = {}
    fouten: list[Fout] = []
    for own in sorted(folder.glob("*/regelingen")):
        gemeente = own.parent.name
        try:
            read = _read(LokaleRegeling, own.glob("*.yml"), root, facts, figures)
        except ContentError as error:
            fouten += error.fouten
            continue
        found[gemeente] = {key: one.model_copy(update={"gemeente": gemeente}) for key, one in read.items()}
    if fouten:
        raise ContentError(fouten)
    return found


def _read(
    kind: type[AnyRegeling],
    paths: Iterable[Path],
    root: Path,
    facts: Collection[str],
    figures: Collection[str],
) -> dict[str, AnyRegeling]:
    found: dict[str, AnyRegeling] = {}
    fouten: list[Fout] = []
    for path in sorted(paths):
        try:
            document = read_document(path, root)
            regeling = validated(kind, document)
        except ContentError as error:
            fouten += error.fouten
            continue
        fouten += [*_name_mistake(document, regeling, path), *mistakes(regeling, document, facts, figures)]
        found[regeling.id] = regeling
    if fouten:
        raise ContentError(fouten)
    return found


def _name_mistake(document: Document, regeling: Regeling, path: Path) -> list[Fout]:
    if regeling.id == path.stem:
        return []
    return [document.fout(("id",), f"'id' moet gelijk zijn aan de bestandsnaam: {path.stem}")]
