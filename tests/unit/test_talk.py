"""The steps of a talk as pure functions of its state."""

import json
from dataclasses import replace

import pytest

from content import answers, talk
from content.catalogue import load_catalogue
from content.nearby import nearby
from content.talk import Outcome, Stand
from tests.harness.talking import without_answer

CATALOGUE = load_catalogue()
UNANSWERED = without_answer("digid")
FREE = Stand(gemeente="leiden")
OPEN = replace(FREE, stroom="check", check={"leeftijd": "x"})


def keuzes(outcome: Outcome) -> list[str]:
    return [keuze.keuze for keuze in outcome.berichten[-1].keuzes]


STEPS = [
    lambda stand: talk.answer(CATALOGUE, stand, "schaamte", "kort"),
    lambda stand: talk.answer(CATALOGUE, stand, "voedselbank", "buurt"),
    lambda stand: talk.answer(UNANSWERED, stand, "digid", "kort"),
    lambda stand: talk.danger(CATALOGUE, stand, "crisis_suicide"),
    lambda stand: talk.danger(CATALOGUE, stand, "crisis_suicide", taal="engels"),
    lambda stand: talk.offer(CATALOGUE, stand, "menu"),
    lambda stand: talk.offer(CATALOGUE, stand, "thema", thema="basis"),
    lambda stand: talk.offer(CATALOGUE, stand, "bedoelt_u", kandidaten="schaamte,privacy"),
    lambda stand: talk.offer(CATALOGUE, stand, "bedoelt_u", kandidaten="huisuitzetting,digid", vorm="twee"),
    lambda stand: talk.say(CATALOGUE, stand, "bedankt"),
    lambda stand: talk.say(CATALOGUE, stand, "andere_taal", taal="turks"),
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


@pytest.mark.parametrize("vorm", ["kort", "meer", "makkelijker"])
def test_a_topic_without_an_answer_is_told_honestly_and_remembered_for_the_wijkteam(vorm: str) -> None:
    outcome = talk.answer(UNANSWERED, FREE, "digid", vorm)
    assert outcome.berichten == (answers.no_answer_yet(UNANSWERED, "digid", gemeente="leiden"),)
    assert outcome.stand == replace(FREE, onderwerp="digid")


@pytest.mark.parametrize("topic", ["bedankt", "crisis_suicide", ""])
def test_talk_and_danger_are_no_questions_with_an_answer(topic: str) -> None:
    assert talk.answer(CATALOGUE, FREE, topic, "kort") == talk.say(CATALOGUE, FREE, "buiten_bereik")


def test_a_topic_stays_what_the_inwoner_saw_while_a_handoff_is_prepared() -> None:
    preparing = replace(FREE, stroom="contact", onderwerp="schaamte")
    assert talk.answer(CATALOGUE, preparing, "digid", "kort").stand == preparing


def test_a_language_is_answered_in_itself_and_only_when_the_language_is_what_it_is_about() -> None:
    (turkish,) = talk.say(CATALOGUE, FREE, "andere_taal", taal="turks").berichten
    assert turkish == answers.foreign_answer(CATALOGUE, "turks", gemeente="leiden")
    for taal in ("", "klingon"):
        (dutch,) = talk.say(CATALOGUE, FREE, "andere_taal", taal=taal).berichten
        assert dutch == answers.gesprek_answer(CATALOGUE, "andere_taal", gemeente="leiden")
    assert talk.say(CATALOGUE, FREE, "bedankt", taal="turks") == talk.say(CATALOGUE, FREE, "bedankt")


def test_two_problems_are_another_question_than_doubt() -> None:
    def text(vorm: str) -> str:
        return talk.offer(CATALOGUE, FREE, "bedoelt_u", kandidaten="schaamte,digid", vorm=vorm).berichten[0].tekst

    assert text("twee") == CATALOGUE.text("algemeen.twee_vragen")
    assert text("") == text("raar") == CATALOGUE.text("algemeen.bedoelt_u")


def test_help_nearby_is_told_by_the_sociale_kaart_and_remembers_the_topic() -> None:
    outcome = talk.answer(CATALOGUE, FREE, "voedselbank", "buurt")
    assert outcome.berichten == (nearby(CATALOGUE, "voedselbank", gemeente="leiden"),)
    assert outcome.stand == replace(FREE, onderwerp="voedselbank")


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
    assert outcome.berichten[0].tekst == CATALOGUE.text("overdracht.geweigerd", **CATALOGUE.gemeente_values("leiden"))


def test_stopping_without_an_open_question_says_so() -> None:
    assert talk.stop(CATALOGUE, FREE).berichten[0].tekst == CATALOGUE.text("algemeen.niets_te_stoppen")


def test_a_state_survives_json() -> None:
    stand = replace(OPEN, contact={"telefoon": "[telefoon]"}, onderwerp="schaamte")
    assert Stand.from_dict(json.loads(json.dumps(stand.as_dict()))) == stand
    assert Stand.from_dict(None) == Stand()
