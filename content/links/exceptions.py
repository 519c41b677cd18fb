"""Pages that robots can't visit and a person looks at: `content/links.yml`."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from content.model import Bestand, Tekst
from content.source import ContentError, Fout, read_document
from content.validation import validated

LOOK_AGAIN = timedelta(days=186)
FILE = "links.yml"


class Uitzondering(Bestand):
    """One row: everything that begins with this address is looked at by a person, last on this day."""

    adres: Tekst
    reden: Tekst
    gecontroleerd_op: date

    def holds_for(self, address: str) -> bool:
        """Tell whether an address is meant."""
        rest = address.removeprefix(self.adres.rstrip("/"))
        return rest != address and (not rest or rest[0] in "/?#")


def read_exceptions(root: Path) -> list[Uitzondering]:
    """
    Read the list; without the file there are none.

    Raises:
        ContentError: With every mistake in it.
    """
    if not (root / FILE).exists():
        return []
    document = read_document(root / FILE, root)
    if document.data is None:
        return []
    if not isinstance(document.data, list):
        told = "dit bestand moet een lijst zijn, zoals: - {adres: ..., reden: ..., gecontroleerd_op: 2026-01-31}"
        raise ContentError([document.fout((), told)])
    rows: list[Uitzondering] = []
    fouten: list[Fout] = []
    for index in range(len(document.data)):
        try:
            rows.append(validated(Uitzondering, document.part((index,))))
        except ContentError as error:
            fouten += error.fouten
    if fouten:
        raise ContentError(fouten)
    return rows


def long_ago(exceptions: Sequence[Uitzondering], on: date) -> list[Uitzondering]:
    """Return those at which a person must look again."""
    return [one for one in exceptions if on - one.gecontroleerd_op > LOOK_AGAIN]
