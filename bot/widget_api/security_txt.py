"""`/.well-known/security.txt` (RFC 9116): where somebody who found a leak can tell it."""

from collections.abc import Callable
from datetime import UTC, datetime

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse

from bot.settings import BotSettings

PATH = "/.well-known/security.txt"


def utc_now() -> datetime:
    """Return the time that the date in the file is measured by."""
    return datetime.now(UTC)


def security_router(settings: BotSettings, clock: Callable[[], datetime] = utc_now) -> APIRouter:
    """Return the route; without a contact and a date that is still to come there is no file."""
    router = APIRouter()

    @router.get(PATH, include_in_schema=False)
    async def security_txt() -> PlainTextResponse:
        if not settings.security_contact or settings.security_expires is None:
            raise HTTPException(404)
        if settings.security_expires <= clock().date():
            raise HTTPException(404)  # RFC 9116: what is past its date must not be used
        return PlainTextResponse(_text(settings))

    return router


def _text(settings: BotSettings) -> str:
    lines = [
        f"Contact: {settings.security_contact}",
        f"Expires: {settings.security_expires}T00:00:00Z",
        "Preferred-Languages: nl, en",
    ]
    if settings.public_url:
        lines.append(f"Canonical: {settings.public_url.rstrip('/')}{PATH}")
    return "\n".join(lines) + "\n"
