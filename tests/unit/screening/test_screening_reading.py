"""Typed answers."""

from datetime import date

import pytest

from content.screening import read_answer
from content.screening.asking.choose import as_question
from content.screening.asking.numerals import word_value
from content.screening.rules.system import Screening

ON = date(2026, 11, 22)
EARLIER = {"woonsituatie": "partner", "leeftijd": "van_27_tot_aow", "bron": "werk"}


@pytest.mark.parametrize(
    ("vraag", "tekst", "optie"),
    [
        ("inkomen", "1200 per maand", "rond_1200"),
        ("inkomen", "zo'n 1.510 euro", "rond_1500"),
        ("inkomen", "zo’n €1.500,-", "rond_1500"),
        ("inkomen", "1 450 ofzo", "rond_1450"),
        ("inkomen", "300 in de week", "rond_1300"),
        ("inkomen", "500 per week", "rond_2150"),
        ("inkomen", "1400 per 4 weken", "rond_1500"),
        ("inkomen", "24000 per jaar", "rond_2000"),
        ("inkomen", "ik werk 32 uur en krijg 1700", "rond_1700"),
        ("inkomen", "vijftienhonderd", "rond_1500"),
        ("inkomen", "tweeduizend honderd", "rond_2100"),
        ("inkomen", "2,5k", "rond_2500"),
        ("inkomen", "tussen de 1600 en 1900", "van_1600_tot_2000"),
        ("inkomen", "tussen de 1300 en 1900", None),
        ("inkomen", "geen inkomen", "rond_0"),
        ("inkomen", "1800 bruto", None),
        ("inkomen", "14 euro per uur", None),
        ("inkomen", "999999", None),
        ("inkomen", "-5", None),
        ("inkomen", "weet ik niet", "weet_niet"),
        ("inkomen", "ik weet het niet precies, 1200?", "rond_1200"),
        ("inkomen", "zeg ik liever niet", "overslaan"),
        ("inkomen", "Minder dan € 1.000", "tot_1000"),
        ("inkomen", "de kat slaapt", None),
        ("inkomen", "bijstand", "bijstand"),
        ("inkomen", "ik zit in de bijstand", "bijstand"),
        ("bron", "ik heb een baan", "werk"),
        ("bron", "ik zit in de ziektewet", "uwv"),
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
        ("woning", "een koophuis", "koophuis"),
        ("woning", "640 euro kaal", "rond_640"),
        ("woning", "712,50", "rond_710"),
        ("woning", "ik huur een kamer", "inwonend"),
        ("woning", "huur -5", None),
        ("kinderen_aantal", "40 kinderen", None),
        ("kinderen_aantal", "ik heb 3 kinderen", "drie"),
        ("kinderen_aantal", "twee kinderen", "twee"),
        ("opvang_uren", "60 uur", "rond_60"),
        ("opvang_uren", "120 uur voor 2 kinderen", "rond_120"),
        ("vermogen", "2000, samen met 3 kinderen", "van_1500_tot_8000"),
        ("kinderen_leeftijd", "3 en 7", "leeftijden_3_7"),
        ("kinderen_leeftijd", "een van 12, een van 4 jaar", "leeftijden_4_12"),
        ("kinderen_leeftijd", "8 maanden en drie jaar", "leeftijden_0_3"),
        ("kinderen_leeftijd", "300", None),
        ("laag_inkomen", "al 5 jaar", "vijf_jaar_of_langer"),
        ("laag_inkomen", "twee jaar", "korter"),
        ("laag_inkomen", "sinds kort", "korter"),
        ("laag_inkomen", "3 maanden", "korter"),
        ("laag_inkomen", "drie weken", "korter"),
        ("laag_inkomen", "een paar maanden", "korter"),
        ("laag_inkomen", "anderhalf jaar", "korter"),
        ("laag_inkomen", "48 maanden", "drie_jaar_of_langer"),
        ("laag_inkomen", "4 jaar en 3 maanden", "drie_jaar_of_langer"),
        ("laag_inkomen", "een dag", None),
        ("leeftijd", "ik ben 35", "rond_35"),
        ("leeftijd", "zeventien", "rond_17"),
        ("leeftijd", "20", "rond_20"),
        ("leeftijd", "67 jaar", "rond_67"),
        ("leeftijd", "18 jaar en 2 maanden", "rond_18"),
        ("leeftijd", "300", None),
        ("leeftijd", "ik krijg aow", "aow"),
    ],
)
def test_a_typed_answer_is_read_as_the_option_that_it_means(
    screening: Screening, vraag: str, tekst: str, optie: str | None
) -> None:
    question = as_question(screening.vragenlijst, screening.vragenlijst.vraag(vraag), EARLIER, 1, 6)
    assert read_answer(question, tekst, ON, EARLIER) == optie


@pytest.mark.parametrize(("tekst", "least", "most"), [("minimumloon, 24 uur", 1375, 1550), ("wml 40 uur", 2150, 2400)])
def test_the_minimum_wage_with_hours_is_an_income(screening: Screening, tekst: str, least: int, most: int) -> None:
    # Gross per month: hours x 52 / 12 x 14.99 (July 2026). Net lies between that less 10 % and the whole of it.
    question = as_question(screening.vragenlijst, screening.vragenlijst.vraag("inkomen"), EARLIER, 1, 6)
    found = read_answer(question, tekst, ON, EARLIER)
    assert found is not None
    assert least <= int(found.removeprefix("rond_")) <= most


@pytest.mark.parametrize(
    ("leeftijd", "found"),
    [
        ("rond_18", "tot_1000"),  # 7.50 an hour: 780 a month
        ("rond_20", "van_1000_tot_1400"),  # 11.99 an hour: 1,247 a month before tax
        ("onder_18", "tot_1000"),
        ("van_18_tot_21", None),  # the wages of 18 and 20 lie too far apart
        ("weet_niet", None),
        ("aow", "van_1400_tot_1600"),
    ],
)
def test_the_minimum_wage_depends_on_the_age(screening: Screening, leeftijd: str, found: str | None) -> None:
    question = as_question(screening.vragenlijst, screening.vragenlijst.vraag("inkomen"), {}, 1, 6)
    read = read_answer(question, "minimumloon 24 uur", ON, {"leeftijd": leeftijd})
    assert (screening.vragenlijst.base_id("inkomen", read) if read else None) == found


def test_the_minimum_wage_without_hours_is_asked_again(screening: Screening) -> None:
    question = as_question(screening.vragenlijst, screening.vragenlijst.vraag("inkomen"), EARLIER, 1, 6)
    assert read_answer(question, "minimumloon", ON, EARLIER) is None


def test_an_option_that_is_not_shown_is_not_read(screening: Screening) -> None:
    question = as_question(
        screening.vragenlijst, screening.vragenlijst.vraag("bron"), {"leeftijd": "van_18_tot_21"}, 1, 6
    )
    assert read_answer(question, "AOW en pensioen", ON, {}) is None


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
