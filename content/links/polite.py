"""Visits websites as a polite guest: one request at a time to each, with a pause, and never for long."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass

import httpx


@dataclass(frozen=True)
class Manners:
    """
    How busy we may be.

    Attributes:
        pause: Seconds between two requests to one website.
        at_once: How many websites at the same time.
        patience: Seconds for which one request may take to get its first words.
    """

    pause: float = 1.0
    at_once: int = 8
    patience: float = 20.0


class PoliteTransport(httpx.AsyncBaseTransport):
    """Lets requests wait for their turn, also those that a redirect asks for."""

    def __init__(self, inner: httpx.AsyncBaseTransport, manners: Manners) -> None:
        self._inner = inner
        self._manners = manners
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._last: dict[str, float] = {}
        self._slots = asyncio.Semaphore(manners.at_once)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """
        Send a request when it is its turn.

        Raises:
            httpx.ReadTimeout: If the website doesn't begin to answer in time, however it drags on.
        """
        site, clock = request.url.netloc.decode(), asyncio.get_running_loop().time
        async with self._turns[site]:
            await asyncio.sleep(self._last.get(site, -self._manners.pause) + self._manners.pause - clock())
            try:
                async with self._slots, asyncio.timeout(self._manners.patience):
                    return await self._inner.handle_async_request(request)
            except TimeoutError as error:
                raise httpx.ReadTimeout("no answer in time", request=request) from error
            finally:
                self._last[site] = clock()

    async def aclose(self) -> None:
        """Close what it sends with."""
        await self._inner.aclose()
