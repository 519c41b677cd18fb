"""Rasa over real HTTP, also when it is slow, broken, gone or has lost the thread."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.messages import Event, Understanding
from bot.rasa_client import RasaClient, RasaUnavailableError
from content.berichten import Bericht, Keuze
from content.talk import Outcome, Stand
from tests.harness.serving import free_port, served

STAND = Stand(gemeente="leiden", stroom="check", check={"woonsituatie": "alleen"})
ANSWER = Bericht("antwoord", "Hallo", (Keuze("Ja", "antwoord:ja"),), "schaamte")
PARSED = {"intent": {"name": "faq"}, "topic": "schaamte", "ranking": [{"topic": "schaamte"}], "beslissing": "antwoord"}


def custom(*berichten: Bericht, stand: Stand = STAND, opdracht: str | None = None, verloren: bool = False) -> Any:
    payload = {"berichten": [one.as_dict() for one in berichten], "stand": stand.as_dict()}
    return {"custom": {**payload, "opdracht": opdracht, "verloren": verloren}}


@dataclass
class FakeRasa:
    """Answers what the test put ready; a `bytes` goes out as it is, an `int` is a status."""

    ready: list[Any] = field(default_factory=list)
    heard: list[tuple[str, str, Any]] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)
    slow: float = 0.0

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/{path:path}", self._answer, methods=["POST", "PUT"])])

    async def _answer(self, request: Request) -> Response:
        body = json.loads(await request.body())
        self.heard.append((request.method, request.url.path, body))
        self.queries.append(request.url.query)
        await asyncio.sleep(self.slow)
        answer = self.ready.pop(0) if self.ready else []
        if isinstance(answer, int):
            return Response(status_code=answer)
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        return Response(content, media_type="application/json")


@pytest.fixture
def rasa() -> FakeRasa:
    return FakeRasa()


@pytest.fixture
def url(rasa: FakeRasa) -> Iterator[str]:
    with served(rasa.app()) as address:
        yield address


@pytest.fixture
async def client(url: str) -> AsyncIterator[RasaClient]:
    made = RasaClient(url, timeout=0.3, pause=0.2)
    yield made
    await made.close()


async def test_a_sentence_is_understood(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.ready = [PARSED]
    assert await client.understand("ik schaam me") == Understanding("faq", "schaamte", ("schaamte",), "antwoord")
    assert rasa.heard == [("POST", "/model/parse", {"text": "ik schaam me"})]


async def test_two_problems_of_a_sentence_are_heard_in_their_order(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.ready = [{**PARSED, "beslissing": "bedoelt_u", "twee": ["huisuitzetting", "schaamte"]}, {**PARSED, "twee": []}]
    understood = await client.understand("ik schaam me en morgen moet ik mijn huis uit")
    assert understood == Understanding("faq", "schaamte", ("schaamte",), "bedoelt_u", ("huisuitzetting", "schaamte"))
    assert (await client.understand("ik schaam me")).two == ()


async def test_a_bare_answer_of_rasa_is_taken_as_not_understood(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.ready = [{"intent": {"name": None}}]
    assert await client.understand("x") == Understanding("buiten_bereik", "buiten_bereik", (), "weet_niet")


async def test_an_event_goes_as_an_intent_with_its_choices(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.ready = [[custom(ANSWER)], [custom(ANSWER)]]
    assert await client.step("abc", Event("faq", {"onderwerp": "schaamte"}), STAND) == Outcome((ANSWER,), STAND)
    await client.step("abc", Event("menu"), STAND)
    path = "/webhooks/rest/webhook"
    assert rasa.heard == [
        ("POST", path, {"sender": "abc", "message": '/faq{"onderwerp": "schaamte"}'}),
        ("POST", path, {"sender": "abc", "message": "/menu"}),
    ]


async def test_what_several_actions_say_is_joined_and_the_last_state_counts(client: RasaClient, rasa: FakeRasa) -> None:
    last = Stand(gemeente="leiden")
    second = Bericht("melding", "Twee")
    rasa.ready = [[{"text": "los"}, custom(ANSWER, opdracht="verstuur"), custom(second, stand=last)]]
    assert await client.step("abc", Event("menu"), STAND) == Outcome((ANSWER, second), last, "verstuur")


async def test_a_rasa_that_lost_the_thread_hears_the_state_and_then_the_event_again(
    client: RasaClient, rasa: FakeRasa
) -> None:
    rasa.ready = [[custom(ANSWER, verloren=True)], [], [custom(ANSWER)]]
    outcome = await client.step("abc", Event("antwoord", {"antwoord": "ja"}), STAND)
    assert outcome == Outcome((ANSWER,), STAND)
    said = [body["message"] for _, _, body in rasa.heard]
    assert said[0] == said[2] == '/antwoord{"antwoord": "ja"}'
    assert json.loads(said[1].removeprefix("/hervat")) == {"stand": STAND.as_dict()}


async def test_a_rasa_that_stays_lost_counts_as_unavailable(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.ready = [[custom(ANSWER, verloren=True)], [], [custom(ANSWER, verloren=True)]]
    with pytest.raises(RasaUnavailableError):
        await client.step("abc", Event("menu"), STAND)


async def test_a_rasa_whose_actions_do_not_answer_counts_as_unavailable(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.ready = [[{"text": "Er ging iets mis"}]]
    with pytest.raises(RasaUnavailableError, match="webhook"):
        await client.step("abc", Event("menu"), STAND)


ODD = [
    500,
    404,
    b"<html>",
    b"",
    b"null",
    b"[]",
    b'"tekst"',
    {},
    {"intent": None},
    {"intent": {}},
    {"intent": "faq"},
    {**PARSED, "twee": 2},
]
ODD_TALK = [500, b"<html>", b"null", {"custom": 1}, [1], [{"custom": {}}], [{"custom": {"verloren": False}}]]
ODD_ROW = [{"custom": {"verloren": False, "berichten": [{}], "stand": {}, "opdracht": None}}]
ODD_STAND = [{"custom": {"verloren": False, "berichten": [], "stand": {"raar": 1}, "opdracht": None}}]


@pytest.mark.parametrize("answer", ODD)
async def test_an_odd_answer_about_a_sentence_is_one_error(client: RasaClient, rasa: FakeRasa, answer: Any) -> None:
    rasa.ready = [answer]
    with pytest.raises(RasaUnavailableError):
        await client.understand("mijn geheim")


@pytest.mark.parametrize("answer", [*ODD_TALK, ODD_ROW, ODD_STAND])
async def test_an_odd_answer_to_an_event_is_one_error(client: RasaClient, rasa: FakeRasa, answer: Any) -> None:
    rasa.ready = [answer]
    with pytest.raises(RasaUnavailableError):
        await client.step("abc", Event("menu"), STAND)


async def test_a_slow_rasa_is_not_waited_for(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.slow = 2.0
    begin = time.monotonic()
    with pytest.raises(RasaUnavailableError, match="ReadTimeout"):
        await client.understand("x")
    assert time.monotonic() - begin < 1.5


async def test_a_rasa_that_is_gone_is_one_error_that_names_no_text() -> None:
    client = RasaClient(f"http://127.0.0.1:{free_port()}", timeout=0.5)
    with pytest.raises(RasaUnavailableError, match="ConnectError") as caught:
        await client.understand("mijn geheim")
    assert "geheim" not in str(caught.value)
    await client.close()


async def test_after_a_failure_rasa_is_left_alone_for_a_while(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.ready = [500, PARSED]
    for _ in range(3):
        with pytest.raises(RasaUnavailableError):
            await client.understand("x")
    assert len(rasa.heard) == 1
    await asyncio.sleep(0.25)
    assert (await client.understand("x")).intent == "faq"


async def test_forgetting_erases_the_tracker(client: RasaClient, rasa: FakeRasa) -> None:
    await client.forget("abc")
    assert rasa.heard == [("PUT", "/conversations/abc/tracker/events", [])]


async def test_resuming_tells_the_state(client: RasaClient, rasa: FakeRasa) -> None:
    await client.resume("abc", STAND)
    message = rasa.heard[0][2]["message"]
    assert json.loads(message.removeprefix("/hervat")) == {"stand": STAND.as_dict()}


async def test_the_token_goes_along(url: str, rasa: FakeRasa) -> None:
    client = RasaClient(url, token="een token")
    rasa.ready = [PARSED]
    await client.understand("x")
    assert rasa.queries == ["token=een+token"]
    await client.close()
