"""Reads messages: normalises, corrects, scores and decides. The whole of understanding, without Rasa."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rasa_project.components.decision import UNKNOWN, Kinds, Thresholds, Understanding, decide
from rasa_project.components.encoder import Encoder
from rasa_project.components.features import Featurizer
from rasa_project.components.regression import LogisticRegression
from rasa_project.components.spelling import Speller
from rasa_project.components.text import knowledge_synonyms, plain_words, sentences

FOREIGN = "andere_taal"  # its sentences must not teach the spelling any words


class Preparation:
    """What happens to a text before it is counted: synonyms and spelling."""

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

    @property
    def kinds(self) -> Kinds:
        """Which topics are danger, which only talk."""
        return Kinds(frozenset(self.knowledge.get("crisis", ())), frozenset(self.knowledge.get("gesprek", ())))


class Reader:
    """A trained model of what residents mean."""

    def __init__(self, prepare: Preparation, featurizer: Featurizer, regression: LogisticRegression) -> None:
        """Put the trained parts together."""
        self.prepare, self.featurizer, self.regression = prepare, featurizer, regression

    @classmethod
    def train(
        cls, texts: Sequence[str], labels: Sequence[str], knowledge: dict[str, Any], encoder: Encoder
    ) -> "Reader":
        """Learn from example sentences and their topics."""
        prepare = Preparation.learn(texts, labels, knowledge)
        featurizer = Featurizer(encoder)
        features = featurizer.fit([prepare(text) for text in texts])
        return cls(prepare, featurizer, LogisticRegression.fit(features, labels))

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """Return the probabilities of every topic, one row a text."""
        return self.regression.probabilities(self.featurizer.transform([self.prepare(text) for text in texts]))

    def read(self, text: str, thresholds: Thresholds) -> Understanding:
        """Decide what a message means; one without any word means nothing."""
        if not plain_words(text):
            return Understanding("", 0.0, (), UNKNOWN)
        rows = self.probabilities([text, *sentences(text)])
        return decide(rows, self.regression.labels, thresholds, self.prepare.kinds)

    def save(self, folder: Path) -> None:
        """Write the model as JSON and npz: nothing that runs code when it is read."""
        speller = self.prepare.speller
        words = {"known": sorted(speller.known), "targets": speller.targets, "knowledge": self.prepare.knowledge}
        (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        self.featurizer.save(folder)
        self.regression.save(folder)

    @classmethod
    def load(cls, folder: Path, encoder: Encoder) -> "Reader":
        """Read back what `save` wrote."""
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        prepare = Preparation(words["knowledge"], Speller(words["known"], words["targets"]))
        return cls(prepare, Featurizer.load(folder, encoder), LogisticRegression.load(folder))


def training_pairs(examples: Sequence[Any]) -> list[list[str]]:
    """Return the texts and the topics of Rasa's training examples: `faq/huurtoeslag` becomes `huurtoeslag`."""
    usable = [example for example in examples if example.get("text") and example.get("intent")]
    return [[m.get("text") for m in usable], [m.get_full_intent().split("/", 1)[-1] for m in usable]]
