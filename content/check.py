"""What `content check` finds in what the bot says: the shape of each file, and what `content.checks` looks at."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from content.catalogue import CONTENT, Catalogue, read_catalogue
from content.checks import canned, consent, gemeenten, local, references, validity, wording
from content.checks.hints import hints
from content.checks.stray_files import stray_files
from content.controls import Controls
from content.crisis import CrisisLexicon
from content.links.exceptions import read_exceptions
from content.screening.rules.system import load as load_screening
from content.source import ContentError, Document, Fout, read_document

Check = Callable[[Catalogue], Iterator[Fout]]
CHECKS: tuple[Check, ...] = (
    references.ids,
    references.danger,
    references.mentions,
    references.variants,
    references.themes,
    references.postcodes,
    wording.texts,
    validity.answers,
    validity.amounts,
    gemeenten.folders,
    gemeenten.teams,
    local.social_maps,
    local.answers,
    canned.national,
    canned.local,
)


def check_content(root: Path = CONTENT, *, today: date | None = None, on: date | None = None) -> list[Fout]:
    """
    Return every mistake in the content under `root`; what is only outdated is marked so.

    Args:
        on: The day on which something may have expired, when it isn't today.
    """
    now = today or date.today()
    catalogue, fouten = read_catalogue(root)
    fouten += stray_files(root)
    if _is_whole(catalogue):  # else the rest would only seem wrong
        fouten += [fout for check in CHECKS for fout in check(catalogue)]
        fouten += gemeenten.regelingen(root)
        fouten += consent.versions(catalogue, root)
        fouten += validity.checked_later(catalogue, root, now)
        fouten += validity.outdated(catalogue, root, on or now)
    for load in (Controls.load, _lexicon, load_screening, read_exceptions, _synonyms):
        try:
            load(root)
        except ContentError as error:
            fouten += error.fouten
    return sorted(set(fouten))


def check_hints(root: Path = CONTENT, *, on: date | None = None) -> list[Fout]:
    """Return what isn't wrong, but may be worth a look."""
    catalogue, _ = read_catalogue(root)
    return hints(catalogue, root, on or date.today()) if _is_whole(catalogue) else []


def _is_whole(catalogue: Catalogue) -> bool:
    lists = (catalogue.register, catalogue.telefoon, catalogue.bedragen, catalogue.gemeenten, catalogue.talen)
    return all(lists)


def _synonyms(root: Path) -> Document:
    return read_document(root / "synoniemen.yml", root)  # training looks at what stands in it


def _lexicon(root: Path) -> CrisisLexicon:
    return CrisisLexicon.load(root / "crisis" / "woorden.yml")
