"""Numbers, days and yes or no as Dutch readers write them."""

from datetime import date

from content.catalogue import Catalogue
from content.screening.model import Bedrag, Uitkomst
from content.screening.variables.base import VariableClass


def euros(value: float) -> str:
    """Return an amount: € 1.345,45, or without cents when it is whole."""
    return f"€ {number(value, cents=True)}"


def number(value: float, *, cents: bool = False) -> str:
    """Return a number with a comma, and with a point for thousands; without zeros that say nothing."""
    rounded = round(float(value), 2 if cents else 5)
    if rounded == int(rounded):
        return f"{rounded:,.0f}".replace(",", ".")
    written = f"{rounded:,.2f}" if cents else f"{rounded:,.5f}".rstrip("0")
    return written.translate(str.maketrans(",.", ".,"))


def day(on: date) -> str:
    """Return a day as people write it."""
    return f"{on.day}-{on.month}-{on.year}"


def value_of(catalogue: Catalogue, variable: VariableClass, value: float) -> str:
    """Return a value of a variable: ja or nee, a count, or an amount."""
    if variable.value_type is bool:
        return catalogue.text("uitleg.ja" if value else "uitleg.nee")
    if variable.value_type is int or "uren" in variable.name:
        return number(value)
    return euros(value)


def amount(catalogue: Catalogue, bedrag: Bedrag) -> str:
    """Return a range in words, to the cent."""
    key = "precies" if bedrag.min == bedrag.max else "van_tot"
    per = catalogue.text(f"check.per_{bedrag.per}")
    return catalogue.text(f"uitleg.bedrag_{key}", laagst=euros(bedrag.min), hoogst=euros(bedrag.max), per=per)


def headline(catalogue: Catalogue, uitkomst: Uitkomst) -> str:
    """Return the name of a regeling with its outcome, and the amount when there is one."""
    words = {"naam": uitkomst.naam, "uitkomst": catalogue.text(f"check.uitkomst_{uitkomst.uitkomst}")}
    if uitkomst.bedrag is None:
        return catalogue.text("uitleg.regeling", **words)
    return catalogue.text("uitleg.regeling_bedrag", bedrag=amount(catalogue, uitkomst.bedrag), **words)
