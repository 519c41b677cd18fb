"""Recognises danger in a message by words alone: no model and no network, so it also works when Rasa is down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.phrases import HEAD, Phrase, PhraseError, Spelling, plain_words, read_phrase
from content.source import ContentError, Document, read_document

MOST_SERIOUS_FIRST = ("crisis_suicide", "crisis_geweld", "crisis_kind", "crisis_bedreiging", "paniek_stress")
WORDS = Path(__file__).resolve().parent / "crisis" / "woorden.yml"
_KEYS = ("stopwoorden", "schrijfwijzen", "woordgroepen", "idioom", "patronen", "tikfouten_in", "gewone_woorden")


@dataclass(frozen=True)
class _Index:
    """Finds the few phrases that a sentence can hold, so that hundreds of phrases cost little."""

    by_word: Mapping[str, tuple[Phrase, ...]]
    by_head: Mapping[str, tuple[Phrase, ...]]

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> "_Index":
        by_word: dict[str, list[Phrase]] = {}
        by_head: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            for key in phrase.keys:
                by_word.setdefault(key, []).append(phrase)
            for head in phrase.heads:
                by_head.setdefault(head, []).append(phrase)
        return cls(
            {key: tuple(found) for key, found in by_word.items()},
            {head: tuple(found) for head, found in by_head.items()},
        )

    def candidates(self, sentence: str) -> list[Phrase]:
        """Return the phrases of which the sentence holds a key word, each once."""
        found: dict[int, Phrase] = {}
        for word in set(sentence.split()):
            for phrase in (*self.by_word.get(word, ()), *self.by_head.get(word[:HEAD], ())):
                found[id(phrase)] = phrase
        return list(found.values())


@dataclass(frozen=True)
class CrisisLexicon:
    """The words of `content/crisis/woorden.yml`, ready to look for in a message."""

    spelling: Spelling
    idioms: _Index
    topics: Mapping[str, _Index]

    @classmethod
    def load(cls, path: Path = WORDS) -> "CrisisLexicon":
        """
        Read the lexicon.

        Raises:
            ContentError: With every line that can't be read, in Dutch.
        """
        document = read_document(path, path.parent.parent)
        data = _checked(document)
        reader = _PhraseReader(document, data)
        idioms = reader.phrases(("idioom",), data["idioom"])
        topics = {topic: reader.phrases(("patronen", topic), data["patronen"][topic]) for topic in MOST_SERIOUS_FIRST}
        if reader.fouten:
            raise ContentError(reader.fouten)
        known = {word for phrases in (idioms, *topics.values()) for phrase in phrases for word in phrase.words}
        spelling = Spelling.of(
            known,
            corrected=data["tikfouten_in"],
            ordinary=data["gewone_woorden"],
            variants=data["schrijfwijzen"],
            fillers=data["stopwoorden"],
        )
        return cls(spelling, _Index.of(idioms), {topic: _Index.of(topics[topic]) for topic in topics})

    def find(self, tekst: str) -> str | None:
        """Return the topic of the most serious danger that the words tell, or None."""
        found = self.explain(tekst)
        return found[0] if found else None

    def explain(self, tekst: str) -> tuple[str, str] | None:
        """Return the topic of the most serious danger with the line of the lexicon that tells it, or None."""
        sentence = self.spelling.sentence(tekst)
        for idiom in self.idioms.candidates(sentence):
            sentence = idiom.hide_in(sentence)
        for topic in MOST_SERIOUS_FIRST:
            for phrase in self.topics[topic].candidates(sentence):
                if phrase.found_in(sentence):
                    return topic, phrase.line
        return None


class _PhraseReader:
    """Reads lists of phrases and collects what is wrong with them."""

    def __init__(self, document: Document, data: Mapping[str, Any]) -> None:
        self.document = document
        self.groups: Mapping[str, list[str]] = {
            name: [str(word) for word in words] for name, words in data["woordgroepen"].items()
        }
        self.fillers = plain_words(data["stopwoorden"])
        self.fouten: list[Any] = []

    def phrases(self, loc: tuple[str, ...], lines: list[Any]) -> list[Phrase]:
        found = []
        for index, line in enumerate(lines):
            try:
                found.append(read_phrase(str(line), self.groups, self.fillers))
            except PhraseError as error:
                self.fouten.append(self.document.fout((*loc, index), str(error)))
        return found


def _checked(document: Document) -> Mapping[str, Any]:
    data = document.data if isinstance(document.data, dict) else {}
    missing = [key for key in _KEYS if not data.get(key)]
    missing += [topic for topic in MOST_SERIOUS_FIRST if not (data.get("patronen") or {}).get(topic)]
    if missing:
        raise ContentError([document.fout((), f"'{key}' ontbreekt of is leeg") for key in missing])
    return data
