"""Checks of what is done with probabilities."""

import numpy as np

from rasa_project.components.decision import LAST_SENTENCES, Kinds, Thresholds, Understanding, decide

LABELS = ["huur", "boete", "begroeting", "crisis_suicide", "crisis_geweld", "toeslag"]
KINDS = Kinds(frozenset({"crisis_suicide", "crisis_geweld"}), frozenset({"begroeting"}))
THRESHOLDS = Thresholds(antwoord=0.5, bedoelt_u=0.25, crisis=0.375)  # exact in binary: the edges are edges


def decided(*rows: dict[str, float]) -> Understanding:
    """Decide on a whole message and its sentences, given by the probabilities that aren't 0."""
    return decide(np.array([[row.get(label, 0.0) for label in LABELS] for row in rows]), LABELS, THRESHOLDS, KINDS)


def outcome(*rows: dict[str, float]) -> tuple[str, str]:
    """Return the topic and the decision."""
    understood = decided(*rows)
    return understood.topic, understood.beslissing


def test_the_likeliest_topic_is_answered_when_it_is_sure():
    understood = decided({"boete": 0.75, "huur": 0.25})
    assert (understood.topic, understood.confidence, understood.beslissing) == ("boete", 0.75, "antwoord")


def test_a_threshold_counts_from_the_threshold_itself():
    below = 1e-6
    assert outcome({"huur": 0.5}) == ("huur", "antwoord")
    assert outcome({"huur": 0.5 - below}) == ("huur", "bedoelt_u")
    assert outcome({"huur": 0.25}) == ("huur", "bedoelt_u")
    assert outcome({"huur": 0.25 - below}) == ("huur", "weet_niet")
    assert outcome({"huur": 0.5, "crisis_geweld": 0.375}) == ("crisis_geweld", "crisis")
    assert outcome({"huur": 0.5, "crisis_geweld": 0.375 - below}) == ("huur", "antwoord")


def test_danger_comes_before_a_likelier_topic():
    assert outcome({"huur": 0.6, "crisis_suicide": 0.4}) == ("crisis_suicide", "crisis")


def test_danger_that_is_likeliest_but_not_sure_is_asked_about_and_never_just_answered():
    careful = Thresholds(antwoord=0.5, bedoelt_u=0.25, crisis=0.75)
    understood = decide(np.array([[0.2, 0, 0, 0.625, 0, 0.1]]), LABELS, careful, KINDS)
    assert (understood.beslissing, understood.ranking[0]["topic"]) == ("bedoelt_u", "crisis_suicide")


def test_doubt_between_two_dangers_is_no_reason_to_stay_silent():
    understood = decided({"huur": 0.5, "crisis_suicide": 0.2, "crisis_geweld": 0.3})
    assert (understood.topic, understood.beslissing) == ("crisis_geweld", "crisis")
    assert understood.confidence == 0.5


def test_danger_in_any_sentence_comes_first():
    for place in (1, 2, 3):
        rows = [{"huur": 0.9}, {"huur": 0.9}, {"boete": 0.99}, {"toeslag": 0.8}]
        rows[place] = {"huur": 0.5, "crisis_suicide": 0.5}
        assert outcome(*rows) == ("crisis_suicide", "crisis"), place


def test_danger_at_the_start_of_a_long_story_is_not_forgotten():
    assert outcome({"huur": 0.9}, {"crisis_suicide": 0.9}, *[{"boete": 0.9}] * 20) == ("crisis_suicide", "crisis")


def test_the_question_of_a_long_story_is_looked_for_at_its_end():
    rows = [{"huur": 0.3}, {"toeslag": 0.99}, *[{"begroeting": 0.9}] * LAST_SENTENCES]
    assert outcome(*rows) == ("huur", "bedoelt_u")
    assert outcome(*rows[:-1]) == ("toeslag", "antwoord")


def test_small_dangers_in_several_sentences_do_not_add_up():
    assert outcome({"huur": 0.9}, *[{"huur": 0.7, "crisis_suicide": 0.3}] * 3) == ("huur", "antwoord")


def test_the_danger_stands_first_in_the_ranking_though_it_is_not_likeliest():
    ranking = decided({"huur": 0.6, "crisis_suicide": 0.4}).ranking
    assert [row["topic"] for row in ranking][:2] == ["crisis_suicide", "huur"]


def test_a_vague_story_is_about_its_surest_question():
    assert outcome({"huur": 0.3}, {"huur": 0.4}, {"boete": 0.7}, {"toeslag": 0.6}) == ("boete", "antwoord")


def test_a_greeting_around_a_question_is_not_what_it_is_about():
    assert outcome({"begroeting": 0.9}, {"begroeting": 0.95}, {"toeslag": 0.9}) == ("toeslag", "antwoord")


def test_a_greeting_without_a_question_stays_a_greeting():
    assert outcome({"begroeting": 0.9}, {"begroeting": 0.9}, {"toeslag": 0.4}) == ("begroeting", "antwoord")


def test_a_sure_story_is_not_overruled_by_a_surer_sentence():
    assert outcome({"huur": 0.5}, {"boete": 0.99}) == ("huur", "antwoord")


def test_when_no_sentence_is_sure_the_whole_counts():
    assert outcome({"huur": 0.3}, {"boete": 0.49}, {"toeslag": 0.4}) == ("huur", "bedoelt_u")


def test_the_ranking_holds_the_five_likeliest_in_order():
    understood = decided({"huur": 0.1, "boete": 0.4, "toeslag": 0.3, "begroeting": 0.15, "crisis_geweld": 0.05})
    assert [row["topic"] for row in understood.ranking] == ["boete", "toeslag", "begroeting", "huur", "crisis_geweld"]
    assert [row["confidence"] for row in understood.ranking] == [0.4, 0.3, 0.15, 0.1, 0.05]


def test_a_model_that_knows_no_danger_still_answers():
    rows = np.array([[0.75, 0.25]])
    assert decide(rows, ["huur", "boete"], THRESHOLDS, Kinds(frozenset(), frozenset())).topic == "huur"
