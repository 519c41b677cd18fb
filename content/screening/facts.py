"""A household described in words (`aanvrager`, `partner`, `kinderen`, ...) as the axes of one calculation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from content.screening.grid import Axis, Point
from content.screening.questions import Vragenlijst
from content.screening.variables.household import BIJSTAND, NETTO, TOETSINGSINKOMEN

Facts = Mapping[str, Any]
UNKNOWN_INCOME = 1_000_000.0
ENDS = (0.0, 1.0)
HOME = "koop"
LODGING = ("inwonend", "instelling")


def axes_of(vragenlijst: Vragenlijst, facts: Facts) -> list[Axis]:
    """
    Return one axis for each thing that decides; what is missing is enumerated over all its answers.

    A key that isn't there means "unknown". `partner: null` (or `nee`) and `kinderen: []` say that there is none.
    """
    facts = _plain(facts)
    household = _household(vragenlijst, facts)
    return [
        household,
        _age(vragenlijst, facts),
        _partner_age(vragenlijst, facts),
        _income(vragenlijst, facts),
        *_unknown_partner(facts, household),
        _savings(vragenlijst, facts),
        _home(facts),
        _insured("zelf_verzekerd", _part(facts, "aanvrager")),
        _insured("partner_verzekerd", _part(facts, "partner")),
        _years(vragenlijst, facts),
        _settled("leeftijd", {"studeert": float(_part(facts, "aanvrager").get("studeert") is True)}),
    ]


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Return YAML with `ja` and `nee` as true and false, and no partner as null."""
    if isinstance(value, Mapping):
        plain = {key: _plain(item) for key, item in value.items()}
        return {**plain, "partner": None} if plain.get("partner") is False else plain
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return {"ja": True, "nee": False}.get(value, value) if isinstance(value, str) else value


def _part(facts: Facts, who: str) -> Facts:
    found = facts.get(who)
    return found if isinstance(found, Mapping) else {}


def _axis(vraag: str, points: Iterable[Mapping[str, float]]) -> Axis:
    unique = list({tuple(sorted(point.items())): dict(point) for point in points}.values())
    return Axis(vraag, tuple(Point(str(number), point) for number, point in enumerate(unique)), answered=True)


def _settled(vraag: str, point: Mapping[str, float]) -> Axis:
    return _axis(vraag, [point])


def _all_answers(vragenlijst: Vragenlijst, vraag: str, names: Sequence[str]) -> list[dict[str, float]]:
    """Return what every answer to a question says about some facts, the ends of its bands included."""
    points = [point for optie in vragenlijst.vraag(vraag).opties for point in optie.points()]
    return [{name: point[name] for name in names} for point in points]


def _household(vragenlijst: Vragenlijst, facts: Facts) -> Axis:
    known: dict[str, float] = {}
    if "partner" in facts:
        known["heeft_partner"] = float(facts["partner"] is not None)
    if "kinderen" in facts:
        known["heeft_kinderen"] = float(any(kind.get("leeftijd", 0) < 18 for kind in facts["kinderen"] or []))
    every = _all_answers(vragenlijst, "woonsituatie", ("heeft_partner", "heeft_kinderen"))
    return _axis("woonsituatie", [{**point, **known} for point in every])


def _age(vragenlijst: Vragenlijst, facts: Facts) -> Axis:
    age = _part(facts, "aanvrager").get("leeftijd")
    if age is not None:
        return _settled("leeftijd", {"leeftijd": float(age)})
    return _axis("leeftijd", _all_answers(vragenlijst, "leeftijd", ("leeftijd",)))


def _partner_age(vragenlijst: Vragenlijst, facts: Facts) -> Axis:
    age = _part(facts, "partner").get("leeftijd")
    if age is None and facts.get("partner", "unknown") is None:
        age = 0  # there is no partner, so nothing looks at it
    if age is not None:
        return _settled("leeftijd", {"leeftijd_partner": float(age)})
    return _axis("leeftijd", _all_answers(vragenlijst, "leeftijd", ("leeftijd_partner",)))


def _income(vragenlijst: Vragenlijst, facts: Facts) -> Axis:
    people = _people(facts)
    net, yearly = (_total(people, name) for name in ("netto_maand", "toetsingsinkomen"))
    wages = float(all(person.get("werkt") is True and person.get("bron", "loon") == "loon" for person in people))
    if net is not None and net.complete:
        points = _points(NETTO, net, wages)
    elif any(person.get("bron") == "bijstand" for person in people):
        points = _points(BIJSTAND, _Total(0.0), 0.0)
    elif yearly is not None:
        return _axis("inkomen", _points(TOETSINGSINKOMEN, yearly, wages))
    elif net is not None:
        points = _points(NETTO, net, wages)
    else:
        names = ("inkomen_soort", "inkomen_bedrag", "hoge_schatting")
        points = [{**point, "zeker_loon": wages} for point in _all_answers(vragenlijst, "inkomen", names)]
    known = {"toetsingsinkomen": yearly.amount} if yearly is not None and yearly.complete else {}
    return _axis("inkomen", [{**point, **known} for point in points])


def _unknown_partner(facts: Facts, household: Axis) -> list[Axis]:
    """Return what a partner of whom nothing is known may bring in, on top of a known income."""
    people = _people(facts)
    if "partner" in facts or any(person.get("bron") == "bijstand" for person in people):
        return []
    couples = [point.optie for point in household.points if point.facts["heeft_partner"]]
    found = []
    for kind, name in (("inkomen_bedrag", "netto_maand"), ("toetsingsinkomen", "toetsingsinkomen")):
        total = _total(people, name)
        if total is not None:
            only = kind if kind == "inkomen_bedrag" or _total(people, "netto_maand") else "inkomen_bedrag"
            ends = [{only: total.amount}, {only: total.amount + UNKNOWN_INCOME}]
            found.append(Axis("inkomen", _axis("inkomen", ends).points, {"woonsituatie": couples}, answered=True))
    return found


def _people(facts: Facts) -> list[Facts]:
    partner = [_part(facts, "partner")] if facts.get("partner") is not None else []
    return [_part(facts, "aanvrager"), *partner]


@dataclass(frozen=True)
class _Total:
    """A joint income; when one is missing it can be anything above this."""

    amount: float
    complete: bool = True


def _total(people: Sequence[Facts], name: str) -> _Total | None:
    known = [float(person[name]) for person in people if person.get(name) is not None]
    return _Total(sum(known), len(known) == len(people)) if known else None


def _points(kind: int, total: _Total, wages: float) -> list[dict[str, float]]:
    band = (total.amount, total.amount if total.complete else total.amount + UNKNOWN_INCOME)
    return [
        {"inkomen_soort": float(kind), "inkomen_bedrag": amount, "hoge_schatting": high, "zeker_loon": wages}
        for amount, high in zip(band, ENDS, strict=True)
    ]


def _savings(vragenlijst: Vragenlijst, facts: Facts) -> Axis:
    if facts.get("vermogen") is not None:
        return _settled("vermogen", {"vermogen": float(facts["vermogen"])})
    return _axis("vermogen", _all_answers(vragenlijst, "spaargeld", ("vermogen",)))


def _home(facts: Facts) -> Axis:
    kind = _part(facts, "woning").get("soort")
    if kind is None:
        return _axis("vermogen", [{"eigen_woning": owned, "inwonend": 0.0} for owned in ENDS])
    return _settled("vermogen", {"eigen_woning": float(kind == HOME), "inwonend": float(kind in LODGING)})


def _insured(name: str, person: Facts) -> Axis:
    known = person.get("zorgverzekerd")
    return _axis("zorgverzekerd", [{name: value} for value in (ENDS if known is None else (float(known),))])


def _years(vragenlijst: Vragenlijst, facts: Facts) -> Axis:
    years = facts.get("jaren_laag_inkomen", _part(facts, "aanvrager").get("jaren_laag_inkomen"))
    if years is not None:
        return _settled("laag_inkomen", {"jaren_laag_inkomen": float(years)})
    return _axis("laag_inkomen", _all_answers(vragenlijst, "laag_inkomen", ("jaren_laag_inkomen",)))
