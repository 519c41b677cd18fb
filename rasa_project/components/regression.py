"""One multinomial logistic regression over sparse or dense features."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from scipy.sparse import csr_matrix, issparse
from scipy.special import softmax

from rasa_project.components.optimizer import minimize

STEPS = 40  # more gave the same proefvragen right
Matrix = csr_matrix | np.ndarray


class LogisticRegression:
    """
    Probabilities of topics.

    Weights are plain arrays, stored without pickle. scikit-learn's own solver works in double precision and on one
    core: for 126 topics it took 51 s where this takes 8.
    """

    def __init__(self, weights: np.ndarray, bias: np.ndarray) -> None:
        """Take the trained weights: one row a feature, one column a label."""
        self.weights, self.bias = weights, bias

    @classmethod
    def fit(
        cls, features: Matrix, target: np.ndarray, labels: int, strength: float, start: np.ndarray | None = None
    ) -> "LogisticRegression":
        """
        Find the weights that explain the training labels, kept small by an L2 penalty.

        Args:
            target: The number of the label of every row.
            strength: C, the inverse of the penalty.
            start: Where to begin: one row a feature and the bias as the last row, one column a label.
        """
        with ThreadPoolExecutor(2) as threads:
            problem = _Problem(features, target, labels, strength, threads)
            begin = np.zeros(problem.size, dtype=np.float32) if start is None else start.ravel()
            found = minimize(problem, begin, STEPS)
        return cls(*problem.unpack(found))

    def probabilities(self, features: Matrix) -> np.ndarray:
        """Return one row a message and one column a label."""
        return softmax(features @ self.weights + self.bias, axis=1)


class _Problem:
    """The loss and its gradient over one long vector of weights."""

    def __init__(
        self, features: Matrix, target: np.ndarray, labels: int, strength: float, threads: ThreadPoolExecutor
    ) -> None:
        self._halves = _halves(features)
        turned = features.T.tocsr() if issparse(features) else np.ascontiguousarray(features.T)
        self._turned_halves = _halves(turned)
        self._threads, self._strength = threads, strength
        self._target, self._shape = target, (features.shape[1], labels)
        self._one_hot = np.eye(labels, dtype=np.float32)[target]
        self._weight = _balanced(target, labels)
        self.size = features.shape[1] * labels + labels

    def unpack(self, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        end = self.size - self._shape[1]
        return weights[:end].reshape(self._shape), weights[end:]

    def __call__(self, weights: np.ndarray) -> tuple[float, np.ndarray]:
        matrix, bias = self.unpack(weights)
        error = self._times(self._halves, matrix) + bias
        error -= error.max(axis=1, keepdims=True)
        mine = error[np.arange(len(error)), self._target]
        np.exp(error, out=error)
        total = error.sum(axis=1)
        likelihood = float((self._weight * (mine - np.log(total))).sum())
        error /= total[:, None]
        error -= self._one_hot
        error *= self._weight[:, None]
        gradient = self._times(self._turned_halves, error) + matrix / self._strength
        penalty = 0.5 / self._strength * float((matrix**2).sum())
        return penalty - likelihood, np.concatenate([gradient.ravel(), error.sum(axis=0)])

    def _times(self, halves: Sequence[Matrix], other: np.ndarray) -> np.ndarray:
        """Multiply on two cores: scipy's sparse product uses one."""
        return np.vstack(list(self._threads.map(lambda half: half @ other, halves)))


def _halves(matrix: Matrix) -> list[Matrix]:
    middle = matrix.shape[0] // 2
    return [matrix[:middle], matrix[middle:]]


def _balanced(target: np.ndarray, labels: int) -> np.ndarray:
    """
    Return the weight of every sentence: each topic counts as much as another, however many sentences it has.

    Danger has more sentences than huurachterstand; without this, ordinary messages sounded dangerous.
    """
    counts = np.bincount(target, minlength=labels)
    return (len(target) / (labels * counts[target])).astype(np.float32)
