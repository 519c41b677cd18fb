"""Cuts a text into the sentences and words that are counted."""

import re
from dataclasses import dataclass
from functools import cached_property

from content.catalogue import PLACEHOLDER

ONE_SHORT_WORD = "dit"  # what a {placeholder} counts as: a number, an amount or a name is read at a glance
WORD = re.compile(r"\d+(?:[.,:]\d+)*%?|[^\W\d_]+(?:[-'’][^\W_]+)*")
_TOKEN = re.compile(rf"{WORD.pattern}|[^\w\s]")
_NEXT = r"[\"'“‘(]*(?:[A-ZÀ-ÖØ-Þ\d€{\[])"
_END = re.compile(rf"(?<=[.!?…])[\"'”’)]*\s+(?={_NEXT})|\n+")
_BULLET = re.compile(r"^\s*- ")


@dataclass(frozen=True)
class Zin:
    """One sentence, or one item of a list."""

    tekst: str

    @cached_property
    def gelezen(self) -> str:
        """The sentence with a short word for each placeholder."""
        return PLACEHOLDER.sub(ONE_SHORT_WORD, self.tekst)

    @cached_property
    def woorden(self) -> tuple[str, ...]:
        """The words; a number is one."""
        return tuple(WORD.findall(self.gelezen))

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words and the signs between them."""
        return tuple(_TOKEN.findall(self.gelezen))


def split_sentences(tekst: str) -> tuple[Zin, ...]:
    """Return the sentences of a text. A line of its own is one; a colon doesn't end one."""
    parts = (Zin(_BULLET.sub("", part).strip()) for part in _END.split(tekst))
    return tuple(zin for zin in parts if zin.woorden)
