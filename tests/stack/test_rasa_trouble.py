"""Rasa hangs, dies or comes back: the talk goes on, and nobody waits long."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.harness.inwoner import Inwoner
from tests.harness.stack import Stack

pytestmark = pytest.mark.stack


@pytest.fixture
def hanging(stack: Stack) -> Iterator[Stack]:
    """Give a stack whose Rasa accepts connections and never answers."""
    stack.freeze_rasa(True)
    try:
        yield stack
    finally:
        stack.freeze_rasa(False)
        time.sleep(0.6)


def test_a_hanging_rasa_costs_seconds_once_and_not_at_every_message(hanging: Stack) -> None:
    """The first message waits for the time-out, the next ones don't."""
    person = Inwoner(hanging.url)
    began = time.monotonic()
    person.types("ik kan mijn huur niet betalen")
    assert time.monotonic() - began < 5
    assert "knoppen" in person.text
    began = time.monotonic()
    person.keuze("thema:achterstand")
    assert time.monotonic() - began < 0.5
    assert person.berichten[0]["keuzes"]


def test_danger_is_answered_at_once_while_rasa_hangs(hanging: Stack) -> None:
    """The lexicon doesn't wait for anybody."""
    person = Inwoner(hanging.url)
    began = time.monotonic()
    person.types("ik wil dood")
    assert time.monotonic() - began < 0.5
    assert person.berichten[0]["soort"] == "crisis"


def test_a_restarted_rasa_takes_up_the_talk_where_it_was(stack: Stack) -> None:
    """Rasa lost its memory between two answers; the inwoner doesn't notice."""
    person = Inwoner(stack.url)
    person.keuze("check")
    person.keuze("weet_niet")
    assert "Vraag 2" in person.text
    stack.kill_rasa()
    stack.start_rasa()
    person.keuze("weet_niet")
    assert "Vraag 3" in person.text


def test_messages_at_the_same_time_are_answered_in_their_order(stack: Stack) -> None:
    """Two quick taps don't cross: each answer is counted once."""
    person = Inwoner(stack.url)
    person.keuze("check")

    def tap(number: int) -> int:
        body = {"id": f"tap{number}", "keuze": "weet_niet"}
        return person.http.post(f"/v1/gesprekken/{person.id}/berichten", json=body).status_code

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(tap, range(4))) == {200}
    person.keuze("verder")
    assert "Vraag 5" in person.text
