"""Reads a typed answer: words, amounts, and numbers written out."""

import re
import unicodedata
from collections.abc import Iterable

from content.screening.model import OVERSLAAN, WEET_NIET, Question
from content.screening.numerals import amounts_in
from content.screening.questions import Vraag, Vragenlijst

DENIED = re.compile(r"\b(?:geen|zonder|niet) (?:een |mijn |eigen )?(\w+)")

DENIALS = ("geen ", "zonder ")


def read(vragenlijst: Vragenlijst, question: Question, tekst: str) -> str | None:
    """Return the id of the option that a text stands for; `weet_niet` and `overslaan` are always possible."""
    vraag = vragenlijst.vraag(question.id)
    allowed = {optie.id for optie in question.opties}
    plain = simplify(tekst)
    for optie in vraag.opties:
        if plain in (simplify(optie.label), optie.id) and optie.id in allowed:
            return optie.id
    found = _by_number(vraag, plain) or _left_open(vragenlijst, plain) or _by_words(vraag, plain)
    return found if found in allowed | {WEET_NIET, OVERSLAAN} else None


def simplify(tekst: str) -> str:
    """Return lower case without accents, with single spaces."""
    letters = unicodedata.normalize("NFKD", tekst.casefold())
    without = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(without.replace("’", "'").split()).strip(" .!?")


def _by_number(vraag: Vraag, plain: str) -> str | None:
    if vraag.getal is None:
        return None
    amounts = amounts_in(plain, monthly=vraag.per == "maand")
    options = {_option_for(vraag, amount) for amount in amounts}
    return options.pop() if len(options) == 1 else None


def _option_for(vraag: Vraag, amount: float) -> str | None:
    """Return the option in whose band an amount lies; an amount on the edge belongs to the higher band."""
    starts = [(start, optie.id) for optie in vraag.opties if (start := optie.start(vraag.getal or "")) is not None]
    fits = [(start, option_id) for start, option_id in starts if amount >= int(start)]
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
