"""The steps of a talk as pure functions of its state."""

import json
from dataclasses import replace

import pytest

from content import talk
from content.catalogue import load_catalogue
from content.talk import Outcome, Stand

CATALOGUE = load_catalogue()
FREE = Stand(gemeente="leiden")
OPEN = replace(FREE, stroom="check", check={"leeftijd": "x"})


def keuzes(outcome: Outcome) -> list[str]:
    return [keuze.keuze for keuze in outcome.berichten[-1].keuzes]


STEPS = [
    lambda stand: talk.answer(CATALOGUE, stand, "schaamte", "kort"),
    lambda stand: talk.danger(CATALOGUE, stand, "crisis_suicide"),
    lambda stand: talk.offer(CATALOGUE, stand, "menu"),
    lambda stand: talk.offer(CATALOGUE, stand, "thema", thema="basis"),
    lambda stand: talk.offer(CATALOGUE, stand, "bedoelt_u", kandidaten="schaamte,privacy"),
    lambda stand: talk.say(CATALOGUE, stand, "bedankt"),
]


@pytest.mark.parametrize("step", STEPS)
def test_an_open_question_stays_open_with_a_way_back_to_it(step: object) -> None:
    outcome = step(OPEN)  # type: ignore[operator]
    assert keuzes(outcome)[0] == "verder"
    assert (outcome.stand.stroom, outcome.stand.check) == ("check", OPEN.check)
    assert "verder" not in keuzes(step(FREE))  # type: ignore[operator]


def test_an_answer_remembers_its_topic() -> None:
    assert talk.answer(CATALOGUE, FREE, "schaamte", "meer").stand.onderwerp == "schaamte"


def test_an_unknown_topic_gets_an_honest_answer_and_keeps_the_topic() -> None:
    before = replace(FREE, onderwerp="schaamte")
    outcome = talk.answer(CATALOGUE, before, "bestaat_niet", "kort")
    assert outcome.stand == before
    assert outcome.berichten[0].onderwerp is None


def test_an_unknown_shape_is_the_short_one() -> None:
    assert talk.answer(CATALOGUE, FREE, "schaamte", "raar") == talk.answer(CATALOGUE, FREE, "schaamte", "kort")


@pytest.mark.parametrize(
    ("intent", "thema", "kandidaten"), [("thema", "raar", ""), ("bedoelt_u", "", ""), ("x", "", "")]
)
def test_an_offer_of_nothing_is_the_menu(intent: str, thema: str, kandidaten: str) -> None:
    offered = talk.offer(CATALOGUE, FREE, intent, thema=thema, kandidaten=kandidaten)
    assert offered == talk.offer(CATALOGUE, FREE, "menu")


def test_stopping_forgets_what_was_prepared_and_says_nothing_was_sent() -> None:
    stand = replace(FREE, stroom="contact", contact={"hoe": "chat"}, check={"leeftijd": "x"})
    outcome = talk.stop(CATALOGUE, stand)
    assert outcome.stand == replace(stand, stroom=None, contact={})
    assert outcome.berichten[0].tekst == CATALOGUE.text("algemeen.gestopt")


def test_stopping_without_an_open_question_says_so() -> None:
    assert talk.stop(CATALOGUE, FREE).berichten[0].tekst == CATALOGUE.text("algemeen.niets_te_stoppen")


def test_a_state_survives_json() -> None:
    stand = replace(OPEN, contact={"telefoon": "[telefoon]"}, onderwerp="schaamte")
    assert Stand.from_dict(json.loads(json.dumps(stand.as_dict()))) == stand
    assert Stand.from_dict(None) == Stand()
