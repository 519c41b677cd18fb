"""A household described in words (`aanvrager`, `partner`, `kinderen`, ...) as the axes of one calculation."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from content.screening.asking.options import children_by_age
from content.screening.asking.questions import Vragenlijst
from content.screening.household.care import care_axes
from content.screening.household.income import income_axes
from content.screening.household.words import ALONE, ENDS, PARTNER, Facts, axis, part, partner_condition, plain, settled
from content.screening.possible.grid import Axis, Point

LODGING = "inwonend"
HOME_KINDS = ("huur", "koop", LODGING, "instelling")
BESIDE_STUDY = (None, "loon", "eigen_bedrijf", "geen")  # what somebody who studies may live on, besides their study
STUDENT_UNTIL = 35  # studiefinanciering begins before 30 and lasts a few years
GROWN = 18
KOSTENDELER = 27
OTHERS = ("medebewoners", "kostendelers", "medebewoners_oudste", "medebewoners_inkomen")
MEDEBEWONER_INKOMEN = 60_000.0  # nobody's income is asked for: anything from nothing to this
SERVICE_COSTS = 100.0
NO_RENT = {"kale_huur": 0.0, "servicekosten": 0.0}


def axes_of(vragenlijst: Vragenlijst, facts: Facts) -> list[Axis]:
    """
    Return one axis for each thing that decides; what is missing is enumerated over all that it can be.

    A key that isn't there means "unknown". `partner: null` (or `nee`) and `kinderen: []` say that there is none.
    An axis has the id of the question in the check that would settle it, where there is one.
    """
    facts = plain(facts)
    return [
        *_people(vragenlijst, facts),
        *income_axes(facts),
        _savings(vragenlijst, facts),
        _home(vragenlijst, facts),
        _others(vragenlijst, facts),
        _insured("zelf_verzekerd", part(facts, "aanvrager")),
        _partner_insured(facts),
        _years(vragenlijst, facts),
        _study(facts),
        _handicap(facts),
        *care_axes(facts),
    ]


def all_answers(vragenlijst: Vragenlijst, vraag: str, names: Sequence[str]) -> list[dict[str, float]]:
    """Return what every answer to a question says about some facts, the ends of its bands included."""
    points = [point for optie in vragenlijst.vraag(vraag).opties for point in optie.points()]
    return [{name: point[name] for name in names} for point in points]


def _people(vragenlijst: Vragenlijst, facts: Facts) -> Iterable[Axis]:
    partner = facts.get("partner", "unknown")
    homes = [Point(ALONE, {"heeft_partner": 0.0}), Point(PARTNER, {"heeft_partner": 1.0})]
    possible = homes if partner == "unknown" else homes[:1] if partner is None else homes[1:]
    yield Axis("woonsituatie", tuple(possible))
    own, other = part(facts, "aanvrager").get("leeftijd"), part(facts, "partner").get("leeftijd")
    if own is not None:
        yield settled("leeftijd", {"leeftijd": float(int(own))})
    else:
        yield axis("leeftijd", all_answers(vragenlijst, "leeftijd", ("leeftijd",)))
    if other is not None or partner is None:
        yield settled("leeftijd_partner", {"leeftijd_partner": float(int(other or 0))})
    else:
        ages = all_answers(vragenlijst, "leeftijd", ("leeftijd_partner",))
        yield axis("leeftijd_partner", ages, partner_condition(facts))
    yield _children(vragenlijst, facts)


def _children(vragenlijst: Vragenlijst, facts: Facts) -> Axis:
    if "kinderen" not in facts or facts["kinderen"] is True:
        return axis("kinderen_aantal", _any_children(vragenlijst, may_be_none="kinderen" not in facts))
    ages = [kind.get("leeftijd") for kind in facts["kinderen"]]
    young = [int(age) for age in ages if age is not None and int(age) < GROWN]
    unknown = sum(age is None for age in ages)
    options = [[*young, *([age] * unknown)] for age in ((0, 4, 6, 12, 16) if unknown else (0,))]
    return axis("kinderen_leeftijd", [_counts(option) for option in options])


def _any_children(vragenlijst: Vragenlijst, *, may_be_none: bool) -> list[dict[str, float]]:
    """Return one child of each age, and as many of each as anybody may answer: all else lies between those."""
    names = sorted(vragenlijst.vraag("kinderen_leeftijd").names())
    none = dict.fromkeys(names, 0.0)
    answers = all_answers(vragenlijst, "kinderen_leeftijd", names)
    most = {name: max(answer[name] for answer in answers) for name in names}
    some = [{**none, name: count} for name in names for count in (1.0, most[name])]
    return [none, *some] if may_be_none else some


def _counts(ages: Sequence[int]) -> dict[str, float]:
    return {name: float(count) for name, count in children_by_age(ages).items() if isinstance(count, float)}


def _savings(vragenlijst: Vragenlijst, facts: Facts) -> Axis:
    if facts.get("vermogen") is not None:
        return settled("vermogen", {"vermogen": float(facts["vermogen"])})
    return axis("vermogen", all_answers(vragenlijst, "vermogen", ("vermogen",)))


def _home(vragenlijst: Vragenlijst, facts: Facts) -> Axis:
    home = part(facts, "woning")
    kinds = [home["soort"]] if home.get("soort") else HOME_KINDS
    rents = _rents(vragenlijst, home)
    points = []
    for kind in kinds:
        what = {
            "eigen_woning": float(kind == "koop"),
            "huurt": float(kind == "huur"),
            "inwonend": float(kind == LODGING),
            "in_instelling": float(kind == "instelling"),
        }
        points += [
            {**what, **rent} for rent in (rents if kind == "huur" else [{"kale_huur": 0.0, "servicekosten": 0.0}])
        ]
    return replace(axis("woning", points), keep_all=True)


def _rents(vragenlijst: Vragenlijst, home: Facts) -> list[dict[str, float]]:
    """Return every rent that it can be: where a limit lies between two of them, both sides are there."""
    known, service = home.get("kale_huur"), home.get("servicekosten")
    asked = {point["kale_huur"] for point in all_answers(vragenlijst, "woning", ("kale_huur",))}
    bare = sorted(asked) if known is None else [float(known)]
    extra = (0.0, SERVICE_COSTS) if service is None else (float(service),)
    return [{"kale_huur": rent, "servicekosten": cost} for rent in bare for cost in extra]


def _others(vragenlijst: Vragenlijst, facts: Facts) -> Axis:
    """Return who else lives there: other adults, and children of 18 or older."""
    told, children = facts.get("medebewoners", "unknown"), facts.get("kinderen")
    own = children if isinstance(children, list) else []
    grown = [int(kind["leeftijd"]) for kind in own if (kind.get("leeftijd") or 0) >= GROWN]
    if not isinstance(told, list):
        points = all_answers(vragenlijst, "medebewoners", OTHERS)
        some = [point for point in points if point["medebewoners"] > 0]
        return axis("medebewoners", [_joined(point, grown) for point in (some if told is True else points)])
    ages = [*(None if (age := one.get("leeftijd")) is None else int(age) for one in told), *grown]
    return axis("medebewoners", _at_these_ages(ages))


def _at_these_ages(ages: Sequence[int | None]) -> list[dict[str, float]]:
    """Return what these others may mean: of an unknown age they are young or old, and what they earn isn't told."""
    known = [age for age in ages if age is not None]
    people, old = float(len(ages)), float(sum(age >= KOSTENDELER for age in known))
    oldest = float(max(known, default=0))
    mixes = {(old, max(oldest, 18.0)), (people - len(known) + old, max(oldest, float(KOSTENDELER)))}
    choices = sorted(mixes) if len(known) < len(ages) else [(old, oldest)]
    incomes = (0.0, MEDEBEWONER_INKOMEN * people) if people else (0.0,)
    rows = [(people, share, age, income) for share, age in choices for income in incomes]
    return [dict(zip(OTHERS, row, strict=True)) for row in rows]


def _joined(point: dict[str, float], grown: Sequence[int]) -> dict[str, float]:
    more = {"medebewoners": float(len(grown)), "kostendelers": float(sum(age >= KOSTENDELER for age in grown))}
    added = {name: value + more.get(name, 0.0) for name, value in point.items()}
    return {**added, "medebewoners_oudste": float(max([added["medebewoners_oudste"], *grown]))}


def _insured(name: str, person: Facts, only: dict[str, tuple[str, ...]] | None = None) -> Axis:
    known = person.get("zorgverzekerd")
    return axis("zorgverzekerd", [{name: value} for value in (ENDS if known is None else (float(known),))], only)


def _partner_insured(facts: Facts) -> Axis:
    if facts.get("partner", "unknown") is None:
        return settled("zorgverzekerd", {"partner_verzekerd": 0.0})
    return _insured("partner_verzekerd", part(facts, "partner"), partner_condition(facts))


def _years(vragenlijst: Vragenlijst, facts: Facts) -> Axis:
    years = facts.get("jaren_laag_inkomen", part(facts, "aanvrager").get("jaren_laag_inkomen"))
    if years is not None:
        return settled("laag_inkomen", {"jaren_laag_inkomen": float(years)})
    return axis("laag_inkomen", all_answers(vragenlijst, "laag_inkomen", ("jaren_laag_inkomen",)))


def _study(facts: Facts) -> Axis:
    """Return whether somebody studies; when it isn't told, the income or the age may rule it out."""
    person = part(facts, "aanvrager")
    known, source, age = person.get("studeert"), person.get("bron"), person.get("leeftijd")
    if known is None and source == "studiefinanciering":
        known = True
    if known is None and (source not in BESIDE_STUDY or (age or 0) >= STUDENT_UNTIL):
        known = False
    return axis("bron", [{"studeert": value} for value in (ENDS if known is None else (float(known),))])


def _handicap(facts: Facts) -> Axis:
    known = part(facts, "aanvrager").get("studie_beperking")
    values = ENDS if known is None else (float(known),)
    return axis("studie_beperking", [{"studie_beperking": value} for value in values])
