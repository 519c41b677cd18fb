"""Where facts stand: the files that state them, and the lists that they come from."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from content.catalogue import Catalogue
from content.source import ContentError, Document, read_document


def ids_in(catalogue: Catalogue, name: str) -> frozenset[str]:
    """Return the ids in a file that is one list, also of rows with a mistake: that is told there, not everywhere."""
    document = catalogue.documents.get(name)
    data = document.data if document and isinstance(document.data, list) else []
    return frozenset(str(row["id"]) for row in data if isinstance(row, dict) and "id" in row)


def fact_files(catalogue: Catalogue, root: Path) -> Iterator[Document]:
    """Give every file that states facts: what the bot says, and the regelingen with their figures."""
    yield from catalogue.documents.values()
    yield from _readable((root / "regelingen").rglob("*.yml"), root)
    yield from local_regelingen(root)


def local_regelingen(root: Path) -> Iterator[Document]:
    """Give every file with a regeling of a gemeente itself."""
    yield from _readable((root / "gemeenten").glob("*/regelingen/*.yml"), root)


def _readable(paths: Iterable[Path], root: Path) -> Iterator[Document]:
    for path in sorted(paths):
        try:
            yield read_document(path, root)
        except ContentError:
            continue  # told where the regelingen are read
