"""Rasa over HTTP: understand a sentence, take a step, forget a talk. Its one error says that it can't."""

import json
import time
from collections.abc import Callable
from typing import Any, TypeVar

import httpx

from bot.messages import Event, Understanding
from content.berichten import Bericht
from content.talk import Outcome, Stand

T = TypeVar("T")


class RasaUnavailableError(Exception):
    """Rasa gave no usable answer in time. The message names the address and the kind of failure, never a text."""


class RasaClient:
    """
    Talks to one Rasa server.

    After a failure it isn't asked again for a while: a resident shouldn't wait for a time-out at every message.
    """

    def __init__(self, url: str, *, timeout: float = 3.0, pause: float = 5.0, token: str | None = None) -> None:
        params = {"token": token} if token else None
        self._http = httpx.AsyncClient(base_url=url, timeout=timeout, params=params)
        self._pause = pause
        self._skip_until = 0.0

    async def understand(self, tekst: str) -> Understanding:
        """
        Return what a (redacted) sentence is about. Rasa keeps nothing of it.

        Raises:
            RasaUnavailableError: If Rasa is down, slow, or answers with something else.
        """
        return await self._request("POST", "/model/parse", {"text": tekst}, _understanding)

    async def step(self, conversation: str, event: Event, stand: Stand) -> Outcome:
        """
        Let Rasa's rules choose what happens on an event.

        When Rasa doesn't know this talk (it was restarted, or the talk went on without it), it first gets the
        state as it stands, and then the event once more: its actions have no effects, so nothing happens twice.

        Raises:
            RasaUnavailableError: If Rasa is down, slow, or answers with something else.
        """
        outcome, lost = await self._say(conversation, event)
        if lost:
            await self._say(conversation, Event("hervat", {"stand": stand.as_dict()}))
            outcome, lost = await self._say(conversation, event)
        if lost or outcome is None:
            raise RasaUnavailableError("no action answered; is the action webhook reachable for Rasa?")
        return outcome

    async def resume(self, conversation: str, stand: Stand) -> None:
        """
        Tell Rasa where a talk stands.

        Raises:
            RasaUnavailableError: If Rasa is down or slow.
        """
        await self._say(conversation, Event("hervat", {"stand": stand.as_dict()}))

    async def forget(self, conversation: str) -> None:
        """
        Erase everything that Rasa holds about a talk.

        Raises:
            RasaUnavailableError: If Rasa is down or slow. What it held in memory is then gone as well, or expires.
        """
        await self._request("PUT", f"/conversations/{conversation}/tracker/events", [], lambda _: None)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _say(self, conversation: str, event: Event) -> tuple[Outcome | None, bool]:
        entities = json.dumps(event.entities) if event.entities else ""
        body = {"sender": conversation, "message": f"/{event.intent}{entities}"}
        return await self._request("POST", "/webhooks/rest/webhook", body, _spoken)

    async def _request(self, method: str, path: str, body: Any, read: Callable[[Any], T]) -> T:  # noqa: ANN401 - JSON
        if time.monotonic() < self._skip_until:
            raise RasaUnavailableError(f"{self._http.base_url} failed a moment ago")
        try:
            response = await self._http.request(method, path, json=body)
            response.raise_for_status()
            return read(response.json())
        except (httpx.HTTPError, ValueError, TypeError, LookupError, AttributeError) as error:
            self._skip_until = time.monotonic() + self._pause
            raise RasaUnavailableError(f"{self._http.base_url}{path}: {type(error).__name__}") from error


def _understanding(data: Any) -> Understanding:  # noqa: ANN401 - JSON
    intent = data["intent"]["name"] or "buiten_bereik"
    ranking = data.get("ranking", [])
    nearest, chances = tuple(row["topic"] for row in ranking), tuple(row.get("confidence", 0.0) for row in ranking)
    decision, two = data.get("beslissing", "weet_niet"), tuple(data.get("twee", ()))
    danger = max(data.get("gevaar", {}).values(), default=0.0)
    return Understanding(intent, data.get("topic") or intent, nearest, decision, two, chances, danger)


def _spoken(rows: Any) -> tuple[Outcome | None, bool]:  # noqa: ANN401 - JSON
    payloads = [row["custom"] for row in rows if "custom" in row]
    return _joined(payloads), any(payload["verloren"] for payload in payloads)


def _joined(payloads: list[dict[str, Any]]) -> Outcome | None:
    """Join what several actions of one turn said; the last state is the state."""
    if not payloads:
        return None
    berichten = tuple(Bericht.from_dict(row) for payload in payloads for row in payload["berichten"])
    opdracht = next((payload["opdracht"] for payload in payloads if payload["opdracht"]), None)
    return Outcome(berichten, Stand.from_dict(payloads[-1]["stand"]), opdracht)
