"""From plain words to numbers: TF-IDF over words and over pieces of words, and a centred sentence vector."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from rasa_project.components.encoder import Encoder

VECTOR_WEIGHT = 2.0  # measured: the sentence vector counts twice as heavy as the words


class Features(NamedTuple):
    """The two halves of a set of messages: sparse words and dense vectors."""

    words: csr_matrix
    vectors: np.ndarray


def _vectorizers() -> list[TfidfVectorizer]:
    by_word = TfidfVectorizer(token_pattern=r"(?u)\b\w+\b", ngram_range=(1, 2), sublinear_tf=True, min_df=1)
    by_piece = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=2)
    for vectorizer in (by_word, by_piece):
        vectorizer.dtype = np.float32
    return [by_word, by_piece]


class Featurizer:
    """Learns the vocabulary and the mean vector of the training sentences."""

    def __init__(self, encoder: Encoder) -> None:
        """Start without a vocabulary."""
        self.encoder = encoder
        self._vectorizers = _vectorizers()
        self._mean = np.zeros(encoder.size, dtype=np.float32)

    def fit(self, texts: Sequence[str]) -> Features:
        """Learn from the training sentences and return their features."""
        words = hstack([vectorizer.fit_transform(texts) for vectorizer in self._vectorizers], format="csr")
        vectors = self.encoder.encode(texts)
        self._mean = vectors.mean(axis=0)
        return Features(words, self._centred(vectors))

    def transform(self, texts: Sequence[str]) -> Features:
        """Return the features of messages."""
        words = hstack([vectorizer.transform(texts) for vectorizer in self._vectorizers], format="csr")
        return Features(words, self._centred(self.encoder.encode(texts)))

    def _centred(self, vectors: np.ndarray) -> np.ndarray:
        """Take the mean off: raw vectors of this encoder all point the same way."""
        centred = vectors - self._mean
        length = np.linalg.norm(centred, axis=1, keepdims=True)
        return VECTOR_WEIGHT * centred / np.maximum(length, 1e-6)

    def save(self, folder: Path) -> None:
        """Write the vocabulary as JSON and the numbers as npz."""
        vocabularies = [sorted(v.vocabulary_, key=v.vocabulary_.get) for v in self._vectorizers]
        (folder / "vocabulary.json").write_text(json.dumps(vocabularies, ensure_ascii=False), encoding="utf-8")
        weights = {f"idf{number}": vectorizer.idf_ for number, vectorizer in enumerate(self._vectorizers)}
        np.savez(folder / "features.npz", mean=self._mean, **weights)

    @classmethod
    def load(cls, folder: Path, encoder: Encoder) -> "Featurizer":
        """
        Read back what `save` wrote.

        Raises:
            ValueError: If the encoder that the weights were trained with can't run here.
        """
        featurizer = cls(encoder)
        vocabularies = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
        with np.load(folder / "features.npz", allow_pickle=False) as data:
            featurizer._mean = data["mean"]
            if len(featurizer._mean) != encoder.size:
                raise ValueError(
                    f"This model wasn't trained with encoder '{encoder.name}'. Train again on this machine."
                )
            for number, (vectorizer, words) in enumerate(zip(featurizer._vectorizers, vocabularies)):
                vectorizer.vocabulary = {word: place for place, word in enumerate(words)}
                vectorizer.idf_ = data[f"idf{number}"]
        return featurizer
