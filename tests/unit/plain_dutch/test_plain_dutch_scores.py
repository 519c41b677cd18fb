"""The two scores, against numbers worked out by hand and numbers that the makers of LiNT-II published."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.plain_dutch import Rules, assess, load_rules
from content.plain_dutch.distances import longest_distance
from content.plain_dutch.lint import Features, lint_of, lint_score
from content.plain_dutch.sentences import split_sentences
from content.plain_dutch.syllables import count_syllables
from content.plain_dutch.tagger import Tagger
from content.plain_dutch.wordlists import word_lists


def test_the_score_of_six_short_words_is_worked_out_by_hand(rules: Rules) -> None:
    # 6 words, 6 syllables, 1 sentence: 206.84 - 77 x 1 - 0.93 x 6
    assert assess("De kat zit op de mat.", rules).flesch_douma == pytest.approx(124.26)


def test_the_score_of_two_sentences_is_worked_out_by_hand(rules: Rules) -> None:
    # 8 words, 12 syllables, 2 sentences: 206.84 - 77 x 1.5 - 0.93 x 4
    measured = assess("Bel vandaag de gemeente. Zij helpt u gratis.", rules)
    assert measured.flesch_douma == pytest.approx(87.62)
    assert (measured.zinnen, measured.woorden, measured.langste_zin) == (2, 8, 4)


@pytest.mark.parametrize("placeholder", ["{telefoon:geldfit}", "{bedrag:zorgtoeslag_alleen}", "{gemeente}"])
def test_a_placeholder_counts_as_one_short_word(rules: Rules, placeholder: str) -> None:
    assert assess(f"Bel {placeholder}.", rules).flesch_douma == pytest.approx(206.84 - 77 - 0.93 * 2)


def test_longer_words_and_longer_sentences_lower_the_score(rules: Rules) -> None:
    short, words, sentence = "Bel ons. Wij zijn er.", "Telefoneer ons. Wij zijn bereikbaar.", "Bel ons wij zijn er."
    score = assess(short, rules).flesch_douma
    assert score > assess(words, rules).flesch_douma
    assert score > assess(sentence, rules).flesch_douma


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("de", 1), ("huis", 1), ("geld", 1), ("nieuw", 1), ("sneeuw", 1), ("schuld", 1), ("u", 1), ("hij", 1),
        ("team", 1), ("18", 1), ("1.345,45", 1), ("draait", 1),
        ("toeslag", 2), ("schaamte", 2), ("bureau", 2), ("website", 2), ("online", 2), ("DUO", 2), ("baby", 2),
        ("e-mail", 2), ("wijkteam", 2), ("type", 2), ("knieën", 2), ("draaien", 2), ("royaal", 2), ("quota", 2),
        ("gemeente", 3), ("sociaal", 3), ("pensioen", 3), ("uitkering", 3), ("UWV", 3), ("sms", 3), ("museum", 3),
        ("financieel", 4), ("situatie", 4), ("beoordelen", 4), ("deurwaarders", 3), ("WW-uitkering", 5),
        ("beëindigen", 4), ("coöperatie", 5), ("individueel", 5), ("zzp'er", 4),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_people_say_them(word: str, count: int) -> None:
    assert count_syllables(word) == count


def test_the_formula_gives_the_score_that_lint_ii_publishes_for_its_features() -> None:
    # the example in the documentation of lint_ii.core.lint_scorer.LintScorer
    features = Features(frequentie=5.2, afstand=3, inhoud=4.5, concreet=0.6)
    assert lint_score(features, word_lists()) == pytest.approx(21.010140322363895)


def test_a_sentence_that_is_read_alike_gets_the_very_score_that_lint_ii_publishes() -> None:
    sentence = "De Oudegracht is het sfeervolle hart van de stad."
    assert lint(sentence) == pytest.approx((18.488663741182307, 1))


# The examples in the documentation of lint-ii 0.1.3, with their published score and level.
PUBLISHED = [
    (
        "De Oudegracht is het sfeervolle hart van de stad. In de middeleeuwen was het hier een drukte van belang met "
        "de aan- en afvoer van goederen. Nu is het een prachtige plek om te winkelen en te lunchen of te dineren in de "
        "oude stadskastelen.",
        48.21821023715232,
        3,
    ),
    ("Jip zit bij de kapper. Knip, knap, zegt de schaar.", 21.925221167552593, 1),
    (
        "Dit wordt een pijnlijk en haast onoverkomenlijk moment voor mij: het geremde gemoed prijsgeven aan een "
        "onnozel stuk lijntjespapier.",
        75.48046469213625,
        4,
    ),
]


@pytest.mark.parametrize(("text", "score", "level"), PUBLISHED)
def test_texts_get_the_level_that_lint_ii_publishes_and_nearly_the_score(text: str, score: float, level: int) -> None:
    found = lint(text)
    assert found[1] == level
    assert found[0] == pytest.approx(score, abs=8)


def lint(text: str) -> tuple[float, int]:
    tagger = Tagger()
    return tuple(lint_of([tagger.tag(zin.tokens) for zin in split_sentences(text)]))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("sentence", "distance"),
    [
        ("Waarom?", None),
        ("Ze komt wel hierheen.", 1),
        ("Dat heb ik daar nog nooit gezien.", 5),
        ("Italië heeft een lange geschiedenis, die teruggaat tot in de oudheid.", 3),
        ("Het huidige Italië bestaat nog niet zo heel lang, pas sinds 1861.", 7),
        ("Het vasteland van Italië wordt daarom wel de laars van Italië genoemd.", 9),
    ],
)
def test_words_that_belong_together_are_as_far_apart_as_a_parser_says(sentence: str, distance: int | None) -> None:
    (zin,) = split_sentences(sentence)
    assert longest_distance(Tagger().tag(zin.tokens)) == distance


@pytest.mark.parametrize("nothing", ["", "  \n ", "…?!", "Ja."])
def test_what_is_too_little_to_measure_gets_no_level(rules: Rules, nothing: str) -> None:
    measured = assess(nothing, rules)
    assert (measured.lint, measured.lint_niveau) == (0.0, 0)
    assert math.isfinite(measured.flesch_douma)


RULES = load_rules()
PARTS = (
    "De", "u", "bel", "wordt", "betaald", "niet", "geen", "UWV", "dagvaarding", "{gemeente}", "{x}", "€", "18",
    "a.u.b.", "-", "(", ".", ",", ":", "?", "'", "\n",
)  # fmt: skip
DUTCHLIKE = st.lists(st.sampled_from(PARTS), max_size=30).map(" ".join)


@given(st.one_of(st.text(max_size=80), DUTCHLIKE))
@settings(deadline=None, max_examples=200)
def test_every_text_can_be_assessed(text: str) -> None:
    measured = assess(text, RULES)
    assert math.isfinite(measured.flesch_douma)
    assert 0 <= measured.lint <= 100
    assert 0 <= measured.lint_niveau <= 4
    assert 0 <= measured.langste_zin <= measured.woorden
    assert all(one.melding and one.fragment and one.voorstel for one in measured.bevindingen)
