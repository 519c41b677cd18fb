"""The API over real HTTP: the NL API Design Rules that matter here, and what a client may count on."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.widget_api import Context, RateLimits, build_api
from content.berichten import Bericht
from tests.harness.serving import free_port, served
from tests.harness.talking import Bot, whole_bot
from tests.harness.written import written_log

PROBLEM = "application/problem+json"
START = "/v1/gesprekken"
METHODS = {"get", "post", "delete"}


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    with whole_bot(tmp_path, limit=5) as built:
        yield built


Open = Callable[..., httpx.Client]


@pytest.fixture
def open_api(bot: Bot) -> Iterator[Open]:
    """Serve the API with the given limits, and give a client."""
    closing: list[Any] = []

    def start(**rates: Any) -> httpx.Client:
        given = {"begin": "100/minute", "message": "100/minute", "address": "100/minute", "redis_url": None, **rates}
        app = FastAPI(openapi_url=None, docs_url=None)
        limits = RateLimits(given.pop("redis_url"), **given)
        app.mount("/v1", build_api(Context(bot.dialogue, bot.conversations, bot.catalogue, limits)))
        server = served(app)
        client = httpx.Client(base_url=server.__enter__(), timeout=10)
        closing.extend([(client.close, ()), (server.__exit__, (None, None, None))])
        return client

    yield start
    for close, arguments in closing:
        close(*arguments)


@pytest.fixture
def http(open_api: Open) -> httpx.Client:
    return open_api()


class Talk:
    """A conversation over the API."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self.begun = http.post(START, json={"gemeente": "leiden"})
        assert self.begun.status_code == 201, self.begun.text
        self.id = self.begun.json()["id"]
        self.url = f"{START}/{self.id}"
        self.headers = {"Authorization": f"Bearer {self.begun.json()['token']}"}

    def sends(self, **body: Any) -> httpx.Response:
        """Send a message."""
        return self.http.post(f"{self.url}/berichten", json=body, headers=self.headers)


@pytest.fixture
def talk(http: httpx.Client) -> Talk:
    return Talk(http)


def is_problem(answer: httpx.Response, status: int, bot: Bot, key: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    assert answer.headers["api-version"] == "1.1.0"
    body = answer.json()
    assert set(body) == {"type", "title", "status", "detail"}
    assert (body["status"], body["detail"]) == (status, bot.catalogue.text(f"fouten.{key}"))


def test_a_conversation_begins_with_a_place_a_token_and_the_welcome(talk: Talk, bot: Bot) -> None:
    assert talk.begun.headers["location"] == talk.url
    assert talk.begun.headers["api-version"] == "1.1.0"
    assert talk.begun.headers["cache-control"] == "no-store"
    (welcome,) = talk.begun.json()["berichten"]
    assert (welcome["id"], welcome["soort"]) == (1, "vraag")
    assert welcome["tekst"] == bot.catalogue.text("algemeen.welkom")
    assert set(welcome["keuzes"][0]) == {"label", "keuze"}
    assert talk.http.get(f"{talk.begun.headers['location']}/berichten", headers=talk.headers).status_code == 200


def test_an_unknown_gemeente_begins_with_the_national_texts(http: httpx.Client, bot: Bot) -> None:
    begun = http.post(START, json={"gemeente": "atlantis"}).json()
    conversation = bot.conversations.peek(begun["id"])
    assert conversation
    assert conversation.stand.gemeente == "landelijk"


def test_a_gemeente_without_a_folder_is_called_by_its_own_name(http: httpx.Client, bot: Bot) -> None:
    begun = http.post(START, json={"gemeente": "heiloo"}).json()
    conversation = bot.conversations.find(begun["id"])
    assert conversation
    assert conversation.stand.gemeente == "heiloo"


def test_a_text_and_a_button_are_answered(talk: Talk) -> None:
    (answer,) = talk.sends(id="1", keuze="onderwerp:schaamte").json()["berichten"]
    assert (answer["soort"], answer["onderwerp"]) == ("antwoord", "schaamte")
    (danger,) = talk.sends(id="2", tekst="ik wil niet meer leven").json()["berichten"]
    assert danger["soort"] == "crisis"
    assert "⟦113|113⟧" in danger["tekst"]


def test_the_same_id_again_gives_the_same_answer_and_nothing_happens_twice(talk: Talk) -> None:
    first = talk.sends(id="1", keuze="check").json()
    assert talk.sends(id="1", keuze="check").json() == first
    assert talk.sends(id="1", tekst="stop").json() == first
    after = talk.http.get(f"{talk.url}/berichten", headers=talk.headers).json()["berichten"]
    assert [one["id"] for one in after] == list(range(1, len(first["berichten"]) + 2))


def test_messages_that_come_at_once_are_answered_one_after_another(talk: Talk) -> None:
    answers: list[list[int]] = []

    def send(number: int) -> None:
        got = talk.sends(id=f"m{number}", keuze="menu").json()["berichten"]
        answers.append([one["id"] for one in got])

    threads = [threading.Thread(target=send, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(number for one in answers for number in one) == list(range(2, 10))


def test_messages_after_a_number_are_fetched_again(talk: Talk) -> None:
    talk.sends(id="1", keuze="menu")
    talk.sends(id="2", keuze="menu")
    answer = talk.http.get(f"{talk.url}/berichten", params={"na": 2}, headers=talk.headers)
    assert [one["id"] for one in answer.json()["berichten"]] == [3]


@pytest.mark.parametrize(
    "body",
    [
        {"id": "1", "tekst": "x", "keuze": "menu"},
        {"id": "1"},
        {"tekst": "x"},
        {"id": "", "tekst": "x"},
        {"id": "x" * 65, "tekst": "x"},
        {"id": "1", "keuze": "x" * 65},
        {"id": "1", "keuze": ""},
        {"id": "1", "tekst": "x" * 20_001},
        {"id": "1", "tekst": 12},
        {"id": 1, "tekst": "x"},
        {"id": "1", "tekst": "x", "naam": "x"},
        [],
        "tekst",
        None,
    ],
)
def test_a_message_of_another_shape_is_a_problem(talk: Talk, bot: Bot, body: Any) -> None:
    answer = talk.http.post(f"{talk.url}/berichten", json=body, headers=talk.headers)
    is_problem(answer, 400, bot, "bericht_ongeldig")


@pytest.mark.parametrize("gemeente", ["", "Leiden", "../leiden", "a" * 41, "lei den", 5])
def test_a_gemeente_that_cannot_exist_is_a_problem(http: httpx.Client, bot: Bot, gemeente: Any) -> None:
    is_problem(http.post(START, json={"gemeente": gemeente}), 400, bot, "bericht_ongeldig")


def test_broken_json_and_half_a_letter_are_problems(http: httpx.Client, bot: Bot) -> None:
    for content in (b"{", b"", b"\xff", b'{"gemeente": "\\ud800"}'):
        answer = http.post(START, content=content, headers={"Content-Type": "application/json"})
        is_problem(answer, 400, bot, "bericht_ongeldig")


def test_another_kind_of_content_is_a_problem(http: httpx.Client, bot: Bot) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = http.post(START, content="gemeente=leiden", headers={"Content-Type": kind})
        is_problem(answer, 415, bot, "bericht_ongeldig")


def test_an_unknown_place_and_a_trailing_slash_are_problems(talk: Talk, bot: Bot) -> None:
    for path in ("/v1/bestaat-niet", f"{START}/", f"{talk.url}/berichten/", "/v1/"):
        is_problem(talk.http.get(path, headers=talk.headers), 404, bot, "niet_gevonden")


def test_a_wrong_method_is_a_problem_that_names_the_right_one(talk: Talk, bot: Bot) -> None:
    answer = talk.http.put(talk.url, headers=talk.headers)
    is_problem(answer, 405, bot, "bericht_ongeldig")
    assert answer.headers["allow"] == "DELETE"


def test_without_the_right_token_nothing_is_told(talk: Talk, bot: Bot) -> None:
    other = Talk(talk.http)
    right = talk.headers["Authorization"]
    for wrong in (None, "", "Bearer", f"Basic {right[7:]}", right[:-1], other.headers["Authorization"]):
        headers = {} if wrong is None else {"Authorization": wrong}
        for call in ("get", "delete"):
            url = talk.url if call == "delete" else f"{talk.url}/berichten"
            answer = talk.http.request(call, url, headers=headers)
            is_problem(answer, 401, bot, "geen_toegang")
            assert answer.headers["www-authenticate"] == "Bearer"
    assert talk.sends(id="1", keuze="menu").status_code == 200


def test_an_unknown_conversation_is_told_so_with_any_token(talk: Talk, bot: Bot) -> None:
    answer = talk.http.get(f"{START}/{'0' * 32}/berichten", headers=talk.headers)
    is_problem(answer, 404, bot, "gesprek_onbekend")


def test_erasing_forgets_and_then_the_conversation_is_gone(talk: Talk, bot: Bot) -> None:
    talk.sends(id="1", keuze="mens")
    talk.sends(id="2", tekst="Mijn geheime verhaal")
    conversation = bot.conversations.peek(talk.id)
    erased = talk.http.delete(talk.url, headers=talk.headers)
    assert (erased.status_code, erased.content) == (204, b"")
    assert "geheime" not in repr(vars(conversation))
    is_problem(talk.http.get(f"{talk.url}/berichten", headers=talk.headers), 404, bot, "gesprek_onbekend")
    is_problem(talk.http.delete(talk.url, headers=talk.headers), 404, bot, "gesprek_onbekend")


def test_too_many_messages_are_refused_with_the_time_to_wait(open_api: Open, bot: Bot) -> None:
    talk = Talk(open_api(message="2/minute"))
    other = Talk(talk.http)
    assert [talk.sends(id=str(number), keuze="menu").status_code for number in range(3)] == [200, 200, 429]
    answer = talk.sends(id="9", keuze="menu")
    is_problem(answer, 429, bot, "te_vaak")
    assert int(answer.headers["retry-after"]) > 0
    assert other.sends(id="1", keuze="menu").status_code == 200


def test_one_address_begins_only_so_many_conversations(open_api: Open, bot: Bot) -> None:
    http = open_api(begin="1/minute")
    assert http.post(START, json={}).status_code == 201
    is_problem(http.post(START, json={}), 429, bot, "te_vaak")


def test_an_unreachable_store_of_counts_does_not_shut_people_out(open_api: Open) -> None:
    http = open_api(begin="1/minute", redis_url=f"redis://127.0.0.1:{free_port()}/0")
    assert [http.post(START, json={}).status_code for _ in range(3)] == [201, 201, 201]


def test_a_full_bot_asks_to_come_back(http: httpx.Client, bot: Bot) -> None:
    assert [http.post(START, json={}).status_code for _ in range(5)] == [201] * 5
    answer = http.post(START, json={})
    is_problem(answer, 503, bot, "te_druk")
    assert int(answer.headers["retry-after"]) > 0


def test_a_body_that_is_too_large_is_refused_also_when_it_comes_in_pieces(talk: Talk, bot: Bot) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"id": "1", "tekst": "'
        for _ in range(70):
            yield b"x" * 1024
        yield b'"}'

    whole = b"".join(pieces())
    headers = {**talk.headers, "Content-Type": "application/json"}
    for content in (whole, pieces()):
        answer = talk.http.post(f"{talk.url}/berichten", content=content, headers=headers)
        is_problem(answer, 413, bot, "bericht_te_groot")
    small = talk.http.post(f"{talk.url}/berichten", content=iter([b'{"id":"2",', b'"keuze":"menu"}']), headers=headers)
    assert small.status_code == 200


def test_a_body_without_an_end_is_refused_before_it_ends(talk: Talk) -> None:
    address = (talk.http.base_url.host, talk.http.base_url.port)
    head = f"POST {START} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(address, timeout=5) as raw:
        raw.sendall(head.encode() + (b"400\r\n" + b"x" * 1024 + b"\r\n") * 70)
        assert raw.recv(1024).startswith(b"HTTP/1.1 413")


def test_a_mistake_of_ours_is_a_problem_without_a_word_of_the_inwoner(
    talk: Talk, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("mijn geheime verhaal")

    monkeypatch.setattr(bot.dialogue, "handle", broken)
    with written_log() as log:
        is_problem(talk.sends(id="1", tekst="mijn geheime verhaal"), 500, bot, "intern")
    assert "geheime" not in log.getvalue()
    line = json.loads(log.getvalue())
    assert (line["event"], line["error"]) == ("request_failed", "RuntimeError")
    assert line["route"].endswith("/berichten")


def test_the_stream_gives_what_comes_and_ends_with_the_conversation(talk: Talk, bot: Bot) -> None:
    conversation = bot.conversations.peek(talk.id)
    assert conversation
    with talk.http.stream("GET", f"{talk.url}/stroom", params={"na": 1}, headers=talk.headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        begin = time.monotonic()
        sender = httpx.Client(base_url=talk.http.base_url)
        sender.post(f"{talk.url}/berichten", json={"id": "1", "keuze": "menu"}, headers=talk.headers)
        event = _next_event(lines)
        assert (event["event"], event["id"]) == ("bericht", "2")
        assert json.loads(event["data"])["soort"] == "vraag"
        conversation.send((Bericht("mens", "Wijkteam: dag"),))
        assert json.loads(_next_event(lines)["data"])["tekst"] == "Wijkteam: dag"
        assert time.monotonic() - begin < 4
        sender.delete(talk.url, headers=talk.headers)
        sender.close()
        assert "bericht" not in "".join(lines)


def test_the_stream_brings_what_the_wijkteam_writes(talk: Talk, bot: Bot) -> None:
    for number, keuze in enumerate(
        ("mens", "overslaan", "antwoord:chat", "overslaan", "overslaan", "antwoord:akkoord")
    ):
        answer = talk.sends(id=str(number), keuze=keuze).json()["berichten"]
    assert "verstuurd" in answer[-1]["tekst"]
    account = bot.desk.accounts.create("Proeflid", "proeflid", "een lange zin om mee te testen", "leiden")
    teams = frozenset({"wijkteam_leiden"})
    (row,) = bot.desk.queue.waiting(teams)
    bot.desk.queue.claim(row.id, account.id, teams)
    bot.desk.queue.send_to_inwoner(row.id, account.id, "Dag, ik lees mee.")
    last = answer[-1]["id"]
    with talk.http.stream("GET", f"{talk.url}/stroom", params={"na": last}, headers=talk.headers) as stream:
        event = _next_event(stream.iter_lines())
    assert json.loads(event["data"])["tekst"] == "Wijkteam: Dag, ik lees mee."


def test_the_texts_of_the_widget_are_served(http: httpx.Client, bot: Bot) -> None:
    served_texts = http.get("/v1/teksten").json()
    expected = {key.removeprefix("widget."): text for key, text in bot.catalogue.teksten.items() if "widget." in key}
    assert served_texts == expected != {}


def test_the_description_is_served_with_its_version_for_any_website(http: httpx.Client) -> None:
    answer = http.get("/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    document = answer.json()
    assert document["openapi"].startswith("3.")
    assert document["info"]["version"] == answer.headers["api-version"]
    assert document["servers"] == [{"url": "/v1"}]
    assert http.get("/v1/openapi.json").json() == document


def test_the_description_holds_together_and_tells_the_errors_as_they_are(http: httpx.Client) -> None:
    document = http.get("/v1/openapi.json").json()
    _references_exist(document, document)
    names = [operation["operationId"] for _, operation in _operations(document)]
    assert len(names) == len(set(names)) == 7
    for path, operation in _operations(document):
        assert not path.endswith("/")
        assert operation["description"]
        in_path = {one["name"] for one in operation.get("parameters", []) if one["in"] == "path"}
        assert in_path == {part[1:-1] for part in path.split("/") if part.startswith("{")}
        assert bool(operation.get("security")) == ("{gesprek_id}" in path)
        assert "422" not in operation["responses"]
        for status, response in operation["responses"].items():
            if status >= "400":
                assert list(response["content"]) == [PROBLEM]
    assert document["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"


async def test_two_turns_of_one_conversation_wait_for_each_other(bot: Bot) -> None:
    talker = bot.talker()
    async with talker.conversation.lock:
        turn = asyncio.create_task(talker.sends("menu"))
        await asyncio.sleep(0.05)
        assert not turn.done()
    assert await turn


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        assert set(methods) <= METHODS
        for operation in methods.values():
            yield path, operation


def _references_exist(part: Any, document: dict[str, Any]) -> None:
    if isinstance(part, dict):
        found = document
        for name in part.get("$ref", "#").split("/")[1:]:
            found = found[name]
        for inner in part.values():
            _references_exist(inner, document)
    elif isinstance(part, list):
        for inner in part:
            _references_exist(inner, document)


def _next_event(lines: Iterator[str]) -> dict[str, str]:
    event: dict[str, str] = {}
    for line in lines:
        if not line and event.get("data"):
            return event
        name, _, value = line.partition(": ")
        if name:
            event[name] = value
    raise AssertionError("the stream ended")
