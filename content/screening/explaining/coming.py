"""Which figures and regelingen have no value on a day that is still to come, so that nobody is surprised by it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from content.catalogue import Catalogue
from content.screening.rules.schemes import LokaleRegeling, Regeling
from content.screening.rules.system import Screening

SOON = timedelta(days=31)
HEADS = {
    "cijfers": "Cijfers",
    "regeling": "Regelingen (verloopt_op)",
    "bedrag": "Bedragen in teksten: hun zin valt dan weg",
}
NEW_FIGURES = ((1, 1), (7, 1))  # month and day on which laws get new amounts


@dataclass(frozen=True)
class Ontbrekend:
    """
    Something that has no value on a day.

    Attributes:
        eindigt_op: The last day on which it has one; None when it never had.
        voor: The regelingen that can't be calculated then.
    """

    soort: str
    bestand: str
    naam: str
    eindigt_op: date | None
    voor: tuple[str, ...] = ()


def coming_days(today: date) -> tuple[date, ...]:
    """Return the next 1 January and the next 1 July, the first one first."""
    days = [date(today.year + more, month, first) for more in (0, 1) for month, first in NEW_FIGURES]
    return tuple(day for day in sorted(days) if day > today)[: len(NEW_FIGURES)]


def missing_on(screening: Screening, on: date) -> list[Ontbrekend]:
    """Return the groups of figures without a block for a day, and the regelingen that ended before it."""
    return [*_figures(screening, on), *_schemes(screening, on)]


def missing_soon(screening: Screening, today: date) -> list[Ontbrekend]:
    """Return what is missing today, or within a month."""
    found = {(one.bestand, one.naam): one for on in (today, today + SOON) for one in missing_on(screening, on)}
    return list(found.values())


def amounts_ended(catalogue: Catalogue, on: date) -> list[Ontbrekend]:
    """Return the amounts in texts that may not be shown on a day: their sentence is left out then."""
    return [
        Ontbrekend("bedrag", "content/bedragen.yml", bedrag.id, bedrag.geldig_tot)
        for bedrag in catalogue.bedragen.values()
        if bedrag.geldig_tot < on
    ]


def why_missing(screening: Screening, regeling: Regeling, on: date) -> str:
    """Say in Dutch why a regeling isn't calculated on a day."""
    if on > regeling.verloopt_op:
        return f"Nagekeken tot en met {regeling.verloopt_op}, en dit is {on}."
    lacking = [groep for groep in regeling.cijfers if screening.figures.groepen[groep].on(on) is None]
    what = f" in parameters/{'.yml, parameters/'.join(lacking)}.yml" if lacking else ""
    return f"Er zijn geen cijfers voor {on}{what}."


def _figures(screening: Screening, on: date) -> Iterator[Ontbrekend]:
    every = _every(screening)
    for naam, groep in screening.figures.groepen.items():
        if groep.on(on) is None:
            ends = [blok.tot for blok in groep.blokken if blok.tot < on]
            used = tuple(dict.fromkeys(one.naam for one in every if naam in one.cijfers))
            place = f"content/regelingen/parameters/{naam}.yml"
            yield Ontbrekend("cijfers", place, naam, max(ends, default=None), used)


def _schemes(screening: Screening, on: date) -> Iterator[Ontbrekend]:
    for regeling in _every(screening):
        if regeling.verloopt_op < on:
            own = f"gemeenten/{regeling.gemeente}/" if isinstance(regeling, LokaleRegeling) else ""
            folder = f"content/{own}regelingen"
            yield Ontbrekend("regeling", f"{folder}/{regeling.id}.yml", regeling.naam, regeling.verloopt_op)


def _every(screening: Screening) -> Sequence[Regeling]:
    return [*screening.regelingen.values(), *(one for own in screening.lokaal.values() for one in own.values())]


def as_text(screening: Screening, catalogue: Catalogue, days: Sequence[date], today: date) -> str:
    """Return the list for editors, day by day, each thing once; what ends within a month comes last."""
    parts, told = [], set[str]()
    for on in days:
        found = [*missing_on(screening, on), *amounts_ended(catalogue, on)]
        new = [one for one in found if _line(one) not in told]
        parts.append(_of_day(on, new, len(found) - len(new)))
        told |= {_line(one) for one in new}
    soon = missing_soon(screening, today)
    if soon:
        lines = "\n".join(f"- {_line(one)}" for one in soon)
        parts.append(f"Haast: dit ontbreekt al, of binnen {SOON.days} dagen ({len(soon)}).\n{lines}")
    return "\n\n".join(parts)


def _of_day(on: date, new: Sequence[Ontbrekend], told: int) -> str:
    before = f" En wat hierboven al staat ({told})." if told else ""
    if not new:
        return f"Op {on} ontbreekt er niets nieuws.{before}" if told else f"Op {on} is alles er."
    lines = [f"Op {on} ontbreekt dit ({len(new)}). Zonder cijfers rekent de check niet.{before}"]
    for kind, head in HEADS.items():
        chosen = [one for one in new if one.soort == kind]
        lines += [f"\n{head}", *(f"- {_line(one)}" for one in chosen)] if chosen else []
    return "\n".join(lines)


def _line(one: Ontbrekend) -> str:
    ends = f"eindigt op {one.eindigt_op}" if one.eindigt_op else "heeft nog geen cijfers"
    used = f" Nodig voor: {', '.join(one.voor)}." if one.voor else ""
    return f"{one.bestand}, {one.naam}: {ends}.{used}"
