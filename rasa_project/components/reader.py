"""Reads messages: normalises, corrects, scores and decides. The whole of understanding, without Rasa."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rasa_project.components.decision import UNKNOWN, Kinds, Thresholds, Understanding, decide, with_second
from rasa_project.components.encoder import Encoder
from rasa_project.components.heads import MeaningHead, WordHead, normalised, weighed
from rasa_project.components.last_weights import LastWeights
from rasa_project.components.spelling import Speller
from rasa_project.components.text import clauses, encodable, knowledge_synonyms, plain_words, sentences

FOREIGN = "andere_taal"  # its sentences must not teach the spelling any words
WHOLE = 0.7  # how much the message as a whole counts next to the mean of its sentences
LEAST = 1e-6
HEADS = ("words", "meaning")


class Preparation:
    """What happens to a text before its words are counted: synonyms and spelling."""

    def __init__(self, knowledge: dict[str, Any], speller: Speller) -> None:
        """Take what the export wrote about words and topics, and the speller."""
        self.knowledge = knowledge
        self.synonyms = knowledge_synonyms(knowledge.get("synoniemen", {}))
        self.speller = speller

    @classmethod
    def learn(cls, texts: Sequence[str], labels: Sequence[str], knowledge: dict[str, Any]) -> "Preparation":
        """Learn the words of the Dutch training sentences."""
        synonyms = knowledge_synonyms(knowledge.get("synoniemen", {}))
        dutch = [plain_words(text) for text, label in zip(texts, labels) if label != FOREIGN]
        return cls(knowledge, Speller.learn(dutch, synonyms.words))

    def __call__(self, text: str) -> str:
        """Return the message as plain, correctly spelled words."""
        words = self.synonyms.apply(plain_words(text))
        return " ".join(self.synonyms.apply(self.speller.correct(words)) if words else [])

    def as_written(self, text: str) -> str:
        """Return a training sentence: its mistakes stay, so that they are known when somebody makes them again."""
        return " ".join(self.synonyms.apply(plain_words(text)))

    @property
    def kinds(self) -> Kinds:
        """Which topics are danger, which only talk, which can't wait."""
        return Kinds(*(frozenset(self.knowledge.get(kind, ())) for kind in ("crisis", "gesprek", "spoed")))


class Reader:
    """A trained model of what residents mean."""

    def __init__(
        self, prepare: Preparation, labels: Sequence[str], words: WordHead, meaning: MeaningHead | None
    ) -> None:
        """Put the trained parts together; without an encoder the words decide alone."""
        self.prepare, self.labels, self._words, self._meaning = prepare, list(labels), words, meaning

    @classmethod
    def train(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        knowledge: dict[str, Any],
        encoder: Encoder,
        cache: Path | None = None,
    ) -> "Reader":
        """
        Learn from example sentences and their topics; with a cache folder, from where the last training ended.

        A story without danger also teaches sentence by sentence: torn from their story, its sentences would sound
        like danger. Those of a story with danger don't, since only one of them tells of it.
        """
        prepare = Preparation.learn(texts, labels, knowledge)
        calm = [(text, label) for text, label in zip(texts, labels) if label not in prepare.kinds.crisis]
        parts = [(part, label) for text, label in calm for part in sentences(text)]
        texts, labels = [*texts, *(part for part, _ in parts)], [*labels, *(label for _, label in parts)]
        names = sorted(set(labels))
        place = {name: number for number, name in enumerate(names)}
        target = np.array([place[label] for label in labels])
        by_words, by_meaning = [LastWeights(cache / f"last_{head}.npz") if cache else None for head in HEADS]
        words = WordHead.train([prepare.as_written(text) for text in texts], target, names, by_words)
        if not encoder.size:
            return cls(prepare, names, words, None)
        plain = [encodable(text) for text in texts]
        return cls(prepare, names, words, MeaningHead.train(encoder, plain, target, names, by_meaning))

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """Return what all heads together make of whole messages, one row a text."""
        opinions = [self._by_words(texts)]
        if self._meaning:
            opinions += self._meaning.probabilities([encodable(text) for text in texts])
        return weighed(opinions)

    def scores(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Judge a message, and each of its sentences: the question inside a story counts as well."""
        rows = self.probabilities([text, *sentences(text)])
        whole, parts = rows[:1], rows[1:]
        if len(parts):
            mean = parts.mean(axis=0, keepdims=True)
            whole = normalised(WHOLE * np.log(whole + LEAST) + (1 - WHOLE) * np.log(mean + LEAST))
        return whole[0], parts

    def read(self, text: str, thresholds: Thresholds) -> Understanding:
        """Decide what a message means; one without any word means nothing."""
        if not plain_words(text):
            return Understanding("", 0.0, (), UNKNOWN)
        message, parts = self.scores(text)
        found = decide(message, parts, self.labels, thresholds, self.prepare.kinds)
        return with_second(found, self._about(clauses(text)), thresholds, self.prepare.kinds)

    def _about(self, texts: Sequence[str]) -> list[tuple[str, float]]:
        """Return what each of some short texts is about and how sure that is, by its words alone."""
        rows = self._by_words(texts) if texts else ()
        return [(self.labels[int(row.argmax())], float(row.max())) for row in rows]

    def _by_words(self, texts: Sequence[str]) -> np.ndarray:
        return self._words.probabilities([self.prepare(text) for text in texts])

    def save(self, folder: Path) -> None:
        """Write the model as JSON and npz: nothing that runs code when it is read."""
        speller = self.prepare.speller
        words = {"known": sorted(speller.known), "targets": speller.targets, "knowledge": self.prepare.knowledge}
        (folder / "reader.json").write_text(
            json.dumps({"labels": self.labels, "words": words}, ensure_ascii=False), encoding="utf-8"
        )
        self._words.save(folder)
        if self._meaning:
            self._meaning.save(folder)

    @classmethod
    def load(cls, folder: Path, encoder: Encoder) -> "Reader":
        """Read back what `save` wrote; a model that was trained without an encoder is read without one."""
        data = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        words = data["words"]
        prepare = Preparation(words["knowledge"], Speller(words["known"], words["targets"]))
        meaning = MeaningHead.load(folder, encoder) if (folder / "meaning_head.npz").exists() else None
        return cls(prepare, data["labels"], WordHead.load(folder), meaning)
