"""Which content files can be edited in the browser, and the model that each of them follows."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from content.canned_replies import Standaardbericht
from content.gemeente import ANSWERS
from content.gemeente import FILES as GEMEENTE_FILES
from content.local_answers import LokaalAntwoord
from content.model import Antwoord, Bedrag, Bestand, Crisisantwoord, Gespreksantwoord, Taal, Telefoonnummer
from content.source import ContentError, read_document

WRAPPED = "lijst"  # the forms know no file that is a list, so such a file is shown under this word
FOLDERS: dict[str, type[Bestand]] = {"faq": Antwoord, "crisis": Crisisantwoord, "gesprek": Gespreksantwoord}
LISTS: dict[str, type[Bestand]] = {
    "telefoon": Telefoonnummer,
    "bedragen": Bedrag,
    "talen": Taal,
    "standaardberichten": Standaardbericht,
}
WORDS_OF_DANGER = "woorden.yml"  # phrases with signs of their own: no form can hold them


@dataclass(frozen=True)
class Editable:
    """
    One file with a form.

    Attributes:
        name: Below the content, such as `faq/schaamte.yml`.
        model: What it holds; None when every key is a text.
        is_list: The file is a list of them.
    """

    name: str
    group: str
    model: type[Bestand] | None
    is_list: bool = False


def editable_files(root: Path) -> dict[str, Editable]:
    """Return every file under `root` that has a form, by its name."""
    return {one.name: one for one in _all(root)}


def _all(root: Path) -> Iterator[Editable]:
    for folder, model in FOLDERS.items():
        names = [path.name for path in sorted((root / folder).glob("*.yml"))]
        yield from (Editable(f"{folder}/{name}", folder, model) for name in names if name != WORDS_OF_DANGER)
    yield from (Editable(f"{name}.yml", "lijsten", model, is_list=True) for name, model in LISTS.items())
    texts = sorted((root / "teksten").glob("*.yml"))
    yield from (Editable(f"teksten/{path.name}", "teksten", None) for path in texts)
    for gemeente in sorted((root / "gemeenten").glob("*/")):
        yield from _of_gemeente(gemeente)


def _of_gemeente(folder: Path) -> Iterator[Editable]:
    inside = GEMEENTE_FILES | {
        f"{ANSWERS}{path.name}": LokaalAntwoord for path in sorted((folder / ANSWERS).glob("*.yml"))
    }
    for name, model in inside.items():
        if (folder / name).exists():
            yield Editable(f"gemeenten/{folder.name}/{name}", "gemeenten", model)


def keys_of(root: Path, name: str) -> list[str]:
    """Return the keys of a file whose every key is a text; none when it can't be read at this moment."""
    try:
        data = read_document(root / name, root).data
    except ContentError:
        return []
    return [str(key) for key in data] if isinstance(data, dict) else []
