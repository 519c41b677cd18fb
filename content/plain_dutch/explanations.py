"""
Tells whether a text explains a word. These ways count, and content/README.md gives them to editors:

- Een dagvaarding is een brief van de rechter. (also: betekent)
- Krijgt u een dagvaarding? Dat is een brief van de rechter. Vraag kwijtschelding. Dan hoeft u niet te betalen.
- De brief heet een dagvaarding.
- een dagvaarding: een brief van de rechter; een bewindvoerder, iemand die uw geld beheert
- een dagvaarding (een brief van de rechter), een brief van de rechter (dagvaarding)
- een brief van de rechter, de dagvaarding. (at the end); brieven zoals een dagvaarding
- De SVB betaalt kinderbijslag. Met een dwangbevel mag de overheid zelf geld halen. (what somebody or something does)
"""

import re
from collections.abc import Sequence

from content.plain_dutch.sentences import Zin

_THING = (
    r"(?:een|de|het|iemand|iets|geld|extra|hulp|als|wat|wie|hoeveel|voordat|uw|alle|mensen|\d+|twee|drie"
    r"|\w+ (?:die|dat|zoals|van|voor|om|waar|via|met|over|bij))\b"
)
_IS = rf"(?:(?:is|zijn|was) {_THING}|betekent\b|betekenen\b|wil zeggen\b)"
_DOES = (
    r"(?:beheert|beslist|betaalt|bewaart|controleert|denkt|geeft|haalt|helpt|houdt|int|keurt|kijkt|leent|let|lost|regelt"
    r"|schrijft|verzorgt|vult|weet|zet|zorgt)\b"
)
_WITH_IT = r"(?:mag|mogen|kan|kunnen|kunt|hoeft|hoeven)\b"
_KIND = r"(?:bureau|bedrijf|brief|bedrag|deel|dienst|organisatie|lijst|papier|regeling|uitkering|nummer)"
_AFTER = re.compile(
    rf"^,? {_IS}|^(?: \w+){{0,2}}: (?:\S+ ){{2}}|^ \([^)\d]{{4,}}\)"
    r"|^,? (?:iemand|iets|een \w+) (?:die|dat|van|voor|waar|om)\b|^, (?:dat is|dat zijn|ofwel|zoals)\b"
    rf"|^,? (?:die|dat) (?:\w+ ){{0,5}}{_DOES}"
)
_CALLED_LAST = re.compile(r"\w+ \w+, (?:de |het |een )?$")
_IN_BRACKETS = re.compile(r"\((?:de |het |een |uw )?$")
_AMONG = re.compile(r"\b\w{4,},? zoals (?:\w+,? (?:en |of )?){0,4}$")
_NAMED = re.compile(r"\b(?:heet|heten|noemt|noemen|genoemd)\b")
_NEXT = re.compile(
    rf"^(?:Dat|Dit|Die|Deze|Zo'n|Hij|Zij|Ze|Het)(?: \w+){{0,2}} {_IS}"
    rf"|^(?:Dat|Dit|Die|Deze|Hij|Zij)(?: \w+){{0,4}} {_DOES}|^(?:Dat|Die|Deze) {_KIND}\b"
)
_THEN = re.compile(r"^(?:Dan|Daarmee) ")
_DOER = re.compile(r"^(?:De |Het |Een )?$")
_MEANS = re.compile(r"^Met (?:de |het |een )?$")


def is_explained(word: re.Pattern[str], zinnen: Sequence[Zin]) -> bool:
    """Tell whether one of the sentences explains the word, or the one that follows it does."""
    return any(
        _inside(zin.gelezen[: found.start()], zin.gelezen[found.end() :]) or _behind(zin.gelezen, following.gelezen)
        for zin, following in zip(zinnen, (*zinnen[1:], Zin("")), strict=True)
        for found in word.finditer(zin.gelezen)
    )


def _inside(before: str, after: str) -> bool:
    """Tell whether a sentence explains the word that stands between these two parts of it."""
    before, after = before.rstrip("'\"‘“"), after.lstrip("'\"’”")
    if _AFTER.search(after) or _NAMED.search(before) or _NAMED.search(after) or _AMONG.search(before):
        return True
    in_brackets = _IN_BRACKETS.search(before) and after.startswith(")")
    does = _DOER.match(before) and re.match(rf" {_DOES}", after)
    called_last = _CALLED_LAST.search(before) and re.fullmatch(r"[.?!]?", after)
    means = _MEANS.match(before) and re.match(rf" {_WITH_IT}", after)
    return bool(in_brackets or does or means or called_last)


def _behind(sentence: str, following: str) -> bool:
    """Tell whether the next sentence explains. After a question, "dan" tells what to do, not what something is."""
    return bool(_NEXT.match(following) or (_THEN.match(following) and not sentence.endswith("?")))
