"""Checks of the three opinions on a message: each by itself, how they are joined, and how they are kept."""

import numpy as np
from made_up_encoders import CountingEncoder, WordEncoder

from rasa_project.components.encoder import NoEncoder
from rasa_project.components.features import centred
from rasa_project.components.heads import MeaningHead, WordHead, weighed

TOPICS = {
    "boete": ["ik heb een boete", "boete van justitie", "de boete is hoog", "een boete betalen"],
    "huur": ["de huur is hoog", "huur betalen", "ik heb huurschuld", "de huur van juni"],
    "toeslag": ["toeslag aanvragen", "krijg ik toeslag", "een toeslag voor de zorg", "de toeslag van juni"],
}
TEXTS = [text for texts in zip(*TOPICS.values(), strict=True) for text in texts]  # not sorted by topic
TARGET = np.array([0, 1, 2] * 4)
ENCODER = WordEncoder("boete", "huur", "huurschuld", "toeslag", "hoog")
NEW = ["ik kan de boete niet betalen", "mijn huur", "toeslag en huur en boete", "xqzw", ""]
SURE, REST = 0.9998, 0.0001


def by_words() -> WordHead:
    """Return the head that judges by words."""
    return WordHead.train(TEXTS, TARGET, ["a", "b", "c"])


def by_meaning() -> MeaningHead:
    """Return the head that judges by vectors."""
    return MeaningHead.train(ENCODER, TEXTS, TARGET, ["a", "b", "c"])


def row(*shares: float) -> np.ndarray:
    """Return an opinion on one message."""
    return np.array([shares])


def test_what_was_learned_is_told_apart_by_each_opinion():
    linear, near = by_meaning().probabilities(TEXTS)
    for opinion in (by_words().probabilities(TEXTS), linear, near):
        assert list(opinion.argmax(axis=1)) == list(TARGET)
        assert np.allclose(opinion.sum(axis=1), 1, atol=1e-5)


def test_a_piece_of_a_word_counts_as_well():
    assert by_words().probabilities(["huurachterstand"])[0].argmax() == 1


def test_a_word_that_stands_once_teaches_nothing():
    words = by_words()
    assert sum("zorg" in text for text in TEXTS) == 1
    assert np.array_equal(words.probabilities(["zorg"]), words.probabilities(["xqzw"]))
    assert not np.array_equal(words.probabilities(["toeslag"]), words.probabilities(["xqzw"]))


def test_vectors_that_point_the_same_way_are_told_apart_by_where_they_differ():
    vectors = np.array([[1.0, 0.01], [1.0, -0.01], [1.0, 0.0]], dtype=np.float32)
    first, second, middle = centred(vectors, vectors.mean(axis=0))
    assert np.allclose([first @ first, first @ second], [1, -1], atol=1e-3)
    assert np.allclose(middle, 0, atol=1e-3)


def test_words_alone_decide_without_an_encoder():
    words = by_words().probabilities(NEW)
    alone = weighed([words])
    assert np.array_equal(alone.argsort(axis=1), words.argsort(axis=1))
    assert np.allclose(alone.sum(axis=1), 1)


def test_opinions_that_agree_are_as_sure_together_as_words_alone():
    words = row(0.6, 0.3, 0.1)
    assert np.allclose(weighed([words, words, words]), weighed([words]), atol=1e-3)


def test_each_opinion_can_tip_the_scales():
    draw = row(0.45, 0.45, 0.1)
    for place in range(3):
        opinions = [draw, draw, draw]
        opinions[place] = row(0.2, 0.7, 0.1)
        assert weighed(opinions)[0].argmax() == 1, place


def test_no_opinion_may_veto():
    for place in range(3):
        opinions = [row(SURE, REST, REST)] * 3
        opinions[place] = row(0.0, 0.5, 0.5)
        joined = weighed(opinions)
        assert np.isfinite(joined).all()
        assert joined[0, 0] > 0, place
    assert weighed([row(SURE, REST, REST), row(0.0, 0.5, 0.5), row(SURE, REST, REST)])[0].argmax() == 0
    assert weighed([row(SURE, REST, REST), row(SURE, REST, REST), row(0.0, 0.5, 0.5)])[0].argmax() == 0


def test_an_opinion_that_knows_nothing_changes_nothing():
    words, linear = row(0.6, 0.3, 0.1), row(0.5, 0.4, 0.1)
    with_nothing = weighed([words, linear, row(0.0, 0.0, 0.0)])
    assert np.allclose(with_nothing, weighed([words, linear, row(1 / 3, 1 / 3, 1 / 3)]))
    assert np.allclose(with_nothing.sum(axis=1), 1)


def test_neighbours_count_each_topic_as_much_as_another():
    texts = ["boete", "huur"] * 10 + ["boete", "huur"]
    head = MeaningHead.train(ENCODER, texts, np.array([0] * 20 + [1] * 2), ["a", "b"])
    for text in ("boete", "huur", "toeslag"):
        near = head.probabilities([text])[1][0]
        assert abs(near[0] - near[1]) < 1e-3 * near.max(), text


def test_a_nearer_sentence_counts_for_more():
    _, near = by_meaning().probabilities(["huur huur boete"])
    assert near[0].argmax() == 1
    assert near[0, 0] > near[0, 2]


def test_words_that_were_kept_give_the_same(folder):
    trained = by_words()
    trained.save(folder)
    assert np.abs(WordHead.load(folder).probabilities(NEW) - trained.probabilities(NEW)).max() < 1e-6


def test_meaning_that_was_kept_gives_nearly_the_same(folder):
    trained = by_meaning()
    trained.save(folder)
    kept = MeaningHead.load(folder, ENCODER)
    for before, after in zip(trained.probabilities(NEW), kept.probabilities(NEW), strict=True):
        assert np.abs(before - after).max() < 0.01


def test_a_model_is_refused_when_its_encoder_cannot_run_here(folder):
    by_meaning().save(folder)
    for encoder in (NoEncoder(), CountingEncoder()):
        try:
            MeaningHead.load(folder, encoder)
        except ValueError as error:
            assert encoder.name in str(error)
        else:
            raise AssertionError(f"it would fail at every message with {encoder.name}")
