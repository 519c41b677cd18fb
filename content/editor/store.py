"""Reads and saves one content file: a file with a mistake never takes the place of a good one."""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import yaml

from content.catalogue import load_catalogue
from content.check import check_content
from content.editor.collections import WRAPPED, Editable, editable_files
from content.editor.merging import CannotKeepError, Keeper, carry_over
from content.plain_dutch import assess, load_rules
from content.source import Fout
from content.texts import visible_texts
from content.watching import SENTENCES

UNTOUCHED = ("*.py", "__pycache__", *SENTENCES)


class RefusedError(Exception):
    """Nothing was saved; the message tells an editor why, in Dutch."""


class Store:
    """The files that have a form, and what was last shown of each."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._shown: dict[str, str] = {}
        self._lock = threading.Lock()

    def names(self, folder: str) -> list[str]:
        """Return the files of a folder that have a form."""
        return [name for name in editable_files(self._root) if name.rpartition("/")[0] == folder]

    def read(self, name: str) -> str:
        """
        Return a file as the form reads it.

        Raises:
            RefusedError: If it has no form.
        """
        one = self._editable(name)
        text = self._shown[name] = self._path(name).read_text(encoding="utf-8")
        return _wrapped(text) if one.is_list else text

    def save(self, name: str, raw: str) -> None:
        """
        Take over what was edited, if the whole content is without mistakes with it.

        Raises:
            RefusedError: If it isn't, if somebody else saved meanwhile, or if the file can't be kept as it was written.
        """
        one = self._editable(name)
        with self._lock:
            before = self._path(name).read_text(encoding="utf-8")
            if before != self._shown.get(name, before):
                raise RefusedError(
                    "dit bestand is intussen veranderd. Laad de pagina opnieuw en verander het nog eens."
                )
            after = _merged(one, before, raw)
            self._must_be_right(name, after)
            _replace(self._path(name), after)
            self._shown[name] = after

    def _editable(self, name: str) -> Editable:
        found = editable_files(self._root).get(name)
        if found is None or self._path(name).is_symlink():
            raise RefusedError(f"{name} is hier niet te veranderen.")
        return found

    def _path(self, name: str) -> Path:
        return self._root / name

    def _must_be_right(self, name: str, text: str) -> None:
        """Run the checks of `content check` on a copy with the new file in it."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / self._root.name
            shutil.copytree(self._root, copy, ignore=shutil.ignore_patterns(*UNTOUCHED))
            (copy / name).write_text(text, encoding="utf-8")
            found = [fout for fout in check_content(copy) if not fout.verlopen]
            found = found or list(_hard_to_read(copy, name))
        own = f"{self._root.name}/{name}"
        known = set(check_content(self._root)) if any(fout.bestand != own for fout in found) else set()
        wrong = [fout for fout in found if fout.bestand == own or fout not in known]
        if wrong:
            raise RefusedError(_told(wrong))


def _hard_to_read(root: Path, name: str) -> Iterator[Fout]:
    rules = load_rules(root).in_topic(Path(name).stem)
    for text in visible_texts(load_catalogue(root)):
        if text.document.name == f"{root.name}/{name}" and not text.taal:
            yield from (text.fout(str(finding)) for finding in assess(text.tekst, rules).bevindingen)


def _told(wrong: list[Fout]) -> str:
    return "niet bewaard. " + " ".join(f"Regel {fout.regel}: {fout.melding}" for fout in wrong[:3])


def _wrapped(text: str) -> str:
    data = yaml.safe_load(text)
    return yaml.safe_dump({WRAPPED: data}, allow_unicode=True, sort_keys=False)


def _merged(one: Editable, before: str, raw: str) -> str:
    try:
        edited = yaml.safe_load(raw)
    except (yaml.YAMLError, ValueError) as error:
        raise RefusedError("dit is niet te lezen. Laad de pagina opnieuw.") from error
    if not isinstance(edited, dict) or (one.model is None and edited.keys() != yaml.safe_load(before).keys()):
        raise RefusedError("dit hoort bij een ander bestand. Laad de pagina opnieuw.")
    try:
        keeper = Keeper(before)
        keeper.data = carry_over(keeper.data, edited.get(WRAPPED) if one.is_list else edited)
        return keeper.written()
    except CannotKeepError as error:
        raise RefusedError(
            "dit bestand kan alleen met de hand veranderd worden, in een gewone tekstverwerker."
        ) from error


def _replace(path: Path, text: str) -> None:
    """Put the new file in the place of the old in one step, with the same rights."""
    new = path.with_name(f".{path.name}.nieuw")
    new.write_text(text, encoding="utf-8")
    shutil.copymode(path, new)
    new.replace(path)
