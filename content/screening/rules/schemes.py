"""A regeling as an editor writes it: conditions in YAML that become OpenFisca variables."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from openfisca_core.periods import Period
from pydantic import Field

from content.model import Bestand, Bron, Id, Tekst
from content.screening.rules.condition import Voorwaarde
from content.screening.variables.base import Column, Huishouden, Parameters, VariableClass, declare

JA, MISSCHIEN, NEE = 2, 1, 0


class BedragVan(Bestand):
    """Which fact is the amount, and per what."""

    gegeven: str
    per: Literal["maand", "kwartaal", "jaar"]


class Regeling(Bestand):
    """
    One file of `content/regelingen/`.

    Attributes:
        verloopt_op: The last day on which it may be used.
        voorwaarden: All must hold, else "nee".
        twijfel: Where one doesn't hold, "misschien": someone else decides.
        hoogstens_misschien: Why it is never surer than "misschien", such as a choice of the gemeente.
        hoe_in: The next step in a gemeente that does it in its own way.
        anders: The next step when it is "nee".
        heeft_al: The fact that says that somebody has it already.
        waarde: What it is worth per year when it has no amount, roughly; only the order of the questions looks at it.
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
    hoogstens_misschien: Tekst | None = None
    bedrag: BedragVan | None = None
    waarde: float = Field(default=100, ge=0)
    waarschijnlijk: Tekst
    niet: Tekst
    hoe: Tekst
    hoe_in: dict[Id, Tekst] = Field(default_factory=dict)
    anders: Tekst
    nodig: Tekst | None = None
    tot_wanneer: Tekst | None = None
    terugbetalen: Tekst | None = None
    gevolgen: Tekst | None = None
    heeft_al: str | None = None

    @property
    def key(self) -> str:
        """Return what tells this regeling from every other, also from the same one of a gemeente."""
        return self.id

    @property
    def checked_on(self) -> date | None:
        """Return when somebody looked at it last."""
        return self.gecontroleerd_op

    def conditions(self) -> dict[str, Voorwaarde]:
        """Return the conditions by the name of their OpenFisca variable."""
        hard = {f"{self.key}__voorwaarde_{index}": item for index, item in enumerate(self.voorwaarden)}
        soft = {f"{self.key}__twijfel_{index}": item for index, item in enumerate(self.twijfel)}
        return {**hard, **soft}


class LokaleRegeling(Regeling):
    """
    One file of `content/gemeenten/<gemeente>/regelingen/`: what a gemeente does in its own way.

    It comes instead of the national one with the same id. Inwoners see it only after somebody named checked it.
    """

    gemeente: Id = ""
    upl: Tekst | None = None
    uitvoerder: Tekst | None = None
    geldig_van: date
    gecontroleerd_op: date | None = None  # type: ignore[assignment]
    gecontroleerd_door: Tekst | None = None
    zekerheid: Literal["hoog", "middel", "laag"]

    @property
    def key(self) -> str:
        """Return the id with the gemeente."""
        return f"{self.id}__{self.gemeente}"

    def holds_on(self, on: date) -> bool:
        """Tell whether it holds on a day."""
        return self.geldig_van <= on <= self.verloopt_op

    @property
    def is_checked(self) -> bool:
        """Tell whether somebody named of the gemeente looked at it."""
        return self.gecontroleerd_op is not None and self.gecontroleerd_door is not None


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
        certain = _all(huishouden, period, [*hard, *soft]) & (regeling.hoogstens_misschien is None)
        result: Column = allowed.astype(int) + certain
        return result

    yield declare(outcome_name(regeling.key), int, regeling.naam, outcome)


def _all(huishouden: Huishouden, period: Period, names: list[str]) -> Column:
    result = huishouden(names[0], period)
    for name in names[1:]:
        result = result & huishouden(name, period)
    return result
