"""Files that nothing reads: the wrong ending, the wrong name, a folder. Their writer would never hear of it."""

import re
from collections.abc import Iterator
from pathlib import Path

from content.source import Fout

FLAT = ("faq", "crisis", "gesprek", "teksten", "voorbeelden", "proefvragen", "regelingen", "regelingen/parameters")
OWN_FOLDERS = {"regelingen": {"parameters"}}
FIXED_TEXTS = (
    *("algemeen", "buurt", "check", "console", "fouten", "gemeente", "overdracht", "uitkomst", "uitleg", "widget"),
)
_NAME = re.compile(r"^[a-z0-9]+(_[a-z0-9]+)*$")
_LIKE_YAML = re.compile(r"\.(?:ya?ml|yml\.\w+|txt|docx?|json|bak|orig|rej)$|~$", re.IGNORECASE)


def stray_files(root: Path) -> Iterator[Fout]:
    """Find them in every folder of which the bot reads each file."""
    for path in _in_flat_folders(root):
        yield from _stray(path, root)
    for path in sorted((*root.glob("*"), *(root / "gemeenten").glob("*/*"), *(root / "gemeenten").glob("*/faq/*"))):
        if _LIKE_YAML.search(path.name):
            yield from _stray(path, root)
    for name in FIXED_TEXTS:
        if not (root / "teksten" / f"{name}.yml").exists():
            yield Fout(
                f"content/teksten/{name}.yml", 0, "dit bestand ontbreekt; zet het terug onder precies deze naam."
            )


def _in_flat_folders(root: Path) -> Iterator[Path]:
    for name in FLAT:
        own = OWN_FOLDERS.get(name, ())
        yield from (path for path in sorted((root / name).glob("*")) if path.name not in own)
    yield from sorted((root / "gemeenten").glob("*/regelingen/*"))


def _stray(path: Path, root: Path) -> Iterator[Fout]:
    place = f"content/{path.relative_to(root).as_posix()}"
    if path.name.startswith((".", "__")) or path.suffix == ".md":
        return
    if path.is_dir() and path.suffix != ".yml":
        yield Fout(place, 0, "dit is een map; hier horen alleen bestanden, zoals: huurachterstand.yml")
    elif path.suffix != ".yml":
        told = "dit bestand leest de bot niet: de naam moet eindigen op .yml"
        yield Fout(place, 0, f"{told}. Zoals: {path.name.split('.')[0].strip('~')}.yml")
    elif not _NAME.match(path.stem):
        told = "in de naam mogen alleen kleine letters, cijfers en _"
        yield Fout(place, 0, f"{told}. U schreef: {path.name}. Zoals: huurachterstand.yml")
