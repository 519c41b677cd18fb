"""Whatever is typed at a question: it never crashes, and never becomes an answer that can't be."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from content.screening import OVERSLAAN, WEET_NIET
from content.screening.asking.choose import as_question
from content.screening.asking.options import Antwoordoptie
from content.screening.asking.questions import Vraag
from content.screening.asking.reading import read
from content.screening.model import Question
from tests.property.screening_households import ON, screening

QUESTIONS = tuple(vraag.id for vraag in screening().vragenlijst.vragen)
NUMBERS = st.integers(-(10**9), 10**30) | st.floats(allow_nan=True, allow_infinity=True) | st.decimals()
SIGNS = st.text("0123456789.,-−+€% /xe½²٣\u00a0\n\t", max_size=25)
SAID = (
    *("ja", "nee", "geen", "3", "7", "0", "300", "-5", "40", "1.000,50", "1,5k", "duizend", "honderd", "miljoen"),
    *("euro", "kinderen", "kind", "jaar", "week", "maand", "uur", "per", "en", "of", "minimum", "minimumloon", "bruto"),
    *("bijstand", "aow", "zzp", "kamer", "koophuis", "opvang", "baby", "tweeling", "onbekend", "😀", "👶👶", "؟"),
)
WORDS = st.lists(st.sampled_from(SAID), max_size=7).map(" ".join)
TEXTS = st.text(max_size=60) | SIGNS | WORDS | NUMBERS.map(str) | st.tuples(NUMBERS.map(str), WORDS).map(" ".join)
IMPOSSIBLE = {
    "leeftijd": ("300", "-5", "121", "999999999999999999999", "-40 jaar", "min 40", "€-40"),
    "woning": ("-5", "- 5", "−5", "€ -5", "€-5", "-€5", "-€ 5,50", "min 5 euro", "99999999", "9" * 400),
    "inkomen": ("-1200", "€-1200", "min 1200", "1000000 per maand", "9" * 400),
    "vermogen": ("-500", "€ -500", "min 500", "9" * 400),
    "kinderen_aantal": ("40", "-2", "40 kinderen", "1000", "min 2"),
    "kinderen_leeftijd": ("300", "18", "-3", "3 en 300", "40", "3, 7 en 21"),
    "opvang_uren": ("-10", "1000", "€-10", "9" * 400),
    "laag_inkomen": ("300", "-3"),
}
LEAST, MOST = 0, {"leeftijd": 120, "kale_huur": 5_000, "opvang_1_uren": 230, "inkomen_bedrag": 20_000}
MANY_CHILDREN = 20


def asked(vraag: Vraag) -> Question:
    return as_question(screening().vragenlijst, vraag, {}, 1, 1)


def chosen(vraag: Vraag, text: str) -> Antwoordoptie | None:
    """Return the option that a text stands for; it is always one that exists."""
    found = read(screening().vragenlijst, asked(vraag), text, ON, {})
    if found in (None, WEET_NIET, OVERSLAAN):
        return None
    option = vraag.option(found)
    assert option is not None, (vraag.id, text, found)
    return option


@given(question_id=st.sampled_from(QUESTIONS), text=TEXTS)
@example(question_id="kinderen_leeftijd", text="²")
@example(question_id="inkomen", text="1.000 0")
@example(question_id="inkomen", text="minimumloon ٣٦ uur")
@settings(max_examples=1500, deadline=None)
def test_whatever_is_typed_is_an_answer_that_can_be_or_none(question_id: str, text: str) -> None:
    vraag = screening().vragenlijst.vraag(question_id)
    option = chosen(vraag, text)
    for point in option.points() if option else ():
        for name, value in point.items():
            assert value >= LEAST, (text, option)
            assert value <= MOST.get(name, 10**9), (text, option)
        assert sum(value for name, value in point.items() if name.startswith("kinderen_")) <= MANY_CHILDREN


@pytest.mark.parametrize(
    ("question_id", "text"), [(name, text) for name, texts in IMPOSSIBLE.items() for text in texts]
)
def test_a_number_that_cannot_be_is_no_answer(question_id: str, text: str) -> None:
    assert chosen(screening().vragenlijst.vraag(question_id), text) is None


@pytest.mark.parametrize("text", ["😀", "👶👶👶", "abc", "?", "", " ", "\x00", "ﷺ", "½", "🙂 5️⃣"])
@pytest.mark.parametrize("question_id", ["leeftijd", "inkomen", "vermogen", "kinderen_aantal", "opvang_uren"])
def test_what_has_no_number_is_no_number(question_id: str, text: str) -> None:
    option = chosen(screening().vragenlijst.vraag(question_id), text)
    assert option is None or "5" in text


@given(data=st.data())
@settings(max_examples=400, deadline=None)
def test_a_typed_number_lies_within_its_answer(data: st.DataObject) -> None:
    vraag = data.draw(st.sampled_from([vraag for vraag in screening().vragenlijst.vragen if vraag.getal]))
    edges = [band for optie in vraag.opties if isinstance(band := optie.gegevens.get(vraag.getal or ""), list)]
    if not edges:
        return
    whole = {int(float(str(end))) for band in edges for end in band}
    most = int(min(vraag.hoogstens or max(whole), max(whole)))
    number = data.draw(st.integers(0, most) | st.sampled_from(sorted(end for end in whole if end <= most)))
    option = chosen(vraag, str(number))
    if option is None:
        assert number < min(whole), (vraag.id, number)
        return
    ends = [point[vraag.getal or ""] for point in option.points()]
    assert min(ends) <= number <= max(ends), (vraag.id, number, option)


@given(ages=st.lists(st.integers(0, 17), min_size=1, max_size=8), join=st.sampled_from([", ", " en ", " ", " & "]))
@settings(max_examples=200, deadline=None)
def test_typed_ages_are_the_ages_of_the_children(ages: list[int], join: str) -> None:
    vraag = screening().vragenlijst.vraag("kinderen_leeftijd")
    option = chosen(vraag, join.join(map(str, ages)))
    assert option is not None
    (point,) = option.points()
    assert sum(point.values()) == len(ages)
    assert point["kinderen_12_15"] == sum(12 <= age <= 15 for age in ages)
