"""A link in a mail: it leads to its handoff, also from another site, and also when one has to sign in first."""

import re

from fastapi import Request
from starlette.responses import Response

from handoff.console.context import Console
from handoff.console.rendering import base

HANDOFF = re.compile(r"/overdracht/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


def handoff_in(request: Request) -> str:
    """Return the id of the handoff whose page is asked for, empty on any other page."""
    path = request.scope["path"].removeprefix(base(request))
    found = HANDOFF.fullmatch(path) if request.method == "GET" else None
    return found[1] if found else ""


def from_another_site(request: Request) -> bool:
    """
    Tell whether a link on another site, such as webmail, led here.

    Then the browser kept our cookie to itself, so whether somebody is signed in can't be known yet.
    """
    return handoff_in(request) != "" and request.headers.get("sec-fetch-site") == "cross-site"


def once_more(request: Request, console: Console) -> Response:
    """Let the browser ask again: this time our own page leads there, and the cookie comes along."""
    response = console.pages.show(request, "doorgaan.html", pad=f"/overdracht/{handoff_in(request)}")
    response.headers["Refresh"] = "0"
    return response


def wanted(request: Request, console: Console) -> str:
    """Return the page that was asked for before signing in, empty when there was none."""
    found = HANDOFF.fullmatch(f"/overdracht/{console.cookies.wanted(request)}")
    return found[0] if found else ""
