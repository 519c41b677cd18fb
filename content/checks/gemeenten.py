"""Does the folder of a gemeente fit: its name, its number, its teams and their postcodes, its regelingen?"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from content.catalogue import LANDELIJK, Catalogue
from content.checks.places import local_regelingen
from content.checks.validity import LONGEST_VALIDITY
from content.gemeente import Gemeente
from content.model import Nagekeken
from content.nearest import meant
from content.screening.rules.schemes import LokaleRegeling
from content.source import ContentError, Document, Fout, Loc
from content.validation import validated

Place = tuple[Document, Loc]
REVIEW = ("gecontroleerd_op", "gecontroleerd_door", "verloopt_op")
SCHEME_REVIEW = REVIEW[:2]  # a regeling always tells its last day


def folders(catalogue: Catalogue) -> Iterator[Fout]:
    """Find a folder that is no gemeente, and numbers whose two spellings differ."""
    for gemeente in catalogue.gemeenten.values():
        document = catalogue.documents[f"gemeenten/{gemeente.id}/gemeente.yml"]
        known = catalogue.postcodes.gemeenten.get(gemeente.id)
        if gemeente.id != LANDELIJK and catalogue.postcodes.gemeenten:
            if known is None:
                guess = meant(gemeente.id, catalogue.postcodes.gemeenten)
                yield document.fout(("id",), f"de gemeente '{gemeente.id}' staat niet in gemeenten/pc4.csv.{guess}")
            elif known.cbs != gemeente.cbs:
                yield document.fout(("cbs",), f"'cbs' moet \"{known.cbs}\" zijn. U schreef: {gemeente.cbs}.")
        if gemeente.telefoon.nummer:
            yield from digits((document, ("telefoon",)), gemeente.telefoon.nummer, gemeente.telefoon.weergave)


def teams(catalogue: Catalogue) -> Iterator[Fout]:
    """Find a team that another gemeente has too, and a postcode that doesn't lie in the gemeente."""
    owners: dict[str, str] = {}
    for gemeente in catalogue.gemeenten.values():
        document = catalogue.documents[f"gemeenten/{gemeente.id}/teams.yml"]
        yield from twice((document, ("teams",)), [team.id for team in gemeente.teams])
        for index, team in enumerate(gemeente.teams):
            owner = owners.setdefault(team.id, gemeente.id)
            if owner != gemeente.id:
                told = f"'{team.id}' is ook een team van {owner}; elk team heeft een eigen 'id'."
                yield document.fout(("teams", index, "id"), told)
            yield from elsewhere(catalogue, gemeente, (document, ("teams", index)), team.postcodes)


def regelingen(root: Path) -> Iterator[Fout]:
    """Find a regeling that ends before it begins, or of which isn't told who checked it."""
    for document in local_regelingen(root):
        try:
            one = validated(LokaleRegeling, document)
        except ContentError:
            continue  # told where the regelingen are read
        if one.verloopt_op < one.geldig_van:
            told = f"'verloopt_op' moet na 'geldig_van' zijn ({one.geldig_van}). U schreef: {one.verloopt_op}."
            yield document.fout(("verloopt_op",), told)
        yield from reviewed((document, ()), one, SCHEME_REVIEW)


def reviewed(place: Place, one: Nagekeken | LokaleRegeling, review: Sequence[str] = REVIEW) -> Iterator[Fout]:
    """Find a review that isn't told in full, or that holds longer than half a year."""
    document, loc = place
    empty = [part for part in review if getattr(one, part) is None]
    if 0 < len(empty) < len(review):
        given = next(part for part in review if part not in empty)
        told = f"bij '{given}' horen ook: {', '.join(empty)}. Weet u het nog niet? Laat ze dan allemaal leeg."
        yield document.fout((*loc, given), told)
    if one.gecontroleerd_op is None or one.verloopt_op is None:
        return
    latest = one.gecontroleerd_op + LONGEST_VALIDITY
    if not one.gecontroleerd_op < one.verloopt_op <= latest:
        told = f"'verloopt_op' moet na 'gecontroleerd_op' zijn, en uiterlijk {latest}. U schreef: {one.verloopt_op}."
        yield document.fout((*loc, "verloopt_op"), told)


def digits(place: Place, dialled: str, shown: str) -> Iterator[Fout]:
    """Find a number that is shown in other digits than are dialled."""
    document, loc = place
    if "".join(char for char in shown if char.isdigit()) != dialled:
        told = f"'weergave' moet dezelfde cijfers hebben als 'nummer' ({dialled}). U schreef: {shown}."
        yield document.fout((*loc, "weergave"), told)


def elsewhere(catalogue: Catalogue, gemeente: Gemeente, place: Place, postcodes: Sequence[str]) -> Iterator[Fout]:
    """Find postcodes that don't lie in the gemeente."""
    document, loc = place
    for index, postcode in enumerate(postcodes):
        lies_in = catalogue.postcodes.at(postcode)
        if catalogue.postcodes.gemeenten and gemeente.id not in lies_in:
            names = ", ".join(catalogue.postcodes.gemeenten[one].naam for one in lies_in)
            told = f"ligt in {names}, niet in {gemeente.naam}" if names else "bestaat niet"
            yield document.fout((*loc, "postcodes", index), f"postcode {postcode} {told}.")


def twice(place: Place, ids: Sequence[str]) -> Iterator[Fout]:
    """Find an id that stands in a list twice."""
    document, loc = place
    for index, one in enumerate(ids):
        if one in ids[:index]:
            yield document.fout((*loc, index, "id"), f"'{one}' staat er twee keer; haal er een weg.")
