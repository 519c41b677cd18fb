"""The protocol by which Decap CMS reads and saves files on this computer: one address, an action in each request."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from content.editor.store import RefusedError, Store

PREFIX = "content/"
ONLY_TEXT = "hier kunt u alleen teksten veranderen; niets toevoegen, verplaatsen of weggooien."


class Call(BaseModel):
    """One request of the editor."""

    model_config = ConfigDict(hide_input_in_errors=True)

    action: str
    params: dict[str, Any] = Field(default_factory=dict)


class Proxy:
    """Answers the actions that change nothing but the text of files that have a form."""

    def __init__(self, root: Path) -> None:
        self._store = Store(root)
        self._actions: dict[str, Callable[[dict[str, Any]], Any]] = {
            "info": lambda _: {"repo": "rondkomen", "publish_modes": ["simple"], "type": "local_fs"},
            "entriesByFolder": lambda asked: self._entries(self._store.names(_inside(asked["folder"]))),
            "entriesByFiles": lambda asked: self._entries([_inside(one["path"]) for one in asked["files"]]),
            "getEntry": lambda asked: self._entry(_inside(asked["path"])),
            "persistEntry": self._persist,
            "getMedia": lambda _: [],
            "getDeployPreview": lambda _: None,
        }

    def answer(self, call: Call) -> Any:  # noqa: ANN401 - JSON
        """
        Do what is asked.

        Raises:
            RefusedError: If that isn't allowed, or the text has a mistake.
        """
        action = self._actions.get(call.action)
        if action is None:
            raise RefusedError(ONLY_TEXT)
        try:
            return action(call.params)
        except (LookupError, TypeError) as error:
            raise RefusedError("dit verzoek is niet te begrijpen. Laad de pagina opnieuw.") from error

    def _entries(self, names: list[str]) -> list[dict[str, Any]]:
        return [self._entry(name) for name in names]

    def _entry(self, name: str) -> dict[str, Any]:
        text = self._store.read(name)
        file = {"path": f"{PREFIX}{name}", "label": "", "id": sha256(text.encode()).hexdigest()}
        return {"data": text, "file": file}

    def _persist(self, asked: dict[str, Any]) -> dict[str, str]:
        files = asked.get("dataFiles") or [asked["entry"]]
        if len(files) != 1 or asked.get("assets") or files[0].get("newPath"):
            raise RefusedError(ONLY_TEXT)
        self._store.save(_inside(files[0]["path"]), str(files[0]["raw"]))
        return {"message": "bewaard"}


def _inside(path: str) -> str:
    """Return a path below the content; the store knows which of these have a form."""
    return str(path).removeprefix(PREFIX)


def proxy_router(root: Path) -> APIRouter:
    """Return the route of the protocol."""
    proxy = Proxy(root)
    router = APIRouter()

    @router.post("/api/v1")
    def call(asked: Call) -> JSONResponse:
        try:
            return JSONResponse(proxy.answer(asked))
        except RefusedError as error:
            return JSONResponse({"error": str(error)}, 422)

    return router
