"""Counts the syllables of Dutch words by their vowels."""

import re
from functools import cache

# One sound each, the longest first: "aai" in "draaien" is one, "oe" in "pensioen" is another than the "i" before it.
_SOUND = re.compile(
    r"eau|aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|ïe|ëe|ëi|oe|eu|ui|ei|ij|au|ou|ai|oi"
    r"|[aeioàáâäèéêëìíîïòóôöùúûü]|(?<!q)u|y(?![aeiou])"
)
# English inside Dutch words: written as it sounds.
_BORROWED = (
    ("team", "tiem"),
    ("site", "sait"),
    ("online", "onlain"),
    ("coach", "kootsj"),
    ("date", "deet"),
    ("museum", "museüm"),
)
READ_AS_A_WORD = frozenset({"DUO", "SUN"})


@cache
def count_syllables(word: str) -> int:
    """Return how many syllables a word has, at least 1. Capitals and words without vowels are spelled out: UWV is 3."""
    if word[0].isdigit():
        return 1
    return max(1, sum(_in_part(part) for part in re.split(r"[-'’]", word)))


def _in_part(part: str) -> int:
    if part.isupper() and len(part) > 1 and part not in READ_AS_A_WORD:
        return len(part)
    sounds = part.lower()
    for written, spoken in _BORROWED:
        sounds = sounds.replace(written, spoken)
    found = len(_SOUND.findall(sounds))
    return found or (len(part) if len(part) > 1 else 0)
