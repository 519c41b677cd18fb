"""Gives each word of a sentence its word class and lemma, with HanTa; a sentence that was seen before costs nothing."""

import contextlib
import gc
import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from content.catalogue import CONTENT

MODEL = "morphmodel_dutch.pgz"
MEMORY = CONTENT.parent / ".cache" / "plain_dutch" / f"woordsoorten-hanta-{version('hanta')}.json"


class Woord(NamedTuple):
    """
    A word, or a sign between words.

    Attributes:
        soort: Its word class in the tag set of the CGN, such as `N(soort,ev,basis,zijd,stan)`.
    """

    tekst: str
    lemma: str
    soort: str

    def is_soort(self, *begins: str) -> bool:
        """Tell whether the word class begins with one of these."""
        return self.soort.startswith(begins)


Tokens = tuple[str, ...]
Tagged = tuple[Woord, ...]


class Tagger:
    """
    Tags sentences.

    HanTa takes seconds and 800 MB to load: it is loaded at the first sentence that isn't in `memory`.
    """

    def __init__(self, memory: Path = MEMORY) -> None:
        self._memory = memory
        self._before = _read(memory)
        self._now: dict[Tokens, Tagged] = {}

    def tag(self, tokens: Tokens) -> Tagged:
        """Return the words of one sentence with their class."""
        if tokens not in self._now:
            found = self._before.get(" ".join(tokens))
            self._now[tokens] = tuple(Woord(*parts) for parts in found or _hanta()(tokens))
        return self._now[tokens]

    def remember(self) -> None:
        """Keep what was tagged this time, and only that, for the next time; where that isn't allowed, keep nothing."""
        now = {" ".join(tokens): tagged for tokens, tagged in self._now.items()}
        if now.keys() == self._before.keys():
            return
        with contextlib.suppress(OSError):
            self._memory.parent.mkdir(parents=True, exist_ok=True)
            new = self._memory.with_suffix(".new")
            new.write_text(json.dumps(now, ensure_ascii=False), encoding="utf-8")
            new.replace(self._memory)


def _read(memory: Path) -> Mapping[str, list[list[str]]]:
    try:
        found = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


@cache
def _hanta() -> Callable[[Tokens], list[tuple[str, str, str]]]:
    from HanTa.HanoverTagger import HanoverTagger  # noqa: PLC0415 - only where it is needed

    gc.disable()  # ten million numbers are made, none of them is garbage: half the time
    try:
        tagger: Any = HanoverTagger(MODEL)
    finally:
        gc.enable()
        gc.freeze()
    # The same few thousand words come back in every sentence.
    tagger._tag_word = cache(tagger._tag_word)
    tagger._analyze = cache(tagger._analyze)
    return lambda tokens: list(map(_named, tokens, ("", *tokens), tagger.tag_sent(list(tokens))))


def _named(token: str, before: str, found: tuple[str, str, str]) -> tuple[str, str, str]:
    """Make a noun with a capital inside a sentence a name: HanTa takes a name that it doesn't know for a noun."""
    text, lemma, kind = found
    inside = before[:1].isalnum() or before == ","
    return (text, lemma, kind.replace("N(soort", "N(eigen")) if inside and token[0].isupper() else found
