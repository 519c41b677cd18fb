"""Cuts a tagged sentence into clauses: the stretches that have a finite verb of their own."""

from functools import cache
from typing import NamedTuple

from content.plain_dutch.tagger import Tagged, Woord

SIGN = "LET("
FINITE = "WW(pv"
UNFINISHED = ("WW(inf,vrij", "WW(vd,vrij")  # waits for a finite verb elsewhere: "betalen", "betaald"
SUBORDINATE = ("VG(onder", "VNW(betr")
_OPENS_AFTER_A_COMMA = frozenset({"die", "dat", "waar", "wie", "wat", "waarvan", "waarmee", "waarom", "hoe"})


class Plaats(NamedTuple):
    """A word and its place in the sentence, counted without signs."""

    plaats: int
    woord: Woord


Clause = tuple[Plaats, ...]


@cache
def clauses_of(sentence: Tagged) -> tuple[Clause, ...]:
    """Return the clauses of a sentence, in order, without signs."""
    found: list[list[Plaats]] = [[]]
    last_verb = max((index for index, word in enumerate(sentence) if word.is_soort(FINITE)), default=-1)
    place, after_sign, has_verb = 0, False, False
    for index, word in enumerate(sentence):
        if word.is_soort(SIGN):
            after_sign = True
            continue
        if found[-1] and index <= last_verb and _opens(word, has_verb, after_sign):
            found.append([])
            has_verb = False
        found[-1].append(Plaats(place, word))
        place, after_sign, has_verb = place + 1, False, has_verb or word.is_soort(FINITE)
    return tuple(tuple(clause) for clause in found if clause)


def _opens(word: Woord, has_verb: bool, after_sign: bool) -> bool:
    """Tell whether a clause begins at this word, while one with or without a finite verb is going on."""
    if word.is_soort(*SUBORDINATE):
        return True
    if after_sign and word.tekst.lower() in _OPENS_AFTER_A_COMMA:
        return True
    return has_verb and (after_sign or word.is_soort("VG(neven"))
