"""Households in words, whole and possible, for the property tests of the regelingencheck."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from content.screening.household.axes import STUDENT_UNTIL, axes_of
from content.screening.model import Uitkomst
from content.screening.possible.judge import judge_all
from content.screening.rules.system import Screening, load

Facts = dict[str, Any]
ON = date(2026, 11, 26)
GEMEENTE = "leiden"
CENTS = 0.011
SOURCES = ("loon", "uwv", "ww", "pensioen", "eigen_bedrijf", "geen", "studiefinanciering")
CHAT_SOURCES = {
    "werk": "loon",
    "studie": "loon",
    "uwv": "uwv",
    "pensioen": "pensioen",
    "bedrijf": "eigen_bedrijf",
    "anders": "geen",
    "bijstand": "bijstand",
    "alleen_aow": "aow",
}
WORK = ("loon", "eigen_bedrijf", "studiefinanciering")
POSSIBLE = {"bijstand": (18, 66), "aow": (67, 110)}  # ages; nobody has these incomes at another age
MOST_SAVINGS = {"bijstand": 16_000}
AGES = st.sampled_from((16, 17, 18, 20, 21, 22, 26, 27, 28, 29, 30, 40, 59, 60, 66, 67, 68, 90)) | st.integers(15, 95)
SAVINGS = st.sampled_from((0, 1500, 8000, 8001, 16000, 38479, 38480, 141896)) | st.integers(0, 300_000)
RENTS = st.integers(1, 1500) | st.sampled_from((498, 682, 713, 764, 932, 933))
CARE = st.fixed_dictionaries(
    {
        "soort": st.sampled_from(("dagopvang", "bso", "gastouder")),
        "uren_maand": st.integers(1, 230),
        "uurtarief": st.integers(14, 30).map(lambda half: half / 2),
    }
)


@lru_cache(maxsize=1)
def screening() -> Screening:
    return load()


def judged(facts: Mapping[str, Any]) -> dict[str, Uitkomst]:
    """Return the outcome of each regeling for a household in words."""
    system = screening()
    schemes = system.schemes(GEMEENTE, ON)
    run = system.run(axes_of(system.vragenlijst, facts), ON, schemes)
    return {one.regeling: one for one in judge_all(system, run, list(schemes.values()), GEMEENTE)}


def said(answers: Mapping[str, str]) -> dict[str, Uitkomst]:
    """Return the outcome of each regeling for some answers in the chat."""
    system = screening()
    schemes = system.schemes(GEMEENTE, ON)
    run = system.run(system.axes(system.clean(answers)), ON, schemes)
    return {one.regeling: one for one in judge_all(system, run, list(schemes.values()), GEMEENTE)}


def excluded(right: Mapping[str, Uitkomst], told: Mapping[str, Uitkomst]) -> list[str]:
    """Return the regelingen of which what is told excludes what is right, in words."""
    return [
        f"{name}: {words(one)} is right, told is {words(told[name])}"
        for name, one in right.items()
        if _excludes(one, told[name])
    ]


def _excludes(right: Uitkomst, told: Uitkomst) -> bool:
    if told.uitkomst not in ("misschien", right.uitkomst):
        return True
    (low, high), (least, most) = amounts(right), amounts(told)
    return "nee" not in (right.uitkomst, told.uitkomst) and not least - CENTS <= low <= high <= most + CENTS


def amounts(one: Uitkomst) -> tuple[float, float]:
    """Return the least and the most; nothing when there is no amount."""
    return (one.bedrag.min, one.bedrag.max) if one.bedrag else (0.0, 0.0)


def words(one: Uitkomst) -> str:
    """Return an outcome with its amounts."""
    low, high = amounts(one)
    return f"{one.uitkomst} {low:g}-{high:g}"


@st.composite
def persons(draw: st.DrawFn, source: str, *, yearly: bool) -> Facts:
    """Give somebody with this kind of income, told per month or per year."""
    ages = AGES.filter(lambda age: POSSIBLE[source][0] <= age <= POSSIBLE[source][1]) if source in POSSIBLE else AGES
    person: Facts = {"leeftijd": draw(ages), "bron": source, "zorgverzekerd": draw(st.booleans())}
    person |= {"werkt": draw(st.booleans()) or source in WORK}
    if source not in ("bijstand", "aow", "geen"):
        person["toetsingsinkomen" if yearly else "netto_maand"] = draw(st.integers(0, 60_000 if yearly else 4_500))
    return person


@st.composite
def households(draw: st.DrawFn, *, source: str | None = None, monthly: bool = False) -> Facts:
    """
    Give a household of which everything is told.

    Args:
        source: Where the income of all who have one comes from; any mix of sources when it isn't given.
        monthly: Tell the income per month, as in the chat.
    """
    yearly = not monthly and draw(st.booleans())
    second = source and draw(st.sampled_from((source, "geen")))
    source = source or draw(st.sampled_from((*SOURCES, "bijstand", "aow")))
    second = source if source in ("bijstand", "aow") else second or draw(st.sampled_from(SOURCES))
    who = draw(persons(source, yearly=yearly))
    studies = source in ("loon", "studiefinanciering") and who["leeftijd"] < STUDENT_UNTIL and draw(st.booleans())
    kind = draw(st.sampled_from(("huur", "huur", "koop", "inwonend", "instelling")))
    home: Facts = {"soort": kind}
    if kind == "huur":
        home |= {"kale_huur": draw(RENTS), "servicekosten": draw(st.integers(0, 100))}
    return {
        "aanvrager": {**who, "studeert": studies, "studie_beperking": studies and draw(st.booleans())},
        "partner": draw(st.none() | persons(second, yearly=yearly)),
        "kinderen": draw(_children()),
        "medebewoners": [{"leeftijd": age} for age in draw(st.lists(st.integers(18, 90), max_size=1))],
        "vermogen": min(draw(SAVINGS), MOST_SAVINGS.get(source, 300_000)),
        "woning": home,
        "jaren_laag_inkomen": draw(st.integers(0, 8)),
    }


@st.composite
def _children(draw: st.DrawFn) -> list[Facts]:
    """Give at most four children, one of them perhaps with care."""
    children: list[Facts] = [
        {"leeftijd": age, "opvang": None} for age in draw(st.lists(st.integers(0, 17), max_size=4))
    ]
    young = [child for child in children if child["leeftijd"] <= 12]
    if young and draw(st.booleans()):
        young[0]["opvang"] = draw(CARE)
    return children


def paths(facts: Any, before: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return every key that can be taken away: a fact, or a part with all that is in it."""
    if isinstance(facts, list):
        return [path for place, item in enumerate(facts) for path in paths(item, (*before, place))]
    if not isinstance(facts, Mapping):
        return []
    return [path for key, item in facts.items() for path in ((*before, key), *paths(item, (*before, key)))]


def without(facts: Facts, hidden: list[tuple[str | int, ...]]) -> Facts:
    """Return a household without these keys."""
    left = deepcopy(facts)
    for path in hidden:
        place: Any = left
        for step in path[:-1]:
            is_there = isinstance(place, list) or (isinstance(place, dict) and step in place)
            place = place[step] if is_there else None
        if isinstance(place, dict):
            place.pop(path[-1], None)
    return left
