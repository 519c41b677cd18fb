"""A year of invented counts, and the sums that a reader of the figures can set up."""

import random
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Engine

from handoff import tables
from handoff.counters.figures import IN_KINDS, OF_TEAM, TIMES, Figures, figures
from handoff.counters.months import months_of
from handoff.database import writing

Key = tuple[str, ...]
YEAR = 2025
MONTHS = months_of(YEAR)
KINDS = {
    "gesprek": ("widget", "telegram"),
    "onderwerp": ("huurachterstand", "duo_schuld", "beslag", "schaamte", "deurwaarder"),
    "poging": ("gebeld", "geen_gehoor", "gemaild", "gesproken", "chat"),
    "uitkomst": ("opgelost", "doorverwezen", "niet_bereikt"),
    **dict.fromkeys(TIMES, ("tot_1", "tot_4", "tot_16", "langer")),
}


def invented(seed: int, teams: Collection[str], months: Collection[str] = MONTHS) -> dict[Key, int]:
    """Return counts as they are stored, mostly small."""
    chance = random.Random(seed)
    sizes = (0, 0, 0, 1, 1, 2, 3, 4, 6, 8, 11, 14, 25)
    found: dict[Key, int] = {}
    for month in months:
        for wat in ("gesprek", "onderwerp", "check_begonnen", "check_klaar", "toestemming_gevraagd", *OF_TEAM):
            for team in teams if wat in OF_TEAM else ("",):
                for kind in KINDS.get(wat, ("",)):
                    number = chance.choice(sizes)
                    if number:
                        found[month, team, wat, kind] = number
    return found


def year_of(stored: Mapping[Key, int], least: int) -> Figures:
    """Return the figures of the whole year."""
    return figures(stored, YEAR, MONTHS, least)


def sums(teams: Collection[str], wat: str) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    """Give every total with its parts: over kinds, over teams and over months."""
    kinds = KINDS[wat] if wat in IN_KINDS else ()
    split = tuple(teams) if wat in OF_TEAM else ()
    periods = (*MONTHS, str(YEAR))
    for period in periods:
        for team in (*split, "") if kinds else ():
            yield (period, team, wat, ""), tuple((period, team, wat, kind) for kind in kinds)
        for kind in (*kinds, "") if split else ():
            yield (period, "", wat, kind), tuple((period, team, wat, kind) for team in split)
    for team in (*split, ""):
        for kind in (*kinds, ""):
            yield (str(YEAR), team, wat, kind), tuple((month, team, wat, kind) for month in MONTHS)


def store(engine: Engine, stored: Mapping[Key, int], gemeente: str = "leiden") -> None:
    """Put counts in the counter table."""
    with writing(engine) as session:
        for (month, team, wat, soort), number in stored.items():
            session.add(
                tables.Counter(maand=month, gemeente=gemeente, team=team, wat=wat, soort=soort, vak=0, aantal=number)
            )
