"""Limits on how much and how often, so that one client can't take the bot from the others."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from fastapi import HTTPException, Request
from limits import parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError
from starlette.responses import Response

from privacy.log import get_logger

log = get_logger()
MAX_BODY = 64 * 1024
REDIS_SECONDS = 0.5
Scope = MutableMapping[str, Any]


class RateLimits:
    """
    Counts requests per address and messages per conversation.

    An outcome is worked out anew each time, so an address may ask for it as often as it may begin.
    Addresses are counters in memory (or Redis) for a minute and stored nowhere. When Redis can't be reached,
    residents aren't refused: an open door is better than a closed one here.
    """

    def __init__(self, redis_url: str | None, *, begin: str, message: str, address: str) -> None:
        self._limiter = FixedWindowRateLimiter(_redis(redis_url) if redis_url else MemoryStorage())
        rates = {"begin": begin, "outcome": begin, "message": message, "address": address}
        self._rates = {kind: parse(rate) for kind, rate in rates.items()}

    async def check(self, kind: str, name: str) -> None:
        """
        Count one request.

        Raises:
            HTTPException: 429 when there were too many, with the seconds to wait.
        """
        rate = self._rates[kind]
        try:
            allowed = await self._limiter.hit(rate, kind, name)
        except StorageError as error:
            log.warning("rate_limit_unavailable", error=type(error).__name__)
            return
        if not allowed:
            raise HTTPException(429, headers={"Retry-After": "30"})


def _redis(url: str) -> RedisStorage:
    return RedisStorage(
        f"async+{url}",
        wrap_exceptions=True,
        implementation="redispy",
        socket_connect_timeout=REDIS_SECONDS,
        socket_timeout=REDIS_SECONDS,
    )


def address_of(request: Request) -> str:
    """Return the client's address. Behind the reverse proxy uvicorn takes it from the proxy's header."""
    return request.client.host if request.client else "unknown"


class BodyLimit:
    """Refuses bodies over the limit, also those that don't tell their size beforehand."""

    def __init__(self, app: Callable[..., Awaitable[None]], refuse: Callable[[], Response]) -> None:
        self._app = app
        self._refuse = refuse

    async def __call__(
        self, scope: Scope, receive: Callable[..., Awaitable[Any]], send: Callable[..., Awaitable[None]]
    ) -> None:
        """Read the body up to the limit before the application sees it."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self._app(scope, receive, send)
            return
        body = b""
        more = True
        while more and len(body) <= MAX_BODY:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
        if len(body) > MAX_BODY:
            await self._refuse()(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)


def _replay(body: bytes, receive: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    pending = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Any:  # noqa: ANN401 - an ASGI message
        return pending.pop() if pending else await receive()

    return next_message
