"""What is wrong in the file of a regeling: names that don't exist, conditions that can't be read."""

from collections.abc import Collection, Iterable

from content.screening.rules.condition import Voorwaarde
from content.screening.rules.schemes import Regeling
from content.source import Document, Fout

Place = tuple[str | int, ...]
Known = tuple[Collection[str], Collection[str]]


def mistakes(
    regeling: Regeling, document: Document, facts: Collection[str], figures: Collection[str]
) -> Iterable[Fout]:
    """Find names that don't exist and conditions that can't be read, each with its line."""
    known = (facts, figures)
    for kind in ("voorwaarden", "twijfel"):
        for index, condition in enumerate(getattr(regeling, kind)):
            yield from _condition_mistakes(document, (kind, index), condition, known)
    for place, name in (
        (("bedrag", "gegeven"), regeling.bedrag and regeling.bedrag.gegeven),
        (("heeft_al",), regeling.heeft_al),
    ):
        if name:
            yield from _unknown(document, place, name, (facts, ()))
    groups = {name.split(".")[0] for name in figures}
    for index, groep in enumerate(regeling.cijfers):
        if groep not in groups:
            yield document.fout(("cijfers", index), f"er is geen bestand parameters/{groep}.yml")


def _condition_mistakes(document: Document, place: Place, condition: Voorwaarde, known: Known) -> Iterable[Fout]:
    if len(condition.bounds()) != 1:
        example = "minstens, hoogstens, meer_dan, minder_dan of is"
        yield document.fout(place, f"schrijf precies een van: {example}. Zoals: minstens: 21")
    for key, name in condition.names():
        yield from _unknown(document, (*place, key), name, known)


def _unknown(
    document: Document,
    place: Place,
    name: str,
    known: Known,
) -> Iterable[Fout]:
    facts, figures = known
    if "." in name and name not in figures:
        example = f" Bijvoorbeeld: {min(figures)}" if figures else ""
        yield document.fout(place, f"ik ken het cijfer '{name}' niet.{example}")
    if "." not in name and name not in facts:
        yield document.fout(place, f"ik ken het gegeven '{name}' niet. Kies uit: {', '.join(sorted(facts))}")
