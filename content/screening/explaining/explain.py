"""How one outcome came about: facts, conditions, steps of the formula and figures, for who helps an inwoner."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from content.catalogue import LANDELIJK, Catalogue
from content.screening.explaining.coming import why_missing
from content.screening.explaining.known_facts import known_facts
from content.screening.explaining.notation import day, headline, number, value_of
from content.screening.explaining.trace import trace_of
from content.screening.model import MissingFiguresError
from content.screening.possible.grid import Axis
from content.screening.possible.judge import judge
from content.screening.rules.condition import Voorwaarde
from content.screening.rules.schemes import NEE, LokaleRegeling, Regeling
from content.screening.rules.system import Screening
from content.screening.variables.base import Column

HARD, SOFT = "__voorwaarde_", "__twijfel_"
UNDER = "\t"  # belongs to the line above it


def explain(
    catalogue: Catalogue, screening: Screening, axes: Sequence[Axis], regeling: Regeling, on: date
) -> list[str]:
    """
    Return line by line how the outcome of a regeling came about; when there are no figures, that.

    Args:
        axes: What is known of a household: of a described one (`axes_of`) or from answers (`Screening.axes`).
    """
    try:
        screening.require_figures(regeling, on)
        return list(_Explanation(catalogue, screening, axes, regeling, on).lines())
    except MissingFiguresError:
        why = why_missing(screening, regeling, on)
        return [catalogue.text("uitleg.geen_cijfers", naam=regeling.naam, waarom=why)]


class _Explanation:
    """One regeling, all households that are still possible, and of those the one with least and the one with most."""

    def __init__(
        self, catalogue: Catalogue, screening: Screening, axes: Sequence[Axis], regeling: Regeling, on: date
    ) -> None:
        self.catalogue, self.screening, self.axes, self.regeling, self.on = catalogue, screening, axes, regeling, on
        run = screening.run(axes, on, {regeling.id: regeling})
        gemeente = regeling.gemeente if isinstance(regeling, LokaleRegeling) else LANDELIJK
        self.outcome = judge(screening, run, regeling, gemeente)
        self.view = run.view(regeling.key)
        self.trace = trace_of(screening, axes, self.view, regeling, on, self._ends())

    def lines(self) -> Iterator[str]:
        """Return all parts, each under its heading."""
        yield headline(self.catalogue, self.outcome)
        yield f"  {self.catalogue.text('uitleg.waarom', reden=self.outcome.reden)}"
        yield from self._part("gegevens", known_facts(self.catalogue, self.screening, self.axes, self.trace.facts))
        yield from self._part("voorwaarden", self._conditions(HARD))
        yield from self._part("twijfel", self._conditions(SOFT))
        yield from self._part("stappen" if self.trace.is_one else "stappen_twee", self._steps())
        yield from self._part("cijfers", self._figures())

    def _part(self, kop: str, lines: Iterator[str]) -> Iterator[str]:
        found = list(lines)
        if found:
            yield f"  {self.catalogue.text(f'uitleg.kop_{kop}')}"
            for line in found:
                yield f"      {line[1:]}" if line.startswith(UNDER) else f"    - {line}"

    def _ends(self) -> tuple[int, int]:
        """Return the rows with the lowest and the highest amount, or outcome when there is no amount."""
        outcome = self.view.outcome()
        if self.regeling.bedrag is None:
            return int(np.argmin(outcome)), int(np.argmax(outcome))
        amount = np.where(outcome > NEE, self.view.value(self.regeling.bedrag.gegeven).astype(float), 0.0)
        return int(np.argmin(amount)), int(np.argmax(amount))

    def _conditions(self, kind: str) -> Iterator[str]:
        for name, condition in self.regeling.conditions().items():
            if kind in name:
                met = self.view.value(name)
                status = "klopt" if met.all() else "hangt_af" if met.any() else "klopt_niet"
                yield self.catalogue.text(
                    f"uitleg.{status}", voorwaarde=self._condition(condition), reden=condition.reden
                )
        if kind == SOFT and self.regeling.hoogstens_misschien:
            yield self.catalogue.text("uitleg.nooit_zeker", reden=self.regeling.hoogstens_misschien)

    def _condition(self, condition: Voorwaarde) -> str:
        ((how, bound),) = condition.bounds().items()
        if how == "is_":
            limit = self.catalogue.text(f"uitleg.{bound}")
        else:
            limit = self.catalogue.text(f"uitleg.{how}", grens=self._limit(condition, bound))
        what = self.trace.label(condition.gegeven)
        return self.catalogue.text("uitleg.voorwaarde", wat=what, waarde=self._band(condition.gegeven), grens=limit)

    def _limit(self, condition: Voorwaarde, bound: float | str) -> str:
        shown = self._bound(bound, condition.gegeven)
        if condition.maal is None:
            return shown
        values = [self._number(bound) * self._number(condition.maal)]
        together = self._between(condition.gegeven, np.concatenate(values, axis=None))
        times = self._bound(condition.maal, None)
        return self.catalogue.text("uitleg.maal", grens=shown, maal=times, samen=together)

    def _bound(self, bound: float | str, fact: str | None) -> str:
        """Return a limit in words: a number, a figure with its name, or another fact."""
        if isinstance(bound, str) and "." not in bound:
            shown = self._band(bound)
            return self.catalogue.text("uitleg.ander_gegeven", waarde=shown, naam=self.trace.label(bound))
        value = float(self._number(bound)[0])
        shown = number(value) if fact is None else value_of(self.catalogue, self.trace.variable(fact), value)
        return self.catalogue.text("uitleg.cijfer", waarde=shown, naam=bound) if isinstance(bound, str) else shown

    def _number(self, bound: float | str) -> Column:
        if not isinstance(bound, str):
            return np.array([bound])
        if "." not in bound:
            return self.view.value(bound).astype(float)
        groep, name = bound.split(".")
        return np.array([getattr(self.screening.figures.at(groep, self.on), name)])

    def _band(self, name: str) -> str:
        return self._between(name, self.view.value(name))

    def _between(self, name: str, values: Column) -> str:
        variable = self.trace.variable(name)
        low, high = (value_of(self.catalogue, variable, end) for end in (values.min(), values.max()))
        if low == high:
            return low
        if variable.value_type is bool:
            return self.catalogue.text("uitleg.onbekend")
        return self.catalogue.text("uitleg.tussen", laagst=low, hoogst=high)

    def _steps(self) -> Iterator[str]:
        for name, values in self.trace.steps.items():
            low, high = (value_of(self.catalogue, self.trace.variable(name), value) for value in values)
            shown = low if low == high else self.catalogue.text("uitleg.twee", laagst=low, hoogst=high)
            yield self.catalogue.text("uitleg.gegeven", wat=self.trace.label(name), waarde=shown)

    def _figures(self) -> Iterator[str]:
        for groep, used in self.trace.figures.items():
            blok = self.screening.figures.groepen[groep].on(self.on)
            if blok is None:
                continue
            yield self.catalogue.text(
                "uitleg.cijfers", groep=groep, van=day(blok.van), tot=day(blok.tot), datum=day(blok.gecontroleerd_op)
            )
            for bron in blok.bronnen:
                yield UNDER + self.catalogue.text("uitleg.cijfer_bron", titel=bron.titel, adres=bron.adres or "")
            shown = [f"{name} {number(value)}" for name, value in used.items() if value]
            shown += [self.catalogue.text("uitleg.tabel", naam=naam) for naam in blok.tabellen]
            if shown:
                yield UNDER + self.catalogue.text("uitleg.gebruikt", cijfers="; ".join(shown))
