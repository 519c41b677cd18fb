"""A Rasa over real HTTP that keeps every request as it came, and steps by the rules of button mode."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.dialogue.button_mode import ButtonMode
from bot.messages import Event
from content.talk import Stand
from tests.harness.hearing import NOT_UNDERSTOOD
from tests.harness.serving import served
from tests.harness.talking import catalogue, flows


@dataclass
class RecordingRasa:
    """Understands nothing, takes every step, and keeps what it was told; `tracker` is all that it holds of talks."""

    requests: list[str] = field(default_factory=list)
    tracker: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take the same steps as the rules do."""
        self._steps = ButtonMode(catalogue(), flows())

    @property
    def parsed(self) -> list[str]:
        """Return the sentences that were to be understood."""
        return [json.loads(body)["text"] for body in self.requests if '"text"' in body]

    @property
    def everything(self) -> str:
        """Return all that came over the line, and all that is held."""
        return "\n".join([*self.requests, json.dumps(self.tracker, ensure_ascii=False)])

    def app(self) -> Starlette:
        """Return the addresses of Rasa that the bot uses."""
        return Starlette(
            routes=[
                Route("/model/parse", self._parse, methods=["POST"]),
                Route("/webhooks/rest/webhook", self._step, methods=["POST"]),
                Route("/conversations/{name}/tracker/events", self._forget, methods=["PUT"]),
            ]
        )

    async def _heard(self, request: Request) -> Any:
        body = await request.body()
        said = json.loads(body)
        self.requests.append(json.dumps(said, ensure_ascii=False))
        return said

    async def _parse(self, request: Request) -> JSONResponse:
        await self._heard(request)
        return JSONResponse(NOT_UNDERSTOOD)

    async def _forget(self, request: Request) -> JSONResponse:
        await self._heard(request)
        self.tracker.pop(request.path_params["name"], None)
        return JSONResponse({})

    async def _step(self, request: Request) -> JSONResponse:
        said = await self._heard(request)
        intent, brace, choices = said["message"].removeprefix("/").partition("{")
        values = json.loads(brace + choices) if brace else {}
        if intent == "hervat":
            self.tracker[said["sender"]] = values["stand"]
            return JSONResponse([])
        outcome = self._steps.step(Stand.from_dict(self.tracker.get(said["sender"])), Event(intent, values))
        self.tracker[said["sender"]] = outcome.stand.as_dict()
        payload = {
            "berichten": [bericht.as_dict() for bericht in outcome.berichten],
            "stand": outcome.stand.as_dict(),
            "opdracht": outcome.opdracht,
            "verloren": False,
        }
        return JSONResponse([{"custom": payload}])


@contextmanager
def recording_rasa() -> Iterator[tuple[RecordingRasa, str]]:
    """Serve one, and give it with its address."""
    rasa = RecordingRasa()
    with served(rasa.app()) as url:
        yield rasa, url
