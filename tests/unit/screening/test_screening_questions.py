"""Which question comes next, and that the row always ends."""

import random
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.screening import MAX_QUESTIONS, WEET_NIET, Uitkomst, next_question, outcomes
from content.screening.asking.choose import choose
from content.screening.possible.likely import maybe_likely
from content.screening.rules.system import default

ON = date(2026, 11, 22)
LIKELY = (
    "alleen",
    "van_27_tot_aow",
    "bijstand",
    "tot_1500",
    "van_475_tot_715",
    "nee",
    "drie_jaar_of_langer",
)


def walk(pick: random.Random) -> dict[str, str]:
    """Answer at random until nothing is asked any more."""
    answers: dict[str, str] = {}
    while (question := next_question(answers, gemeente="leiden", on=ON)) is not None:
        assert question.id not in answers
        assert question.nummer == len(answers) + 1 <= question.van <= MAX_QUESTIONS
        answers[question.id] = pick.choice([*(optie.id for optie in question.opties), WEET_NIET, "overslaan"])
    return answers


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_every_path_ends_within_twelve_questions(seed: int) -> None:
    assert len(walk(random.Random(seed))) <= MAX_QUESTIONS


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_an_answer_never_widens_a_range_and_never_undoes_a_certainty(seed: int) -> None:
    answers = walk(random.Random(seed))
    earlier = by_id({})
    for count in range(1, len(answers) + 1):
        later = by_id(dict(list(answers.items())[:count]))
        for regeling, before in earlier.items():
            after = later[regeling]
            assert before.uitkomst in ("misschien", after.uitkomst)
            if before.bedrag and after.bedrag:
                assert before.bedrag.min <= after.bedrag.min <= after.bedrag.max <= before.bedrag.max
        earlier = later


def by_id(answers: dict[str, str]) -> dict[str, Uitkomst]:
    return {one.regeling: one for one in outcomes(answers, gemeente="leiden", on=ON)}


def test_not_knowing_anything_ends_with_nothing_certain_and_a_question_that_decides() -> None:
    answers: dict[str, str] = {}
    while (question := next_question(answers, gemeente="leiden", on=ON)) is not None:
        answers[question.id] = WEET_NIET
    found = by_id(answers)
    for regeling in ("zorgtoeslag", "huurtoeslag", "kindgebonden_budget", "bijstand"):
        assert found[regeling].uitkomst == "misschien"
        assert found[regeling].beslissende_vraag in default().vragenlijst.ids()


def test_a_tenant_on_bijstand_is_told_what_is_likely_after_few_answers() -> None:
    answers: dict[str, str] = {}
    while (question := next_question(answers, gemeente="leiden", on=ON)) is not None:
        answers[question.id] = next(optie.id for optie in question.opties if optie.id in LIKELY)
    found = by_id(answers)
    assert len(answers) <= 8
    assert {found[one].uitkomst for one in ("zorgtoeslag", "huurtoeslag")} == {"ja"}
    zorg = found["zorgtoeslag"].bedrag
    assert zorg is not None
    assert (zorg.min, zorg.max, zorg.per) == (129, 129, "maand")
    assert found["bijstand"].heeft_al


def test_something_is_certain_after_three_answers() -> None:
    answers: dict[str, str] = {}
    for _ in range(3):
        question = next_question(answers, gemeente="leiden", on=ON)
        assert question is not None
        answers[question.id] = next(optie.id for optie in question.opties if optie.id in LIKELY)
    assert "ja" in {uitkomst.uitkomst for uitkomst in by_id(answers).values()}


def test_questions_that_decide_nothing_are_skipped_for_who_is_rich() -> None:
    rich = {
        "woonsituatie": "alleen",
        "leeftijd": "van_27_tot_aow",
        "bron": "werk",
        "inkomen": "vanaf_4500",
        "vermogen": "vanaf_146000",
    }
    rich |= {"woning": "koophuis"}
    assert next_question(rich, gemeente="leiden", on=ON) is None
    found = by_id(rich)
    assert found["zorgtoeslag"].uitkomst == "nee"
    assert all(uitkomst.reden and uitkomst.hoe for uitkomst in found.values())


def test_a_question_that_depends_on_another_waits_for_it() -> None:
    with_children = {"woonsituatie": "alleen_kinderen"}
    asked = []
    while (question := next_question(with_children, gemeente="leiden", on=ON)) is not None:
        asked.append(question.id)
        with_children[question.id] = question.opties[0].id
    assert asked.index("kinderen_aantal") < asked.index("kinderen_leeftijd")
    without = {"woonsituatie": "alleen"}
    while (question := next_question(without, gemeente="leiden", on=ON)) is not None:
        assert not question.id.startswith(("kinderen", "opvang"))
        without[question.id] = question.opties[0].id


def test_an_answer_that_no_longer_exists_is_asked_again() -> None:
    first = next_question({}, gemeente="leiden", on=ON)
    assert next_question({"inkomen": "oude_optie", "oude_vraag": "ja"}, gemeente="leiden", on=ON) == first


@pytest.mark.parametrize(
    "answers", [{"inkomen": "tot_1000"}, {"inkomen": "bijstand", "woonsituatie": "alleen_kinderen"}]
)
def test_a_turn_takes_a_fraction_of_a_second(answers: dict[str, str]) -> None:
    screening = default()
    schemes = screening.schemes("leiden", ON)
    screening.needs(ON)
    times = []
    for _ in range(5):
        start = time.process_time()
        choose(screening, answers, ON, "leiden")
        maybe_likely(screening, screening.axes(answers), schemes, ON)
        times.append(time.process_time() - start)
    assert min(times) < 0.1
