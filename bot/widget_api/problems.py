"""Errors as application/problem+json: for the inwoner a sentence in plain Dutch, for a developer a title, no traces."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bot.conversations import ConversationNotFoundError, TooManyConversationsError, WrongTokenError
from content.catalogue import Catalogue

PROBLEM = "application/problem+json"
KEY_OF_STATUS = {
    400: "bericht_ongeldig",
    401: "geen_toegang",
    404: "niet_gevonden",
    413: "bericht_te_groot",
    422: "bericht_ongeldig",
    429: "te_vaak",
    503: "te_druk",
}


def problem(
    catalogue: Catalogue, status: int, key: str | None = None, headers: dict[str, str] | None = None
) -> JSONResponse:
    """Return a problem with the fixed text `fouten.<key>`."""
    name = key or KEY_OF_STATUS.get(status, "intern" if status >= 500 else "bericht_ongeldig")
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": catalogue.text(f"fouten.{name}"),
    }
    return JSONResponse(body, status, headers, PROBLEM)


def handle_problems(app: FastAPI, catalogue: Catalogue) -> None:
    """Turn every error of the API into a problem."""

    async def unknown(_request: Request, _error: Exception) -> JSONResponse:
        return problem(catalogue, 404, "gesprek_onbekend")

    async def no_access(_request: Request, _error: Exception) -> JSONResponse:
        return problem(catalogue, 401, headers={"WWW-Authenticate": "Bearer"})

    async def invalid(request: Request, _error: Exception) -> JSONResponse:
        sent_as = request.headers.get("content-type", "json")
        return problem(catalogue, 400 if "json" in sent_as else 415)

    async def busy(_request: Request, _error: Exception) -> JSONResponse:
        return problem(catalogue, 503, headers={"Retry-After": "120"})

    async def http(_request: Request, error: Exception) -> JSONResponse:
        status = error.status_code if isinstance(error, HTTPException) else 500
        headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
        return problem(catalogue, status, headers=headers)

    app.add_exception_handler(ConversationNotFoundError, unknown)
    app.add_exception_handler(WrongTokenError, no_access)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(TooManyConversationsError, busy)
    app.add_exception_handler(HTTPException, http)
