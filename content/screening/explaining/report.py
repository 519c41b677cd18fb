"""The outcomes of described households as text, for a wijkteamlid or an editor."""

import re
from collections.abc import Iterator

from content.catalogue import Catalogue
from content.screening.explaining.explain import explain
from content.screening.explaining.notation import day, headline
from content.screening.explaining.screened import Household, judged
from content.screening.model import Uitkomst
from content.screening.rules.system import Screening

INDENT = "  "
GROUPS = ("ja", "misschien", "nee")
PHONE = re.compile(r"⟦([^|⟧]*)\|[^⟧]*⟧")
NOT_ASKED = ("leeftijd_partner", "zorgverzekerd", "werkt")


def as_lines(catalogue: Catalogue, screening: Screening, household: Household) -> list[str]:
    """Return the outcome of every regeling for one household."""
    found = judged(screening, household)
    lines = [_title(catalogue, household)]
    for uitkomst in sorted(found.uitkomsten.values(), key=lambda one: GROUPS.index(one.uitkomst)):
        lines += ["", headline(catalogue, uitkomst)]
        lines += [f"{INDENT}{line}" for line in _details(catalogue, screening, household.gemeente, uitkomst)]
    for regeling, why in found.fouten.items():
        naam = household.schemes(screening)[regeling].naam
        lines += ["", catalogue.text("uitleg.geen_cijfers", naam=naam, waarom=why)]
    return [*lines, ""]


def explained(catalogue: Catalogue, screening: Screening, household: Household) -> list[str]:
    """Return for one household how each outcome came about."""
    axes = household.axes(screening)
    lines = [_title(catalogue, household)]
    for regeling in household.schemes(screening).values():
        lines += ["", *explain(catalogue, screening, axes, regeling, household.on)]
    return [*lines, ""]


def _title(catalogue: Catalogue, household: Household) -> str:
    gemeente = catalogue.gemeente(household.gemeente).naam
    return catalogue.text("uitleg.huishouden", id=str(household.id), datum=day(household.on), gemeente=gemeente)


def _details(catalogue: Catalogue, screening: Screening, gemeente: str, uitkomst: Uitkomst) -> Iterator[str]:
    values = catalogue.gemeente_values(gemeente)
    yield catalogue.text("uitleg.waarom", reden=catalogue.fill(uitkomst.reden, values))
    if uitkomst.heeft_al:
        yield catalogue.text("uitleg.heeft_al")
    if uitkomst.beslissende_vraag:
        question = _question(catalogue, screening, uitkomst.beslissende_vraag)
        yield catalogue.text("uitleg.vraag", vraag=question, id=uitkomst.beslissende_vraag)
    if uitkomst.let_op:
        yield catalogue.text("uitleg.let_op", tekst=uitkomst.let_op)
    step = PHONE.sub(r"\1", catalogue.fill(uitkomst.hoe, values))
    yield catalogue.text("uitleg.stap", tekst=" ".join(step.split()))
    for bron in uitkomst.bron:
        checked = day(bron.gecontroleerd_op)
        yield catalogue.text("uitleg.bron", titel=bron.titel, adres=bron.adres, datum=checked)
    yield catalogue.text("uitleg.geldig", datum=day(uitkomst.geldig_op))


def _question(catalogue: Catalogue, screening: Screening, question_id: str) -> str:
    """Return the text of a question of the check, or of a fact that only a file tells."""
    asked = {vraag.id: vraag.tekst for vraag in screening.vragenlijst.vragen}
    key = question_id if question_id in NOT_ASKED else "anders"
    return asked.get(question_id) or catalogue.text(f"uitleg.vraag_{key}")
