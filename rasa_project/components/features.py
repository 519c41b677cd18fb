"""From plain words to numbers: TF-IDF over words and over pieces of words, and a centred sentence vector."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

SHORTEST = 1e-6


def _vectorizers() -> list[TfidfVectorizer]:
    """Return whole words and pieces of 4 letters; a word that stands once teaches nothing."""
    by_word = TfidfVectorizer(token_pattern=r"(?u)\b\w+\b", sublinear_tf=True, min_df=2)
    by_piece = TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 4), sublinear_tf=True, min_df=3)
    for vectorizer in (by_word, by_piece):
        vectorizer.dtype = np.float32
    return [by_word, by_piece]


class WordFeatures:
    """Learns the vocabulary of the training sentences and counts the words of a message."""

    def __init__(self) -> None:
        """Start without a vocabulary."""
        self._vectorizers = _vectorizers()

    def fit(self, texts: Sequence[str]) -> csr_matrix:
        """Learn from the training sentences and return their features."""
        return hstack([vectorizer.fit_transform(texts) for vectorizer in self._vectorizers], format="csr")

    @property
    def names(self) -> list[str]:
        """Return the words and pieces of words in the order of the columns, marked by their kind."""
        return [f"{number}{word}" for number, words in enumerate(self._vocabularies()) for word in words]

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Return the features of messages."""
        found = hstack([vectorizer.transform(texts) for vectorizer in self._vectorizers], format="csr")
        return found.astype(np.float32)  # else the weights are made double at every message

    def save(self, folder: Path) -> None:
        """Write the vocabulary as JSON and the numbers as npz."""
        vocabularies = json.dumps(self._vocabularies(), ensure_ascii=False)
        (folder / "vocabulary.json").write_text(vocabularies, encoding="utf-8")
        np.savez(folder / "words.npz", **{f"idf{number}": v.idf_ for number, v in enumerate(self._vectorizers)})

    def _vocabularies(self) -> list[list[str]]:
        return [sorted(v.vocabulary_, key=v.vocabulary_.get) for v in self._vectorizers]

    @classmethod
    def load(cls, folder: Path) -> "WordFeatures":
        """Read back what `save` wrote."""
        features = cls()
        vocabularies = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
        with np.load(folder / "words.npz", allow_pickle=False) as data:
            for number, (vectorizer, words) in enumerate(zip(features._vectorizers, vocabularies)):
                vectorizer.vocabulary = {word: place for place, word in enumerate(words)}
                vectorizer.idf_ = data[f"idf{number}"]
        return features


def centred(vectors: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Take the mean off and return length 1: raw vectors of a sentence encoder all point the same way."""
    moved = vectors - mean
    length = np.linalg.norm(moved, axis=1, keepdims=True)
    return (moved / np.maximum(length, SHORTEST)).astype(np.float32)
