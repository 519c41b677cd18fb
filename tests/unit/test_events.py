"""Every control word, button and understood sentence, in every state of the talk."""

from dataclasses import replace

import pytest

from bot.dialogue.events import (
    COMMAND_OF_INTENT,
    COMMANDS,
    LOCAL,
    event_of_command,
    event_of_keuze,
    event_of_understanding,
    is_local,
)
from bot.messages import Event, Understanding
from content.catalogue import CONTENT
from content.controls import Controls
from content.talk import Stand

FREE = Stand(gemeente="leiden")
CHECK = replace(FREE, stroom="check", check={"woonsituatie": "alleen"})
CHECK_BEGUN = replace(FREE, stroom="check")
CONTACT = replace(FREE, stroom="contact", contact={"hoe": "chat"})
CONTACT_BEGUN = replace(FREE, stroom="contact")
DONE = replace(FREE, check={"woonsituatie": "alleen"})
ANSWER = {word: Event("antwoord", {"antwoord": word}) for word in ("overslaan", "weet_niet", "terug")}

TABLE = {
    # command: no question open, in the check, in the handoff
    "stop": (Event("stoppen"), Event("stoppen"), Event("stoppen")),
    "terug": (Event("terug"), ANSWER["terug"], ANSWER["terug"]),
    "overslaan": (Event("overslaan"), ANSWER["overslaan"], ANSWER["overslaan"]),
    "weet_niet": (Event("weet_niet"), ANSWER["weet_niet"], ANSWER["weet_niet"]),
    "mens": (Event("start_contact"), Event("start_contact"), Event("verder")),
    "check": (Event("start_check"), Event("verder"), Event("start_check")),
    "menu": (Event("menu"), Event("menu"), Event("menu")),
    "verder": (Event("verder"), Event("verder"), Event("verder")),
}


@pytest.mark.parametrize("command", sorted(TABLE))
def test_a_control_word_means_the_same_typed_and_pressed_in_every_state(command: str) -> None:
    expected = TABLE[command]
    assert tuple(event_of_command(command, stand) for stand in (FREE, CHECK, CONTACT)) == expected
    assert tuple(event_of_keuze(command, stand) for stand in (FREE, CHECK, CONTACT)) == expected


def test_every_control_word_of_the_content_has_an_effect() -> None:
    known = set(Controls.load(CONTENT)._words.values())
    assert known <= COMMANDS | LOCAL
    assert set(TABLE) == COMMANDS


def test_a_gemeente_is_for_the_dialogue_itself_and_help_nearby_is_for_the_rules() -> None:
    assert is_local("gemeente")
    assert is_local("gemeente:nijmegen")
    assert not is_local("buurt:voedselbank")
    assert event_of_keuze("gemeente:nijmegen", FREE) is None
    assert event_of_keuze("buurt:voedselbank", FREE) == Event("faq", {"onderwerp": "voedselbank", "vorm": "buurt"})


@pytest.mark.parametrize("stand", [CHECK_BEGUN, CONTACT_BEGUN])
def test_going_back_from_the_first_question_stops(stand: Stand) -> None:
    assert event_of_command("terug", stand) == Event("stoppen")


def test_going_back_after_the_check_opens_its_last_answer() -> None:
    assert event_of_command("terug", DONE) == Event("start_check", {"vorm": "terug"})


@pytest.mark.parametrize(
    ("keuze", "event"),
    [
        ("onderwerp:schaamte", Event("faq", {"onderwerp": "schaamte", "vorm": "kort"})),
        ("meer:schaamte", Event("faq", {"onderwerp": "schaamte", "vorm": "meer"})),
        ("makkelijker:schaamte", Event("faq", {"onderwerp": "schaamte", "vorm": "makkelijker"})),
        ("thema:basis", Event("thema", {"thema": "basis"})),
        ("antwoord:ja", Event("antwoord")),
        ("onderwerp:", None),
        ("thema:", None),
        ("antwoord:", None),
        ("stoppen", None),
        ("hervat", None),
        ("start_contact", None),
        ("", None),
        (":", None),
    ],
)
def test_a_button_leads_to_its_event_and_nothing_else_does(keuze: str, event: Event | None) -> None:
    assert event_of_keuze(keuze, FREE) == event


def test_an_answer_keeps_everything_behind_the_first_colon() -> None:
    assert event_of_keuze("antwoord:weg:telefoon", CONTACT) == Event("antwoord", {"antwoord": "weg:telefoon"})


@pytest.mark.parametrize(
    ("understood", "stand", "event"),
    [
        (
            Understanding("faq", "schaamte", ("schaamte",), "antwoord"),
            FREE,
            Event("faq", {"onderwerp": "schaamte", "vorm": "kort"}),
        ),
        (
            Understanding("faq", "a", ("a", "b", "c", "d", "e", "f"), "bedoelt_u"),
            FREE,
            Event("bedoelt_u", {"kandidaten": "a,b,c,d,e"}),
        ),
        (
            Understanding("faq", "a", ("a", "b", "c"), "bedoelt_u", ("b", "a")),
            FREE,
            Event("bedoelt_u", {"kandidaten": "b,a", "vorm": "twee"}),
        ),
        (
            Understanding("faq", "a", ("a", "b", "c"), "bedoelt_u", ("b", "a")),
            CHECK,
            Event("bedoelt_u", {"kandidaten": "b,a", "vorm": "twee"}),
        ),
        (Understanding("faq", "a", (), "weet_niet"), FREE, Event("buiten_bereik")),
        (
            Understanding("makkelijker", "makkelijker", (), "antwoord"),
            replace(FREE, onderwerp="schaamte"),
            Event("faq", {"onderwerp": "schaamte", "vorm": "makkelijker"}),
        ),
        (Understanding("makkelijker", "makkelijker", (), "antwoord"), FREE, Event("makkelijker")),
        (Understanding("bedankt", "bedankt", (), "antwoord"), CHECK, Event("bedankt")),
    ],
)
def test_a_sentence_leads_to_what_was_decided_about_it(understood: Understanding, stand: Stand, event: Event) -> None:
    assert event_of_understanding(understood, stand) == event


def test_a_sentence_about_a_topic_without_an_answer_is_an_ordinary_question() -> None:
    understood = Understanding("faq", "digid", ("digid",), "antwoord")
    assert event_of_understanding(understood, FREE) == Event("faq", {"onderwerp": "digid", "vorm": "kort"})


def test_every_intent_that_is_a_command_is_one_that_exists() -> None:
    assert set(COMMAND_OF_INTENT.values()) <= COMMANDS | LOCAL
