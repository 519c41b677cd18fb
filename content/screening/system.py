"""The rules, the figures and the questions together: built once, asked many times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from content.screening.figures import Figures, read_figures
from content.screening.grid import Axis, Grid, Point
from content.screening.model import OVERSLAAN, WEET_NIET, MissingFiguresError
from content.screening.questions import Vraag, Vragenlijst, read_questions
from content.screening.schemes import Regeling, mistakes, outcome_name, variables_of
from content.screening.variables import FORMULAS, INPUTS
from content.screening.variables.base import HUISHOUDEN, Column
from content.screening.variables.household import INPUT_NAMES
from content.source import ContentError, Document, Fout, read_document
from content.validation import validated

CONTENT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Screening:
    """Everything that the check needs."""

    regelingen: Mapping[str, Regeling]
    vragenlijst: Vragenlijst
    figures: Figures
    rules: TaxBenefitSystem

    def axes(self, answers: Mapping[str, str]) -> list[Axis]:
        """Return what the answers leave open, question by question."""
        return [_axis(vraag, answers.get(vraag.id)) for vraag in self.vragenlijst.vragen]

    def run(self, axes: Sequence[Axis], on: date) -> "Run":
        """Calculate every household that the axes allow, in one go."""
        return Run(self, Grid(axes, self.vragenlijst.assumed()), on)

    def clean(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Return the answers that (still) exist, in the order in which they were given."""
        questions = {vraag.id: vraag for vraag in self.vragenlijst.vragen}
        return {
            key: value
            for key, value in answers.items()
            if key in questions and (value in (WEET_NIET, OVERSLAAN) or questions[key].option(value))
        }


class Run:
    """One vectorised calculation on one date."""

    def __init__(self, screening: Screening, grid: Grid, on: date) -> None:
        self.grid = grid
        self.on = on
        self._period = f"{on:%Y-%m}"
        self._simulation = SimulationBuilder().build_default_simulation(screening.rules, count=grid.size)
        missing = INPUT_NAMES - set(grid.facts)
        if missing:
            raise ValueError(f"inputs not set, and OpenFisca would take them for 0: {sorted(missing)}")
        for name, column in grid.facts.items():
            self._simulation.set_input(name, self._period, column)

    def value(self, variable: str, regeling: str) -> Column:
        """
        Return a column of results.

        Raises:
            MissingFiguresError: If a figure that it needs has no value on this date.
        """
        try:
            column: Column = self._simulation.calculate(variable, self._period)
        except ParameterNotFoundError as error:
            raise MissingFiguresError(regeling, self.on, str(error)) from error
        return column

    def outcome(self, regeling: str) -> Column:
        """Return for each row 2 (ja), 1 (misschien) or 0 (nee)."""
        return self.value(outcome_name(regeling), regeling)


def _axis(vraag: Vraag, answer: str | None) -> Axis:
    chosen = vraag.option(answer) if answer else None
    points = tuple(
        Point(optie.id, facts, optie.gewicht / len(optie.points()), optie.alleen_als if not chosen else {})
        for optie in ((chosen,) if chosen else vraag.opties)
        for facts in optie.points()
    )
    return Axis(vraag.id, points, vraag.alleen_als, answered=answer is not None)


def load(root: Path = CONTENT) -> Screening:
    """
    Read `regelingen/` and build the OpenFisca system.

    Raises:
        ContentError: With every mistake, in Dutch, with file and line.
    """
    folder = root / "regelingen"
    figures = read_figures(folder / "parameters", root)
    vragenlijst = read_questions(folder / "vragen.yml", root, INPUT_NAMES)
    facts = INPUT_NAMES | {variable.__name__ for variable in FORMULAS}
    regelingen = _read_regelingen(folder, root, facts, figures)
    rules = TaxBenefitSystem([HUISHOUDEN])
    rules.parameters = figures.parameters()
    rules.add_variables(*INPUTS, *FORMULAS)
    for regeling in regelingen.values():
        rules.add_variables(*variables_of(regeling))
    return Screening(regelingen, vragenlijst, figures, rules)


def _read_regelingen(folder: Path, root: Path, facts: frozenset[str], figures: Figures) -> dict[str, Regeling]:
    found: dict[str, Regeling] = {}
    fouten: list[Fout] = []
    for path in sorted(folder.glob("*.yml")):
        if path.name == "vragen.yml":
            continue
        try:
            document = read_document(path, root)
            regeling = validated(Regeling, document)
        except ContentError as error:
            fouten += error.fouten
            continue
        fouten += [*_name_mistake(document, regeling, path), *mistakes(regeling, document, facts, figures.names())]
        found[regeling.id] = regeling
    if fouten:
        raise ContentError(fouten)
    return found


def _name_mistake(document: Document, regeling: Regeling, path: Path) -> list[Fout]:
    if regeling.id == path.stem:
        return []
    return [document.fout(("id",), f"'id' moet gelijk zijn aan de bestandsnaam: {path.stem}")]


@lru_cache(maxsize=1)
def default() -> Screening:
    """Return the check on our own content, built at the first question."""
    return load()
