"""What is right for a household of which everything is told, and where the chat says otherwise."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

import numpy as np

from content.screening.household.axes import axes_of
from content.screening.model import Uitkomst
from content.screening.possible.judge import judge_all
from content.screening.rules.system import default
from content.screening.variables.tax import net_per_year
from scripts.bevolking.home import most_care
from scripts.bevolking.households import Household

LEVELS = {
    "as asked": "told exactly, but no more than the chat asks",
    "real yearly income": "the same, with the income of the year before tax where it is all wages, benefits or nothing",
    "as it is": "also the age of the partner, who has no insurance, service costs and the care of every child",
}
HOLIDAY = {"loon", "uwv"}
CENTS = 0.011
STEPS = np.arange(0.0, 400_000.0, 5.0)


def outcomes_of(facts: Mapping[str, Any], gemeente: str, on: date) -> list[Uitkomst]:
    """Return the outcomes of a described household."""
    screening = default()
    schemes = screening.schemes(gemeente, on)
    run = screening.run(axes_of(screening.vragenlijst, facts), on, schemes)
    return judge_all(screening, run, list(schemes.values()), gemeente)


def inputs_of(facts: Mapping[str, Any]) -> dict[str, set[float]]:
    """Return for each fact every value that it may have in a described household."""
    found: dict[str, set[float]] = {}
    for axis in axes_of(default().vragenlijst, facts):
        for point in axis.points:
            for name, value in point.facts.items():
                found.setdefault(name, set()).add(value)
    return found


def versions_of(one: Household, on: date) -> dict[str, dict[str, Any]]:
    """Return the household as the chat asks of it, the same with its yearly income, and as it is."""
    asked = as_asked(one.facts)
    return dict(zip(LEVELS, (asked, with_year(asked, on), with_year(one.facts, on)), strict=True))


def as_asked(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return a household with what the chat takes for granted: see its `aannames` and its explanations."""
    asked = deepcopy(dict(facts))
    people = [asked["aanvrager"], *([asked["partner"]] if asked["partner"] else [])]
    for person in people:
        person |= {"zorgverzekerd": True, "leeftijd": asked["aanvrager"]["leeftijd"]}
    if "kale_huur" in asked["woning"]:
        asked["woning"]["servicekosten"] = 0
    most = most_care(asked)
    for child in asked["kinderen"]:
        child["opvang"], most = (most, None) if most is not None and child.get("opvang") is most else (None, most)
    return asked


def with_year(facts: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Return a household with the income of the whole year, if that follows from what everybody gets per month."""
    told = deepcopy(dict(facts))
    people = [told["aanvrager"], *([told["partner"]] if told["partner"] else [])]
    if all(person["bron"] in HOLIDAY | {"geen"} for person in people):
        for person in people:
            person["toetsingsinkomen"] = _yearly(person, on)
    return told


def _yearly(person: Mapping[str, Any], on: date) -> float:
    """Return what a year brings before tax: twelve months and the holiday allowance."""
    tax = default().rules.parameters(on.isoformat()).inkomstenbelasting
    net = net_per_year(tax, STEPS, "loon" if person["bron"] == "loon" else "uitkering")
    months = float(np.interp(12 * person["netto_maand"], net, STEPS))
    return float(round(months * (1 + tax.vakantiegeld)))


def contradictions(right: Sequence[Uitkomst], told: Sequence[Uitkomst]) -> list[dict[str, Any]]:
    """Return each regeling of which the chat excludes what is right: the outcome, or the amount."""
    said = {one.regeling: one for one in told}
    return [
        {"regeling": one.regeling, "right": _words(one), "chat": _words(said[one.regeling])}
        for one in right
        if not _is_within(one, said[one.regeling])
    ]


def _is_within(one: Uitkomst, said: Uitkomst) -> bool:
    if said.uitkomst not in ("misschien", one.uitkomst):
        return False
    (low, high), (least, most) = _amounts(one), _amounts(said)
    return one.uitkomst == said.uitkomst == "nee" or (least - CENTS <= low and high <= most + CENTS)


def _amounts(one: Uitkomst) -> tuple[float, float]:
    return (one.bedrag.min, one.bedrag.max) if one.bedrag else (0.0, 0.0)


def _words(one: Uitkomst) -> str:
    low, high = _amounts(one)
    return f"{one.uitkomst} {low:g}-{high:g}" if one.bedrag else one.uitkomst
