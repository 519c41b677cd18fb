"""The facts that a condition may use, as the table in `content/regelingen/LEESMIJ.md`."""

from collections.abc import Iterator

from content.screening.variables import FORMULAS, INPUTS
from content.screening.variables.base import VariableClass

HEAD = ("| gegeven | wat | soort |", "|---|---|---|")
KINDS = {bool: "ja of nee", int: "aantal", float: "bedrag"}
INSIDE = ("inkomen_soort", "inkomen_bedrag", "hoge_schatting", "zeker_loon")  # only formulas look at these


def facts_table() -> str:
    """Return every fact with its label: first what is asked, then what follows from it."""
    rows = [*_rows(INPUTS), *_rows(FORMULAS)]
    return "\n".join([*HEAD, *rows])


def _rows(variables: tuple[VariableClass, ...]) -> Iterator[str]:
    for one in variables:
        name = one.__name__
        if (name not in INSIDE and not name.startswith("opvang_")) or name == "opvang_uren":
            kind = "aantal" if "uren" in name else KINDS[one.value_type]
            yield f"| `{name}` | {one.label} | {kind} |"
