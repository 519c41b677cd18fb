"""Sentences that are built in a hard way: one that has it, and one that hasn't."""

import pytest

from content.plain_dutch.sentences import split_sentences
from tests.unit.plain_dutch.conftest import Find

FIFTEEN = "Bel vandaag de gemeente en vraag of u in delen mag betalen voor uw huur."


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Bel ons. Wij helpen u.", ["Bel ons.", "Wij helpen u."]),
        ("Heeft u geld? Bel dan!", ["Heeft u geld?", "Bel dan!"]),
        ("Neem mee:\n- uw pas\n- uw brief", ["Neem mee:", "uw pas", "uw brief"]),
        ("Zeg: ik wil hulp.", ["Zeg: ik wil hulp."]),
        ('Zeg "help mij." Bel dan.', ['Zeg "help mij.', "Bel dan."]),
        ("Het is 12.30 uur.", ["Het is 12.30 uur."]),
        ("Bel {gemeente}. {gemeente} helpt.", ["Bel {gemeente}.", "{gemeente} helpt."]),
        ("Eerst.\n\n…\n\nDan.", ["Eerst.", "Dan."]),
    ],
)
def test_a_text_is_cut_where_a_reader_takes_a_breath(text: str, sentences: list[str]) -> None:
    assert [zin.tekst for zin in split_sentences(text)] == sentences


def test_a_sentence_of_more_than_fifteen_words_is_told_and_shown(find: Find) -> None:
    long = FIFTEEN.replace("huur.", "huur nu.")
    assert [(one.melding, one.fragment, one.voorstel) for one in find(long)] == [
        ("heeft een zin van 16 woorden; hoogstens 15", long, "Maak er twee zinnen van.")
    ]
    assert find(FIFTEEN) == []


def test_the_items_of_a_list_are_sentences_of_their_own(find: Find) -> None:
    assert (
        find("Neem deze dingen altijd mee:\n- uw pas\n- uw brief\n- uw loonstrook\n- uw huurcontract\n- een pen") == []
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Uw huur wordt betaald.", "wordt … betaald"),
        ("De brief is zoek, want die werd niet verstuurd.", "werd … verstuurd"),
        ("Deze rekening moet vandaag betaald worden.", "worden … betaald"),
        ("Word niet gedwongen.", "Word … gedwongen"),
    ],
)
def test_a_sentence_in_which_nobody_does_it_is_told(find: Find, text: str, said: str) -> None:
    assert [(one.melding, one.fragment) for one in find(text)] == [("gebruikt de lijdende vorm", said)]


@pytest.mark.parametrize(
    "text",
    [
        "De gemeente betaalt uw huur.",
        "Het wordt lager.",
        "U wordt 18 jaar.",
        "Heeft u betaald?",
        "Het bedrag wordt lager als u heeft betaald.",
        "Word niet boos, u bent geholpen.",
    ],
)
def test_becoming_something_is_not_passive(find: Find, text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Teken niets wat u niet begrijpt.", "niets … niet"),
        ("Ga niet naar huis zonder papieren.", "niet … zonder"),
        ("Zonder adres krijgt u geen geld.", "Zonder … geen"),
        ("Dat is niet onmogelijk.", "niet onmogelijk"),
    ],
)
def test_saying_no_twice_is_told(find: Find, text: str, said: str) -> None:
    assert [(one.melding, one.fragment) for one in find(text)] == [("ontkent twee keer in één zin", said)]


@pytest.mark.parametrize(
    "text",
    [
        "Teken alleen wat u begrijpt.",
        "Heeft u geen eten en geen slaapplek?",
        "Geef geen pas, geen code en geen sleutel.",
        "Ik weet het niet. Ik heb geen tijd.",
        "Kunt u niet komen, dan geeft dat niets.",
        "Dat kost niet ongeveer tien euro.",
        "Zet het niet onder de tafel.",
    ],
)
def test_saying_no_of_two_things_is_not_a_double_negation(find: Find, text: str) -> None:
    assert find(text) == []


def test_an_advice_shows_the_whole_sentence(find: Find) -> None:
    (one,) = find("Bel ons. Uw huur wordt betaald.")
    assert one.voorstel == "Zeg wie het doet, zoals: de gemeente betaalt. U schreef: Uw huur wordt betaald."
