"""Amounts in texts: filled in from one list, and left out, with the sentence around them, once they are outdated."""

import re
from collections.abc import Callable
from itertools import takewhile

AMOUNT = re.compile(r"\{bedrag:([a-z0-9_]+)\}")
_SENTENCES = re.compile(r"(?<=[.!?])[ \t]+")
_LIST_ITEM = re.compile(r"\s*- ")
_NUMBER = (
    r"\d[\d.,]*|een half|anderhalve|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|vijftien|twintig|"
    r"[a-zë]*tig|[a-zë]*honderd|[a-zë]*duizend"
)
WRITTEN_OUT = re.compile(rf"€ ?\d(?:[\d.,]*\d)?|\b(?:{_NUMBER})[ -]?(?:euro|procent|cent)\b|\d ?%", re.IGNORECASE)


def without_outdated(text: str, is_outdated: Callable[[str], bool]) -> tuple[str, bool]:
    """
    Return the text without the sentences and list items that name an outdated amount, and whether any are gone.

    An answer is written so that it works without them: an amount stands in a sentence of its own. A list of which
    nothing is left takes its heading along.
    """
    lines = text.split("\n")
    kept = [_kept(line, is_outdated) for line in lines]
    if kept == lines:
        return text, False
    for number, line in enumerate(lines):
        items = list(takewhile(_LIST_ITEM.match, lines[number + 1 :]))
        if line.rstrip().endswith(":") and items and not any(kept[number + 1 : number + 1 + len(items)]):
            kept[number] = " ".join(_SENTENCES.split(kept[number])[:-1])
    left = [new for old, new in zip(lines, kept, strict=True) if new or not old]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(left)).strip(), True


def _kept(line: str, is_outdated: Callable[[str], bool]) -> str:
    parts = [line] if _LIST_ITEM.match(line) else _SENTENCES.split(line)
    kept = [part for part in parts if not any(map(is_outdated, AMOUNT.findall(part)))]
    return line if len(kept) == len(parts) else " ".join(kept)
