"""From all households that are possible to one outcome per regeling, with the reason and the next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from content.screening.grid import NOT_ASKED
from content.screening.model import Antwoorduitkomst, Bedrag, Bron, Uitkomst
from content.screening.schemes import JA, NEE, Regeling, Voorwaarde
from content.screening.system import Run, Screening
from content.screening.variables.base import Column
from content.screening.weigh import CHANGES, outcome_gain


@dataclass(frozen=True)
class _Why:
    reden: str
    beslissende_vraag: str | None = None
    stap: str | None = None


def judge(screening: Screening, run: Run, regeling: Regeling, gemeente: str) -> Uitkomst:
    """
    Return the outcome of one regeling.

    Raises:
        MissingFiguresError: If there are no figures for the date of the run.
    """
    bron = _sources(screening, regeling, gemeente, run.on)
    outcome = run.outcome(regeling.id)
    verdict: Antwoorduitkomst = "ja" if (outcome == JA).all() else "nee" if (outcome == NEE).all() else "misschien"
    why = _why(screening, run, regeling, outcome, verdict)
    step = regeling.hoe_in.get(gemeente, regeling.hoe) if verdict != "nee" else why.stap or regeling.anders
    return Uitkomst(
        regeling=regeling.id,
        naam=regeling.naam,
        uitkomst=verdict,
        bedrag=None if verdict == "nee" else _amount(run, regeling, outcome),
        reden=why.reden,
        beslissende_vraag=why.beslissende_vraag,
        bron=bron,
        geldig_op=run.on,
        hoe=step,
    )


def _sources(screening: Screening, regeling: Regeling, gemeente: str, on: date) -> tuple[Bron, ...]:
    local, national = (
        tuple(Bron(row.titel, row.adres or "", regeling.gecontroleerd_op) for row in rows)
        for rows in (regeling.bronnen_in.get(gemeente, ()), regeling.bronnen)
    )
    figures = screening.figures.sources(regeling.cijfers, regeling.id, on)
    return tuple({bron.titel: bron for bron in (*local, *figures, *national)}.values())


def _amount(run: Run, regeling: Regeling, outcome: Column) -> Bedrag | None:
    amount = amounts(run, regeling, outcome)
    if amount is None or regeling.bedrag is None:
        return None
    return Bedrag(float(amount.min()), float(amount.max()), regeling.bedrag.per)


def amounts(run: Run, regeling: Regeling, outcome: Column) -> Column | None:
    """Return the amount for each row, 0 where there is no right; None for a regeling without a known amount."""
    if regeling.bedrag is None:
        return None
    return np.where(outcome > NEE, run.value(regeling.bedrag.gegeven, regeling.id).astype(float), 0.0)


def _why(screening: Screening, run: Run, regeling: Regeling, outcome: Column, verdict: Antwoorduitkomst) -> _Why:
    if verdict == "ja":
        return _Why(regeling.waarschijnlijk)
    if verdict == "nee":
        failed = _failing(run, regeling, regeling.voorwaarden, outcome == NEE)
        return _Why(failed.reden, stap=failed.stap) if failed else _Why(regeling.niet)
    deciding = _deciding(screening, run, outcome)
    doubt = _failing(run, regeling, regeling.twijfel, outcome > NEE)
    if doubt is not None and (outcome > NEE).all():
        return _Why(doubt.reden)
    return deciding or _Why(doubt.reden if doubt else regeling.niet)


def _failing(run: Run, regeling: Regeling, conditions: Sequence[Voorwaarde], rows: Column) -> Voorwaarde | None:
    """Return the first condition that isn't met in any of these rows."""
    for name, condition in regeling.conditions().items():
        if condition in conditions and not run.value(name, regeling.id)[rows].any():
            return condition
    return None


def _deciding(screening: Screening, run: Run, outcome: Column) -> _Why | None:
    """Return the question that would decide most, also when its answer was a band around the limit."""
    codes = [run.grid.points(number) for number in range(len(run.grid.axes))]
    gains = [0.0 if (code == NOT_ASKED).any() else outcome_gain(code, outcome, run.grid.weight) for code in codes]
    best = int(np.argmax(gains))
    if gains[best] <= CHANGES:
        return None
    axis = run.grid.axes[best]
    vraag = screening.vragenlijst.vraag(axis.vraag)
    in_a_band = len({point.optie for point in axis.points}) == 1
    return _Why(vraag.rond_de_grens if in_a_band else vraag.onbekend, vraag.id)
