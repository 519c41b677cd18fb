"""The application for editors, on this computer only: pages, the real widget, and the editor in the browser."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from bot.app import build_bot
from bot.preview import pages
from bot.preview.guard import OnlyHere
from bot.preview.readability import Readability
from bot.preview.shown import SHOWN_AT
from bot.preview.state import State
from bot.preview.understanding import Rasa
from bot.preview.widget import build_widget
from bot.settings import BotSettings
from content.catalogue import CONTENT
from content.editor.config import editor_config
from content.editor.page import PAGE, PAGE_HEADERS, packed_editor
from content.editor.proxy import proxy_router
from content.watching import Watcher
from handoff.desk import HandoffSettings

STATIC = Path(__file__).resolve().parent / "static"
WATCH_SECONDS = 0.5
EDITING = "/bewerken"


def build_preview(settings: BotSettings, folder: Path, rasa: Rasa, root: Path = CONTENT) -> FastAPI:
    """
    Return the application.

    Args:
        folder: For the database of the talks in the widget; nothing of it is kept.

    Raises:
        ContentError: If the content can't be used at the start.
    """
    handoff = HandoffSettings(database_url=f"sqlite:///{folder}/preview.db", key_file=folder / "preview.key")
    bot = build_bot(settings, handoff, root, rasa.client())
    state = State(bot, rasa, Readability(root), root)
    app = FastAPI(lifespan=_lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.preview = state
    app.include_router(pages.router)
    app.mount("/kijk/{what}", build_widget(bot))
    app.include_router(_editor_router(state), prefix=EDITING)
    app.include_router(proxy_router(root), prefix=EDITING)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_middleware(OnlyHere)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    state: State = app.state.preview
    watcher = Watcher(state.root, WATCH_SECONDS, state.saved)
    watcher.start()
    yield
    await asyncio.to_thread(watcher.stop)
    state.rasa.stop()
    state.bot.desk.close()
    await state.bot.rasa.close()


def _editor_router(state: State) -> APIRouter:
    router = APIRouter()
    script = packed_editor()

    @router.get("/")
    async def page() -> Response:
        return Response(PAGE, headers=PAGE_HEADERS, media_type="text/html")

    @router.get("/decap-cms.js")
    async def editor(request: Request) -> Response:
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(script, headers={**headers, "Content-Encoding": "gzip"}, media_type="text/javascript")
        return Response(gzip.decompress(script), headers=headers, media_type="text/javascript")

    @router.get("/config.yml")
    async def config(request: Request) -> Response:
        settings = editor_config(
            state.bot.catalogue,
            state.root,
            site=str(request.base_url),
            proxy=f"{EDITING}/api/v1",
            previews=SHOWN_AT,
        )
        return JSONResponse(settings, headers={"Cache-Control": "no-store"}, media_type="text/yaml")

    return router
