"""Headers on every answer, and proof that a form comes from our own page."""

import hmac
from hashlib import sha256
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_FORM_BYTES = 64 * 1024
MAX_FIELDS = 100  # the teams of a large gemeente, and some more
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
HSTS = "max-age=31536000; includeSubDomains"


class ForgedFormError(Exception):
    """A form without the token of this browser, or from another site."""


class FormTooLargeError(Exception):
    """More than any form of the console can hold, or without saying how much."""


class SecurityHeaders:
    """Adds the headers to every answer, errors included; a page is never stored unless it says it may be."""

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        """Wrap `app`; `secure` says that it is only reached over https."""
        self.app = app
        self.secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and put the headers on the first message of the answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", "no-store")
                if self.secure:
                    headers["Strict-Transport-Security"] = HSTS
            await send(message)

        await self.app(scope, receive, send_with_headers)


def form_token(seed: str) -> str:
    """Return the token of a form; only who holds the cookie `seed` can have it, on any process."""
    return hmac.new(seed.encode(), b"rondkomen console form", sha256).hexdigest()


def from_this_site(request: Request) -> bool:
    """
    Tell whether the browser says that our own page sent this.

    `Origin` is "null" on our own forms because of our Referrer-Policy, so it counts only when it names a site.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    if origin is None or origin == "null":
        return True
    return urlsplit(origin).netloc == request.headers.get("host")


async def check_form(request: Request, seed: str | None) -> None:
    """
    Read the form of a POST and compare its token with the cookie; reading methods pass.

    Raises:
        ForgedFormError: If the token is missing or wrong, or another site sent the form.
        FormTooLargeError: If the form is larger than MAX_FORM_BYTES.
    """
    if request.method in ("GET", "HEAD"):
        return
    if not from_this_site(request) or not seed:
        raise ForgedFormError
    if not 0 <= _length(request) <= MAX_FORM_BYTES:
        raise FormTooLargeError
    token = (await request.form(max_files=0, max_fields=MAX_FIELDS)).get("token")
    if not isinstance(token, str) or not hmac.compare_digest(token.encode(), form_token(seed).encode()):
        raise ForgedFormError


def _length(request: Request) -> int:
    try:
        return int(request.headers.get("content-length", "-1"))
    except ValueError:
        return -1
