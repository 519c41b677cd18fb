"""Checks of the regression, beside scikit-learn's."""

import numpy as np
from scipy.sparse import csr_matrix
from sklearn import linear_model

from rasa_project.components.regression import LogisticRegression


def made_up(topics: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Return points around a few middles, far more of one topic than of another, and the topics."""
    random = np.random.RandomState(3)
    target = np.concatenate([[topic] * (10 * 3**topic + 1) for topic in range(topics)])
    middles = random.normal(size=(topics, 6))
    return (middles[target] + random.normal(size=(len(target), 6))).astype(np.float32), target


def rows(*given: list[float]) -> np.ndarray:
    """Return dense features."""
    return np.array(given, dtype=np.float32)


def test_a_topic_with_many_sentences_does_not_win_a_draw():
    trained = LogisticRegression.fit(rows(*[[1.0, 0.0]] * 20, [0.0, 1.0]), np.array([0] * 20 + [1]), 2, 10.0)
    draw = trained.probabilities(rows([0.0, 0.0]))[0]
    assert abs(draw[0] - draw[1]) < 0.1


def test_what_was_learned_is_told_apart():
    trained = LogisticRegression.fit(rows(*[[1.0, 0.0], [0.0, 1.0]] * 4), np.array([1, 0] * 4), 2, 10.0)
    assert list(trained.probabilities(rows([1.0, 0.0], [0.0, 1.0])).argmax(axis=1)) == [1, 0]
    assert (trained.weights.shape, trained.bias.shape) == ((2, 2), (2,))


def test_it_finds_what_scikit_learn_finds():
    features, target = made_up()
    for strength in (0.1, 3.0):
        found = LogisticRegression.fit(features, target, 3, strength).probabilities(features)
        theirs = linear_model.LogisticRegression(C=strength, class_weight="balanced").fit(features, target)
        assert np.abs(found - theirs.predict_proba(features)).max() < 0.02, strength


def test_sparse_and_dense_features_give_the_same():
    features, target = made_up()
    dense = LogisticRegression.fit(features, target, 3, 3.0)
    sparse = LogisticRegression.fit(csr_matrix(features), target, 3, 3.0)
    difference = dense.probabilities(features) - sparse.probabilities(csr_matrix(features))
    assert np.abs(difference).max() < 1e-3


def test_probabilities_are_shares_of_one_however_far_away_a_message_is():
    features, target = made_up()
    found = LogisticRegression.fit(features, target, 3, 3.0).probabilities(features * 1e4)
    assert np.allclose(found.sum(axis=1), 1, atol=1e-5)


def test_a_single_sentence_a_topic_is_enough_to_train_on():
    trained = LogisticRegression.fit(
        csr_matrix(rows([1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0])), np.arange(3), 3, 10.0
    )
    assert list(trained.probabilities(np.eye(3)).argmax(axis=1)) == [0, 1, 2]
    alone = LogisticRegression.fit(rows([1.0]), np.array([0]), 1, 10.0)
    assert alone.probabilities(rows([1.0])) == 1
