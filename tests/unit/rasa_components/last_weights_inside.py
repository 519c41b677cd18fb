"""Checks of what a training remembers for the next one: weights by name, never an error, and the same end."""

import numpy as np

from rasa_project.components import regression
from rasa_project.components.last_weights import LastWeights
from rasa_project.components.regression import LogisticRegression

FEATURES, TOPICS = ["huur", "boete", "zorg"], ["huurachterstand", "boete_cjib"]
WEIGHTS = np.array([[1.0, -1.0], [-2.0, 2.0], [0.5, 0.25]], dtype=np.float32)
BIAS = np.array([0.125, -0.125], dtype=np.float32)


def kept(folder):
    """Return a memory that holds WEIGHTS."""
    last = LastWeights(folder / "deep" / "last.npz")
    last.keep(FEATURES, TOPICS, WEIGHTS, BIAS)
    return last


def test_the_same_names_get_the_same_weights(folder):
    assert np.array_equal(kept(folder).start(FEATURES, TOPICS), np.vstack([WEIGHTS, BIAS]))


def test_weights_follow_their_names_and_what_is_new_starts_at_nothing(folder):
    found = kept(folder).start(["zorg", "gas", "huur"], ["nieuw", "boete_cjib"])
    assert found.tolist() == [[0, 0.25], [0, 0], [0, -1.0], [0, -0.125]]


def test_no_file_a_damaged_file_or_other_topics_only_mean_a_start_from_nothing(folder):
    assert LastWeights(folder / "none.npz").start(FEATURES, TOPICS) is None
    (folder / "half.npz").write_bytes(b"PK\x03\x04 half a zip")
    assert LastWeights(folder / "half.npz").start(FEATURES, TOPICS) is None
    assert kept(folder).start(FEATURES, ["heel", "anders"]) is None


def test_nothing_half_written_stays_behind(folder):
    kept(folder)
    assert [path.name for path in (folder / "deep").iterdir()] == ["last.npz"]


def test_a_training_that_starts_near_its_end_takes_fewer_steps_and_ends_in_the_same_place(folder):
    features = np.random.RandomState(1).randn(400, 20).astype(np.float32)
    target = features[:, :4].argmax(axis=1)
    counted = _Counted()
    cold = counted.fit(features, target, None)
    last = LastWeights(folder / "last.npz")
    last.keep([str(number) for number in range(20)], list("abcd"), cold.weights, cold.bias)
    warm = counted.fit(features, target, last.start([str(number) for number in range(20)], list("abcd")))
    first, second = counted.times
    assert second < first, (first, second)
    assert np.abs(cold.probabilities(features) - warm.probabilities(features)).max() < 0.02


class _Counted:
    """Fits, and counts how often the loss is computed."""

    def __init__(self):
        self.times = []

    def fit(self, features, target, start):
        """Return the regression that was found."""
        original, calls = regression._Problem.__call__, []

        def counting(problem, weights):
            calls.append(1)
            return original(problem, weights)

        regression._Problem.__call__ = counting
        try:
            return LogisticRegression.fit(features, target, 4, 10.0, start)
        finally:
            regression._Problem.__call__ = original
            self.times.append(len(calls))
