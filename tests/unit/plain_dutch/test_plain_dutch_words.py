"""Hard words and abbreviations: each way to explain one, and what doesn't explain it."""

import pytest

from content.plain_dutch import Rules, assess
from content.plain_dutch.model import Afkorting, MoeilijkWoord
from tests.unit.plain_dutch.conftest import Find

EXPLAINED = [
    "Een dagvaarding is een brief van de rechter.",
    "Dagvaarding betekent: u moet naar de rechter.",
    "Krijgt u een dagvaarding? Dat is een brief van de rechter.",
    "Krijgt u een dagvaarding? Dit is wat u stuurt naar de rechter.",
    "De brief heet een dagvaarding.",
    "Zo'n brief noemen we een dagvaarding.",
    "U krijgt een dagvaarding: een brief van de rechter.",
    "U krijgt een dagvaarding (een brief van de rechter).",
    "U krijgt een 'dagvaarding' (een brief van de rechter).",
    "U krijgt een brief van de rechter (dagvaarding).",
    "U krijgt een brief van de rechter (een dagvaarding).",
    "U krijgt een brief van de rechter, de dagvaarding.",
    "Er komen soms brieven zoals een dagvaarding.",
    "U krijgt een dagvaarding, iemand van de rechtbank die u roept.",
    "Vraag om kwijtschelding. Dan hoeft u niet te betalen.",
    "Met een dwangbevel mag de overheid zelf geld halen.",
    "Een bewindvoerder beheert uw geld.",
    "Bel de bewindvoerder die uw geld regelt.",
    "Gooi de dagvaarding niet weg. Dagvaardingen zijn brieven van de rechter.",
]
UNEXPLAINED = [
    ("Krijgt u een dagvaarding? Bel ons.", "dagvaarding"),
    ("De dagvaarding is binnen.", "dagvaarding"),
    ("De dagvaarding is niet erg.", "dagvaarding"),
    ("Krijgt u een dagvaarding? Dat is niet erg.", "dagvaarding"),
    ("Krijgt u een dagvaarding? Dan belt u ons.", "dagvaarding"),
    ("Bel bij een dagvaarding: {telefoon:geldfit}.", "dagvaarding"),
    ("Bel bij een dagvaarding (14 071).", "dagvaarding"),
    ("Dagvaardingen komen met de post.", "Dagvaardingen"),
    ("De dagvaarding die u kreeg, ligt daar.", "dagvaarding"),
    ("Er is beslag. Wat is een vonnis? Een vonnis is een beslissing.", "beslag"),
]


@pytest.mark.parametrize("text", EXPLAINED)
def test_a_hard_word_may_stay_when_the_text_explains_it(find: Find, text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(("text", "word"), UNEXPLAINED)
def test_a_hard_word_that_is_not_explained_is_told(find: Find, text: str, word: str) -> None:
    assert [(one.melding, one.fragment) for one in find(text)] == [("gebruikt een moeilijk woord zonder uitleg", word)]


def test_the_advice_is_a_plain_word_and_a_sentence_that_explains(find: Find) -> None:
    (one,) = find("Krijgt u een dagvaarding? Bel ons.")
    assert one.voorstel == (
        "Schrijf liever: oproep van de rechter. Of leg het uit, zoals: Een dagvaarding is een oproep van de rechter."
    )


def test_a_word_for_which_there_is_a_plain_one_may_never_stay(find: Find) -> None:
    (one,) = find("Indien is een ander woord voor als.")
    assert (one.melding, one.fragment, one.voorstel) == (
        "gebruikt een moeilijk woord",
        "Indien",
        "Schrijf liever: als.",
    )


@pytest.mark.parametrize("text", ["U kunt een klacht indienen.", "Uw verjaardag is een feest.", "Een beslagkom."])
def test_a_part_of_another_word_is_not_a_hard_word(find: Find, text: str) -> None:
    assert find(text) == []


def test_a_hard_word_is_told_once_a_text_and_in_the_order_of_the_text(find: Find) -> None:
    found = find("Een vonnis. Een dagvaarding. Nog een vonnis.")
    assert [one.fragment for one in found] == ["vonnis", "dagvaarding"]


def test_what_is_shown_beside_a_text_explains_its_words(find: Find) -> None:
    assert find("Een dagvaarding", ernaast="Een dagvaarding is een brief van de rechter.") == []
    assert find("Een dagvaarding", ernaast="Bel ons.") != []


@pytest.mark.parametrize(
    "text",
    [
        "De SVB betaalt kinderbijslag.",
        "Bel de SVB (Sociale Verzekeringsbank).",
        "Bel de Sociale Verzekeringsbank (SVB).",
        "Bel de SVB. Dat is de dienst voor de AOW.",
        "Bel de SVB. Die dienst weet het.",
        "Vraag een WW-uitkering aan.",
        "Het CJIB, dat boetes int, stuurt geen sms.",
        "Log in met DigiD.",
        "Bel voor 12 uur.",
    ],
)
def test_an_abbreviation_may_stay_when_its_meaning_is_told_or_known(find: Find, text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Bel de SVB.", "SVB"),
        ("Vraag het bij XYZ.", "XYZ"),
        ("Neem bijv. uw pas mee.", "bijv."),
        ("Bel d.w.z. nu.", "d.w.z."),
        ("Bel q.q. ons.", "q.q."),
        ("Van 1 t/m 3.", "t/m"),
    ],
)
def test_an_abbreviation_without_its_meaning_is_told(find: Find, text: str, written: str) -> None:
    assert [(one.melding, one.fragment) for one in find(text)] == [("gebruikt een afkorting zonder uitleg", written)]


def test_an_unknown_abbreviation_is_written_out_or_put_on_the_list(find: Find) -> None:
    (one,) = find("Vraag het bij XYZ.")
    assert one.voorstel == "Schrijf het voluit, of zet 'XYZ' met uitleg in content/moeilijke_woorden.yml."


def test_who_asks_about_a_topic_knows_its_organisation_but_nobody_else(find: Find) -> None:
    assert find("Bel het CJIB.", topic="boete_cjib") == []
    assert find("Bel het CJIB.", topic="huurachterstand") != []


def explanations(rules: Rules) -> list[tuple[MoeilijkWoord | Afkorting, str]]:
    listed = [*dict.fromkeys(rules.woorden.values()), *rules.afkortingen.values()]
    return [(one, one.uitleg) for one in listed if one.uitleg]


def test_every_explanation_on_the_list_explains_its_word_by_the_rule_itself(rules: Rules) -> None:
    found = [(one, assess(text, rules).bevindingen) for one, text in explanations(rules)]
    wrong = [(one, findings) for one, findings in found if findings]
    assert len(found) > 60
    assert wrong == []


def test_every_plain_word_on_the_list_is_plain_itself(rules: Rules) -> None:
    plain = [one.gewoon for one in dict.fromkeys(rules.woorden.values())]
    assert [text for text in plain if rules.hard_word.search(text)] == []
