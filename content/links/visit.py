"""Visits one page, and tells apart what can be wrong with it."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import httpx

from content.links.robots import Robots

Soort = Literal[
    "goed", "weg", "bestaat_niet", "verhuisd", "voorpagina", "robots", "weigert", "storing", "traag", "certificaat",
    "kringetje", "onbereikbaar", "ongeldig",
]  # fmt: skip
ONCE_MORE: frozenset[Soort] = frozenset({"storing", "traag", "onbereikbaar"})
GONE = frozenset({404, 410})
REFUSED = frozenset({401, 403, 405, 406, 429, 451, 999})
FOR_GOOD = frozenset({301, 308})
NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


@dataclass(frozen=True)
class Bezoek:
    """What came of a visit; `meer` holds a status, a new address or what is wrong with a certificate."""

    adres: str
    soort: Soort
    meer: str = ""


async def visit(client: httpx.AsyncClient, robots: Robots, address: str) -> Bezoek:
    """Visit a page; what may be a mishap is tried once more."""
    try:
        if not await robots.allow(address):
            return Bezoek(address, "robots")
        found = await _look(client, address)
        return await _look(client, address) if found.soort in ONCE_MORE else found
    except httpx.InvalidURL:
        return Bezoek(address, "ongeldig")


async def _look(client: httpx.AsyncClient, address: str) -> Bezoek:
    try:
        return _judged(address, await _answer(client, address))
    except httpx.TooManyRedirects:
        return Bezoek(address, "kringetje")
    except httpx.TimeoutException:
        return Bezoek(address, "traag")
    except httpx.UnsupportedProtocol:
        return Bezoek(address, "ongeldig")
    except httpx.HTTPError as error:
        return _failed(address, error)


async def _answer(client: httpx.AsyncClient, address: str) -> httpx.Response:
    """Ask for the head of a page; some websites only answer who asks for the page, of which nothing is read then."""
    try:
        response = await client.head(address)
        if response.is_success:
            return response
    except httpx.RemoteProtocolError:
        pass
    async with client.stream("GET", address) as whole:
        return whole


def _judged(address: str, response: httpx.Response) -> Bezoek:
    status = response.status_code
    if status in GONE:
        return Bezoek(address, "weg", str(status))
    if status in REFUSED:
        return Bezoek(address, "weigert", str(status))
    if not response.is_success:
        return Bezoek(address, "storing", str(status))
    return _moved(address, response)


def _moved(address: str, response: httpx.Response) -> Bezoek:
    """Tell whether a page has a new address; that of a whole website may send on to its front page."""
    asked, came = httpx.URL(address), response.url
    if not response.history or asked.path in ("", "/"):
        return Bezoek(address, "goed")
    if came.path in ("", "/"):
        return Bezoek(address, "voorpagina", str(came))
    for_good = all(step.status_code in FOR_GOOD for step in response.history)
    return Bezoek(address, "verhuisd", str(came)) if for_good else Bezoek(address, "goed")


def _failed(address: str, error: httpx.HTTPError) -> Bezoek:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            return Bezoek(address, "certificaat", getattr(cause, "verify_message", "") or str(cause.reason or ""))
        if isinstance(cause, socket.gaierror):
            known = cause.errno in NO_SUCH_NAME
            return Bezoek(address, "bestaat_niet" if known else "onbereikbaar")
    return Bezoek(address, "onbereikbaar")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
