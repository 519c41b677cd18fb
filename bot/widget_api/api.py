"""The application for `/v1`."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request, Response

from bot.widget_api.limits import BodyLimit
from bot.widget_api.problems import PROBLEM, handle_problems, problem
from bot.widget_api.routes import Context, router
from bot.widget_api.shapes import Probleem
from content.catalogue import Catalogue
from privacy.log import get_logger

log = get_logger()
API_VERSION = "1.1.0"
DESCRIPTION = "/openapi.json"
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Probleem} for status in (400, 401, 404, 413, 415, 429, 500, 503)
}


class _Api(FastAPI):
    """An application that describes its errors as they are: problems, and 400 where FastAPI expects 422."""

    def openapi(self) -> dict[str, Any]:
        """Return the description."""
        document = super().openapi()
        for operation in (one for path in document["paths"].values() for one in path.values()):
            operation["responses"].pop("422", None)
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    response["content"] = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Probleem"}}}
        for unused in ("HTTPValidationError", "ValidationError"):
            document["components"]["schemas"].pop(unused, None)
        return document


def build_api(context: Context) -> FastAPI:
    """Return the application. Its description is served at `/v1/openapi.json`."""
    app = _Api(
        title="Rondkomen: gesprekken",
        version=API_VERSION,
        description="A talk with the chatbot. Nothing of it is kept after it ends.",
        openapi_url=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        responses=PROBLEMS,
        redirect_slashes=False,
    )
    app.state.context = context
    handle_problems(app, context.catalogue)
    app.add_middleware(BodyLimit, refuse=lambda: problem(context.catalogue, 413))
    app.middleware("http")(_versioned(context.catalogue))
    app.include_router(router)
    return app


def _versioned(
    catalogue: Catalogue,
) -> Callable[[Request, Callable[[Request], Awaitable[Response]]], Awaitable[Response]]:
    async def versioned(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        try:
            response = await call_next(request)
        except Exception as error:  # else the server writes its text down, and what was typed can be in it
            route = request.scope.get("route")
            log.error("request_failed", error=type(error).__name__, route=getattr(route, "path", ""))
            response = problem(catalogue, 500)
        response.headers["API-Version"] = API_VERSION
        response.headers.setdefault("Cache-Control", "no-store")
        if request.url.path.endswith(DESCRIPTION):
            response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return versioned
