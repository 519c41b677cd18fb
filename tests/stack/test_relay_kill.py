"""The app is killed in the middle of a chat, again and again: each message is there once, in order, on both sides."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.harness.inwoner import Inwoner
from tests.harness.postgresql import empty_database, running
from tests.harness.stack import Stack
from tests.harness.wijkteamlid import TOKEN, Wijkteamlid

MESSAGES = 30
KILLS = 4
ONCE = re.compile(r'name="eenmalig" value="(\w+)"')
SHOWN = re.compile(r'class="bericht bericht--(\w+)"[^>]*>.*?<br>(.*?)</p>', re.DOTALL)


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL and give its address."""
    with running(tmp_path_factory.mktemp("postgresql")) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stack]:
    """Give the app alone, in button mode, on each of the two stores."""
    stack = Stack(tmp_path)
    if request.param == "postgresql":
        stack.settings["HANDOFF_DATABASE_URL"] = empty_database(request.getfixturevalue("postgresql"))
    try:
        stack.start_app()
        yield stack
    finally:
        stack.stop()


class Page:
    """The page of an inwoner who chats: sends until it arrived, and shows each message once, as the widget does."""

    def __init__(self, stack: Stack) -> None:
        self.person = Inwoner(stack.url)
        for keuze in ("mens", "overslaan", "antwoord:chat", "overslaan", "overslaan", "antwoord:akkoord"):
            self.person.keuze(keuze)
        assert "Het is verstuurd" in self.person.text
        self.shown: list[str] = []
        self.copies = 0
        self._last = 0
        self._numbers: set[int] = set()

    def close(self) -> None:
        """Let go of the connection."""
        self.person.http.close()

    def send(self, number: str, tekst: str) -> None:
        """Send under one id until there is an answer."""
        path = f"/v1/gesprekken/{self.person.id}/berichten"
        until_answered(lambda: self.person.http.post(path, json={"id": number, "tekst": tekst}))

    def look(self) -> None:
        """Ask for what is new."""
        path = f"/v1/gesprekken/{self.person.id}/berichten"
        found = until_answered(lambda: self.person.http.get(path, params={"na": self._last}))
        for one in found.json()["berichten"]:
            self._last = max(self._last, one["id"])
            if one["volgnummer"] in self._numbers:
                self.copies += 1
            elif one["volgnummer"]:
                self._numbers.add(one["volgnummer"])
                self.shown.append(one["tekst"].removeprefix("Wijkteam: "))


class Desk:
    """The console of the wijkteamlid, who clicks again when there was no answer."""

    def __init__(self, stack: Stack) -> None:
        self._member = Wijkteamlid.of(stack)
        self._member.pakt_op()
        self.path = f"/console/overdracht/{self._member.handoff}"

    def close(self) -> None:
        """Let go of the connection."""
        self._member.http.close()

    def write(self, tekst: str) -> None:
        """Open the page and send its form until there is an answer."""
        page = until_answered(lambda: self._member.http.get(self.path)).text
        token, once = TOKEN.search(page), ONCE.search(page)
        assert token
        assert once
        form = {"token": token[1], "eenmalig": once[1], "tekst": tekst}
        headers = {"Sec-Fetch-Site": "same-origin"}
        until_answered(lambda: self._member.http.post(f"{self.path}/bericht", data=form, headers=headers))

    def read(self) -> list[tuple[str, str]]:
        """Return what the page shows."""
        return SHOWN.findall(until_answered(lambda: self._member.http.get(self.path)).text)


def until_answered(ask: Any) -> httpx.Response:
    deadline = time.monotonic() + 60
    while True:
        try:
            answer: httpx.Response = ask()
            if answer.status_code < 500:
                assert answer.status_code == 200, f"{answer.status_code}: {answer.text[:300]}"
                return answer
        except httpx.HTTPError:
            pass
        assert time.monotonic() < deadline, "no answer for a minute"
        time.sleep(0.02)


def by(side: str, shown: list[tuple[str, str]]) -> list[str]:
    return [tekst for van, tekst in shown if van == side]


class Both:
    """Both sides at work at the same time, each in a thread of its own, and the page that looks."""

    def __init__(self, page: Page, desk: Desk) -> None:
        self._page, self._desk = page, desk
        self._done = threading.Event()
        self._pool = ThreadPoolExecutor(3)
        self._writers = [self._pool.submit(self._ask), self._pool.submit(self._answer)]
        self._reader = self._pool.submit(self._look)

    def finish(self) -> None:
        """Wait until everything was written and seen; raises what went wrong in a thread."""
        for writer in self._writers:
            writer.result(120)
        until = time.monotonic() + 20
        while len(self._page.shown) < MESSAGES and time.monotonic() < until:
            time.sleep(0.1)
        self._done.set()
        self._reader.result(60)
        self._pool.shutdown()

    def _ask(self) -> None:
        for number in range(MESSAGES):
            self._page.send(f"m{number}", f"vraag {number}")
            time.sleep(0.3)

    def _answer(self) -> None:
        for number in range(MESSAGES):
            self._desk.write(f"antwoord {number}")
            time.sleep(0.3)

    def _look(self) -> None:
        while not self._done.is_set():
            self._page.look()
            time.sleep(0.05)


@pytest.mark.stack
@pytest.mark.timeout(300)
def test_killed_in_the_middle_each_message_is_there_once_and_in_order(app: Stack) -> None:
    with closing(Page(app)) as page, closing(Desk(app)) as desk:
        both = Both(page, desk)
        for _ in range(KILLS):
            time.sleep(1.5)
            app.kill_app()
            app.start_app()
        both.finish()
        shown = desk.read()
        assert by("inwoner", shown) == [f"vraag {number}" for number in range(MESSAGES)]
        assert by("wijkteam", shown) == [f"antwoord {number}" for number in range(MESSAGES)]
        assert page.shown == [f"antwoord {number}" for number in range(MESSAGES)]
        assert page.copies > 0  # the app did forget what it had brought: only by its number is a message known again


@pytest.mark.stack
@pytest.mark.timeout(200)
def test_an_answer_that_got_lost_doubles_nothing_and_another_id_would(app: Stack) -> None:
    with closing(Page(app)) as page, closing(Desk(app)) as desk:
        lose_one_answer(app, page, desk)


def lose_one_answer(app: Stack, page: Page, desk: Desk) -> None:
    post_without_listening(app.url, page, "m1", "eenmaal")
    until = time.monotonic() + 10
    while not desk.read() and time.monotonic() < until:
        time.sleep(0.05)
    app.kill_app()
    app.start_app()
    page.send("m1", "eenmaal")
    assert desk.read() == [("inwoner", "eenmaal")]
    page.send("m2", "eenmaal")  # the control: a page that forgets its id
    assert desk.read() == [("inwoner", "eenmaal")] * 2


def post_without_listening(url: str, page: Page, number: str, tekst: str) -> None:
    body = f'{{"id": "{number}", "tekst": "{tekst}"}}'.encode()
    where = urlsplit(url)
    head = (
        f"POST /v1/gesprekken/{page.person.id}/berichten HTTP/1.1\r\nHost: {where.netloc}\r\n"
        f"Authorization: {page.person.http.headers['Authorization']}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with closing(socket.create_connection((where.hostname or "", where.port or 0))) as line:
        line.sendall(head.encode() + body)
