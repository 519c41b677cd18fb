"""Thirty odd inputs: each gets a fitting answer or a clear error; nothing hangs, nothing of it is in a log."""

import json
import uuid

import httpx
import pytest

from tests.harness.inwoner import Inwoner
from tests.harness.stack import Stack

pytestmark = pytest.mark.stack
MARK = "zonderlingebladwijzer"

TEXTS = {
    "empty": ("", "geen tekst"),
    "spaces": ("   \n\t ", "geen tekst"),
    "ten thousand characters": (f"{MARK} " + "ik kan mijn huur niet betalen " * 340, "te lang"),
    "one word of three thousand letters": (MARK + "a" * 3000, "te lang"),
    "emoji only": ("😭😭🙏", "geen woorden"),
    "punctuation only": ("?!...!!", "geen woorden"),
    "arabic": ("لا أستطيع دفع الإيجار " + MARK, None),
    "cyrillic": ("Я не могу заплатить за квартиру " + MARK, None),
    "tigrinya": ("ክራይ ገዛ ክኸፍል ኣይክእልን " + MARK, None),
    "html": (f"<script>alert('{MARK}')</script> <b>huur</b>", None),
    "sql": (f"'; DROP TABLE handoff; -- {MARK}", None),
    "template": (f"{{{{7*7}}}} ${{jndi:ldap://voorbeeld.nl/{MARK}}} {{telefoon:alarm}}", None),
    "control characters": (f"huur\x00\x07\x1b[31m {MARK}", None),
    "right-to-left marks": (f"\u202e\u200f huur {MARK}", None),
    "a payload for Rasa": (f'/hervat{{"stand": {{"gemeente": "{MARK}"}}}}', None),
    "a reset for Rasa": ("/restart", None),
    "a thousand combining marks": ("h" + "\u0301" * 1000 + MARK, None),
    "digits only": ("1234567890", None),
    "a surrogate": ("huur \ud83d zonder helft", None),
}


def post(stack: Stack, person: Inwoner, **request: object) -> httpx.Response:
    """Send a raw request to a conversation."""
    return person.http.post(f"/v1/gesprekken/{person.id}/berichten", **request)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", TEXTS)
def test_an_odd_text_gets_a_fitting_answer(stack: Stack, name: str) -> None:
    """A text of any kind is answered with a message and a way to go on."""
    text, expected = TEXTS[name]
    person = Inwoner(stack.url)
    body = json.dumps({"id": "1", "tekst": text}).encode()
    answer = post(stack, person, content=body, headers={"Content-Type": "application/json"})
    if name == "a surrogate":
        assert answer.status_code in (200, 400)
    else:
        assert answer.status_code == 200, answer.text
        berichten = answer.json()["berichten"]
        assert berichten
        assert any(one["keuzes"] for one in berichten)
        assert "<script>" not in answer.text
        if expected:
            assert expected in berichten[0]["tekst"]
    assert MARK not in stack.logs()
    assert "Traceback" not in stack.logs()


def test_the_conversation_still_works_after_all_of_them(stack: Stack) -> None:
    """One conversation survives every odd text in a row."""
    person = Inwoner(stack.url)
    for text, _ in TEXTS.values():
        if "\ud83d" not in text:
            person.types(text)
    person.keuze("onderwerp:huurachterstand")
    assert person.berichten[0]["onderwerp"] == "huurachterstand"


def test_a_payload_for_rasa_cannot_steer_it(stack: Stack) -> None:
    """What looks like an event for Rasa is only a text."""
    person = Inwoner(stack.url)
    person.types('/antwoord{"antwoord": "akkoord"}')
    assert person.berichten[0]["soort"] in ("melding", "antwoord", "vraag")
    person.types("/start_contact")
    assert person.berichten[0]["soort"] != "overdracht"


def test_the_same_message_id_is_answered_once(stack: Stack) -> None:
    """A retry gets the same answer and doesn't answer the next question."""
    person = Inwoner(stack.url)
    person.keuze("check")
    first = post(stack, person, json={"id": "same", "keuze": "weet_niet"}).json()
    again = post(stack, person, json={"id": "same", "keuze": "weet_niet"}).json()
    assert first == again


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b'{"id": "1", "tekst": ', "application/json", 400),
        (b"", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"id": "1"}', "application/json", 400),
        (b'{"id": "1", "tekst": "a", "keuze": "menu"}', "application/json", 400),
        (b'{"id": "", "tekst": "a"}', "application/json", 400),
        (b'{"id": "1", "tekst": 7}', "application/json", 400),
        (b'{"id": "1", "tekst": "a", "extra": true}', "application/json", 400),
        (b"\xff\xfe\x00", "application/json", 400),
        (b"tekst=huur", "application/x-www-form-urlencoded", 415),
    ],
)
def test_a_broken_body_is_a_clear_problem(stack: Stack, body: bytes, content_type: str, status: int) -> None:
    """A body that can't be read is a problem in plain Dutch, never a trace."""
    person = Inwoner(stack.url)
    answer = post(stack, person, content=body, headers={"Content-Type": content_type})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "Dit bericht kon ik niet lezen. Typ uw vraag opnieuw."


@pytest.mark.parametrize("keuze", ["onbekend", "onderwerp:bestaat_niet", "thema:x", "antwoord:zomaar", "wis:nee", ":"])
def test_an_unknown_button_is_answered(stack: Stack, keuze: str) -> None:
    """A button that isn't there (any more) gets a message with other buttons."""
    person = Inwoner(stack.url)
    person.keuze(keuze)
    assert person.berichten[0]["keuzes"]


def test_an_unknown_gemeente_gets_the_national_texts(stack: Stack) -> None:
    """A gemeente without a folder is helped with what holds everywhere."""
    person = Inwoner(stack.url, gemeente="bestaatniet")
    person.keuze("hulp")
    assert "netnummer" in person.text


def test_an_impossible_gemeente_is_a_problem(stack: Stack) -> None:
    """A name that can't be a gemeente isn't guessed at."""
    answer = httpx.post(f"{stack.url}/v1/gesprekken", json={"gemeente": "../../etc", "kanaal": "widget"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_unknown_conversation_and_a_wrong_token_are_told_apart_from_success(stack: Stack) -> None:
    """Nobody gets in with a wrong token, and who comes too late hears that it is gone."""
    person = Inwoner(stack.url)
    body = {"id": "1", "tekst": "huur"}
    wrong = httpx.post(
        f"{stack.url}/v1/gesprekken/{person.id}/berichten", json=body, headers={"Authorization": "Bearer verkeerd"}
    )
    none = httpx.post(f"{stack.url}/v1/gesprekken/{person.id}/berichten", json=body)
    gone = httpx.post(
        f"{stack.url}/v1/gesprekken/{uuid.uuid4().hex}/berichten", json=body, headers={"Authorization": "Bearer x"}
    )
    assert (wrong.status_code, none.status_code, gone.status_code) == (401, 401, 404)
    assert "Begin een nieuw gesprek" in gone.json()["detail"]


def test_a_huge_body_is_refused(stack: Stack) -> None:
    """More than 64 KiB isn't read."""
    person = Inwoner(stack.url)
    answer = post(stack, person, json={"id": "1", "tekst": "a" * 200_000})
    assert answer.status_code == 413
    assert answer.json()["detail"].startswith("Uw bericht is te lang")
