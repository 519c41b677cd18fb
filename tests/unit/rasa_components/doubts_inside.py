"""Checks of the list of training sentences that may stand under the wrong topic."""

from made_up_encoders import WordEncoder

from rasa_project.components.doubts import NEARER, STEP, doubts

ENCODER = WordEncoder("huur", "boete", "toeslag")
RIGHT = [
    *[["huurachterstand", f"de huur nummer {number}"] for number in range(8)],
    *[["boete_cjib", f"een boete nummer {number}"] for number in range(8)],
    *[["zorgtoeslag", f"mijn toeslag nummer {number}"] for number in range(8)],
]
WRONG = ["huurachterstand", "een boete die verdwaald is"]
HALF_WRONG = ["zorgtoeslag", "boete boete toeslag"]


def test_sentences_under_their_own_topic_raise_no_doubt():
    assert doubts(RIGHT, ENCODER) == []


def test_a_sentence_under_the_wrong_topic_is_listed_first():
    for place in (0, 10, len(RIGHT)):
        found = doubts([*RIGHT[:place], WRONG, *RIGHT[place:], HALF_WRONG], ENCODER)
        assert [one.sentence for one in found] == [WRONG[1], HALF_WRONG[1]], place
        assert (found[0].topic, found[0].nearer_to) == ("huurachterstand", "boete_cjib")
        assert found[0].times > found[1].times >= NEARER


def test_a_sentence_that_is_a_little_nearer_to_another_topic_is_not_worth_a_look():
    assert doubts([*RIGHT, ["zorgtoeslag", "boete boete boete toeslag toeslag toeslag"]], ENCODER) == []


def test_a_sentence_is_no_neighbour_of_itself_wherever_it_stands():
    many = RIGHT + RIGHT[8:16] * (STEP // 4)
    for place in (0, STEP - 1, STEP, STEP + 1, len(many)):
        found = doubts([*many[:place], WRONG, *many[place:]], ENCODER)
        assert [one.sentence for one in found] == [WRONG[1]], place


def test_a_topic_is_not_nearer_because_it_has_more_sentences():
    same = [["boete_cjib", "huur"]] * 4 + [["huurachterstand", "huur"]] * 200
    assert doubts([*RIGHT[8:], *same, *[["zorgtoeslag", "toeslag"]] * 200], ENCODER) == []


def test_a_sentence_is_read_without_its_capitals_and_signs():
    found = doubts([*RIGHT, ["huurachterstand", "BOETE!!!"]], ENCODER)
    assert [(one.nearer_to, one.sentence) for one in found] == [("boete_cjib", "BOETE!!!")]
