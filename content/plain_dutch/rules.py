"""Reads the two files with the rules: content/leesbaarheid.yml and content/moeilijke_woorden.yml."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from content.catalogue import CONTENT
from content.plain_dutch.model import Afkorting, Grenzen, MoeilijkWoord, Woordenlijst
from content.source import ContentError, Fout, read_document
from content.validation import validated

GRENZEN = "leesbaarheid.yml"
WOORDEN = "moeilijke_woorden.yml"
T = TypeVar("T", Grenzen, Woordenlijst)
ENDINGS = ("", "s", "e", "n", "en")


@dataclass(frozen=True)
class Rules:
    """
    All rules for one text.

    Attributes:
        woorden: Each written form of a hard word, in lower case.
        hard_word: Finds such a form, the longest first.
        onderwerp: The topic that the text is about; its readers know some of the words.
    """

    grenzen: Grenzen
    woorden: Mapping[str, MoeilijkWoord]
    hard_word: re.Pattern[str]
    afkortingen: Mapping[str, Afkorting]
    abbreviation: re.Pattern[str]
    onderwerp: str = ""

    def in_topic(self, topic: str) -> "Rules":
        """Return the rules for a text about a topic."""
        return replace(self, onderwerp=topic)


def load_rules(root: Path = CONTENT) -> Rules:
    """
    Read the rules.

    Raises:
        ContentError: With every mistake in the two files.
    """
    fouten: list[Fout] = []
    grenzen, lijst = _read(Grenzen, root / GRENZEN, fouten), _read(Woordenlijst, root / WOORDEN, fouten)
    if grenzen is None or lijst is None:
        raise ContentError(fouten)
    return rules_of(grenzen, lijst)


def _read(model: type[T], path: Path, fouten: list[Fout]) -> T | None:
    try:
        return validated(model, read_document(path, path.parent))
    except ContentError as error:
        fouten += error.fouten
        return None


def rules_of(grenzen: Grenzen, lijst: Woordenlijst) -> Rules:
    """Make rules that can be looked up."""
    forms = {form.lower(): one for one in lijst.woorden for form in forms_of(one)}
    known = {one.afkorting: one for one in lijst.afkortingen}
    unknown = r"[A-Z]{2,}|(?<!\w\.)(?:[a-z]{1,3}\.){2,}"  # CAPITALS, or d.o.t.s.
    return Rules(grenzen, forms, whole(forms, re.IGNORECASE), known, whole(known, also=unknown))


def forms_of(one: MoeilijkWoord) -> Iterator[str]:
    """Give every way to write a hard word. One that may be explained is mostly a noun, and gets its plural."""
    for form in (one.woord, *one.vormen):
        yield from (f"{form}{ending}" for ending in (ENDINGS if one.uitleg else ("",)))


def whole(words: Iterable[str], flags: int = 0, *, also: str = "") -> re.Pattern[str]:
    """Return what finds these words when they aren't a part of another."""
    longest_first = [re.escape(word) for word in sorted(words, key=len, reverse=True)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join([*longest_first, *([also] if also else [])])})(?![\w-])", flags)
