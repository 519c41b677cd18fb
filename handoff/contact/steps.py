"""Which question comes next. One about *when* at most: how soon where haste is possible, else when to call."""

from collections.abc import Iterator

from content.catalogue import LANDELIJK, Catalogue
from content.talk import Stand
from handoff.queue.terms import THREATENING

PLACEHOLDERS = {step: f"[{step}]" for step in ("eigen_woorden", "telefoon", "email", "naam")}
WAYS = ("telefoon", "email")
OPTIONAL = frozenset({"eigen_woorden", "naam", "haast", "wanneer", "postcode"})
PREVIEW, CHANGING, LIST = "voorbeeld", "wijzig", "lijst"
SKIPPED, STRUCK, AGREED, ANOTHER = "overslaan", "weg", "akkoord", "ander"


def open_step(catalogue: Catalogue, stand: Stand) -> str | None:
    """
    Return the step that is open; None when the inwoner agreed, or when no team would read it.

    After the preview it may be `wijzig` (which line?) or a line that is being changed, until it is the preview again.
    """
    if unserved(catalogue, stand):
        return None
    changing = stand.contact.get(CHANGING)
    if changing and is_complete(catalogue, stand):
        return CHANGING if changing == LIST else changing.partition(".")[0]
    return next((step for step in steps(catalogue, stand) if step not in stand.contact), None)


def is_complete(catalogue: Catalogue, stand: Stand) -> bool:
    """Tell whether nothing is left to ask but consent."""
    return all(step in stand.contact for step in steps(catalogue, stand) if step != PREVIEW)


def steps(catalogue: Catalogue, stand: Stand) -> Iterator[str]:
    """Give the steps in their order; later ones depend on what was answered."""
    hoe, unknown = stand.contact.get("hoe"), stand.gemeente == LANDELIJK
    if unknown:  # first of all: is there a team at all?
        yield "postcode"
    yield "eigen_woorden"
    yield "hoe"
    if hoe in WAYS:
        yield hoe
        yield "naam"
    if may_be_urgent(catalogue, stand.onderwerp):
        yield "haast"
    elif hoe == "telefoon":
        yield "wanneer"
    if not unknown and len(catalogue.gemeente(stand.gemeente).teams) > 1:  # with one team it would change nothing
        yield "postcode"
    yield PREVIEW


def may_be_urgent(catalogue: Catalogue, onderwerp: str | None) -> bool:
    """Tell whether to ask how soon help is needed. Where the law's short term runs, it is known."""
    if onderwerp is None:
        return True
    row = catalogue.register.get(onderwerp)
    return row is not None and row.spoed and onderwerp not in THREATENING


def unserved(catalogue: Catalogue, stand: Stand) -> str | None:
    """Return the gemeente (its id) in which this inwoner lives when it has no team here, else None."""
    if stand.gemeente != LANDELIJK:
        return None if stand.gemeente in catalogue.gemeenten else stand.gemeente
    given = postcode_of(stand.contact)
    if given is None or any(given in team.postcodes for one in catalogue.gemeenten.values() for team in one.teams):
        return None
    lies_in = catalogue.postcodes.at(given)
    return lies_in[0] if lies_in and not set(lies_in) & catalogue.gemeenten.keys() else None


def struck(contact: dict[str, str]) -> frozenset[str]:
    """Return the fields that the inwoner struck out."""
    return frozenset(contact.get(STRUCK, "").split(",")) - {""}


def postcode_of(contact: dict[str, str]) -> str | None:
    """Return the postcode that may be used to choose a team: one that is struck out may not."""
    given = contact.get("postcode")
    return None if given in (None, SKIPPED) or "postcode" in struck(contact) else given
