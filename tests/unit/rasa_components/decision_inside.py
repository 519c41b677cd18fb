"""Checks of what is done with probabilities."""

from dataclasses import replace

import numpy as np

from rasa_project.components.decision import Kinds, Thresholds, Understanding, decide, with_second

LABELS = ["huur", "boete", "begroeting", "crisis_suicide", "crisis_geweld", "toeslag", "dakloos"]
KINDS = Kinds(frozenset({"crisis_suicide", "crisis_geweld"}), frozenset({"begroeting"}), frozenset({"dakloos"}))
# Exact in binary: the edges are edges.
THRESHOLDS = Thresholds(antwoord=0.5, bedoelt_u=0.25, crisis=0.375, crisis_zin=0.75, tweede=0.25)
BELOW = 1e-6

Row = dict[str, float]


def decided(message: Row, *sentences: Row) -> Understanding:
    """Decide on a whole message and its sentences, given by the probabilities that aren't 0."""
    rows = np.array([[row.get(label, 0.0) for label in LABELS] for row in (message, *sentences)])
    return decide(rows[0], rows[1:], LABELS, THRESHOLDS, KINDS)


def outcome(message: Row, *sentences: Row) -> tuple[str, str]:
    """Return the topic and the decision."""
    understood = decided(message, *sentences)
    return understood.topic, understood.beslissing


def two_problems(message: Row, *clauses: str, sure: float = 0.9) -> Understanding:
    """Decide on a message whose clauses are about these topics."""
    return with_second(decided(message), [(topic, sure) for topic in clauses], THRESHOLDS, KINDS)


def test_the_likeliest_topic_is_answered_when_it_is_sure():
    understood = decided({"boete": 0.75, "huur": 0.25})
    assert (understood.topic, understood.confidence, understood.beslissing) == ("boete", 0.75, "antwoord")


def test_a_threshold_counts_from_the_threshold_itself():
    assert outcome({"huur": 0.5}) == ("huur", "antwoord")
    assert outcome({"huur": 0.5 - BELOW}) == ("huur", "bedoelt_u")
    assert outcome({"huur": 0.25}) == ("huur", "bedoelt_u")
    assert outcome({"huur": 0.25 - BELOW}) == ("huur", "weet_niet")
    assert outcome({"huur": 0.5, "crisis_geweld": 0.375}) == ("crisis_geweld", "crisis")
    assert outcome({"huur": 0.5, "crisis_geweld": 0.375 - BELOW}) == ("huur", "antwoord")
    assert outcome({"huur": 0.5}, {"crisis_geweld": 0.75}) == ("crisis_geweld", "crisis")
    assert outcome({"huur": 0.5}, {"crisis_geweld": 0.75 - BELOW}) == ("huur", "antwoord")


def test_danger_comes_before_a_likelier_topic():
    assert outcome({"huur": 0.6, "crisis_suicide": 0.4}) == ("crisis_suicide", "crisis")


def test_danger_that_is_likeliest_but_not_sure_is_asked_about_and_never_just_answered():
    careful = replace(THRESHOLDS, crisis=0.75)
    understood = decide(np.array([0.2, 0, 0, 0.625, 0, 0.1, 0]), np.zeros((0, 7)), LABELS, careful, KINDS)
    assert (understood.beslissing, understood.ranking[0]["topic"]) == ("bedoelt_u", "crisis_suicide")


def test_doubt_between_two_dangers_is_no_reason_to_stay_silent():
    understood = decided({"huur": 0.5, "crisis_suicide": 0.2, "crisis_geweld": 0.3})
    assert (understood.topic, understood.beslissing) == ("crisis_geweld", "crisis")
    assert understood.confidence == 0.5


def test_danger_in_any_sentence_comes_first():
    for place in range(3):
        sentences = [{"huur": 0.9}, {"boete": 0.99}, {"toeslag": 0.8}]
        sentences[place] = {"huur": 0.2, "crisis_suicide": 0.8}
        assert outcome({"huur": 0.9}, *sentences) == ("crisis_suicide", "crisis"), place


def test_danger_at_the_start_of_a_long_story_is_not_forgotten():
    assert outcome({"huur": 0.9}, {"crisis_suicide": 0.9}, *[{"boete": 0.9}] * 20) == ("crisis_suicide", "crisis")


def test_a_sentence_by_itself_must_be_surer_of_danger_than_a_whole_message():
    half = {"huur": 0.5, "crisis_suicide": 0.5}
    assert outcome({"huur": 0.9}, half) == ("huur", "antwoord")
    assert outcome(half, {"huur": 0.9}) == ("crisis_suicide", "crisis")


def test_small_dangers_in_several_sentences_do_not_add_up():
    understood = decided({"huur": 0.9}, *[{"huur": 0.7, "crisis_suicide": 0.3}] * 3)
    assert (understood.topic, understood.beslissing) == ("huur", "antwoord")
    assert understood.danger_in_sentence == 0.3


def test_of_several_alarms_the_likeliest_is_taken():
    by_sentence = decided({"crisis_geweld": 0.5, "huur": 0.5}, {"crisis_geweld": 0.8}, {"crisis_suicide": 0.9})
    assert (by_sentence.topic, by_sentence.confidence) == ("crisis_suicide", 0.9)
    by_message = decided({"crisis_geweld": 0.95}, {"crisis_suicide": 0.9})
    assert (by_message.topic, by_message.confidence) == ("crisis_geweld", 0.95)


def test_the_danger_stands_first_in_the_ranking_though_it_is_not_likeliest():
    ranking = decided({"huur": 0.6, "crisis_suicide": 0.4}).ranking
    assert [row["topic"] for row in ranking][:2] == ["crisis_suicide", "huur"]


def test_how_likely_danger_is_can_be_told_without_an_alarm():
    understood = decided(
        {"huur": 0.75, "crisis_suicide": 0.125, "crisis_geweld": 0.125}, {"huur": 1.0}, {"crisis_suicide": 0.5}
    )
    assert (understood.beslissing, understood.danger, understood.danger_in_sentence) == ("antwoord", 0.25, 0.5)
    alarmed = decided({"crisis_suicide": 0.5}, {"crisis_geweld": 0.875})
    assert (alarmed.danger, alarmed.danger_in_sentence) == (0.5, 0.875)


def test_a_short_message_has_no_danger_in_its_sentences():
    understood = decided({"huur": 0.75, "crisis_suicide": 0.25})
    assert (understood.danger, understood.danger_in_sentence) == (0.25, 0.0)


def test_a_sure_sentence_does_not_overrule_the_whole():
    assert outcome({"huur": 0.3}, {"boete": 0.99}) == ("huur", "bedoelt_u")


def test_the_ranking_holds_the_five_likeliest_in_order():
    understood = decided({"huur": 0.1, "boete": 0.4, "toeslag": 0.3, "begroeting": 0.15, "crisis_geweld": 0.05})
    assert [row["topic"] for row in understood.ranking] == ["boete", "toeslag", "begroeting", "huur", "crisis_geweld"]
    assert [row["confidence"] for row in understood.ranking] == [0.4, 0.3, 0.15, 0.1, 0.05]


def test_a_model_that_knows_no_danger_still_answers():
    none = Kinds(frozenset(), frozenset())
    assert decide(np.array([0.75, 0.25]), np.array([[0.75, 0.25]]), LABELS[:2], THRESHOLDS, none).topic == "huur"


def test_two_problems_are_both_offered_however_sure_the_first_is():
    understood = two_problems({"huur": 0.6, "boete": 0.3}, "huur", "boete")
    assert (understood.beslissing, understood.twee) == ("bedoelt_u", ("huur", "boete"))
    assert (understood.topic, understood.confidence) == ("huur", 0.6)
    assert [row["topic"] for row in understood.ranking][:2] == ["huur", "boete"]


def test_of_two_problems_the_urgent_one_stands_first():
    assert two_problems({"huur": 0.6, "dakloos": 0.3}, "huur", "dakloos").twee == ("dakloos", "huur")
    assert two_problems({"dakloos": 0.6, "huur": 0.3}, "huur", "dakloos").twee == ("dakloos", "huur")


def test_a_clause_must_be_sure_of_its_problem():
    both = "huur", "boete"
    assert two_problems({"huur": 0.6}, *both, sure=0.25).twee == both
    assert two_problems({"huur": 0.6}, *both, sure=0.249) == decided({"huur": 0.6})


def test_each_of_two_problems_must_have_a_clause_of_its_own():
    message = {"huur": 0.6, "boete": 0.3}
    for clauses in ((), ("huur",), ("boete",), ("toeslag", "boete")):
        assert two_problems(message, *clauses) == decided(message), clauses


def test_a_greeting_or_a_danger_is_no_second_problem():
    for other in ("begroeting", "crisis_suicide"):
        for message in ({"huur": 0.6, other: 0.3}, {"begroeting": 0.6, "huur": 0.3}):
            understood = two_problems(message, "huur", other)
            assert understood == decided(message)
            assert understood.twee == ()


def test_a_greeting_or_thanks_around_a_question_is_not_what_it_is_about():
    for small in ({"begroeting": 0.95}, {"toeslag": 0.2, "begroeting": 0.6}):
        assert outcome({"begroeting": 0.9, "toeslag": 0.1}, small, {"toeslag": 0.9}) == ("toeslag", "antwoord")
    assert outcome({"begroeting": 0.9}, {"begroeting": 0.9}, {"toeslag": 0.24}) == ("begroeting", "antwoord")


def test_danger_is_never_one_of_two_problems_on_offer():
    message = {"crisis_suicide": 0.4, "huur": 0.3, "boete": 0.3}
    assert two_problems(message, "crisis_suicide", "huur", "boete") == decided(message)
    assert decided(message).beslissing == "crisis"
