"""What is past its date on some day, checked in the future, or declared to hold too long."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from content.catalogue import Catalogue
from content.checks.places import fact_files
from content.checks.references import answer_files
from content.source import Document, Fout, Loc
from content.values import day, rows

LONGEST_VALIDITY = timedelta(days=186)
LONGEST_AHEAD = timedelta(days=366)  # of an amount: laws change each year
DANGER = "content/crisis/"


def answers(catalogue: Catalogue) -> Iterator[Fout]:
    """Find answers that say to hold longer than half a year."""
    for _, document, item in answer_files(catalogue):
        if item.verloopt_op <= item.gecontroleerd_op:
            told = f"'verloopt_op' moet na 'gecontroleerd_op' zijn. U schreef: {item.verloopt_op}."
            yield document.fout(("verloopt_op",), told)
        elif item.verloopt_op - item.gecontroleerd_op > LONGEST_VALIDITY:
            latest = item.gecontroleerd_op + LONGEST_VALIDITY
            told = f"'verloopt_op' mag hoogstens een half jaar na 'gecontroleerd_op' zijn: uiterlijk {latest}."
            yield document.fout(("verloopt_op",), f"{told} U schreef: {item.verloopt_op}.")


def amounts(catalogue: Catalogue) -> Iterator[Fout]:
    """Find amounts with days in the wrong order, or that nobody can know yet."""
    document = catalogue.documents["bedragen.yml"]
    for bedrag in catalogue.bedragen.values():
        place = document.row((), bedrag.id)
        if bedrag.geldig_tot < bedrag.geldig_van:
            told = f"'geldig_tot' ligt voor 'geldig_van' ({bedrag.geldig_van}). U schreef: {bedrag.geldig_tot}."
            yield document.fout((*place, "geldig_tot"), told)
        elif bedrag.geldig_tot - bedrag.gecontroleerd_op > LONGEST_AHEAD:
            told = f"'geldig_tot' ligt meer dan een jaar na 'gecontroleerd_op'. U schreef: {bedrag.geldig_tot}."
            yield document.fout((*place, "geldig_tot"), told)
        exponent = bedrag.waarde.as_tuple().exponent
        if bedrag.eenheid == "euro" and isinstance(exponent, int) and exponent < -2:
            told = f"'waarde' heeft meer dan twee cijfers achter de punt. U schreef: {bedrag.waarde}."
            yield document.fout((*place, "waarde"), f"{told} Duizend schrijft u zonder punt: 1345.45")


def checked_later(catalogue: Catalogue, root: Path, today: date) -> Iterator[Fout]:
    """Find what somebody says to have checked on a day that is still to come."""
    for document in fact_files(catalogue, root):
        for loc, row in rows(document.data):
            checked = day(row.get("gecontroleerd_op"))
            if checked and checked > today:
                place = (*loc, "gecontroleerd_op")
                yield document.fout(place, f"'gecontroleerd_op' ligt in de toekomst. U schreef: {checked}.")


def outdated(catalogue: Catalogue, root: Path, on: date) -> Iterator[Fout]:
    """Tell what will have expired on a day: the bot starts without it, and shows none of it as a fact."""
    for document in fact_files(catalogue, root):
        for loc, row in rows(document.data):
            ends, last, begins = (day(row.get(key)) for key in ("verloopt_op", "geldig_tot", "geldig_van"))
            if ends and ends <= on:
                told = f"{_what(document, row)} is verlopen op {ends}: controleer de feiten.{_kept(document)}"
                yield document.fout((*loc, "verloopt_op"), told, verlopen=True)
            if last and last < on and (begins or last) <= last:
                told = f"'{row.get('id')}' gold tot en met {last}: zet hier het nieuwe bedrag."
                yield document.fout((*loc, "geldig_tot"), told, verlopen=True)
            if begins and begins > on:
                told = f"'{row.get('id')}' geldt pas vanaf {begins}: tot dan blijft het weg."
                yield document.fout((*loc, "geldig_van"), told, verlopen=True)
        yield from _figures(document, on)


def _figures(document: Document, on: date) -> Iterator[Fout]:
    """Tell of figures that have no block for a day: nothing is calculated with them then."""
    blocks = document.data.get("blokken") if isinstance(document.data, dict) else None
    periods = [(day(row.get("van")), day(row.get("tot"))) for row in blocks or () if isinstance(row, dict)]
    ends = [end for start, end in periods if start and end]
    if ends and not any(start and end and start <= on <= end for start, end in periods):
        last: Loc = ("blokken", len(periods) - 1, "tot")
        told = f"er zijn geen cijfers voor {on}; het laatste blok eindigt op {max(ends)}. Voeg een blok toe."
        yield document.fout(last, told, verlopen=True)


def _what(document: Document, row: dict[object, object]) -> str:
    if document.name.startswith(("content/faq/", "content/crisis/")) and not row.get("soort"):
        return "dit antwoord"
    return f"'{row.get('id') or row.get('naam') or 'dit'}'"


def _kept(document: Document) -> str:
    return " Bij gevaar blijft het staan." if document.name.startswith(DANGER) else ""
