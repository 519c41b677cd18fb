"""Keeps the editors' pages to this computer and to their own browser tab."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

OWN_NAMES = frozenset({"127.0.0.1", "localhost"})
READING = frozenset({"GET", "HEAD", "OPTIONS"})
REFUSED = "Deze pagina is alleen voor deze computer."


class OnlyHere:
    """
    Refuses what another website asks for.

    A name that only points to this computer isn't enough: any website can have one. And a browser tells from
    which site a request comes: only our own pages may change something.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http" and not _is_ours(scope["method"], Headers(scope=scope)):
            await PlainTextResponse(REFUSED, 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_ours(method: str, headers: Headers) -> bool:
    host = headers.get("host", "")
    if urlsplit(f"//{host}").hostname not in OWN_NAMES:
        return False
    same_site = headers.get("sec-fetch-site") == "same-origin" or headers.get("origin") == f"http://{host}"
    return method in READING or same_site
