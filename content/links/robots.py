"""Asks each website once whether robots may come in (robots.txt), and keeps to it."""

import asyncio
from collections import defaultdict
from urllib.robotparser import RobotFileParser

import httpx

MOST_READ = 100_000  # bytes


class Robots:
    """Knows what the websites said."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._asking: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._told: dict[str, RobotFileParser] = {}

    async def allow(self, address: str) -> bool:
        """Tell whether an address may be visited; a website that says nothing allows it."""
        url = httpx.URL(address)
        site = str(url.copy_with(raw_path=b"/robots.txt", fragment=None))
        async with self._asking[site]:
            if site not in self._told:
                self._told[site] = await self._ask(site)
        return self._told[site].can_fetch(str(self._client.headers["User-Agent"]), address)

    async def _ask(self, site: str) -> RobotFileParser:
        parser = RobotFileParser()
        try:
            async with self._client.stream("GET", site) as response:
                text = await _beginning(response) if response.status_code == httpx.codes.OK else ""
        except (httpx.HTTPError, httpx.InvalidURL):
            text = ""
        parser.parse(text.splitlines())
        return parser


async def _beginning(response: httpx.Response) -> str:
    read = b""
    async for piece in response.aiter_bytes():
        read += piece
        if len(read) > MOST_READ:
            break
    return read.decode("utf-8", errors="replace")
