"""What is known of a household, in words: each fact that a regeling looked at, and what it can be when it is open."""

from collections.abc import Collection, Iterator, Sequence

from content.catalogue import Catalogue
from content.screening.explaining.notation import euros, number, value_of
from content.screening.household.income import UNKNOWN_INCOME
from content.screening.possible.grid import Axis
from content.screening.rules.system import Screening
from content.screening.variables.base import VariableClass
from content.screening.variables.household import (
    AOW,
    BIJSTAND,
    INPUTS,
    OPVANG,
    OPVANG_PLACES,
    TOETSINGSINKOMEN,
)

OF_PARTNER = frozenset({"leeftijd_partner", "partner_verzekerd", "partner_werkt"})
OF_INCOME = frozenset({"inkomen_soort", "inkomen_bedrag", "hoge_schatting", "zeker_loon"})
CHILDREN = frozenset(f"kinderen_{ages}" for ages in ("0_3", "4_5", "6_11", "12_15", "16_17"))
WAYS = {BIJSTAND: "bijstand", AOW: "aow", TOETSINGSINKOMEN: "jaar"}


def known_facts(
    catalogue: Catalogue, screening: Screening, axes: Sequence[Axis], looked_at: Collection[str]
) -> Iterator[str]:
    """Return a line for each fact that was looked at."""
    told = _Told(catalogue, axes)
    skipped = set() if 1.0 in told.values("heeft_partner") else set(OF_PARTNER)
    for place in OPVANG_PLACES:
        if set(told.values(f"opvang_{place}_soort")) <= {0.0}:
            skipped |= {f"opvang_{place}_{what}" for what in ("uren", "uurtarief", *(("soort",) if place > 1 else ()))}
    if CHILDREN & set(looked_at) and not any(told.values(name) != [0.0] for name in CHILDREN):
        skipped |= CHILDREN
        label = screening.rules.get_variable("kinderen").label
        yield catalogue.text("uitleg.gegeven", wat=label, waarde=number(0))
    for fact in INPUTS:
        name = fact.__name__
        if name in looked_at and name not in OF_INCOME | skipped:
            label = screening.rules.get_variable(name).label.split(";")[0].split(": 0 geen")[0]
            shown = told.care(name) if name.endswith("_soort") else told.value(screening.rules.get_variable(name))
            yield catalogue.text("uitleg.gegeven", wat=label, waarde=shown)
    if OF_INCOME & set(looked_at):
        yield catalogue.text("uitleg.gegeven", wat=catalogue.text("uitleg.inkomen"), waarde=told.income())


class _Told:
    """All values that the axes leave possible for a fact."""

    def __init__(self, catalogue: Catalogue, axes: Sequence[Axis]) -> None:
        self.catalogue = catalogue
        self.axes = axes

    def values(self, name: str) -> list[float]:
        """Return every value that a fact may have, the ends of bands included."""
        return sorted({point.facts[name] for axis in self.axes if name in axis.names for point in axis.points})

    def value(self, variable: VariableClass) -> str:
        """Return a fact in words: what it is, a band, or that it isn't known."""
        values = self.values(variable.name)
        shown = [value_of(self.catalogue, variable, value) for value in values]
        if len(set(shown)) == 1:
            return shown[0]
        if variable.value_type is bool:
            return self.catalogue.text("uitleg.onbekend")
        key = "onbekend_tussen" if self._is_open(variable.name) else "tussen"
        return self.catalogue.text(f"uitleg.{key}", laagst=shown[0], hoogst=shown[-1])

    def _is_open(self, name: str) -> bool:
        """Tell whether nobody told it; an answer that is a band is told."""
        return not any(axis.answered for axis in self.axes if name in axis.names)

    def care(self, name: str) -> str:
        """Return the kind of care in words."""
        kinds = {0: "geen", **{number: kind for kind, number in OPVANG.items()}}
        words = [self.catalogue.text(f"uitleg.opvang_{kinds[int(value)]}") for value in self.values(name)]
        joined = self.catalogue.teksten["uitleg.of"].center(4).join(words)
        return words[0] if len(words) == 1 else self.catalogue.text("uitleg.onbekend_of", keuzes=joined)

    def income(self) -> str:
        """Return the income in the way in which it is known, or how little of it is."""
        ways = [int(way) for way in self.values("inkomen_soort")]
        found = []
        for way in ways:
            key = WAYS.get(way, "netto")
            bedrag = self._income_of(way) if key in ("netto", "jaar") else ""
            found.append(self.catalogue.text(f"uitleg.inkomen_{key}", bedrag=bedrag))
        return self.catalogue.text("uitleg.of").center(4).join(found)

    def _income_of(self, way: int) -> str:
        """Return how much it is; above what can be, the top is left out."""
        rows = [point.facts for axis in self.axes if "inkomen_bedrag" in axis.names for point in axis.points]
        amounts = [row["inkomen_bedrag"] for row in rows if row.get("inkomen_soort", way) == way]
        low, high = min(amounts), max(amounts)
        if low == high:
            return euros(low)
        kind = "onbekend_" if self._is_open("inkomen_bedrag") else ""
        if high >= UNKNOWN_INCOME:
            return self.catalogue.text(f"uitleg.{kind}vanaf", laagst=euros(low))
        return self.catalogue.text(f"uitleg.{kind}tussen", laagst=euros(low), hoogst=euros(high))
