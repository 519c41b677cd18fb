"""The income of a household, told in net per month, per year, or as where it comes from, as axes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from content.screening.household.words import ENDS, Facts, axis, part, partner_condition
from content.screening.possible.grid import Axis
from content.screening.variables.household import AOW, BIJSTAND, NETTO, TOETSINGSINKOMEN

UNKNOWN_INCOME = 1_000_000.0
UWV = ("uwv", "ww", "wia", "wao", "wajong", "ziektewet")
SOME_BENEFIT = "uitkering"  # of UWV or of the gemeente: nobody told
OF_ANYBODY = {"heeft_uwv": UWV, "eigen_bedrijf": ("eigen_bedrijf",)}  # one of two people is enough
NOTHING = ("geen",)


@dataclass(frozen=True)
class _Total:
    """A joint income; when one is missing it can be anything above this."""

    amount: float
    complete: bool = True


def income_axes(facts: Facts) -> Iterable[Axis]:
    """Return what the income can be, where it comes from, and what an unknown partner may add."""
    people = _people(facts)
    yield _income(people, partner_is_known="partner" in facts)
    yield _source("heeft_bijstand", people, ("bijstand",))
    for name, sources in OF_ANYBODY.items():
        yield _source(name, people, sources)
    if "partner" not in facts:
        yield from _unknown_partner(facts, people)


def _people(facts: Facts) -> list[Facts]:
    partner = [part(facts, "partner")] if facts.get("partner") is not None else []
    return [part(facts, "aanvrager"), *partner]


def _source(name: str, people: Sequence[Facts], sources: Sequence[str]) -> Axis:
    """Return whether an income comes from one of these; unknown when nobody told where it comes from."""
    told = [person["bron"] for person in people if person.get("bron")]
    if any(source in sources for source in told):
        values: tuple[float, ...] = (1.0,)
    else:
        known = len(told) == len(people) and SOME_BENEFIT not in told
        values = (0.0,) if known else ENDS
    return axis("bron", [{name: value} for value in values])


def _income(people: Sequence[Facts], *, partner_is_known: bool) -> Axis:
    net, yearly = (_total(people, name) for name in ("netto_maand", "toetsingsinkomen"))
    sources = [person.get("bron") for person in people]
    earning = [person.get("bron") for person in people if not _has_nothing(person)]
    wages = float(bool(earning) and all(source == "loon" for source in earning))
    if net is not None and net.complete:
        points = _points(NETTO, net, wages)
    elif "bijstand" in sources:
        points = _points(BIJSTAND, _Total(0.0), 0.0)
    elif yearly is not None:
        return axis("inkomen", _points(TOETSINGSINKOMEN, yearly, wages))
    elif net is not None:
        points = _points(NETTO, net, wages)
    elif all(source == "aow" for source in sources):
        points = _points(AOW, _Total(0.0), 0.0)
    else:
        points = _points(NETTO, _Total(0.0, complete=False), wages)
    if yearly is not None and yearly.complete and (partner_is_known or "bijstand" in sources):
        points = [{**point, "toetsingsinkomen": yearly.amount} for point in points]
    return axis("inkomen", points)


def _unknown_partner(facts: Facts, people: Sequence[Facts]) -> Iterable[Axis]:
    """Return what a partner of whom nothing is known may bring in, on top of what is known of the applicant."""
    net, yearly = (_total(people, name) for name in ("netto_maand", "toetsingsinkomen"))
    source = people[0].get("bron")
    if source == "bijstand":
        return
    if source == "aow" and net is None and yearly is None:
        low, high = _points(AOW, _Total(0.0), 0.0)[0], _points(NETTO, _Total(UNKNOWN_INCOME), 0.0)[1]
        yield axis("inkomen", [low, high], partner_condition(facts))
    total = net if net is not None else yearly
    if total is not None:
        amounts = (total.amount, total.amount + UNKNOWN_INCOME)
        ends = [{"inkomen_bedrag": amount, "zeker_loon": 0.0} for amount in amounts]
        yield axis("inkomen", ends, partner_condition(facts))
    for name, sources in OF_ANYBODY.items():
        if source not in sources:
            yield axis("bron", [{name: value} for value in ENDS], partner_condition(facts))


def _total(people: Sequence[Facts], name: str) -> _Total | None:
    amounts = [_amount(person, name) for person in people]
    known = [amount for amount in amounts if amount is not None]
    return _Total(sum(known), len(known) == len(people)) if known else None


def _amount(person: Facts, name: str) -> float | None:
    """Return an income that is told; nothing for somebody without any."""
    told = person.get(name)
    if told is not None:
        return float(told)
    silent = person.get("netto_maand") is None and person.get("toetsingsinkomen") is None
    return 0.0 if silent and person.get("bron") in NOTHING else None


def _has_nothing(person: Facts) -> bool:
    """Tell whether somebody has no income of their own, so that it says nothing of where the income comes from."""
    return person.get("bron") == "geen" and not (person.get("netto_maand") or person.get("toetsingsinkomen"))


def _points(kind: int, total: _Total, wages: float) -> list[dict[str, float]]:
    band = (total.amount, total.amount if total.complete else total.amount + UNKNOWN_INCOME)
    return [
        {"inkomen_soort": float(kind), "inkomen_bedrag": amount, "hoge_schatting": high, "zeker_loon": wages}
        for amount, high in zip(band, ENDS, strict=True)
    ]
