"""Finds what an editor probably meant, for a message about a word that isn't known."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

ALIKE = 70  # of 100: one or two letters wrong in a short word
FEW = 8


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like it, or None when none is."""
    found = process.extractOne(word.strip("- :").casefold(), sorted(known), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found[0] if found else None


def meant(word: str, known: Iterable[str]) -> str:
    """Return a sentence that says what was probably meant, or what there is to choose from when that is little."""
    choices = sorted(known)
    best = nearest(word, choices)
    if best:
        return f" Bedoelt u '{best}'?"
    return f" Kies uit: {', '.join(choices)}." if 0 < len(choices) <= FEW else ""
