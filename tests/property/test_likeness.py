"""The quick search for texts that are much alike finds exactly what comparing every two texts would find."""

from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from content import likeness
from content.likeness import alike

BASE = "ik kan mijn huur van deze maand niet betalen"
LETTERS = st.text("abceéinrst دж", max_size=40)


@st.composite
def nearly(draw: st.DrawFn) -> str:
    """Give a sentence with a few letters that went or came."""
    text = BASE * draw(st.integers(1, 5))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.text("aenxж ", max_size=2)) + text[at + draw(st.integers(0, 2)) :]
    return text


@given(texts=st.lists(LETTERS | nearly(), max_size=40), least=st.sampled_from([50, 80, 92, 100]))
@example(texts=[], least=92)
@example(texts=["", ""], least=92)
@settings(max_examples=150, deadline=None)
def test_what_is_alike_is_what_comparing_each_with_each_finds(texts: list[str], least: int) -> None:
    pairs = combinations(range(len(texts)), 2)
    expected = {(one, two) for one, two in pairs if fuzz.ratio(texts[one], texts[two]) >= least}
    assert set(alike(texts, least)) == expected


@pytest.mark.parametrize("step", [1, 3, 1000])
def test_the_size_of_the_steps_changes_nothing(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    texts = [BASE[: len(BASE) - cut] + "x" * add for cut in range(6) for add in range(6)]
    before = sorted(alike(texts, 92))
    monkeypatch.setattr(likeness, "STEP", step)
    assert sorted(alike(texts, 92)) == before
    assert before
