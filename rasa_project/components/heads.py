"""Three opinions on what a message is about: by its words, by its meaning, and by the sentences nearest in meaning."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rasa_project.components.encoder import Encoder
from rasa_project.components.features import WordFeatures, centred
from rasa_project.components.last_weights import LastWeights
from rasa_project.components.regression import LogisticRegression, Matrix

# All chosen on the proefvragen; `docs/understanding.md` has the comparison.
WORD_STRENGTH = 10.0
VECTOR_STRENGTH = 3.0
VECTOR_SCALE = 2.0
SHARPNESS = 30.0  # how much nearer a sentence must be to count for more
WEIGHTS = (0.45, 0.25, 0.3)  # of words, meaning and neighbours
LEAST = (1e-6, 1e-6, 1e-4)  # no opinion may veto
TEMPERATURE = 1.8  # without it a right answer is less sure of itself than it is right


class WordHead:
    """Judges by words and pieces of words; needs no encoder and about a millisecond."""

    def __init__(self, features: WordFeatures, regression: LogisticRegression) -> None:
        """Put the trained parts together."""
        self._features, self._regression = features, regression

    @classmethod
    def train(
        cls, texts: Sequence[str], target: np.ndarray, topics: Sequence[str], last: LastWeights | None = None
    ) -> "WordHead":
        """Learn from prepared sentences; with `last`, from where the training before this one ended."""
        features = WordFeatures()
        counted = features.fit(texts)
        return cls(features, _regression(counted, features.names, target, topics, WORD_STRENGTH, last))

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """Return one row a text."""
        return self._regression.probabilities(self._features.transform(texts))

    def save(self, folder: Path) -> None:
        """Write vocabulary and weights."""
        self._features.save(folder)
        np.savez(folder / "word_head.npz", weights=self._regression.weights, bias=self._regression.bias)

    @classmethod
    def load(cls, folder: Path) -> "WordHead":
        """Read back what `save` wrote."""
        with np.load(folder / "word_head.npz", allow_pickle=False) as data:
            return cls(WordFeatures.load(folder), LogisticRegression(data["weights"], data["bias"]))


class MeaningHead:
    """Judges by the sentence vector twice: with a linear model, and by the training sentences around it."""

    def __init__(
        self, encoder: Encoder, mean: np.ndarray, known: np.ndarray, target: np.ndarray, linear: LogisticRegression
    ) -> None:
        """Take the centred vectors of the training sentences, sorted by label, and the linear model."""
        self._encoder, self._mean, self._known, self._target, self._linear = encoder, mean, known, target, linear
        counts = np.bincount(target)
        self._starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        self._counts = counts

    @classmethod
    def train(
        cls,
        encoder: Encoder,
        texts: Sequence[str],
        target: np.ndarray,
        topics: Sequence[str],
        last: LastWeights | None = None,
    ) -> "MeaningHead":
        """Learn from plain sentences; with `last`, from where the training before this one ended."""
        vectors = encoder.encode(texts)
        mean = vectors.mean(axis=0)
        known = centred(vectors, mean)
        names = [f"{encoder.name}{number}" for number in range(encoder.size)]
        linear = _regression(known * VECTOR_SCALE, names, target, topics, VECTOR_STRENGTH, last)
        order = np.argsort(target, kind="stable")
        return cls(encoder, mean, known[order], target[order], linear)

    def probabilities(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Return what the linear model says and what the neighbours say, one row a text."""
        vectors = centred(self._encoder.encode(texts), self._mean)
        near = np.exp(SHARPNESS * (vectors @ self._known.T - 1.0))
        near = np.add.reduceat(near, self._starts, axis=1) / self._counts
        near /= np.maximum(near.sum(axis=1, keepdims=True), 1e-12)
        return self._linear.probabilities(vectors * VECTOR_SCALE), near

    def save(self, folder: Path) -> None:
        """Write vectors and weights; half precision is enough for a vector."""
        np.savez(
            folder / "meaning_head.npz",
            mean=self._mean, known=self._known.astype(np.float16), target=self._target,
            weights=self._linear.weights, bias=self._linear.bias,
        )  # fmt: skip

    @classmethod
    def load(cls, folder: Path, encoder: Encoder) -> "MeaningHead":
        """
        Read back what `save` wrote.

        Raises:
            ValueError: If the encoder that the weights were trained with can't run here.
        """
        with np.load(folder / "meaning_head.npz", allow_pickle=False) as data:
            if len(data["mean"]) != encoder.size:
                raise ValueError(
                    f"This model wasn't trained with encoder '{encoder.name}'. Train again on this machine."
                )
            linear = LogisticRegression(data["weights"], data["bias"])
            return cls(encoder, data["mean"], data["known"].astype(np.float32), data["target"], linear)


def _regression(
    features: Matrix,
    names: Sequence[str],
    target: np.ndarray,
    topics: Sequence[str],
    strength: float,
    last: LastWeights | None,
) -> LogisticRegression:
    """Find the weights, from where the last training ended if that is known, and remember them for the next."""
    start = last.start(names, topics) if last else None
    found = LogisticRegression.fit(features, target, len(topics), strength, start)
    if last:
        last.keep(names, topics, found.weights, found.bias)
    return found


def weighed(opinions: Sequence[np.ndarray]) -> np.ndarray:
    """Join opinions into one: the weighted product of their probabilities, made to add up to 1."""
    logs = [weight * np.log(one + least) for one, weight, least in zip(opinions, WEIGHTS, LEAST)]
    return normalised(np.sum(logs, axis=0) * (TEMPERATURE / sum(WEIGHTS[: len(opinions)])))


def normalised(logs: np.ndarray) -> np.ndarray:
    """Turn logarithms of probabilities into probabilities that add up to 1."""
    raised = np.exp(logs - logs.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
