"""Checks of the reader: training, keeping and reading back, and understanding whole messages."""

from pathlib import Path

import numpy as np
from encoder_inside import CountingEncoder

from rasa_project.components.decision import Thresholds
from rasa_project.components.encoder import Encoder, NoEncoder
from rasa_project.components.reader import Reader, training_pairs

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
    "begroeting": ["hallo", "goedemorgen", "hoi", "goedemiddag allemaal", "hallo daar", "dag"],
    "andere_taal": [
        "i cannot pay my rent", "please help me", "borcumu odeyemiyorum",
        "nie mam pieniedzy", "do you speak english", "yardim lazim",
    ],
}  # fmt: skip
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
TOPICS = [topic for topic, texts in EXAMPLES.items() for _ in texts]
KNOWLEDGE = {
    "synoniemen": {"vervang": {"doekoe": "geld", "strafgeld": "boete"}, "vul_aan": {"cjib": "boete justitie"}},
    "crisis": ["crisis_suicide"],
    "gesprek": ["begroeting", "andere_taal"],
}
THRESHOLDS = Thresholds(antwoord=0.4, bedoelt_u=0.25, crisis=0.4)
NEW = ["hoeveel boete betaal ik", "de huur is hoog", "ik wil niet verder leven", "xqzw", "hallo toeslag", ""]
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
        assert loaded.regression.labels == trained.regression.labels
        difference = np.abs(loaded.probabilities(NEW) - trained.probabilities(NEW)).max()
        assert difference < 1e-6, (encoder.name, difference)


def test_a_reader_that_was_kept_prepares_and_decides_the_same(folder):
    trained, loaded = kept(folder, NoEncoder())
    for text in (*NEW, "doekoe voor het cjib", "vehruurder", "ik kan me huur niet betaln"):
        assert loaded.prepare(text) == trained.prepare(text)
        first, second = trained.read(text, THRESHOLDS), loaded.read(text, THRESHOLDS)
        assert (first.topic, first.beslissing) == (second.topic, second.beslissing)


def test_nothing_that_is_kept_can_run_code(folder):
    kept(folder, CountingEncoder())
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["features.npz", "vocabulary.json", "weights.npz", "words.json"]
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


def test_training_twice_gives_the_same_model():
    again = Reader.train(TEXTS, TOPICS, KNOWLEDGE, NoEncoder())
    assert np.array_equal(again.probabilities(NEW), PLAIN.probabilities(NEW))


def test_probabilities_are_shares_of_one():
    found = PLAIN.probabilities(NEW)
    assert found.shape == (len(NEW), len(EXAMPLES))
    assert np.allclose(found.sum(axis=1), 1, atol=1e-5)
    assert (found >= 0).all()


def test_what_was_learnt_is_understood_and_so_is_something_near():
    assert PLAIN.regression.labels == sorted(EXAMPLES)
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
    assert understood("Ik wil niet meer leven. " + "De boete van het cjib is veel te hoog. " * 12) == (
        *("crisis_suicide", "crisis"),
    )


def test_a_long_story_finds_its_question():
    story = (
        "Hallo allemaal, goedemorgen en hoi. Wij zijn vorig jaar verhuisd naar een dorp met veel groen. "
        "Onze kat vond dat maar niks in het begin. Hoe vraag ik toeslag aan?"
    )
    assert understood(story) == ("toeslag", "antwoord")


def test_words_of_another_language_do_not_teach_the_spelling():
    assert "odeyemiyorum" not in PLAIN.prepare.speller.known
    assert PLAIN.prepare("borcum odeyemiyoru") == "borcum odeyemiyoru"


def test_the_topics_of_rasa_are_ours():
    class Example(dict):
        def get_full_intent(self) -> str:
            return self["intent"]

    rows = [Example(text="a", intent="faq/huur"), Example(text="b", intent="ja"), Example(text="", intent="nee")]
    assert training_pairs(rows) == [["a", "b"], ["huur", "ja"]]
