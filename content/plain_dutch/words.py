"""Finds hard words and abbreviations that the text itself doesn't explain."""

import re
from collections.abc import Iterator, Sequence

from content.plain_dutch.explanations import is_explained
from content.plain_dutch.model import Afkorting, Bevinding
from content.plain_dutch.rules import Rules, forms_of, whole
from content.plain_dutch.sentences import Zin


def hard_words(zinnen: Sequence[Zin], beside: Sequence[Zin], rules: Rules) -> Iterator[Bevinding]:
    """Give each hard word without an explanation here or in what stands beside it, once."""
    first: dict[str, str] = {}
    for zin in zinnen:
        for found in rules.hard_word.findall(zin.gelezen):
            first.setdefault(rules.woorden[found.lower()].woord, found)
    for found in first.values():
        one = rules.woorden[found.lower()]
        if rules.onderwerp in one.bekend_in:
            continue
        if one.uitleg is None:
            yield Bevinding("gebruikt een moeilijk woord", found, f"Schrijf liever: {one.gewoon}.")
        elif not is_explained(whole(forms_of(one), re.IGNORECASE), [*zinnen, *beside]):
            advice = f"Schrijf liever: {one.gewoon}. Of leg het uit, zoals: {one.uitleg}"
            yield Bevinding("gebruikt een moeilijk woord zonder uitleg", found, advice)


def abbreviations(zinnen: Sequence[Zin], beside: Sequence[Zin], rules: Rules) -> Iterator[Bevinding]:
    """Give each abbreviation whose meaning isn't told, once. With a word behind it, as in WW-uitkering, it is told."""
    for written in dict.fromkeys(found for zin in zinnen for found in rules.abbreviation.findall(zin.gelezen)):
        known = rules.afkortingen.get(written)
        if not _may_stay(known, rules) and not is_explained(whole([written]), [*zinnen, *beside]):
            yield Bevinding("gebruikt een afkorting zonder uitleg", written, _advice(written, known))


def _may_stay(known: Afkorting | None, rules: Rules) -> bool:
    return known is not None and (known.bekend is not None or rules.onderwerp in known.bekend_in)


def _advice(written: str, known: Afkorting | None) -> str:
    if known is None:
        return f"Schrijf het voluit, of zet '{written}' met uitleg in content/moeilijke_woorden.yml."
    if known.gewoon:
        return f"Schrijf liever: {known.gewoon}."
    return f"Leg het uit, zoals: {known.uitleg}"
