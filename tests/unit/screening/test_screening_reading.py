"""Typed answers."""

import pytest

from content.screening import read_answer
from content.screening.choose import as_question
from content.screening.numerals import word_value
from content.screening.system import Screening

WITH_PARTNER = {"woonsituatie": "partner"}


@pytest.mark.parametrize(
    ("vraag", "tekst", "optie"),
    [
        ("inkomen", "1200 per maand", "tot_1400"),
        ("inkomen", "zo'n 1.500 euro", "van_1400_tot_1600"),
        ("inkomen", "zo’n €1.500,-", "van_1400_tot_1600"),
        ("inkomen", "1 450 ofzo", "van_1400_tot_1600"),
        ("inkomen", "300 in de week", "tot_1400"),
        ("inkomen", "500 per week", "van_2000_tot_2600"),
        ("inkomen", "1400 per 4 weken", "van_1400_tot_1600"),
        ("inkomen", "24000 per jaar", "van_2000_tot_2600"),
        ("inkomen", "ik werk 32 uur en krijg 1700", "van_1600_tot_2000"),
        ("inkomen", "vijftienhonderd", "van_1400_tot_1600"),
        ("inkomen", "tweeduizend honderd", "van_2000_tot_2600"),
        ("inkomen", "2,5k", "van_2000_tot_2600"),
        ("inkomen", "tussen de 1600 en 1900", "van_1600_tot_2000"),
        ("inkomen", "tussen de 1300 en 1900", None),
        ("inkomen", "bijstand", "bijstand"),
        ("inkomen", "ik zit in de bijstand", "bijstand"),
        ("inkomen", "geen inkomen", "tot_1400"),
        ("inkomen", "1800 bruto", None),
        ("inkomen", "14 euro per uur", None),
        ("inkomen", "weet ik niet", "weet_niet"),
        ("inkomen", "ik weet het niet precies, 1200?", "tot_1400"),
        ("inkomen", "zeg ik liever niet", "overslaan"),
        ("inkomen", "Minder dan € 1.400", "tot_1400"),
        ("inkomen", "de kat slaapt", None),
        ("woonsituatie", "samen met mn vriend", "partner"),
        ("woonsituatie", "alleen", "alleen"),
        ("woonsituatie", "alleen met mijn 2 kinderen", "alleen_kinderen"),
        ("woonsituatie", "geen partner, wel kinderen", "alleen_kinderen"),
        ("woonsituatie", "met mijn vrouw en dochtertje", "partner_kinderen"),
        ("woonsituatie", "gescheiden en geen kinderen", "alleen"),
        ("woonsituatie", "ik heb kinderen", None),
        ("vermogen", "ik heb 2000 spaargeld", "van_1500_tot_8000"),
        ("vermogen", "geen spaargeld", "tot_1500"),
        ("vermogen", "niks", "tot_1500"),
        ("vermogen", "een koophuis", "koophuis"),
        ("vermogen", "geen koophuis en 500 euro", "tot_1500"),
        ("zorgverzekerd", "ja", "ja"),
        ("zorgverzekerd", "nee", "nee"),
        ("zorgverzekerd", "weet niet", "weet_niet"),
        ("zorgverzekerd", "ik wel maar mijn partner niet", "een_van_ons"),
        ("laag_inkomen", "al 5 jaar", "drie_jaar_of_langer"),
        ("laag_inkomen", "twee jaar", "korter"),
        ("laag_inkomen", "sinds kort", "korter"),
        ("leeftijd", "ik ben 35", "van_21_tot_aow"),
        ("leeftijd", "zeventien", "onder_18"),
        ("leeftijd", "20", "van_18_tot_21"),
        ("leeftijd", "67 jaar", "aow"),
        ("leeftijd", "ik krijg aow", "aow"),
    ],
)
def test_a_typed_answer_is_read_as_the_option_that_it_means(
    screening: Screening, vraag: str, tekst: str, optie: str | None
) -> None:
    question = as_question(screening.vragenlijst.vraag(vraag), WITH_PARTNER, 1, 6)
    assert read_answer(question, tekst) == optie


def test_an_option_that_is_not_shown_is_not_read(screening: Screening) -> None:
    question = as_question(screening.vragenlijst.vraag("zorgverzekerd"), {"woonsituatie": "alleen"}, 1, 6)
    assert read_answer(question, "een van ons twee") is None


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("nul", 0),
        ("negentien", 19),
        ("vijfentwintig", 25),
        ("tweeentachtig", 82),
        ("honderd", 100),
        ("twaalfhonderd", 1200),
        ("vijftienhonderdvijftig", 1550),
        ("duizend", 1000),
        ("tweeduizendvijfhonderd", 2500),
        ("anderhalfduizend", 1500),
        ("hoiduizend", None),
        ("huis", None),
    ],
)
def test_a_number_in_words_has_its_value(word: str, value: float | None) -> None:
    assert word_value(word) == value
