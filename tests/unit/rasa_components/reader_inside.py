"""Checks of the reader: training, keeping and reading back, and understanding whole messages."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from made_up_encoders import CountingEncoder

from rasa_project.components.decision import Thresholds
from rasa_project.components.encoder import Encoder, NoEncoder
from rasa_project.components.reader import Preparation, Reader
from rasa_project.components.text import encodable, sentences

EXAMPLES = {
    "huurachterstand": [
        "ik kan mijn huur niet betalen", "ik loop achter met de huur", "de verhuurder wil huur zien",
        "mijn huur is niet betaald", "achterstand bij de verhuurder", "twee maanden huur niet betaald",
    ],
    "boete": [
        "ik heb een boete gekregen", "boete van justitie betalen", "een verkeersboete die ik niet kan betalen",
        "de boete wordt steeds hoger", "brief van het cjib over een boete", "boete te hard gereden",
    ],
    "toeslag": [
        "hoe vraag ik toeslag aan", "welke toeslag kan ik krijgen", "krijg ik toeslag voor de zorg",
        "toeslag aanvragen bij de belastingdienst", "heb ik recht op toeslag", "zorgtoeslag aanvragen",
    ],
    "crisis_suicide": [
        "ik wil niet meer leven", "het leven heeft geen zin meer", "ik wil dood",
        "ik denk aan de dood", "niemand mist mij als ik er niet meer ben", "ik stap eruit",
    ],
    "begroeting": ["hallo", "goedemorgen", "hoi", "goedemorgen allemaal", "hallo daar", "hoi allemaal"],
    "andere_taal": [
        "i cannot pay my rent", "please help me", "borcumu odeyemiyorum",
        "nie mam pieniedzy", "do you speak english", "yardim lazim odeyemiyorum",
    ],
}  # fmt: skip
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
TOPICS = [topic for topic, texts in EXAMPLES.items() for _ in texts]
KNOWLEDGE = {
    "synoniemen": {"vervang": {"doekoe": "geld", "strafgeld": "boete"}, "vul_aan": {"cjib": "boete justitie"}},
    "crisis": ["crisis_suicide"],
    "gesprek": ["begroeting", "andere_taal"],
    "spoed": ["crisis_suicide", "boete"],
}
THRESHOLDS = Thresholds(antwoord=0.5, bedoelt_u=0.25, crisis=0.5, crisis_zin=0.75, tweede=0.2)
NEW = ["hoeveel boete betaal ik", "de huur is hoog", "ik wil niet verder leven", "xqzw", "hallo toeslag", ""]
STORY = (
    "Hallo daar allemaal. Wij zijn vorig jaar verhuisd naar een dorp met veel groen. "
    "Onze kat vond dat maar niks in het begin. Hoe vraag ik toeslag aan?"
)
FINES = "De boete van het cjib is veel te hoog. " * 12
TWO = "ik heb een boete gekregen. hoe vraag ik toeslag aan?"
PLAIN = Reader.train(TEXTS, TOPICS, KNOWLEDGE, NoEncoder())


def kept(folder: Path, encoder: Encoder) -> tuple[Reader, Reader]:
    """Train, write and read back."""
    reader = Reader.train(TEXTS, TOPICS, KNOWLEDGE, encoder)
    reader.save(folder)
    return reader, Reader.load(folder, encoder)


def understood(text: str) -> tuple[str, str]:
    """Return the topic and the decision."""
    found = PLAIN.read(text, THRESHOLDS)
    return found.topic, found.beslissing


def test_a_reader_that_was_kept_gives_the_same_probabilities(folder):
    for encoder in (NoEncoder(), CountingEncoder()):
        trained, loaded = kept(folder, encoder)
        assert loaded.labels == trained.labels == sorted(EXAMPLES)
        difference = np.abs(loaded.probabilities(NEW) - trained.probabilities(NEW)).max()
        assert difference < (0.01 if encoder.size else 1e-6), (encoder.name, difference)  # vectors are kept short


def test_a_reader_that_was_kept_prepares_and_decides_the_same(folder):
    trained, loaded = kept(folder, NoEncoder())
    assert loaded.prepare.kinds == trained.prepare.kinds
    for text in (*NEW, TWO, STORY, "doekoe voor het cjib", "vehruurder", "ik kan me huur niet betaln"):
        assert loaded.prepare(text) == trained.prepare(text)
        first, second = trained.read(text, THRESHOLDS), loaded.read(text, THRESHOLDS)
        assert (first.topic, first.beslissing, first.twee) == (second.topic, second.beslissing, second.twee)


def test_nothing_that_is_kept_can_run_code(folder):
    kept(folder, CountingEncoder())
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["meaning_head.npz", "reader.json", "vocabulary.json", "word_head.npz", "words.npz"]
    for path in folder.glob("*.npz"):
        with np.load(path, allow_pickle=False) as data:
            assert all(data[name].dtype != object for name in data.files), path.name


def test_a_model_is_refused_when_its_encoder_cannot_run_here(folder):
    Reader.train(TEXTS, TOPICS, KNOWLEDGE, CountingEncoder()).save(folder)
    try:
        Reader.load(folder, NoEncoder())
    except ValueError as error:
        assert "encoder" in str(error)
    else:
        raise AssertionError("it would fail at every message")


def test_a_model_that_was_trained_without_an_encoder_is_read_without_one(folder):
    PLAIN.save(folder)
    encoder = CountingEncoder()
    loaded = Reader.load(folder, encoder)
    assert np.abs(loaded.probabilities(NEW) - PLAIN.probabilities(NEW)).max() < 1e-6
    assert encoder.asked == []


def test_training_twice_gives_the_same_model():
    again = Reader.train(TEXTS, TOPICS, KNOWLEDGE, NoEncoder())
    assert np.array_equal(again.probabilities(NEW), PLAIN.probabilities(NEW))


def test_probabilities_are_shares_of_one():
    found = PLAIN.probabilities(NEW)
    assert found.shape == (len(NEW), len(EXAMPLES))
    assert np.allclose(found.sum(axis=1), 1, atol=1e-5)
    assert (found >= 0).all()


def test_the_words_are_corrected_and_the_encoder_reads_what_was_typed():
    encoder = CountingEncoder()
    reader = Reader.train([f"{text.capitalize()}!" for text in TEXTS], TOPICS, KNOWLEDGE, encoder)
    assert encoder.asked == TEXTS
    encoder.asked.clear()
    reader.probabilities(["Ik kan m'n húúr niet betaln!"])
    assert encoder.asked == ["ik kan mn huur niet betaln"]
    assert reader.prepare("húúr betaln!") == "huur betalen"


def test_a_story_teaches_sentence_by_sentence_unless_it_tells_of_danger():
    encoder = CountingEncoder()
    calm = "Wij zijn vorig jaar verhuisd naar een dorp met veel groen. Hoe vraag ik toeslag aan?"
    danger = "Wij zijn vorig jaar verhuisd naar een dorp met veel groen. Nu wil ik niet meer leven."
    texts, topics = [*TEXTS, calm, danger], [*TOPICS, "toeslag", "crisis_suicide"]
    reader = Reader.train(texts, topics, KNOWLEDGE, encoder)
    whole = [encodable(text) for text in texts]
    assert encoder.asked == [*whole, *(encodable(part) for part in sentences(calm))]
    assert reader.read("Wij zijn vorig jaar verhuisd naar een dorp met veel groen.", THRESHOLDS).topic == "toeslag"


def test_meaning_has_a_say_when_there_is_an_encoder():
    with_encoder = Reader.train(TEXTS, TOPICS, KNOWLEDGE, CountingEncoder())
    assert np.abs(with_encoder.probabilities(NEW) - PLAIN.probabilities(NEW)).max() > 0.01


def test_what_was_learnt_is_understood_and_so_is_something_near():
    assert PLAIN.labels == sorted(EXAMPLES)
    right = [PLAIN.read(text, THRESHOLDS).topic == topic for text, topic in zip(TEXTS, TOPICS, strict=True)]
    assert all(right)
    assert understood("een hoge boete") == ("boete", "antwoord")
    assert understood("verhuurder is boos om de huur") == ("huurachterstand", "antwoord")


def test_a_synonym_and_a_misspelling_are_understood_like_the_word():
    boete = PLAIN.probabilities(["ik heb een boete"])
    assert np.array_equal(PLAIN.probabilities(["ik heb een strafgeld"]), boete)
    assert np.array_equal(PLAIN.probabilities(["ik heb een boette"]), boete)


def test_a_message_without_words_means_nothing():
    for text in ("", "  ", "???", "\N{CRYING FACE}", "[telefoon]", "https://voorbeeld.nl"):
        found = PLAIN.read(text, THRESHOLDS)
        assert (found.topic, found.confidence, list(found.ranking), found.beslissing) == ("", 0.0, [], "weet_niet")


def test_danger_in_the_middle_of_a_story_is_heard():
    story = (
        "Hallo, ik heb een boete van justitie gekregen en die boete is veel te hoog. Ik wil niet meer leven. "
        "De boete van het cjib is 250 euro en ik kan die boete niet betalen."
    )
    assert understood(story) == ("crisis_suicide", "crisis")


def test_danger_before_a_very_long_story_is_heard():
    assert understood(f"Ik wil niet meer leven. {FINES}") == ("crisis_suicide", "crisis")


def test_a_long_story_finds_its_question():
    found = PLAIN.read(STORY, replace(THRESHOLDS, tweede=0.6))
    assert (found.topic, found.beslissing) == ("toeslag", "antwoord")


def test_the_sentences_of_a_story_count_next_to_the_whole():
    message, parts = PLAIN.scores(STORY)
    whole, mean = PLAIN.probabilities([STORY])[0], parts.mean(axis=0)
    assert len(parts) == 4
    assert abs(message.sum() - 1) < 1e-6
    more = int((mean / whole).argmax())
    assert whole[more] + 1e-4 < message[more] < mean[more]


def test_a_short_message_is_judged_as_a_whole_only():
    message, parts = PLAIN.scores("hoeveel boete betaal ik")
    assert parts.shape == (0, len(EXAMPLES))
    assert np.array_equal(message, PLAIN.probabilities(["hoeveel boete betaal ik"])[0])


def test_of_two_problems_both_are_offered_and_the_urgent_one_first():
    found = PLAIN.read(TWO, THRESHOLDS)
    assert (found.topic, found.beslissing, found.twee) == ("toeslag", "bedoelt_u", ("boete", "toeslag"))


def test_two_topics_in_one_clause_are_one_problem():
    found = PLAIN.read("hoe vraag ik toeslag aan voor een boete", replace(THRESHOLDS, tweede=0.001))
    assert {row["topic"] for row in found.ranking[:2]} == {"toeslag", "boete"}
    assert found.twee == ()


def test_a_second_problem_costs_no_time_of_the_encoder():
    encoder = CountingEncoder()
    reader = Reader.train(TEXTS, TOPICS, KNOWLEDGE, encoder)
    encoder.asked.clear()
    assert reader.read(TWO, replace(THRESHOLDS, tweede=0.001)).twee == ("boete", "toeslag")
    assert encoder.asked == ["ik heb een boete gekregen hoe vraag ik toeslag aan"]


def test_how_likely_danger_is_is_told_of_the_message_and_of_its_sentences():
    story = PLAIN.read(f"{FINES} Ik wil niet meer leven.", THRESHOLDS)
    assert story.danger < 0.5 < story.danger_in_sentence
    short = PLAIN.read("ik wil niet meer leven", THRESHOLDS)
    assert short.danger > 0.5
    assert short.danger_in_sentence == 0


def test_a_mistake_that_was_learned_twice_is_known_when_it_is_made_again():
    prepare = Preparation.learn(["de boette is hoog", "een boette"], ["boete"] * 2, {})
    assert prepare("mijn boette") == "mijn boette"
    assert Preparation.learn(["de boete is hoog", "een boete"], ["boete"] * 2, {})("mijn boette") == "mijn boete"


def test_a_training_sentence_keeps_its_mistakes_but_its_slang_is_replaced():
    assert PLAIN.prepare.as_written("Ik heb gén doekoe voor die boette!") == "ik heb gen geld voor die boette"


def test_a_mistake_in_a_training_sentence_is_not_counted_as_the_right_word():
    found = [
        Reader.train([*TEXTS, text], [*TOPICS, "boete"], KNOWLEDGE, NoEncoder()).probabilities(["boete"])
        for text in ("mijn boete", "mijn boette")
    ]
    assert np.abs(found[0] - found[1]).max() > 1e-4


def test_the_kinds_of_topics_come_from_the_content():
    kinds = PLAIN.prepare.kinds
    assert (kinds.crisis, kinds.gesprek) == ({"crisis_suicide"}, {"begroeting", "andere_taal"})
    assert kinds.spoed == {"crisis_suicide", "boete"}
    assert Preparation.learn([], [], {}).kinds.spoed == frozenset()


def test_words_of_another_language_do_not_teach_the_spelling():
    assert "odeyemiyorum" not in PLAIN.prepare.speller.known
    assert PLAIN.prepare("ik odeyemiyoru") == "ik odeyemiyoru"
