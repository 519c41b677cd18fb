"""One multinomial logistic regression over sparse and dense features, trained with L-BFGS."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

from rasa_project.components.features import Features

STRENGTH = 10.0  # C: measured best on the training half
STEPS = 120


class LogisticRegression:
    """
    Probabilities of topics.

    scikit-learn's solver would need the dense vectors as a sparse matrix; two separate products are ten times
    as fast, and weights as plain arrays are stored without pickle.
    """

    def __init__(self, labels: Sequence[str], words: np.ndarray, vectors: np.ndarray, bias: np.ndarray) -> None:
        """Take the labels and the trained weights."""
        self.labels: list[str] = list(labels)
        self._words, self._vectors, self._bias = words, vectors, bias

    @classmethod
    def fit(cls, features: Features, labels: Sequence[str]) -> "LogisticRegression":
        """Find the weights that explain the training labels, kept small by an L2 penalty."""
        names = sorted(set(labels))
        place = {name: number for number, name in enumerate(names)}
        target = np.array([place[label] for label in labels])
        problem = _Problem(features, target, len(names))
        found = minimize(problem, np.zeros(problem.size), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
        return cls(names, *problem.unpack(found.x.astype(np.float32)))

    def probabilities(self, features: Features) -> np.ndarray:
        """Return one row a message and one column a label."""
        scores = features.words @ self._words + features.vectors @ self._vectors + self._bias
        return softmax(scores, axis=1)

    def save(self, folder: Path) -> None:
        """Write the weights."""
        names = np.array(self.labels)
        np.savez(folder / "weights.npz", labels=names, words=self._words, vectors=self._vectors, bias=self._bias)

    @classmethod
    def load(cls, folder: Path) -> "LogisticRegression":
        """Read back what `save` wrote."""
        with np.load(folder / "weights.npz", allow_pickle=False) as data:
            return cls(data["labels"].tolist(), data["words"], data["vectors"], data["bias"])


class _Problem:
    """The loss and its gradient, as scipy wants them: one long vector of weights."""

    def __init__(self, features: Features, target: np.ndarray, labels: int) -> None:
        self._words = features.words.astype(np.float32)
        self._words_t = self._words.T.tocsr()
        self._vectors = features.vectors.astype(np.float32)
        self._target, self._labels = target, labels
        self._one_hot = np.eye(labels, dtype=np.float32)[target]
        self._weight = _balanced(target, labels)
        self._sizes = (self._words.shape[1] * labels, self._vectors.shape[1] * labels, labels)
        self.size = sum(self._sizes)

    def unpack(self, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        first, second, _ = self._sizes
        words = weights[:first].reshape(-1, self._labels)
        vectors = weights[first : first + second].reshape(-1, self._labels)
        return words, vectors, weights[first + second :]

    def __call__(self, weights: np.ndarray) -> tuple[float, np.ndarray]:
        words, vectors, bias = self.unpack(weights.astype(np.float32))
        scores = self._words @ words + self._vectors @ vectors + bias
        log_p = log_softmax(scores, axis=1)
        penalty = 0.5 / STRENGTH * float((words**2).sum() + (vectors**2).sum())
        loss = penalty - float((self._weight * log_p[np.arange(len(self._target)), self._target]).sum())
        error = (np.exp(log_p) - self._one_hot) * self._weight[:, None]
        gradient = (
            self._words_t @ error + words / STRENGTH,
            self._vectors.T @ error + vectors / STRENGTH,
            error.sum(axis=0),
        )
        return loss, np.concatenate([part.ravel() for part in gradient]).astype(np.float64)


def _balanced(target: np.ndarray, labels: int) -> np.ndarray:
    """
    Return the weight of every sentence: each topic counts as much as another, however many sentences it has.

    Danger has five times as many sentences as huurachterstand; without this, ordinary messages sounded dangerous.
    """
    counts = np.bincount(target, minlength=labels)
    return (len(target) / (labels * counts[target])).astype(np.float32)
