"""Measures one text."""

from collections.abc import Iterator, Sequence
from functools import cache

from content.plain_dutch import grammar, words
from content.plain_dutch.lint import lint_of
from content.plain_dutch.model import Bevinding, Leesbaarheid
from content.plain_dutch.rules import Rules
from content.plain_dutch.sentences import Zin, split_sentences
from content.plain_dutch.syllables import count_syllables
from content.plain_dutch.tagger import Tagger

HARDEST_WORDS = 3


@cache
def the_tagger() -> Tagger:
    """Return the one tagger of this process."""
    return Tagger()


def assess(tekst: str, rules: Rules, *, ernaast: str = "") -> Leesbaarheid:
    """
    Measure a text and tell what makes it hard to read.

    Args:
        ernaast: What is shown beside it, such as the answer above a button; it may explain words too.
    """
    zinnen, beside = split_sentences(tekst), split_sentences(ernaast)
    tagged = [the_tagger().tag(zin.tokens) for zin in zinnen]
    lint, flesch = lint_of(tagged), flesch_douma(zinnen)
    count = sum(len(zin.woorden) for zin in zinnen)
    found: list[Bevinding] = []
    if count >= rules.grenzen.woorden_voor_een_score.grens:
        found += _low_scores(zinnen, flesch, lint.score, rules)
    found += grammar.long_sentences(zinnen, rules)
    found += grammar.passives(zinnen, tagged, rules)
    found += grammar.double_negations(zinnen, tagged, rules)
    found += words.hard_words(zinnen, beside, rules)
    found += words.abbreviations(zinnen, beside, rules)
    longest = max((len(zin.woorden) for zin in zinnen), default=0)
    return Leesbaarheid(flesch, lint.score, lint.niveau, len(zinnen), longest, count, tuple(found))


def flesch_douma(zinnen: Sequence[Zin]) -> float:
    """
    Return the score of Flesch-Douma: the higher, the easier. 100 where nothing is written.

    The formula of Douma (1960): 206.84 - 77 x syllables per word - 0.93 x words per sentence.
    """
    said = [word for zin in zinnen for word in zin.woorden]
    if not said:
        return 100.0
    return 206.84 - 77 * sum(map(count_syllables, said)) / len(said) - 0.93 * len(said) / len(zinnen)


def _low_scores(zinnen: Sequence[Zin], flesch: float, lint: float, rules: Rules) -> Iterator[Bevinding]:
    said = {word for zin in zinnen for word in zin.woorden}
    hardest = ", ".join(sorted(said, key=count_syllables, reverse=True)[:HARDEST_WORDS])
    advice = "Kies kortere woorden of maak de zinnen korter."
    if flesch < rules.grenzen.flesch_douma.grens:
        least = rules.grenzen.flesch_douma.grens
        yield Bevinding(f"is te moeilijk: Flesch-Douma {flesch:.0f}, minstens {least:.0f}", hardest, advice)
    if lint > rules.grenzen.lint.grens:
        most = rules.grenzen.lint.grens
        yield Bevinding(f"is te moeilijk: LiNT (benaderd) {lint:.0f}, hoogstens {most:.0f}", hardest, advice)
