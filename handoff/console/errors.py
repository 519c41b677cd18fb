"""What a wijkteamlid sees when something can't be done: one sentence, never a stack trace."""

import secrets
from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handoff.accounts import Account, AccountNotFoundError
from handoff.console.access import NotAllowedError
from handoff.console.context import Console, SignedOutError, console_of
from handoff.console.detail import closed_door, handoff_page
from handoff.console.login import signed_out
from handoff.console.security import ForgedFormError, FormTooLargeError
from handoff.database import AWAY
from handoff.limits import TooManyError
from handoff.queue import (
    FieldNotFoundError,
    HandoffGoneError,
    HandoffNotFoundError,
    NotHolderError,
    StaleVersionError,
)
from privacy.log import get_logger

HTTP_TEXTS = {404: "fout_onbekend", 405: "fout_methode"}
SENTENCES: dict[type[Exception], tuple[int, str]] = {
    ForgedFormError: (403, "fout_formulier"),
    FormTooLargeError: (413, "fout_te_groot"),
    NotAllowedError: (403, "fout_geen_recht"),
    AccountNotFoundError: (404, "fout_onbekend"),
    TooManyError: (429, "fout_te_vaak"),
    HandoffNotFoundError: (404, "fout_onbekend"),
    FieldNotFoundError: (404, "fout_gegeven_weg"),
    RequestValidationError: (422, "fout_onbekend"),
}
Handler = Callable[[Request, Exception], Response]


def add_error_pages(app: FastAPI) -> None:
    """Give every error of the queue, the forms and the server its page."""
    for kind, (status, key) in SENTENCES.items():
        app.add_exception_handler(kind, _sentence(status, key))
    app.add_exception_handler(SignedOutError, lambda request, _: signed_out(request, console_of(request)))
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(HandoffGoneError, _gone)
    app.add_exception_handler(NotHolderError, _not_holder)
    app.add_exception_handler(StaleVersionError, _stale)


def _sentence(status: int, key: str) -> Handler:
    return lambda request, _: error_page(request, console_of(request), status, key)


def error_page(request: Request, console: Console, status: int, key: str, verwijzing: str = "") -> Response:
    """Return a page with one sentence and the way back."""
    fout = console.pages.wording.text(key)
    return console.pages.show(request, "fout.html", None, status, fout=fout, verwijzing=verwijzing)


class CatchAll:
    """Turns a mistake of ours into a page, inside the headers: the server's own error page has none."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; after the answer began, only closing the connection is left."""
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception as error:
            if started or scope["type"] != "http":
                raise
            response = await run_in_threadpool(unexpected, Request(scope), error)
            await response(scope, receive, send)


def unexpected(request: Request, error: Exception) -> Response:
    """Return the page for a mistake of ours, and log its class under the reference that the page shows."""
    verwijzing = secrets.token_hex(4)
    status, key = (503, "fout_opslag") if isinstance(error, AWAY) else (500, "fout_intern")
    get_logger().error(
        "console_failed", error=type(error).__name__, method=request.method, status=status, reference=verwijzing
    )
    return error_page(request, console_of(request), status, key, verwijzing)


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return error_page(request, console_of(request), status, HTTP_TEXTS.get(status, "fout_intern"))


def _signed_in(request: Request) -> tuple[Console, Account, str]:
    console = console_of(request)
    account = console.accounts.session(console.cookies.session(request) or "", touch=False)
    if account is None:
        raise SignedOutError
    return console, account, request.path_params["handoff_id"]


def _gone(request: Request, _error: Exception) -> Response:
    console, account, handoff_id = _signed_in(request)
    return closed_door(request, console, account, console.queue.get(handoff_id), 410)


def _not_holder(request: Request, _error: Exception) -> Response:
    console, account, handoff_id = _signed_in(request)
    fout = console.pages.wording.text("fout_niet_van_u")
    return closed_door(request, console, account, console.queue.get(handoff_id), 403, fout)


def _stale(request: Request, _error: Exception) -> Response:
    console, account, handoff_id = _signed_in(request)
    fout = console.pages.wording.text("fout_verouderd")
    row = console.queue.get(handoff_id)
    return handoff_page(request, console, account, row, status=409, fout=fout)
