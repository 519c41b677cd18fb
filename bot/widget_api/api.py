"""The application for `/v1`."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request, Response

from bot.widget_api.limits import BodyLimit
from bot.widget_api.problems import handle_problems, problem
from bot.widget_api.routes import Context, router
from bot.widget_api.shapes import Probleem

API_VERSION = "1.0.0"
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Probleem, "content": {"application/problem+json": {}}}
    for status in (400, 401, 404, 413, 429, 503)
}


def build_api(context: Context) -> FastAPI:
    """Return the application. Its description is served at `/v1/openapi.json`."""
    app = FastAPI(
        title="Rondkomen: gesprekken",
        version=API_VERSION,
        description="A talk with the chatbot. Nothing of it is kept after it ends.",
        docs_url=None,
        redoc_url=None,
        responses=PROBLEMS,
    )
    app.state.context = context
    handle_problems(app, context.catalogue)
    app.add_middleware(BodyLimit, refuse=lambda: problem(context.catalogue, 413))
    app.middleware("http")(_versioned)
    app.include_router(router)
    return app


async def _versioned(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    response.headers["API-Version"] = API_VERSION
    response.headers.setdefault("Cache-Control", "no-store")
    return response
