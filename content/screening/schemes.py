"""A regeling as an editor writes it: conditions in YAML that become OpenFisca variables."""

import operator
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any, Literal

from openfisca_core.periods import Period
from pydantic import Field

from content.model import Bestand, Bron, Id, Tekst
from content.screening.variables.base import Column, Huishouden, Parameters, VariableClass, declare
from content.source import Document, Fout

JA, MISSCHIEN, NEE = 2, 1, 0
CENT = 0.005  # OpenFisca counts in 32 bits: an amount on the limit must not fall over it
BOUNDS: Mapping[str, Callable[[Column, Any], Column]] = {
    "minstens": lambda value, bound: value >= bound - CENT,
    "hoogstens": lambda value, bound: value <= bound + CENT,
    "meer_dan": lambda value, bound: value > bound + CENT,
    "minder_dan": lambda value, bound: value < bound - CENT,
    "is_": operator.eq,
}


class Voorwaarde(Bestand):
    """
    One condition on one fact, such as `gegeven: leeftijd, minstens: 21`.

    A bound is a number, another fact, or a figure (`groep.naam`); `maal` multiplies it.
    """

    gegeven: str
    minstens: float | str | None = None
    hoogstens: float | str | None = None
    meer_dan: float | str | None = None
    minder_dan: float | str | None = None
    is_: Literal["ja", "nee"] | None = Field(default=None, alias="is")
    maal: float | str | None = None
    reden: Tekst
    stap: Tekst | None = None

    def bounds(self) -> dict[str, float | str]:
        """Return the bounds that were written: there must be exactly one."""
        found = {name: getattr(self, name) for name in BOUNDS}
        return {name: bound for name, bound in found.items() if bound is not None}

    def names(self) -> list[tuple[str, str]]:
        """Return every name this condition uses, with the key where it stands."""
        bounds = {"gegeven": self.gegeven, **self.bounds(), "maal": self.maal}
        return [(key, name) for key, name in bounds.items() if isinstance(name, str) and key != "is_"]

    def holds(self, huishouden: Huishouden, period: Period, parameters: Parameters) -> Column:
        """Return for each row whether the condition is met."""
        (how, bound), *_ = self.bounds().items()
        value = huishouden(self.gegeven, period)
        if how == "is_":
            met: Column = value == (bound == "ja")
            return met
        limit = _value(bound, huishouden, period, parameters)
        times = 1.0 if self.maal is None else _value(self.maal, huishouden, period, parameters)
        return BOUNDS[how](value, limit * times)


def _value(name: float | str, huishouden: Huishouden, period: Period, parameters: Parameters) -> Column | float:
    if not isinstance(name, str):
        return name
    if "." not in name:
        return huishouden(name, period)
    groep, figure = name.split(".")
    found: float = getattr(getattr(parameters(period), groep), figure)
    return found


class BedragVan(Bestand):
    """Which fact is the amount, and per what."""

    gegeven: str
    per: Literal["maand", "kwartaal", "jaar"]


class Regeling(Bestand):
    """
    One file of `content/regelingen/`.

    Attributes:
        voorwaarden: All must hold, else "nee".
        twijfel: Where one doesn't hold, "misschien": someone else decides.
        hoe_in: The next step in a gemeente that does it in its own way.
        anders: The next step when it is "nee".
    """

    id: Id
    naam: Tekst
    eigenaar: Tekst
    gecontroleerd_op: date
    verloopt_op: date
    bronnen: tuple[Bron, ...] = Field(min_length=1)
    bronnen_in: dict[Id, tuple[Bron, ...]] = Field(default_factory=dict)
    cijfers: tuple[Id, ...] = ()
    voorwaarden: tuple[Voorwaarde, ...] = Field(min_length=1)
    twijfel: tuple[Voorwaarde, ...] = ()
    bedrag: BedragVan | None = None
    waarschijnlijk: Tekst
    niet: Tekst
    hoe: Tekst
    hoe_in: dict[Id, Tekst] = Field(default_factory=dict)
    anders: Tekst

    def conditions(self) -> dict[str, Voorwaarde]:
        """Return the conditions by the name of their OpenFisca variable."""
        hard = {f"{self.id}__voorwaarde_{index}": item for index, item in enumerate(self.voorwaarden)}
        soft = {f"{self.id}__twijfel_{index}": item for index, item in enumerate(self.twijfel)}
        return {**hard, **soft}


def outcome_name(regeling: str) -> str:
    """Return the variable that holds 2 (ja), 1 (misschien) or 0 (nee)."""
    return f"uitkomst_{regeling}"


def variables_of(regeling: Regeling) -> Iterable[VariableClass]:
    """Turn a regeling into OpenFisca variables: one for each condition and one for the outcome."""
    for name, condition in regeling.conditions().items():
        yield declare(name, bool, condition.reden, condition.holds)
    hard, soft = (
        [name for name in regeling.conditions() if f"__{kind}_" in name] for kind in ("voorwaarde", "twijfel")
    )

    def outcome(huishouden: Huishouden, period: Period, _parameters: Parameters) -> Column:
        allowed = _all(huishouden, period, hard)
        certain = _all(huishouden, period, [*hard, *soft])
        result: Column = allowed.astype(int) + certain
        return result

    yield declare(outcome_name(regeling.id), int, regeling.naam, outcome)


def _all(huishouden: Huishouden, period: Period, names: list[str]) -> Column:
    result = huishouden(names[0], period)
    for name in names[1:]:
        result = result & huishouden(name, period)
    return result


def mistakes(
    regeling: Regeling, document: Document, facts: Collection[str], figures: Collection[str]
) -> Iterable[Fout]:
    """Find names that don't exist and conditions that can't be read, each with its line."""
    for kind in ("voorwaarden", "twijfel"):
        for index, condition in enumerate(getattr(regeling, kind)):
            place = (kind, index)
            if len(condition.bounds()) != 1:
                example = "minstens, hoogstens, meer_dan, minder_dan of is"
                yield document.fout(place, f"schrijf precies een van: {example}. Zoals: minstens: 21")
            for key, name in condition.names():
                yield from _unknown(document, (*place, key), name, (facts, figures))
    if regeling.bedrag is not None:
        yield from _unknown(document, ("bedrag", "gegeven"), regeling.bedrag.gegeven, (facts, ()))
    groups = {name.split(".")[0] for name in figures}
    for index, groep in enumerate(regeling.cijfers):
        if groep not in groups:
            yield document.fout(("cijfers", index), f"er is geen bestand parameters/{groep}.yml")


def _unknown(
    document: Document,
    place: tuple[str | int, ...],
    name: str,
    known: tuple[Collection[str], Collection[str]],
) -> Iterable[Fout]:
    facts, figures = known
    if "." in name and name not in figures:
        example = f" Bijvoorbeeld: {min(figures)}" if figures else ""
        yield document.fout(place, f"ik ken het cijfer '{name}' niet.{example}")
    if "." not in name and name not in facts:
        yield document.fout(place, f"ik ken het gegeven '{name}' niet. Kies uit: {', '.join(sorted(facts))}")
