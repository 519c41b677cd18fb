"""Reads a typed answer: words, amounts, and numbers written out."""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from content.screening.asking.minimum_wage import minimum_wages_in
from content.screening.asking.numerals import ages_in, amounts_in, years_in
from content.screening.asking.questions import Vraag, Vragenlijst
from content.screening.model import OVERSLAAN, WEET_NIET, Question

NEGATIVE = re.compile(r"(?:(?<!\S)|€ ?)[-−] ?€? ?\d|\b(?:min|minus) ?€? ?\d")
DENIED = re.compile(r"\b(?:geen|zonder|niet) (?:een |mijn |eigen )?(\w+)")
DENIALS = ("geen ", "zonder ")
EVERY_AGE = (0.0, 120.0)


def read(vragenlijst: Vragenlijst, question: Question, tekst: str, on: date, answers: Mapping[str, str]) -> str | None:
    """
    Return the id of the option that a text stands for; `weet_niet` and `overslaan` are always possible.

    Args:
        answers: What was answered before: the minimum wage depends on the age.
    """
    vraag = vragenlijst.vraag(question.id)
    allowed = {optie.id for optie in question.opties}
    plain = simplify(tekst)
    for optie in vraag.opties:
        if plain in (simplify(optie.label), optie.id) and optie.id in allowed:
            return optie.id
    ages = vragenlijst.values_of("leeftijd", answers) or EVERY_AGE
    found = _by_number(vraag, plain, ages, on) or _left_open(vragenlijst, plain) or _by_words(vraag, plain)
    if found is None or found in allowed | {WEET_NIET, OVERSLAAN}:
        return found
    return found if vraag.option(found) and found not in {optie.id for optie in vraag.opties} else None


def simplify(tekst: str) -> str:
    """Return lower case without accents, with single spaces."""
    letters = unicodedata.normalize("NFKD", tekst.casefold())
    without = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(without.replace("’", "'").split()).strip(" .!?")


def _by_number(vraag: Vraag, plain: str, ages: Iterable[float], on: date) -> str | None:
    if vraag.leeftijden:
        children = ages_in(plain)
        return f"leeftijden_{'_'.join(map(str, children))}" if children else None
    if vraag.getal is None or NEGATIVE.search(plain):
        return None
    if vraag.eenheid == "jaar":
        amounts = years_in(plain)
    else:
        amounts = amounts_in(plain, unit=vraag.eenheid, monthly=vraag.per == "maand")
    if vraag.per == "maand" and (wages := minimum_wages_in(plain, ages, on)):
        amounts = wages
    if any(amount > (vraag.hoogstens or amount) for amount in amounts):
        return None
    if vraag.stap and len(amounts) == 1:
        exact = f"rond_{math.floor(amounts[0] / vraag.stap) * vraag.stap:.0f}"
        if vraag.option(exact):
            return exact
    options = {_option_for(vraag, amount) for amount in amounts}
    return options.pop() if len(options) == 1 else None


def _option_for(vraag: Vraag, amount: float) -> str | None:
    """Return the option in whose band an amount lies; on an edge that two bands share, the higher one."""
    starts = [(start, optie.id) for optie in vraag.opties if (start := optie.start(vraag.getal or "")) is not None]
    fits = [(start, option_id) for start, option_id in starts if amount >= start]
    return max(fits)[1] if fits else None


def _by_words(vraag: Vraag, plain: str) -> str | None:
    text = plain if "nee" in vraag.kenmerken else DENIED.sub(" ", plain)
    found = {
        name
        for name, words in vraag.kenmerken.items()
        if any(says(plain if word.startswith(DENIALS) else text, [word]) for word in words)
    }
    for exact in (found, found - {"alleen"}, found - {"ja", "nee"}):
        options = [optie.id for optie in vraag.opties if optie.kenmerk and optie.kenmerk == exact]
        if options:
            return options[0]
    return None


def _left_open(vragenlijst: Vragenlijst, plain: str) -> str | None:
    if says(plain, vragenlijst.open_laten.weet_niet):
        return WEET_NIET
    return OVERSLAAN if says(plain, vragenlijst.open_laten.overslaan) else None


def says(plain: str, words: Iterable[str]) -> bool:
    """Return whether one of the words or phrases stands in a text, as whole words."""
    return any(re.search(rf"\b{re.escape(simplify(word))}\b", plain) for word in words)
