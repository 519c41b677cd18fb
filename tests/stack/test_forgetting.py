"""After `wis`, and after the time to live, nothing of a talk is found anywhere."""

import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.harness.inwoner import Inwoner
from tests.harness.stack import ROOT, Stack

pytestmark = pytest.mark.stack
SECRET = "mijn kanarie heet pietepeuterig en mijn huur is te laat"
WORD = "pietepeuterig"
KNOWN = '"gemeente":"leiden"'
CHOICES = ["check", "weet_niet", "weet_niet"]


def tracker_text(stack: Stack, conversation: str) -> str:
    """Return everything that Rasa's tracker store holds about a conversation, as it would be dumped."""
    return httpx.get(f"{stack.rasa_url}/conversations/{conversation}/tracker", params={"include_events": "ALL"}).text


def database_bytes(stack: Stack) -> bytes:
    """Return the bytes of the database with its journal."""
    return b"".join(path.read_bytes() for path in stack.folder.glob("rondkomen.db*"))


def talk(stack: Stack) -> Inwoner:
    """Have a talk with a recognisable sentence in it, also in the free text of a handoff that isn't sent."""
    person = Inwoner(stack.url)
    person.types(SECRET)
    for keuze in CHOICES:
        person.keuze(keuze)
    person.keuze("mens")
    person.types(f"het gaat om {WORD}")
    return person


def assert_nowhere(stack: Stack) -> None:
    """Look where something could have stayed."""
    assert WORD.encode() not in database_bytes(stack)
    assert WORD not in stack.logs()


def test_what_is_typed_never_reaches_the_tracker(stack: Stack) -> None:
    """Even while the talk is alive, Rasa holds choices and no text."""
    person = talk(stack)
    dump = tracker_text(stack, person.id)
    assert KNOWN in dump, "the tracker should know this talk, else this test proves nothing"
    assert WORD not in dump
    assert_nowhere(stack)


def test_wis_leaves_nothing(stack: Stack) -> None:
    """After `wis` the bot, Rasa, the database and the logs know nothing of the talk."""
    person = talk(stack)
    person.types("wis")
    assert "gewist" in person.text
    dump = tracker_text(stack, person.id)
    assert WORD not in dump
    assert KNOWN not in dump, "Rasa still holds events"
    remembered = person.http.get(f"/v1/gesprekken/{person.id}/berichten", params={"na": 0}).text
    assert WORD not in remembered
    assert_nowhere(stack)


def test_deleting_the_conversation_ends_it(stack: Stack) -> None:
    """DELETE erases and the token is worthless afterwards."""
    person = talk(stack)
    assert person.erases() == 204
    assert person.http.get(f"/v1/gesprekken/{person.id}/berichten").status_code == 404
    assert KNOWN not in tracker_text(stack, person.id)
    assert_nowhere(stack)


def test_erasing_works_while_rasa_is_down(stack: Stack) -> None:
    """`wis` never fails; Rasa's memory is gone with its process."""
    person = talk(stack)
    stack.kill_rasa()
    try:
        person.types("wis")
        assert "gewist" in person.text
    finally:
        stack.start_rasa()
    assert KNOWN not in tracker_text(stack, person.id)


@pytest.fixture
def forgetful(tmp_path: Path, stack: Stack) -> Iterator[Stack]:
    """Give a second app with a time to live of three seconds, on the same Rasa's model."""
    short = Stack(tmp_path, {"BOT_CONVERSATION_MINUTES": "0.05", "BOT_SWEEP_SECONDS": "1"})
    short.start_app()
    short.start_rasa()
    try:
        yield short
    finally:
        short.stop()


def test_after_the_time_to_live_nothing_is_left(forgetful: Stack) -> None:
    """The sweeper forgets on its own, at Rasa too, and the conversation can't be reached any more."""
    person = talk(forgetful)
    assert KNOWN in tracker_text(forgetful, person.id)
    time.sleep(6)
    assert person.http.get(f"/v1/gesprekken/{person.id}/berichten").status_code == 404
    assert KNOWN not in tracker_text(forgetful, person.id)
    assert_nowhere(forgetful)


def row_counts(stack: Stack) -> dict[str, int]:
    """Count the rows of every table."""
    with sqlite3.connect(stack.database) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


def test_a_talk_without_consent_makes_no_row(stack: Stack) -> None:
    """Nothing is stored of a talk, not even of a handoff that was prepared and not agreed to."""
    before = row_counts(stack)
    talk(stack)
    assert row_counts(stack) == before
    assert "handoff" in before


def test_nothing_of_ours_listens_on_other_addresses(stack: Stack) -> None:
    """Both servers listen on loopback only."""
    listening = subprocess.run(["ss", "-ltn"], capture_output=True, text=True, check=False, cwd=ROOT).stdout
    for port in (stack.app_port, stack.rasa_port):
        lines = [line for line in listening.splitlines() if f":{port} " in line]
        assert all("127.0.0.1" in line for line in lines), lines
