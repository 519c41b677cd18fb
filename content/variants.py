"""Finds the variant of an answer in what somebody typed: "3 maanden huur" gets the answer for three months at once."""

from content.model import Antwoord
from content.phrases import plain


def variant_told_in(tekst: str, antwoord: Antwoord | None) -> str:
    """Return the id of the one variant whose words stand in the text; nothing when none or several do."""
    words = f" {' '.join(plain(tekst).replace('|', ' ').split())} "
    told = [
        one.id
        for one in (antwoord.varianten if antwoord else ())
        if any(f" {' '.join(plain(word).split())} " in words for word in one.woorden)
    ]
    return told[0] if len(told) == 1 else ""
