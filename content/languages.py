"""Tells in which language a message is, so that it can be answered in that language; no model of Rasa's is needed."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

from content.model import Taal

WORD = re.compile(r"[^\W\d_]+")
DUTCH = "nl"
# Heard as well, so that they aren't taken for a language that we answer in.
OTHERS = ("BG", "FA", "IT", "PT", "RO", "RU", "SO")
LEAST_WORDS = 2
SURE = 0.9
FEWEST_WORDS = 4  # shorter messages are too little to be sure of: "help" is English too


@dataclass(frozen=True)
class Languages:
    """The languages that the bot has an answer in."""

    talen: Mapping[str, Taal]
    detector: LanguageDetector

    @classmethod
    def of(cls, talen: Mapping[str, Taal]) -> "Languages":
        """Tell apart the languages of `content/talen.yml`."""
        codes = [taal.code.upper() for taal in talen.values() if taal.schrift is None and not taal.woorden]
        known = [IsoCode639_1.from_str(code) for code in (DUTCH.upper(), *codes, *OTHERS)]
        builder = LanguageDetectorBuilder.from_iso_codes_639_1(*known)
        # The low accuracy mode keeps 30 MB in place of 290 and is as good on a whole sentence.
        return cls(talen, builder.with_low_accuracy_mode().build())

    def find(self, tekst: str) -> Taal | None:
        """Return the language of a message that isn't Dutch, or None when the bot has no answer in it."""
        own = self._by_script(tekst) or self._by_words(tekst) or self._by_greeting(tekst)
        if own:
            return own
        for value in self.detector.compute_language_confidence_values(tekst):
            if _code(value.language) != DUTCH:
                return self._with_code(_code(value.language)) if value.value else None
        return None

    def surely_foreign(self, tekst: str, fewest_words: int = FEWEST_WORDS) -> Taal | None:
        """Return the language of a message that is certainly not Dutch, for when no model can say so."""
        own = self._by_script(tekst) or self._by_words(tekst)
        if own or len(tekst.split()) < fewest_words:
            return own
        best = self.detector.compute_language_confidence_values(tekst)[0]
        return self._with_code(_code(best.language)) if best.value >= SURE else None

    def _by_script(self, tekst: str) -> Taal | None:
        letters = [char for char in tekst if char.isalpha()]
        for taal in self.talen.values():
            if taal.schrift and sum(_script(char) == taal.schrift for char in letters) * 2 > len(letters):
                return taal
        return None

    def _by_words(self, tekst: str) -> Taal | None:
        words = _words(tekst)
        return next((taal for taal in self.talen.values() if len(words & set(taal.woorden)) >= LEAST_WORDS), None)

    def _by_greeting(self, tekst: str) -> Taal | None:
        words = _words(tekst)
        if len(words) >= FEWEST_WORDS:
            return None
        return next((taal for taal in self.talen.values() if words & set(taal.groeten)), None)

    def _with_code(self, code: str) -> Taal | None:
        return next((taal for taal in self.talen.values() if taal.code == code), None)


def _words(tekst: str) -> set[str]:
    """Return the words with their accents: `wêr` is Frisian, `wer` is German."""
    return set(WORD.findall(tekst.casefold()))


def _script(char: str) -> str:
    return unicodedata.name(char, "").split(" ")[0]


def _code(language: Language) -> str:
    return language.iso_code_639_1.name.lower()
