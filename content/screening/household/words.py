"""The words in which a household is described, as plain values and axes."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from content.postcodes import id_of
from content.screening.household.synonyms import CARE, HOMES, NUMBERS, SOURCES, UNKNOWN
from content.screening.possible.grid import Axis, Point

Facts = Mapping[str, Any]
ENDS = (0.0, 1.0)
PARTNER, ALONE = "met_partner", "zonder_partner"
NUMBER = re.compile(r"(?:€ ?)?(-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d{1,2})?)(?:,-)?")
PEOPLE = ("kinderen", "medebewoners")
YES_NO = {"ja": True, "nee": False}


def plain(value: Any, key: str = "") -> Any:  # noqa: ANN401 - whatever YAML holds
    """
    Return YAML in the fixed words: `ja` and `nee` as true and false, synonyms as the one word that rules know.

    What is said to be unknown is left out. No partner is null, no children is an empty list, and an age may stand
    for a person.
    """
    if isinstance(value, Mapping):
        found = {name: plain(item, name) for name, item in value.items() if not _is_unknown(item)}
        return {name: _nobody(name, item) for name, item in found.items()}
    if isinstance(value, list):
        return [
            _person(plain(item, key)) if key in ("kinderen", "medebewoners") else plain(item, key) for item in value
        ]
    return _word(value, key) if isinstance(value, str) else value


def _is_unknown(value: object) -> bool:
    return isinstance(value, str) and _folded(value) in UNKNOWN


def _folded(value: str) -> str:
    return re.sub(r"[\s_-]+", "_", value.strip().casefold())


def _word(value: str, key: str) -> Any:  # noqa: ANN401 - a word, a number, yes or no
    word = _folded(value)
    if key == "gemeente":
        return id_of(re.sub(r"^\s*gemeente\s+", "", value, flags=re.IGNORECASE)) or value
    if key == "bron":
        return SOURCES.get(word, value)
    if key == "soort":
        return CARE.get(word, HOMES.get(word, value))
    number = NUMBER.fullmatch(value.strip())
    if number and key in NUMBERS:
        return float(number[1].replace(".", "").replace(",", "."))
    return YES_NO.get(word, value)


def _nobody(name: Any, value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    if name == "partner":
        return {True: {}, False: None}.get(value, value) if isinstance(value, bool) else value
    if name in PEOPLE:
        counted = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 100
        return [{} for _ in range(value)] if counted else [] if value in (None, False) else value
    return None if name == "opvang" and (value is False or value == []) else value


def _person(value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Return somebody of whom only the age is told, or nothing at all."""
    if value is None:
        return {}
    is_age = isinstance(value, int | float) and not isinstance(value, bool)
    return {"leeftijd": value} if is_age else value


def part(facts: Facts, who: str) -> Facts:
    """Return what is told of one person or thing; nothing when it isn't there."""
    found = facts.get(who)
    return found if isinstance(found, Mapping) else {}


def partner_condition(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Return when a fact about a partner counts: always when one is told of, else only in homes with a partner."""
    return {} if "partner" in facts else {"woonsituatie": (PARTNER,)}


def axis(vraag: str, points: Iterable[Mapping[str, float]], only: Mapping[str, tuple[str, ...]] | None = None) -> Axis:
    """Return an axis of these points, each once; `only` tells for which answers to another question it counts."""
    unique = list({tuple(sorted(point.items())): dict(point) for point in points}.values())
    return Axis(vraag, tuple(Point(str(number), point) for number, point in enumerate(unique)), only or {})


def settled(vraag: str, point: Mapping[str, float]) -> Axis:
    """Return an axis on which all is known."""
    return axis(vraag, [point])
