"""A Rasa that understands what a test says: over real HTTP, with the project's own rules and actions, no model."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import yaml
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from content.catalogue import Catalogue
from rasa_project.actions.server import build_executor
from rasa_project.settings import PROJECT
from tests.harness.serving import served
from tests.harness.talking import catalogue, flows

NOT_UNDERSTOOD: dict[str, Any] = {"intent": {"name": "buiten_bereik", "confidence": 0.1}, "beslissing": "weet_niet"}


def rules() -> dict[str, str]:
    """Return the action of each intent while no question is open, from the project's own rules."""
    found: dict[str, str] = {}
    for rule in yaml.safe_load((PROJECT / "data" / "rules" / "talk.yml").read_text(encoding="utf-8"))["rules"]:
        said, done = rule["steps"]
        found |= {one["intent"]: done["action"] for one in said.get("or", [said])}
    return found


@dataclass
class HearingRasa:
    """Knows the sentences that a test put ready; any other it doesn't understand."""

    content: Catalogue = field(default_factory=catalogue)
    known: dict[str, dict[str, Any]] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take rules, actions and entities from the project."""
        self._rules, self._executor = rules(), build_executor(self.content, flows(self.content))
        domain = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
        self._intents, self._entities = set(domain["intents"]), set(domain["entities"])
        self._slots: dict[str, dict[str, Any]] = {}

    def understands(self, tekst: str, *topics: str, beslissing: str = "antwoord", twee: tuple[str, ...] = ()) -> None:
        """Put ready what a sentence is about: the nearest topics, best first, in the shape that our component gives."""
        own_intent = topics[0] not in catalogue().topics("vraag")
        self.known[tekst] = {
            "intent": {"name": topics[0] if own_intent else "faq", "confidence": 0.6},
            "topic": topics[0],
            "ranking": [{"topic": topic, "confidence": 0.3} for topic in topics],
            "beslissing": beslissing,
            "twee": list(twee),
            "gevaar": {"bericht": 0.0, "zin": 0.0},
        }

    def app(self) -> Starlette:
        """Return the two addresses of Rasa that the bot uses."""
        paths = {"/model/parse": self._parse, "/webhooks/rest/webhook": self._step}
        return Starlette(routes=[Route(path, answer, methods=["POST"]) for path, answer in paths.items()])

    async def _parse(self, request: Request) -> JSONResponse:
        tekst = (await request.json())["text"]
        return JSONResponse(self.known.get(tekst, NOT_UNDERSTOOD))

    async def _step(self, request: Request) -> JSONResponse:
        said = await request.json()
        self.heard.append(said["message"])
        intent, brace, choices = said["message"].removeprefix("/").partition("{")
        assert intent in self._intents, f"'{intent}' is not in domain.yml"
        values = json.loads(brace + choices) if brace else {}
        entities = [{"entity": name, "value": value} for name, value in values.items() if name in self._entities]
        spoken = await self._act(said["sender"], intent, entities)
        self.answered.append(said["message"])
        return JSONResponse(spoken)

    async def _act(self, sender: str, intent: str, entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
        slots = self._slots.setdefault(sender, {"stand": None})
        name = {"name": intent, "confidence": 1.0}
        tracker = {
            "sender_id": sender,
            "slots": slots,
            "latest_message": {"intent": name, "intent_ranking": [name], "entities": entities},
            "events": [],
            "paused": False,
            "followup_action": None,
            "active_loop": {},
            "latest_action_name": None,
        }
        call = {"next_action": self._rules[intent], "sender_id": sender, "tracker": tracker, "domain": {}}
        result = await self._executor.run(call)
        assert result
        slots |= {event["name"]: event["value"] for event in result.events if event["event"] == "slot"}
        return [{"custom": response["custom"]} for response in result.responses]


@contextmanager
def hearing_rasa(content: Catalogue | None = None) -> Iterator[tuple[HearingRasa, str]]:
    """Serve one, and give it with its address; its actions know the content of the project unless other is given."""
    rasa = HearingRasa(content or catalogue())
    with served(rasa.app()) as url:
        yield rasa, url
