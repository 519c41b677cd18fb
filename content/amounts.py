"""Amounts in texts: filled in from one list, and left out, with the sentence around them, once they are outdated."""

import re
from collections.abc import Callable

AMOUNT = re.compile(r"\{bedrag:([a-z0-9_]+)\}")
_SENTENCES = re.compile(r"(?<=[.!?])[ \t]+")
_LIST_ITEM = re.compile(r"\s*- ")
_NUMBER = (
    r"\d[\d.,]*|een half|anderhalve|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|vijftien|twintig|"
    r"[a-zë]*tig|[a-zë]*honderd|[a-zë]*duizend"
)
WRITTEN_OUT = re.compile(rf"€ ?\d|\b(?:{_NUMBER})[ -]?(?:euro|procent|cent)\b|\d ?%", re.IGNORECASE)


def without_outdated(text: str, is_outdated: Callable[[str], bool]) -> tuple[str, bool]:
    """
    Return the text without the sentences and list items that name an outdated amount, and whether any are gone.

    An answer is written so that it works without them: an amount stands in a sentence of its own.
    """
    kept_lines, dropped = [], False
    for line in text.split("\n"):
        parts = [line] if _LIST_ITEM.match(line) else _SENTENCES.split(line)
        kept = [part for part in parts if not any(map(is_outdated, AMOUNT.findall(part)))]
        dropped = dropped or len(kept) < len(parts)
        if kept:
            kept_lines.append(" ".join(kept))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept_lines)).strip() if dropped else text, dropped
