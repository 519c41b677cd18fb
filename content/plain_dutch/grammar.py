"""Finds sentences that are built in a hard way: too long, passive, or with two negations."""

import re
from collections.abc import Iterator, Sequence

from content.plain_dutch.clauses import SIGN, clauses_of
from content.plain_dutch.model import APART, Bevinding
from content.plain_dutch.rules import Rules
from content.plain_dutch.sentences import Zin
from content.plain_dutch.tagger import Tagged

BECOMES = frozenset({"wordt", "worden", "word", "werd", "werden", "geworden"})
NEGATIONS = frozenset({"niet", "geen", "nooit", "niets", "niemand", "nergens", "zonder"})
SIDE_BY_SIDE = frozenset({"en", "of", "noch", "ook", "maar"})  # "geen brood en geen melk" says "not" once, of both
# "niet onmogelijk", but not "niet ongeveer", "niet onder", "niet ontvangen".
_NOT_UN = re.compile(r"\bniet on(?!der|ge[vw]e|t|line|lang|ze|s\b)\w{3,}", re.IGNORECASE)


def long_sentences(zinnen: Sequence[Zin], rules: Rules) -> Iterator[Bevinding]:
    """Give each sentence with too many words."""
    most = int(rules.grenzen.langste_zin.grens)
    for zin in zinnen:
        if len(zin.woorden) > most:
            what = f"heeft een zin van {len(zin.woorden)} woorden; hoogstens {most}"
            yield Bevinding(what, zin.tekst, "Maak er twee zinnen van.")


def passives(zinnen: Sequence[Zin], tagged: Sequence[Tagged], rules: Rules) -> Iterator[Bevinding]:
    """Give the sentences where something is done and nobody does it, if there are more than may be."""
    found = [(zin, said) for zin, words in zip(zinnen, tagged, strict=True) for said in _passives_in(words)]
    if len(found) > rules.grenzen.lijdende_vorm.grens:
        for zin, said in found:
            advice = f"Zeg wie het doet, zoals: de gemeente betaalt. U schreef: {zin.tekst}"
            yield Bevinding("gebruikt de lijdende vorm", said, advice)


def _passives_in(sentence: Tagged) -> Iterator[str]:
    for clause in clauses_of(sentence):
        becomes = [one.woord.tekst for one in clause if one.woord.tekst.lower() in BECOMES]
        done = [one.woord.tekst for one in clause if one.woord.is_soort("WW(vd,vrij")]
        done = [word for word in done if word.lower() not in BECOMES]
        if becomes and done:
            yield f"{becomes[0]}{APART}{done[-1]}"


def double_negations(zinnen: Sequence[Zin], tagged: Sequence[Tagged], rules: Rules) -> Iterator[Bevinding]:
    """Give the places that say "not" about a "not", if there are more than may be."""
    found = [(zin, said) for zin, words in zip(zinnen, tagged, strict=True) for said in _negations_in(zin, words)]
    if len(found) > rules.grenzen.dubbele_ontkenning.grens:
        for zin, said in found:
            advice = f"Zeg wat wel kan of moet. U schreef: {zin.tekst}"
            yield Bevinding("ontkent twee keer in één zin", said, advice)


def _negations_in(zin: Zin, sentence: Tagged) -> Iterator[str]:
    begins = {clause[0].plaats for clause in clauses_of(sentence)}
    before, place = "", 0
    for word in sentence:
        if word.is_soort(SIGN) or place in begins or word.tekst.lower() in SIDE_BY_SIDE:
            before = ""
        if word.tekst.lower() in NEGATIONS:
            if before:
                yield f"{before}{APART}{word.tekst}"
            before = word.tekst
        place += not word.is_soort(SIGN)
    for match in _NOT_UN.finditer(zin.gelezen):
        yield match.group()
