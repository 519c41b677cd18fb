"""Reads the questions of the check, and finds what is wrong in them."""

from collections.abc import Collection, Iterable
from pathlib import Path

from content.screening.asking.options import Antwoordoptie
from content.screening.asking.questions import Vraag, Vragenlijst
from content.source import ContentError, Document, Fout, read_document
from content.validation import validated


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
    known, earlier = set(lijst.assumed()), set[str]()
    for index, vraag in enumerate(lijst.vragen):
        known |= vraag.names()
        for name in sorted(_named(vraag) - earlier):
            yield document.fout(
                ("vragen", index), f"'alleen_als' of 'niet_als' noemt '{name}': zet die vraag eerder in de lijst"
            )
        earlier.add(vraag.id)
        for number, optie in enumerate(vraag.opties):
            yield from _option_mistakes(vraag, optie, document, ("vragen", index, "opties", number), inputs)
    missing = sorted(set(inputs) - known)
    if missing:
        yield document.fout((), f"geen vraag en geen aanname vult in: {', '.join(missing)}")
    for name in sorted(set(lijst.eerst) - lijst.ids()):
        yield document.fout(("eerst",), f"er is geen vraag '{name}'")
    for index, aanname in enumerate(lijst.aannames):
        if aanname.gegeven not in inputs:
            yield document.fout(("aannames", index), f"ik ken het gegeven '{aanname.gegeven}' niet")


def _named(vraag: Vraag) -> set[str]:
    """Return the questions on which this one, or an option of it, depends."""
    items: list[Vraag | Antwoordoptie] = [vraag, *vraag.opties]
    return {name for item in items for name in (*item.alleen_als, *item.niet_als)}


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
    if len(lengths) > 1 or lengths & {0, 1}:
        yield document.fout((*place, "gegevens"), "lijsten in een optie zijn even lang. Zoals: [1400, 1600]")
    for kenmerk in sorted(optie.kenmerk - set(vraag.kenmerken)):
        yield document.fout((*place, "kenmerk"), f"'{kenmerk}' staat niet bij 'kenmerken' van '{vraag.id}'")
