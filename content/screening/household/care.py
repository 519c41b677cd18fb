"""Work of the parents and care of the children, as axes."""

from collections.abc import Iterable, Sequence

from content.screening.household.words import ENDS, Facts, axis, part, partner_condition, settled
from content.screening.possible.grid import Axis
from content.screening.variables.household import OPVANG, OPVANG_PLACES

WORK = ("loon", "eigen_bedrijf", "studiefinanciering")
RATES = (5.0, 20.0)  # euros an hour, when it isn't told
HOURS = (1.0, 230.0)
OLDEST_IN_CARE = 12


def care_axes(facts: Facts) -> Iterable[Axis]:
    """Return whether both parents work, and the care of each child."""
    yield _works("werkt", part(facts, "aanvrager"))
    yield settled("traject", {"in_traject": 0.0})  # `werkt` says it all for a described household
    if facts.get("partner", "unknown") is None:
        yield settled("partner_werkt", {"partner_werkt": 0.0})
    else:
        yield _works("partner_werkt", part(facts, "partner"), partner_condition(facts))
    children = facts.get("kinderen") if isinstance(facts.get("kinderen"), list) else None
    told = [kind["opvang"] for kind in children or [] if kind.get("opvang") is not None]
    for place in OPVANG_PLACES:
        care = told[place - 1] if place <= len(told) else None
        if care is not None:
            yield axis("opvang", _care(place, care))
        else:
            yield axis("opvang", [_no_care(place), *(_may_have_care(place, children, told))])


def _works(name: str, person: Facts, only: dict[str, tuple[str, ...]] | None = None) -> Axis:
    known, source = person.get("werkt"), person.get("bron")
    if known is None and (person.get("studeert") is True or source in WORK):
        known = True
    # The check asks where somebody's income comes from, and so knows whether they work.
    vraag = "bron" if name == "werkt" and source is None else name
    return axis(vraag, [{name: value} for value in (ENDS if known is None else (float(known),))], only)


def _care(place: int, care: Facts) -> list[dict[str, float]]:
    kinds = [care["soort"]] if care.get("soort") else list(OPVANG)
    rates = RATES if care.get("uurtarief") is None else (float(care["uurtarief"]),)
    hours = HOURS if care.get("uren_maand") is None else (float(care["uren_maand"]),)
    return [_point(place, OPVANG[kind], hour, rate) for kind in kinds for rate in rates for hour in hours]


def _may_have_care(place: int, children: Sequence[Facts] | None, told: Sequence[Facts]) -> list[dict[str, float]]:
    """
    Return care that nobody told of: only when there is none that was told of, and then for one child.

    No care is possible too, and stands for the least; so only the most of each kind is needed.
    """
    silent = [{}] if children is None else [kind for kind in children if "opvang" not in kind]
    young = any((kind.get("leeftijd") or 0) <= OLDEST_IN_CARE for kind in silent)
    if place > 1 or told or not young:
        return []
    return [_point(place, kind, HOURS[-1], RATES[-1]) for kind in OPVANG.values()]


def _point(place: int, kind: float, hours: float, rate: float) -> dict[str, float]:
    return {f"opvang_{place}_soort": float(kind), f"opvang_{place}_uren": hours, f"opvang_{place}_uurtarief": rate}


def _no_care(place: int) -> dict[str, float]:
    return _point(place, 0.0, 0.0, 0.0)
