"""From all households that are possible to one outcome per regeling, with the reason and the next step."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

import numpy as np

from content.screening.model import Antwoorduitkomst, Bedrag, Bron, MissingFiguresError, Uitkomst
from content.screening.possible.run import Run, View
from content.screening.rules.condition import Voorwaarde
from content.screening.rules.schemes import JA, NEE, LokaleRegeling, Regeling
from content.screening.rules.system import Screening
from content.screening.variables.base import Column


@dataclass(frozen=True)
class _Why:
    reden: str
    beslissende_vraag: str | None = None
    stap: str | None = None
    stil: bool = False
    navragen: bool = False


def judge(screening: Screening, run: Run, regeling: Regeling, gemeente: str) -> Uitkomst:
    """
    Return the outcome of one regeling.

    Raises:
        MissingFiguresError: If it expired, or there are no figures for the date of the run.
    """
    screening.require_figures(regeling, run.on)
    view = run.view(regeling.key)
    _require_amounts(view, regeling)
    outcome = view.outcome()
    verdict: Antwoorduitkomst = "ja" if (outcome == JA).all() else "nee" if (outcome == NEE).all() else "misschien"
    why = _why(screening, run, view, regeling, outcome, verdict)
    step = regeling.hoe_in.get(gemeente, regeling.hoe) if verdict != "nee" else why.stap or regeling.anders
    return Uitkomst(
        regeling=regeling.id,
        naam=regeling.naam,
        uitkomst=verdict,
        bedrag=None if verdict == "nee" else _amount(view, regeling, outcome),
        reden=why.reden,
        beslissende_vraag=why.beslissende_vraag,
        bron=_sources(screening, regeling, gemeente, run.on),
        geldig_op=run.on,
        hoe=step,
        nodig=regeling.nodig,
        tot_wanneer=regeling.tot_wanneer,
        terugbetalen=regeling.terugbetalen,
        gevolgen=regeling.gevolgen,
        heeft_al=bool(regeling.heeft_al and view.value(regeling.heeft_al).all()),
        stil=why.stil,
        navragen=why.navragen,
        let_op=_warning(screening, regeling),
    )


def _warning(screening: Screening, regeling: Regeling) -> str | None:
    unchecked = isinstance(regeling, LokaleRegeling) and not regeling.is_checked
    return screening.vragenlijst.bij_uitkomst.niet_nagekeken if unchecked else None


def judge_all(
    screening: Screening, run: Run, regelingen: Sequence[Regeling], gemeente: str, *, only_likely: bool = False
) -> list[Uitkomst]:
    """Return the outcomes of every regeling that has figures on the date of the run; or only those that are "ja"."""
    found = []
    for regeling in regelingen:
        with suppress(MissingFiguresError):
            if not only_likely or (run.view(regeling.key).outcome() == JA).all():
                found.append(judge(screening, run, regeling, gemeente))
    return found


def _sources(screening: Screening, regeling: Regeling, gemeente: str, on: date) -> tuple[Bron, ...]:
    local, national = (
        tuple(Bron(row.titel, row.adres or "", regeling.checked_on or on) for row in rows)
        for rows in (regeling.bronnen_in.get(gemeente, ()), regeling.bronnen)
    )
    figures = screening.figures.sources(regeling.cijfers, regeling.id, on)
    return tuple({bron.titel: bron for bron in (*local, *figures, *national)}.values())


def _require_amounts(view: View, regeling: Regeling) -> None:
    """Refuse a row of a table that wasn't found: it would only look like an income that is too high."""
    if regeling.bedrag and np.isnan(view.value(regeling.bedrag.gegeven).astype(float)).any():
        raise MissingFiguresError(regeling.id, view.calculation.on, regeling.bedrag.gegeven)


def _amount(view: View, regeling: Regeling, outcome: Column) -> Bedrag | None:
    if regeling.bedrag is None:
        return None
    amount = np.where(outcome > NEE, view.value(regeling.bedrag.gegeven).astype(float), 0.0)
    low, high = round(float(amount.min()), 2), round(float(amount.max()), 2)
    return Bedrag(low, high, regeling.bedrag.per)


def _why(
    screening: Screening, run: Run, view: View, regeling: Regeling, outcome: Column, verdict: Antwoorduitkomst
) -> _Why:
    if verdict == "ja":
        return _Why(regeling.waarschijnlijk)
    if verdict == "nee":
        failed = _failing(view, regeling, regeling.voorwaarden, outcome == NEE)
        return _Why(failed.reden, stap=failed.stap, stil=failed.stil is not None) if failed else _Why(regeling.niet)
    doubt = _failing(view, regeling, regeling.twijfel, outcome > NEE)
    reason = doubt.reden if doubt else regeling.hoogstens_misschien
    if reason and (outcome > NEE).all():
        return _Why(reason, navragen=doubt is None)
    return _deciding(screening, run, regeling) or _Why(reason or regeling.niet)


def _failing(view: View, regeling: Regeling, conditions: Sequence[Voorwaarde], rows: Column) -> Voorwaarde | None:
    """Return the first condition that isn't met in any of these rows."""
    for name, condition in regeling.conditions().items():
        if condition in conditions and not view.value(name)[rows].any():
            return condition
    return None


def _deciding(screening: Screening, run: Run, regeling: Regeling) -> _Why | None:
    """Return the question that would decide most, also when its answer was a band around the limit."""
    axis = run.deciding.axis(regeling.key)
    if axis is None:
        return None
    if axis.vraag not in screening.vragenlijst.ids():  # only told in a described household
        return _Why(screening.vragenlijst.bij_uitkomst.hangt_af, axis.vraag)
    vraag = screening.vragenlijst.vraag(axis.vraag)
    in_a_band = axis.answered and len({point.optie for point in axis.points}) == 1
    return _Why(vraag.rond_de_grens if in_a_band else vraag.onbekend, vraag.id)
