"""A message as plain Dutch words: the same for a training sentence and for what an inwoner types."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

PLACEHOLDER = re.compile(r"\[[a-z_ ]+\]", re.IGNORECASE)
LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+", re.IGNORECASE)
EUROS = re.compile(r"(?:€|eur\b)\s*[\d.,]+(?:-|k\b)?|\b[\d.,]+\s*(?:euro(?:'?s)?\b|€|,-)", re.IGNORECASE)
LONG_NUMBER = re.compile(r"\b\d[\d.,/-]{3,}\b")
STRETCHED = re.compile(r"([^\W\d])\1{2,}")
WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
SENTENCE_END = re.compile(r"[.!?;\n]+(?:\s+|$)|\n+")
AND = re.compile(r"[.!?;,\n]+(?:\s+|$)|\s+(?:en|plus)\s+", re.IGNORECASE)
TURN = re.compile(r",\s+|\s+(?=(?:maar|want|dus|toen|daarom)\s)", re.IGNORECASE)
LONG_MESSAGE = 12
LONG_SENTENCE = 22
STORY = 30
MOST_SENTENCES = 30  # each costs about a millisecond


@dataclass(frozen=True)
class Synonyms:
    """Words that mean the same: slang is replaced, a name keeps its place and gets plain words behind it."""

    vervang: Mapping[str, str] = field(default_factory=dict)
    vul_aan: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        """Every word that this list knows: the spelling leaves these alone."""
        texts = [*self.vervang, *self.vervang.values(), *self.vul_aan, *self.vul_aan.values()]
        return sorted({word for text in texts for word in text.split()})

    def apply(self, words: list[str]) -> list[str]:
        """Replace slang and fill in names, longest phrase (at most three words) first."""
        result: list[str] = []
        place = 0
        while place < len(words):
            used, replaced = self._at(words, place)
            result.extend(replaced)
            place += used
        return result

    def _at(self, words: list[str], place: int) -> tuple[int, list[str]]:
        for length in (3, 2, 1):
            phrase = " ".join(words[place : place + length])
            if len(words) < place + length:
                continue
            if phrase in self.vervang:
                return length, self.vervang[phrase].split()
            if phrase in self.vul_aan:
                return length, [*phrase.split(), *self.vul_aan[phrase].split()]
        return 1, [words[place]]


def without_accents(text: str) -> str:
    """Write é as e: people leave accents out, so they can't carry meaning."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def plain_words(text: str) -> list[str]:
    """
    Split a message into lower-case words without accents.

    Placeholders of the redaction and links disappear, amounts of money become one word: which amount it was
    says nothing about the topic. Short numbers stay, because an age does.
    """
    text = without_accents(unicodedata.normalize("NFKC", text)).lower()
    for pattern, instead in ((PLACEHOLDER, " "), (LINK, " "), (EUROS, " bedrag "), (LONG_NUMBER, " bedrag ")):
        text = pattern.sub(instead, text)
    text = STRETCHED.sub(r"\1\1", text)
    return [re.sub(r"['’`]", "", word) for word in WORD.findall(text)]


def encodable(text: str) -> str:
    """Return what the encoder reads: no spelling is corrected, so that its vectors last as long as the sentence."""
    return " ".join(plain_words(text))


def sentences(text: str) -> list[str]:
    """
    Cut a long message into the parts that may each hold a question; a short one stays whole.

    People under stress write a story with the question, or the danger, somewhere in it: nothing is left out.
    When there are very many parts, neighbours are taken together.
    """
    if len(text.split()) <= LONG_MESSAGE:
        return []
    parts: list[str] = []
    for sentence in SENTENCE_END.split(text):
        long = len(sentence.split()) > LONG_SENTENCE
        parts.extend(TURN.split(sentence) if long else [sentence])
    parts = [part.strip() for part in parts if len(part.split()) >= 3]
    together = -(-len(parts) // MOST_SENTENCES)
    return [". ".join(parts[n : n + together]) for n in range(0, len(parts), together)] if len(parts) > 1 else []


def clauses(text: str) -> list[str]:
    """
    Cut a message wherever a second problem may begin: "de huur is te laat en mijn toeslag is gestopt".

    Not a story: it tells of other things on the way to its question.
    """
    if len(text.split()) > STORY:
        return []
    parts = [part.strip() for part in AND.split(text) if len(part.split()) >= 3]
    return parts[:MOST_SENTENCES] if len(parts) > 1 else []


def knowledge_synonyms(data: dict[str, dict[str, str]]) -> Synonyms:
    """Read the synonyms as the export wrote them, in the same plain form as the messages."""

    def plain(words: dict[str, str]) -> dict[str, str]:
        return {" ".join(plain_words(key)): " ".join(plain_words(text)) for key, text in words.items()}

    return Synonyms(plain(data.get("vervang", {})), plain(data.get("vul_aan", {})))
