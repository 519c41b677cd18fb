"""Goes round all addresses of the content, and gathers what came of each visit."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx

from content.catalogue import CONTENT
from content.links.addresses import Place, addresses
from content.links.exceptions import Uitzondering, long_ago, read_exceptions
from content.links.polite import Manners, PoliteTransport
from content.links.robots import Robots
from content.links.visit import Bezoek, Soort, visit

NAME = "Rondkomen-linkcontrole/1 (publieke software; kijkt een keer per dag of onze bronnen er nog zijn)"
SURELY_BROKEN: frozenset[Soort] = frozenset({"weg", "bestaat_niet", "ongeldig"})
NO_ANSWER: frozenset[Soort] = frozenset({"bestaat_niet", "onbereikbaar", "traag"})
SILENT = 2  # pages in a row without an answer
FEW = 3  # websites; of fewer it can't be told whether they or the internet is down


@dataclass(frozen=True)
class Ronde:
    """What came of all visits."""

    places: Mapping[str, Sequence[Place]]
    bezoeken: Sequence[Bezoek]
    by_hand: Sequence[str]
    look_again: Sequence[Uitzondering]

    @property
    def is_offline(self) -> bool:
        """Tell whether nothing at all answered: then the internet is away, and not every page."""
        sites = {httpx.URL(one.adres).host for one in self.bezoeken if one.soort != "ongeldig"}
        return len(sites) > FEW and all(one.soort in NO_ANSWER | {"ongeldig"} for one in self.bezoeken)

    @property
    def exit_code(self) -> int:
        """Return 1 when a link is surely broken, 2 when nothing could be looked at, else 0."""
        if self.is_offline:
            return 2
        return 1 if any(one.soort in SURELY_BROKEN for one in self.bezoeken) else 0


def go_round(root: Path = CONTENT, *, on: date | None = None, manners: Manners | None = None) -> Ronde:
    """
    Visit every address once.

    Args:
        on: The day for which pages that a person looks at may be due again.

    Raises:
        ContentError: If the list of exceptions has a mistake.
    """
    exceptions = read_exceptions(root)
    places = addresses(root)
    by_hand = [address for address in places if any(one.holds_for(address) for one in exceptions)]
    todo = [address for address in places if address not in by_hand]
    bezoeken = asyncio.run(_visit_all(todo, manners or Manners()))
    return Ronde(places, bezoeken, by_hand, long_ago(exceptions, on or date.today()))


async def _visit_all(todo: Iterable[str], manners: Manners) -> list[Bezoek]:
    transport = PoliteTransport(httpx.AsyncHTTPTransport(), manners)
    headers = {"User-Agent": NAME, "Accept-Language": "nl"}
    timeout = httpx.Timeout(manners.patience, pool=None)
    async with httpx.AsyncClient(
        transport=transport, headers=headers, timeout=timeout, follow_redirects=True, max_redirects=10
    ) as client:
        robots = Robots(client)
        sites: dict[str, list[str]] = defaultdict(list)
        for address in todo:
            sites[_site_of(address)].append(address)
        visits = await asyncio.gather(*(_visit_site(client, robots, pages) for pages in sites.values()))
    return sorted((one for pages in visits for one in pages), key=lambda one: one.adres)


async def _visit_site(client: httpx.AsyncClient, robots: Robots, pages: Iterable[str]) -> list[Bezoek]:
    """Visit the pages of one website, one after the other; of a website that is silent, not all in vain."""
    found: list[Bezoek] = []
    for address in pages:
        last = [one.soort for one in found[-SILENT:]]
        is_silent = len(last) == SILENT and NO_ANSWER.issuperset(last)
        found.append(Bezoek(address, last[-1]) if is_silent else await visit(client, robots, address))
    return found


def _site_of(address: str) -> str:
    try:
        return httpx.URL(address).netloc.decode()
    except httpx.InvalidURL:
        return address
