"""The page that couples an authenticator app, for a new account and for another phone."""

from urllib.parse import parse_qs, urlsplit

import segno
from fastapi import Request
from starlette.responses import Response

from handoff.accounts import Account
from handoff.console.context import Console


def secret_of(totp_uri: str) -> str:
    """Return the secret in the address of an app."""
    return parse_qs(urlsplit(totp_uri).query)["secret"][0]


def app_page(
    request: Request, console: Console, totp_uri: str, action: str, account: Account | None = None, fout: str = ""
) -> Response:
    """Return the page with the QR code and the secret; its form goes to `action`."""
    secret = secret_of(totp_uri)
    return console.pages.show(
        request,
        "begin_app.html",
        account,
        422 if fout else 200,
        fout=fout,
        actie=action,
        qr=segno.make(totp_uri, error="m").svg_data_uri(scale=4),
        geheim=" ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
    )
