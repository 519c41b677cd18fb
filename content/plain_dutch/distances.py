"""
Estimates how far apart the words are that belong together: the third feature of LiNT-II.

LiNT-II lets spaCy parse the sentence. Without a parser this is an estimate: each clause has one word on which
the parts of the clause hang, and each part hangs there by its main word. docs/plain-dutch.md tells how near that comes.
"""

from collections.abc import Sequence
from functools import cache

from content.plain_dutch.clauses import FINITE, SUBORDINATE, UNFINISHED, Clause, Plaats, clauses_of
from content.plain_dutch.tagger import Tagged

COPULAS = frozenset({"zijn", "worden", "blijven", "heten", "lijken", "blijken"})
NOUN = ("N(", "SPEC")
PREDICATE = ("ADJ(vrij", "N(")
# What leans on the noun or pronoun after it: "de", "drie", "lage", "mijn", "naar".
_LEANING = (
    "LID", "TW", "VZ", "ADJ(prenom", "WW(vd,prenom", "WW(od,prenom",
    "VNW(bez", "VNW(onbep,det", "VNW(aanw,det,stan,prenom",
)  # fmt: skip
_LEANED_ON = (*NOUN, "VNW(pers", "VNW(pr")
_LEANING_STOPS = (*_LEANED_ON, FINITE, "WW(inf")


@cache
def longest_distance(sentence: Tagged) -> int | None:
    """Return how many words stand between the two that are farthest apart; None for a single word."""
    clauses = clauses_of(sentence)
    if sum(map(len, clauses)) < 2:
        return None
    centres = [_centre(clause) for clause in clauses]
    apart = [abs(part - centre) for clause, centre in zip(clauses, centres, strict=True) for part in _parts(clause)]
    return max(0, max([*apart, *_between(clauses, centres)], default=0) - 1)


def _centre(clause: Clause) -> int:
    """Return the place of the word on which the rest hangs: the last verb, or what a copula tells."""
    finite = [one for one in clause if one.woord.is_soort(FINITE)]
    unfinished = [one for one in clause if one.woord.is_soort(*UNFINISHED)]
    if finite and unfinished:
        return unfinished[-1].plaats
    if finite and finite[-1].woord.lemma in COPULAS:
        told = _told(clause, finite[-1])
        return told[0].plaats if told else finite[-1].plaats
    heads = finite[-1:] or [one for one in clause if one.woord.is_soort("N(", "WW")] or clause
    return heads[0].plaats


def _told(clause: Clause, copula: Plaats) -> list[Plaats]:
    """Return what a copula may tell, what follows it first: "de brief is oud", "wat duur is"."""
    told = [one for one in clause if one.woord.is_soort(*PREDICATE)]
    return [one for one in told if one.plaats > copula.plaats] or told[-1:]


def _parts(clause: Clause) -> list[int]:
    """Return the places of the main words of the parts of a clause."""
    places, index = [], 0
    while index < len(clause):
        last = index
        if clause[index].woord.is_soort(*_LEANING):
            while last + 1 < len(clause) and not clause[last].woord.is_soort(*_LEANING_STOPS):
                last += 1
            if not clause[last].woord.is_soort(*_LEANED_ON):
                last = index
        places.append(clause[last].plaats)
        index = last + 1
    return places


def _between(clauses: Sequence[Clause], centres: list[int]) -> list[int]:
    """Return how far each subordinate clause is from what it hangs on: the main clause, or the noun before it."""
    main = next((index for index, clause in enumerate(clauses) if not clause[0].woord.is_soort(*SUBORDINATE)), 0)
    apart = []
    for index, clause in enumerate(clauses):
        first = clause[0].woord
        if index == main:
            continue
        if first.is_soort("VNW(betr") or first.tekst.lower() in {"die", "dat"}:
            apart.append(centres[index] - (clause[0].plaats - 1))
        elif first.is_soort("VG(onder"):
            apart.append(abs(centres[index] - centres[main]))
    return apart
