"""Which question comes next, and that the row always ends."""

import random
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.screening import MAX_QUESTIONS, WEET_NIET, next_question, outcomes

ON = date(2026, 11, 22)
LIKELY = ("bijstand", "van_21_tot_aow", "tot_1500", "alleen", "ja", "drie_jaar_of_langer")


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
def test_every_path_ends_within_six_questions(seed: int) -> None:
    assert len(walk(random.Random(seed))) <= MAX_QUESTIONS


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_an_answer_never_widens_a_range_and_never_undoes_a_certainty(seed: int) -> None:
    answers = walk(random.Random(seed))
    earlier = outcomes({}, gemeente="leiden", on=ON)
    for count in range(1, len(answers) + 1):
        later = outcomes(dict(list(answers.items())[:count]), gemeente="leiden", on=ON)
        for before, after in zip(earlier, later, strict=True):
            assert before.uitkomst in ("misschien", after.uitkomst)
            if before.bedrag and after.bedrag:
                assert before.bedrag.min <= after.bedrag.min <= after.bedrag.max <= before.bedrag.max
        earlier = later


def test_not_knowing_anything_ends_with_only_misschien_and_a_question_that_decides() -> None:
    answers: dict[str, str] = {}
    while (question := next_question(answers, gemeente="leiden", on=ON)) is not None:
        answers[question.id] = WEET_NIET
    found = outcomes(answers, gemeente="leiden", on=ON)
    assert {uitkomst.uitkomst for uitkomst in found} == {"misschien"}
    assert all(uitkomst.beslissende_vraag in answers for uitkomst in found)


def test_a_tenant_on_bijstand_gets_three_times_ja_after_six_answers() -> None:
    answers: dict[str, str] = {}
    while (question := next_question(answers, gemeente="leiden", on=ON)) is not None:
        answers[question.id] = next(optie.id for optie in question.opties if optie.id in LIKELY)
    found = {uitkomst.regeling: uitkomst for uitkomst in outcomes(answers, gemeente="leiden", on=ON)}
    assert {uitkomst.uitkomst for uitkomst in found.values()} == {"ja"}
    zorg = found["zorgtoeslag"].bedrag
    assert zorg is not None
    assert (zorg.min, zorg.max, zorg.per) == (129, 129, "maand")


def test_something_is_certain_after_three_answers() -> None:
    answers: dict[str, str] = {}
    for _ in range(3):
        question = next_question(answers, gemeente="leiden", on=ON)
        assert question is not None
        answers[question.id] = next(optie.id for optie in question.opties if optie.id in LIKELY)
    assert "ja" in {uitkomst.uitkomst for uitkomst in outcomes(answers, gemeente="leiden", on=ON)}


def test_questions_that_decide_nothing_are_skipped_for_a_child() -> None:
    assert next_question({"leeftijd": "onder_18"}, gemeente="leiden", on=ON) is None
    found = outcomes({"leeftijd": "onder_18"}, gemeente="leiden", on=ON)
    assert {uitkomst.uitkomst for uitkomst in found} == {"nee"}
    assert all(uitkomst.reden and uitkomst.hoe for uitkomst in found)


def test_one_insured_of_two_is_an_answer_only_with_a_partner() -> None:
    shown = {}
    for home in ("alleen", "partner"):
        answers = {"woonsituatie": home, "inkomen": "tot_1400", "leeftijd": "aow", "vermogen": "tot_1500"}
        question = next_question(answers, gemeente="leiden", on=ON)
        assert question is not None
        assert question.id == "zorgverzekerd"
        shown[home] = {optie.id for optie in question.opties}
    assert shown["partner"] - shown["alleen"] == {"een_van_ons"}


def test_savings_beside_a_house_are_asked_only_of_who_owns_one() -> None:
    base = {"leeftijd": "van_21_tot_aow", "woonsituatie": "alleen", "inkomen": "tot_1400"}
    asked = set()
    for answers in (base, {**base, "vermogen": "tot_1500"}, {**base, "vermogen": "koophuis"}):
        question = next_question(answers, gemeente="leiden", on=ON)
        assert question is not None
        asked.add((answers.get("vermogen"), question.id == "spaargeld"))
    assert asked == {(None, False), ("tot_1500", False), ("koophuis", True)}


def test_an_answer_that_no_longer_exists_is_asked_again() -> None:
    first = next_question({}, gemeente="leiden", on=ON)
    assert next_question({"inkomen": "oude_optie", "oude_vraag": "ja"}, gemeente="leiden", on=ON) == first


@pytest.mark.parametrize(
    "step", [lambda: next_question({}, gemeente="leiden", on=ON), lambda: outcomes({}, gemeente="leiden", on=ON)]
)
def test_a_step_takes_a_fraction_of_a_turn(step: object) -> None:
    assert callable(step)
    step()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    assert min(times) < 0.060  # measured: 0.014 s; the machine that runs tests may be busy
