"""Checks of the regression and of how its thresholds are chosen."""

import numpy as np
from scipy.sparse import csr_matrix

from rasa_project.components.features import Features
from rasa_project.components.regression import LogisticRegression
from rasa_project.components.tuning import choose


def features(rows: list[list[float]]) -> Features:
    """Return features that hold words only."""
    words = csr_matrix(np.array(rows, dtype=np.float32))
    return Features(words, np.zeros((len(rows), 0), dtype=np.float32))


def test_a_topic_with_many_sentences_does_not_win_a_draw():
    many, one = [[1.0, 0.0]] * 20, [[0.0, 1.0]]
    trained = LogisticRegression.fit(features([*many, *one]), [*["crisis"] * 20, "huur"])
    draw = trained.probabilities(features([[0.0, 0.0]]))[0]
    assert abs(draw[0] - draw[1]) < 0.1


def test_what_was_learned_is_told_apart():
    trained = LogisticRegression.fit(features([[1.0, 0.0], [0.0, 1.0]] * 4), ["huur", "boete"] * 4)
    assert trained.labels == ["boete", "huur"]
    assert trained.probabilities(features([[1.0, 0.0]]))[0].argmax() == 1


def chosen(rows: list[tuple[str, dict[str, float]]]) -> dict[str, float]:
    """Choose on sentences, each with its topic and the probabilities that were found."""
    names = ["boete", "crisis_suicide", "huur", "toeslag"]
    found = np.array([[given.get(name, 0.0) for name in names] for _, given in rows])
    return choose(found, names, [label for label, _ in rows], {"crisis_suicide"})


SURE = [("huur", {"huur": 0.97})] * 96


def test_an_answer_needs_more_than_what_wrong_answers_reach():
    wrong = [("huur", {"boete": 0.62, "huur": 0.3})] * 4
    assert chosen([*SURE, *wrong])["drempel_antwoord"] == 0.65
    assert chosen([*SURE, *wrong[:1]])["drempel_antwoord"] == 0.1


def test_an_alarm_needs_more_than_what_ordinary_sentences_reach():
    frightening = [("huur", {"huur": 0.6, "crisis_suicide": 0.38})] * 4
    assert chosen([*SURE, *frightening])["drempel_crisis"] == 0.4
    assert chosen([*SURE, *frightening[:2]])["drempel_crisis"] == 0.1


def test_nothing_is_offered_where_the_right_topic_is_mostly_not_among_three():
    hopeless = [("toeslag", {"boete": 0.17, "huur": 0.16, "crisis_suicide": 0.15, "toeslag": 0.01})] * 4
    helpful = [("toeslag", {"boete": 0.33, "toeslag": 0.3})] * 4
    assert chosen([*SURE, *hopeless, *helpful])["drempel_bedoelt_u"] == 0.25
