"""Finds the variant of an answer in what somebody typed: "3 maanden huur" gets the answer for three months at once."""

from content.model import Antwoord
from content.phrases import plain


def variant_told_in(tekst: str, antwoord: Antwoord | None) -> str:
    """
    Return the id of the one variant whose words stand in the text; nothing when none or several do.

    The longest words count first: who wants to leave "van mijn bewindvoerder af" doesn't tell of "mijn bewindvoerder".
    """
    left, told = f" {_words(tekst)} ", set()
    spoken = [(_words(word), one.id) for one in (antwoord.varianten if antwoord else ()) for word in one.woorden]
    for words, variant in sorted(spoken, key=lambda pair: -len(pair[0])):
        if f" {words} " in left:
            told.add(variant)
            left = left.replace(f" {words} ", " | ")
    return told.pop() if len(told) == 1 else ""


def _words(tekst: str) -> str:
    return " ".join(plain(tekst).replace("|", " ").split())
