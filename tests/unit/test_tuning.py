"""The thresholds that are chosen on known sentences, each worked out by hand."""

import yaml

from rasa_project.evaluation import Prediction, Sentence
from rasa_project.settings import PROJECT
from rasa_project.tuning import Pair, choose

CRISIS = frozenset({"crisis_proef", "crisis_ander"})
NOTHING_TO_GO_BY = {
    "drempel_antwoord": 0.1,
    "drempel_bedoelt_u": 0.5,
    "drempel_crisis": 0.1,
    "drempel_crisis_zin": 0.5,
}


def pair(
    topic: str,
    predicted: str = "",
    *,
    sure: float = 0.0,
    danger: float = 0.0,
    sentence: float = 0.0,
    lexicon: bool = False,
    kenmerk: str = "",
    ok: tuple[str, ...] = (),
    others: tuple[str, ...] = (),
) -> Pair:
    """Return a sentence with what was made of it; by default it was understood, without any sureness."""
    heard = predicted or topic
    made = Prediction("", topic, heard, (heard, *others), sure, "antwoord", danger, sentence, lexicon)
    return Sentence("", topic, ok, kenmerk), made


def calm(number: int, *, danger: float = 0.0, lexicon: bool = False, kenmerk: str = "") -> list[Pair]:
    """Return ordinary sentences that were understood right."""
    return [pair("huur", danger=danger, lexicon=lexicon, kenmerk=kenmerk) for _ in range(number)]


def dramatic(number: int, *, danger: float = 0.0) -> list[Pair]:
    """Return ordinary sentences that sound like danger."""
    return calm(number, danger=danger, kenmerk="dramatisch")


def danger_thresholds(*pairs: Pair) -> tuple[float, float]:
    found = choose(list(pairs), CRISIS)
    return found["drempel_crisis"], found["drempel_crisis_zin"]


def test_the_thresholds_are_those_of_the_configuration() -> None:
    """But the one for a second problem: the proefvragen hold one problem each."""
    component = yaml.safe_load((PROJECT / "config.yml").read_text(encoding="utf-8"))["pipeline"][0]
    configured = {key for key in component if key.startswith("drempel_")}
    assert set(choose([], CRISIS)) == configured - {"drempel_tweede"}


def test_without_sentences_danger_is_seen_as_soon_as_it_can_be() -> None:
    assert choose([], CRISIS) == NOTHING_TO_GO_BY


# Danger


def test_danger_is_seen_from_the_lowest_threshold_with_one_false_alarm_in_a_hundred() -> None:
    assert danger_thresholds(*calm(99), *calm(1, danger=0.6)) == (0.1, 0.5)
    assert danger_thresholds(*calm(98), *calm(2, danger=0.6)) == (0.61, 0.5)
    assert danger_thresholds(*calm(97), *calm(1, danger=0.8), *calm(2, danger=0.3)) == (0.31, 0.5)


def test_of_what_only_sounds_like_danger_one_in_ten_may_be_a_false_alarm() -> None:
    assert danger_thresholds(*calm(10), *dramatic(9), *dramatic(1, danger=0.6)) == (0.1, 0.5)
    assert danger_thresholds(*calm(10), *dramatic(8), *dramatic(2, danger=0.6)) == (0.61, 0.5)


def test_what_only_sounds_like_danger_makes_no_room_for_false_alarms_among_the_rest() -> None:
    assert danger_thresholds(*calm(49), *calm(1, danger=0.6), *dramatic(100)) == (0.61, 0.5)


def test_what_the_lexicon_hears_counts_as_a_false_alarm() -> None:
    assert danger_thresholds(*calm(98), *calm(1, lexicon=True), *calm(1, danger=0.6)) == (0.61, 0.5)


def test_a_sentence_that_may_be_danger_is_no_false_alarm() -> None:
    doubt = [pair("schaamte", danger=0.6, ok=("crisis_proef",)) for _ in range(9)]
    assert danger_thresholds(*doubt, *calm(100)) == (0.1, 0.5)


def test_where_the_lexicon_alone_gives_too_many_false_alarms_the_model_adds_none() -> None:
    assert danger_thresholds(*calm(10, lexicon=True), *calm(9, danger=0.5)) == (0.95, 0.5)


def test_of_stories_one_in_twenty_may_be_a_false_alarm() -> None:
    stories = [pair("huur", sentence=0.01) for _ in range(19)]
    frightening = [pair("huur", sentence=0.7)]
    assert danger_thresholds(*calm(10), *stories, *frightening) == (0.1, 0.5)
    assert danger_thresholds(*calm(10), *stories, *frightening * 2) == (0.1, 0.71)


# Answer


def answer_threshold(*pairs: Pair) -> float:
    return choose(list(pairs), CRISIS)["drempel_antwoord"]


def right(number: int, sure: float = 0.9) -> list[Pair]:
    return [pair("huur", sure=sure) for _ in range(number)]


def wrong(number: int, sure: float) -> list[Pair]:
    return [pair("huur", "boete", sure=sure) for _ in range(number)]


def test_an_answer_is_given_from_the_lowest_sureness_at_which_three_in_a_hundred_are_wrong() -> None:
    assert answer_threshold(*right(97), *wrong(3, 0.4)) == 0.1
    assert answer_threshold(*right(96), *wrong(4, 0.4)) == 0.41
    assert answer_threshold(*right(94), *wrong(3, 0.7), *wrong(2, 0.4), *wrong(1, 0.5)) == 0.51


def test_a_topic_that_is_right_too_is_no_wrong_answer() -> None:
    assert answer_threshold(*(pair("huur", "boete", sure=0.9, ok=("boete",)) for _ in range(10))) == 0.1


def test_a_model_that_is_always_surely_wrong_gets_the_highest_threshold() -> None:
    assert answer_threshold(*wrong(10, 1.0)) == 0.99


def test_a_message_that_is_answered_as_danger_is_no_wrong_answer() -> None:
    alarmed = [pair("crisis_proef", "boete", sure=1.0, lexicon=True) for _ in range(50)]
    assert answer_threshold(*alarmed, *right(50)) == 0.1


def test_a_guess_at_danger_is_asked_about_and_so_is_no_wrong_answer() -> None:
    assert answer_threshold(*(pair("huur", "crisis_proef", sure=0.9) for _ in range(10))) == 0.1


# Ask


def ask_threshold(*pairs: Pair) -> float:
    return choose(list(pairs), CRISIS)["drempel_bedoelt_u"]


def test_the_bot_asks_from_where_the_three_on_offer_hold_the_right_topic_as_often_as_not() -> None:
    good = pair("huur", "boete", sure=0.35, others=("huur", "digid"))
    bad = pair("huur", "boete", sure=0.35, others=("schaamte", "digid"))
    low = pair("huur", "boete", sure=0.1, others=("schaamte", "digid"))
    assert ask_threshold(good, bad) == 0.26  # the band of a tenth above it holds 0.35
    assert ask_threshold(good, bad, low) == 0.26
    assert ask_threshold(good, bad, bad) == 0.5


def test_what_is_nearest_is_on_offer_too_and_so_is_a_second_right_topic() -> None:
    assert ask_threshold(pair("huur", sure=0.2)) == 0.11
    assert ask_threshold(pair("huur", "boete", sure=0.2, others=("digid",), ok=("digid",))) == 0.11


def test_a_message_that_is_answered_as_danger_is_not_asked_about() -> None:
    assert ask_threshold(pair("crisis_proef", sure=0.2, lexicon=True)) == 0.5
