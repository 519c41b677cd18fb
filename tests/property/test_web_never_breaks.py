"""Whatever is sent to the API of the widget or to the console, it is answered, as described, and nothing breaks."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import FailureGroup, ServerError, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.widget_api import Context, RateLimits, build_api
from handoff.console.security import form_token
from handoff.rights import ROLLEN
from tests.harness.console_office import TEAM, Office
from tests.harness.talking import whole_bot

AS_DESCRIBED = [not_a_server_error, response_schema_conformance, content_type_conformance, status_code_conformance]
FOR_EVER = "stroom|gebeurtenissen"  # these answer until the talk or the session ends; they have tests of their own
FIELDS = re.compile(r'name="(\w+)"')
LIMITLESS = "1000000/minute"
pytestmark = pytest.mark.timeout(300)
each = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None)


@pytest.fixture(scope="module")
def widget(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    with whole_bot(tmp_path_factory.mktemp("bot"), limit=100_000) as bot:
        limits = RateLimits(None, begin=LIMITLESS, message=LIMITLESS, address=LIMITLESS)
        app = build_api(Context(bot.dialogue, bot.conversations, bot.catalogue, limits))
        app.state.bot = bot
        yield app


@pytest.fixture(scope="module")
def api(widget: FastAPI) -> Any:
    return schemathesis.openapi.from_asgi("/openapi.json", widget)


@pytest.fixture(scope="module")
def talk(api: Any) -> Any:
    return api.exclude(path_regex=FOR_EVER).exclude(method="DELETE").include(path_regex="gesprek_id")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    new = Office(tmp_path_factory.mktemp("office"), reveals_per_hour=100_000, exports_per_day=100_000)
    yield new
    new.close()


@pytest.fixture(scope="module")
def console(office: Office) -> Any:
    """Give the addresses of the console with the fields of its forms; it publishes no description itself."""
    fields = {name: {"type": "string"} for name in form_fields()}
    form = {"schema": {"type": "object", "properties": fields, "additionalProperties": {"type": "string"}}}
    described = office.console.openapi()
    for path in described["paths"].values():
        for method, operation in path.items():
            if method == "post":
                operation["requestBody"] = {"content": {"application/x-www-form-urlencoded": form}}
    described["servers"] = [{"url": "/console"}]
    office.app.add_api_route("/described.json", lambda: described)
    return schemathesis.openapi.from_asgi("/described.json", office.app).exclude(path_regex=FOR_EVER)


def form_fields() -> set[str]:
    """Return the name of every field in a form of the console."""
    templates = Path("handoff/console/templates").glob("*.html")
    return {name for path in templates for name in FIELDS.findall(path.read_text("utf-8"))} - {"token"}


def examples(schema: Any, most: int, ask: Callable[[Any], None]) -> int:
    """Ask every address of a description `most` right and `most` wrong things; returns how many in all."""
    count = 0

    def counted(case: Any) -> None:
        nonlocal count
        count += 1
        ask(case)

    for operation in (result.ok() for result in schema.get_all_operations()):
        for mode in GenerationMode:
            with suppress(Unsatisfiable):  # an address that takes nothing can't be asked anything wrong
                settings(each, max_examples=most)(given(operation.as_strategy(generation_mode=mode))(counted))()
    return count


def test_a_stranger_never_breaks_the_api(api: Any) -> None:
    assert examples(api, 12, lambda case: case.call_and_validate(checks=AS_DESCRIBED)) >= 100


def test_an_inwoner_never_breaks_a_talk(talk: Any, widget: FastAPI) -> None:
    def ask(case: Any) -> None:
        conversation, token = widget.state.bot.conversations.begin(gemeente="leiden", kanaal="widget")
        case.path_parameters = {"gesprek_id": conversation.id}
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}
        response = case.call()
        case.validate_response(response, checks=AS_DESCRIBED)
        assert response.status_code not in (401, 404)

    assert examples(talk, 30, ask) >= 100


def test_a_colleague_with_every_role_never_breaks_the_console(console: Any, office: Office) -> None:
    everything = office.colleague("Alles", rollen=ROLLEN).id

    def ask(case: Any) -> None:
        session = office.accounts.start_session(everything)
        row = office.queue.claim(office.ask().id, everything, frozenset({TEAM}))
        known = {"handoff_id": row.id, "account_id": everything}  # so that a form comes further than "not found"
        case.path_parameters = {name: known.get(name, value) for name, value in case.path_parameters.items()}
        if isinstance(case.body, dict):
            case.body = {**case.body, "token": form_token(session)}
        response = case.call(cookies={"rondkomen_sessie": session}, headers={"Sec-Fetch-Site": "same-origin"})
        case.validate_response(response, checks=[not_a_server_error])
        assert "Traceback" not in response.text
        reached.add(response.status_code)

    reached: set[int] = set()
    assert examples(console, 4, ask) >= 200
    assert {200, 404, 422} <= reached


def test_a_mistake_of_ours_would_be_found(office: Office, console: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""

    def fail(*_: object) -> None:
        raise RuntimeError

    session = office.accounts.start_session(office.colleague("Iemand").id)
    monkeypatch.setattr(office.queue, "waiting", fail)

    def ask(case: Any) -> None:
        case.call_and_validate(cookies={"rondkomen_sessie": session}, checks=[not_a_server_error])

    with pytest.raises((FailureGroup, ServerError)):
        examples(console.include(path="/"), 1, ask)
