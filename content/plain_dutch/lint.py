"""The score of LiNT-II, approximated: the same features, lists and weights, with HanTa instead of spaCy."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from statistics import fmean
from typing import NamedTuple

from content.plain_dutch.clauses import FINITE, clauses_of
from content.plain_dutch.distances import COPULAS, PREDICATE, longest_distance
from content.plain_dutch.tagger import Tagged, Woord
from content.plain_dutch.wordlists import WordLists, word_lists

LEVELS = (34, 46, 58)  # where level 2, 3 and 4 begin
NEVER_HEARD = 1.359228547196266  # the frequency of a word that the subtitles don't have, as in LiNT-II
NAME = ("N(eigen", "SPEC(deeleigen")
CONTENT_WORDS = ("N(", "SPEC(deeleigen", "WW(", "ADJ(")
_AUXILIARIES = frozenset({"zijn", "worden", "kunnen", "mogen", "moeten", "willen", "zullen"})


class Lint(NamedTuple):
    """A score from 0 (easy) to 100, and its level from 1 to 4; both 0 when the text has too little to measure."""

    score: float
    niveau: int


class Features(NamedTuple):
    """The four features of a text; None is what can't be measured."""

    frequentie: float | None
    afstand: float | None
    inhoud: float | None
    concreet: float | None


def lint_of(sentences: Sequence[Tagged]) -> Lint:
    """Return the score of a text that was tagged."""
    lists = word_lists()
    score = lint_score(features_of(sentences, lists), lists)
    return Lint(0.0, 0) if score is None else Lint(score, 1 + sum(score >= level for level in LEVELS))


def lint_score(features: Features, lists: WordLists) -> float | None:
    """Return the outcome of the formula, or None when a feature is missing."""
    weights = lists.formule
    names = ("mean_log_word_freq", "mean_max_sdl", "mean_content_words", "proportion_concrete")
    easy = weights["const"]
    for name, value in zip(names, features, strict=True):
        if value is None:
            return None
        easy += weights[name] * value
    return min(100.0, max(0.0, 100 - easy))


def features_of(sentences: Sequence[Tagged], lists: WordLists) -> Features:
    """Measure the four features."""
    inside = [_content_words(sentence, lists) for sentence in sentences]
    nouns = [word for sentence in sentences for word in sentence if word.is_soort("N(", *NAME)]
    return Features(
        _mean(frequency for words in inside for word in words if (frequency := _frequency(word, lists)) is not None),
        _mean(distance for sentence in sentences if (distance := longest_distance(sentence)) is not None),
        _mean(_densities(sentences, inside)),
        _mean(_concreteness(nouns, lists)),
    )


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return fmean(found) if found else None


@cache
def _content_words(sentence: Tagged, lists: WordLists) -> tuple[Woord, ...]:
    """Return the words that carry meaning: nouns, names, adjectives, adverbs of manner, verbs that don't only help."""
    found = []
    for clause in clauses_of(sentence):
        verbs = sum(one.woord.is_soort("WW(") for one in clause)
        told = any(one.woord.is_soort(*PREDICATE) for one in clause)
        for _, word in clause:
            helping = word.lemma in _AUXILIARIES or (word.lemma == "hebben" and verbs > 1)
            copula = word.lemma in COPULAS and told and verbs == 1
            if word.is_soort("WW("):
                found += [word] * (not helping and not copula)
            elif word.is_soort(*CONTENT_WORDS) or word.tekst.lower() in lists.wijze:
                found.append(word)
    return tuple(found)


def _frequency(word: Woord, lists: WordLists) -> float | None:
    text = word.tekst.lower()
    if word.is_soort(*NAME) or text in lists.zonder_frequentie or word.lemma.lower() in lists.zonder_frequentie:
        return None
    known = lists.zelfstandig.get(text) if word.is_soort("N(") else None
    return lists.frequenties.get((known.hoofd if known else None) or text, NEVER_HEARD)


def _densities(sentences: Iterable[Tagged], inside: Iterable[Sequence[Woord]]) -> Iterator[float]:
    """Give the content words per clause of each sentence that has a clause, which is a finite verb."""
    for sentence, words in zip(sentences, inside, strict=True):
        finite = sum(word.is_soort(FINITE) for word in sentence)
        if finite:
            yield len(words) / finite


def _concreteness(nouns: Iterable[Woord], lists: WordLists) -> Iterator[float]:
    """Give 1 for each concrete noun and 0 for each other; what no list knows doesn't count."""
    for noun in nouns:
        known = lists.zelfstandig.get(noun.tekst.lower()) or lists.zelfstandig.get(noun.lemma.lower())
        if known:
            yield float(known.betekenis == "concrete")
