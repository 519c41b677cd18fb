"""`python -m content screen`: the check on a file of described households."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from content.catalogue import LANDELIJK
from content.postcodes import read_postcodes
from content.screening.explaining.coming import why_missing
from content.screening.household.axes import axes_of
from content.screening.household.mistakes import day, read_households
from content.screening.model import MissingFiguresError, Uitkomst
from content.screening.possible.grid import Axis
from content.screening.possible.judge import judge
from content.screening.rules.schemes import Regeling
from content.screening.rules.system import CONTENT, Screening, default
from content.source import read_document


@dataclass(frozen=True)
class Household:
    """One row of a file: who lives there, and the day to calculate for."""

    id: Any
    on: date
    facts: Mapping[str, Any]

    @property
    def gemeente(self) -> str:
        """Return the gemeente whose rules hold."""
        return self.facts.get("gemeente") or LANDELIJK

    def schemes(self, screening: Screening) -> dict[str, Regeling]:
        """Return the regelingen that hold for it, also those that nobody of the gemeente checked."""
        return screening.schemes(self.gemeente, self.on, unchecked=True)

    def axes(self, screening: Screening) -> list[Axis]:
        """Return what its facts leave open."""
        return axes_of(screening.vragenlijst, self.facts)


@dataclass(frozen=True)
class Judged:
    """What the check thinks of one household; each regeling stands in one of the two, by its id."""

    household: Household
    uitkomsten: dict[str, Uitkomst] = field(default_factory=dict)
    fouten: dict[str, str] = field(default_factory=dict)


def described(path: Path) -> list[Household]:
    """
    Return the households of a YAML list of {id, date, facts}.

    Raises:
        ContentError: With every mistake in the file, each with its line.
    """
    rows = read_households(read_document(path, path.parent), read_postcodes(CONTENT))
    return [Household(row["id"], day(row["date"]) or date.min, row["facts"]) for row in rows]


def judged(screening: Screening, household: Household) -> Judged:
    """
    Return the outcome of every regeling.

    A regeling without figures on the date isn't guessed: it stands in `fouten`, with the reason.
    """
    schemes = household.schemes(screening)
    run = screening.run(household.axes(screening), household.on, schemes)
    found = Judged(household)
    for regeling in schemes.values():
        try:
            found.uitkomsten[regeling.id] = judge(screening, run, regeling, household.gemeente)
        except MissingFiguresError:
            found.fouten[regeling.id] = why_missing(screening, regeling, household.on)
    return found


def screen(path: Path) -> list[dict[str, Any]]:
    """
    Return the outcomes for each household of a file, as plain JSON.

    Raises:
        ContentError: With every mistake in the file, each with its line.
    """
    return [as_json(judged(default(), household)) for household in described(path)]


def as_json(found: Judged) -> dict[str, Any]:
    """Return what was found as plain JSON."""
    uitkomsten = {regeling: _as_dict(one) for regeling, one in found.uitkomsten.items()}
    fouten = {"fouten": found.fouten} if found.fouten else {}
    return {"id": found.household.id, "uitkomsten": uitkomsten, **fouten}


def _as_dict(found: Uitkomst) -> dict[str, Any]:
    bronnen = [{**asdict(bron), "gecontroleerd_op": bron.gecontroleerd_op.isoformat()} for bron in found.bron]
    return {
        "uitkomst": found.uitkomst,
        "bedrag": asdict(found.bedrag) if found.bedrag else None,
        "reden": found.reden,
        "beslissende_vraag": found.beslissende_vraag,
        "bron": bronnen,
        "geldig_op": found.geldig_op.isoformat(),
        **({"heeft_al": True} if found.heeft_al else {}),
        **({"let_op": found.let_op} if found.let_op else {}),
    }
