"""The rules, the figures and the questions together: built once, asked many times."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from content.screening.asking.question_mistakes import read_questions
from content.screening.asking.questions import Vraag, Vragenlijst
from content.screening.model import OVERSLAAN, WEET_NIET, MissingFiguresError
from content.screening.possible.grid import Axis, Point
from content.screening.possible.run import Run
from content.screening.rules.figures import Figures, read_figures
from content.screening.rules.needs import Needs, needs_on
from content.screening.rules.reading import read_local, read_national
from content.screening.rules.schemes import LokaleRegeling, Regeling, outcome_name, variables_of
from content.screening.variables import FORMULAS, INPUTS
from content.screening.variables.base import HUISHOUDEN
from content.screening.variables.household import INPUT_NAMES

CONTENT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Screening:
    """Everything that the check needs."""

    regelingen: Mapping[str, Regeling]
    lokaal: Mapping[str, Mapping[str, LokaleRegeling]]
    vragenlijst: Vragenlijst
    figures: Figures
    rules: TaxBenefitSystem
    _needs: dict[str, Needs] = field(default_factory=dict)

    def schemes(self, gemeente: str, on: date, *, unchecked: bool = False) -> dict[str, Regeling]:
        """
        Return the regelingen that hold for a gemeente, by id; its own come instead of the national ones.

        Args:
            unchecked: Also take what nobody of the gemeente checked yet; not for inwoners.
        """
        own = {
            regeling.id: regeling
            for regeling in self.lokaal.get(gemeente, {}).values()
            if regeling.holds_on(on) and (unchecked or regeling.is_checked)
        }
        return {**self.regelingen, **own}

    def axes(self, answers: Mapping[str, str]) -> list[Axis]:
        """Return what the answers leave open, question by question, and what is taken for granted."""
        assumed = [Axis(name, (Point("", {name: value}),)) for name, value in self.vragenlijst.assumed().items()]
        return [*assumed, *(_axis(self.vragenlijst, vraag, answers.get(vraag.id)) for vraag in self.vragenlijst.vragen)]

    def run(self, axes: Sequence[Axis], on: date, regelingen: Mapping[str, Regeling]) -> Run:
        """Calculate what the axes leave open, for these regelingen, in one go."""
        wanted = {regeling.key: _roots(regeling) for regeling in regelingen.values()}
        return Run(self, axes, wanted, on)

    def needs(self, on: date) -> Needs:
        """Return what each variable asks for."""
        month = f"{on:%Y-%m}"
        if month not in self._needs:
            every = [*self.regelingen.values(), *(one for own in self.lokaal.values() for one in own.values())]
            self._needs[month] = needs_on(self.rules, sorted({name for one in every for name in _roots(one)}), on)
        return self._needs[month]

    def with_figures(self, regelingen: Mapping[str, Regeling], on: date) -> dict[str, Regeling]:
        """Return those of the regelingen that may be used on a day."""
        found = {}
        for key, regeling in regelingen.items():
            with suppress(MissingFiguresError):
                self.require_figures(regeling, on)
                found[key] = regeling
        return found

    def require_figures(self, regeling: Regeling, on: date) -> None:
        """
        Check that a regeling may be used on a day.

        Raises:
            MissingFiguresError: If it expired, or a group of its figures has no block for the day.
        """
        if on > regeling.verloopt_op:
            raise MissingFiguresError(regeling.id, on, f"verloopt_op {regeling.verloopt_op}")
        self.figures.sources(regeling.cijfers, regeling.id, on)

    def clean(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Return the answers that (still) exist and that no earlier question rules out, in the order they came in."""
        lijst = self.vragenlijst
        known = {
            key: value for key, value in answers.items() if key in lijst.ids() and _exists(lijst.vraag(key), value)
        }
        kept: dict[str, str] = {}
        for vraag in lijst.vragen:  # what a question depends on stands before it
            value = known.get(vraag.id)
            if value is None or not lijst.allows(vraag, kept):
                continue
            optie = vraag.option(value)
            if optie is None or lijst.allows(optie, kept):
                kept[vraag.id] = value
        return {key: value for key, value in known.items() if key in kept}


def _exists(vraag: Vraag, answer: str) -> bool:
    return answer in (WEET_NIET, OVERSLAAN) or vraag.option(answer) is not None


def _roots(regeling: Regeling) -> set[str]:
    """Return the variables that the outcome of a regeling is told from."""
    names = {outcome_name(regeling.key), *regeling.conditions()}
    return names | {name for name in (regeling.bedrag and regeling.bedrag.gegeven, regeling.heeft_al) if name}


def _axis(lijst: Vragenlijst, vraag: Vraag, answer: str | None) -> Axis:
    chosen = vraag.option(answer) if answer else None
    points = tuple(
        Point(
            optie.basis or optie.id,
            facts,
            optie.gewicht / len(optie.points()),
            lijst.requires(optie) if not chosen else {},
        )
        for optie in ((chosen,) if chosen else vraag.opties)
        for facts in optie.points()
    )
    return Axis(vraag.id, points, lijst.requires(vraag), answered=answer is not None)


def load(root: Path = CONTENT) -> Screening:
    """
    Read `regelingen/` and those of the gemeenten, and build the OpenFisca system.

    Raises:
        ContentError: With every mistake, in Dutch, with file and line.
    """
    folder = root / "regelingen"
    figures = read_figures(folder / "parameters", root)
    vragenlijst = read_questions(folder / "vragen.yml", root, INPUT_NAMES)
    facts = INPUT_NAMES | {variable.__name__ for variable in FORMULAS}
    national = read_national(folder, root, facts, figures.names())
    local = read_local(root / "gemeenten", root, facts, figures.names())
    rules = TaxBenefitSystem([HUISHOUDEN])
    rules.parameters = figures.parameters()
    rules.add_variables(*INPUTS, *FORMULAS)
    for regeling in (*national.values(), *(one for own in local.values() for one in own.values())):
        rules.add_variables(*variables_of(regeling))
    return Screening(national, local, vragenlijst, figures, rules)


@lru_cache(maxsize=1)
def default() -> Screening:
    """Return the check on our own content, built at the first question."""
    return load()
