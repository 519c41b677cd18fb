"""What is told of a household in part never excludes what is right for it, in words and in the chat."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.screening import WEET_NIET
from content.screening.asking.choose import as_question
from scripts.bevolking.answers import option_for, said_too_much
from scripts.bevolking.home import told
from scripts.bevolking.households import Household
from scripts.bevolking.truth import as_asked
from tests.property.screening_households import (
    CHAT_SOURCES,
    ON,
    Facts,
    excluded,
    households,
    judged,
    paths,
    said,
    screening,
    without,
)

NOT_ASKED_WHETHER_THEY_WORK = ("bijstand", "alleen_aow")
SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> None:
    screening()


@given(facts=households(), data=st.data())
@SLOW
def test_hiding_facts_never_excludes_what_is_right(facts: Facts, data: st.DataObject) -> None:
    hidden = data.draw(st.lists(st.sampled_from(sorted(paths(facts), key=str)), min_size=1, max_size=5, unique=True))
    left = without(facts, hidden)
    assert not excluded(judged(facts), judged(left)), left


@st.composite
def talks(draw: st.DrawFn) -> tuple[Facts, dict[str, str]]:
    """Give a household as the chat asks of it, and some of the answers that it would give, in any order."""
    bron = draw(st.sampled_from(list(CHAT_SOURCES)))
    facts = as_asked(draw(households(source=CHAT_SOURCES[bron], monthly=True)))
    if bron in NOT_ASKED_WHETHER_THEY_WORK:
        facts["aanvrager"]["werkt"] = False
    one = Household(facts, told(facts, bron, facts["jaren_laag_inkomen"]), decile=1)
    answers: dict[str, str] = {}
    lijst = screening().vragenlijst
    for vraag in lijst.vragen:
        question = as_question(lijst, vraag, answers, 1, 1)
        applies = all(answers.get(name) in allowed for name, allowed in vraag.alleen_als.items())
        if applies and question.opties and draw(st.integers(0, 3)):
            answers[vraag.id] = option_for(one, question, ON, typed=draw(st.booleans())) or WEET_NIET
    for vraag in said_too_much(one, answers):
        del answers[vraag]
    return facts, answers


@given(talk=talks())
@SLOW
def test_answers_that_are_true_never_exclude_what_is_right(talk: tuple[Facts, dict[str, str]]) -> None:
    facts, answers = talk
    assert not excluded(judged(facts), said(answers)), answers


@given(talk=talks(), seed=st.integers(0, 1000))
@settings(SLOW, max_examples=15)
def test_the_order_of_the_answers_changes_no_outcome(talk: tuple[Facts, dict[str, str]], seed: int) -> None:
    _, answers = talk
    shuffled = list(answers.items())
    random.Random(seed).shuffle(shuffled)
    assert said(dict(shuffled)) == said(answers)


WORKING = {
    "aanvrager": {"leeftijd": 40, "bron": "loon", "netto_maand": 500, "zorgverzekerd": True, "werkt": True},
    "partner": None,
    "kinderen": [],
    "medebewoners": [],
    "vermogen": 0,
    "woning": {"soort": "huur", "kale_huur": 700, "servicekosten": 0},
    "jaren_laag_inkomen": 5,
}


@pytest.mark.parametrize(
    ("ages", "answer"),
    [
        ([20], "jonger_dan_27"),
        ([40], "een_van_27"),
        ([30, 40], "meer_van_27"),
        ([30, 40, 50], "meer_van_27"),
        ([20, 40], "een_van_27"),
        ([19, 22, 25], "jonger_dan_27"),
    ],
)
def test_what_is_answered_of_housemates_holds_for_all_who_would_answer_it(ages: list[int], answer: str) -> None:
    facts = {**WORKING, "medebewoners": [{"leeftijd": age} for age in ages]}
    answers = {"inkomen": "rond_500", "leeftijd": "van_27_tot_aow", "vermogen": "tot_1500", "woonsituatie": "alleen"}
    answers |= {"bron": "werk", "woning": "rond_700", "medebewoners": answer}
    assert not excluded(judged(facts), said(answers))


def test_bijstand_does_not_exclude_kinderopvangtoeslag_for_who_works_or_learns() -> None:
    child = {"leeftijd": 3, "opvang": {"soort": "dagopvang", "uren_maand": 60, "uurtarief": 10}}
    person = {"leeftijd": 30, "bron": "bijstand", "zorgverzekerd": True, "werkt": True}
    facts = {**WORKING, "aanvrager": person, "kinderen": [child]}
    answers = {"inkomen": "bijstand", "woonsituatie": "alleen_kinderen", "opvang": "dagopvang"}
    assert not excluded(judged(facts), said(answers))
