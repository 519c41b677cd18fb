"""Notices that somebody saved a content file: looks at the times of the files every so often, which costs a few ms."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

from privacy.log import get_logger

log = get_logger()
SENTENCES = frozenset({"voorbeelden", "proefvragen"})  # the model must be trained on these before they do anything
ENDINGS = (".yml", ".csv")
Stamp = frozenset[tuple[str, int, int]]


def stamp_of(root: Path) -> Stamp:
    """Return name, time and size of every file under `root` that a text can come from."""
    return frozenset(
        (file.path, found.st_mtime_ns, found.st_size)
        for folder in (root, *_folders(root))
        for file in _files(folder)
        if (found := _looked_at(file)) is not None
    )


def _folders(root: Path) -> list[Path]:
    return [Path(at) for at, _, _ in os.walk(root) if not SENTENCES & set(Path(at).relative_to(root).parts)][1:]


def _files(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if entry.name.endswith(ENDINGS)]
    except OSError:  # the folder went away meanwhile
        return []


def _looked_at(file: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return file.stat()
    except OSError:  # an editor that saves by renaming: the next look sees it
        return None


class Watcher:
    """Calls back in a thread of its own after something was saved."""

    def __init__(self, root: Path, seconds: float, saved: Callable[[], object]) -> None:
        self._root = root
        self._seconds = seconds
        self._saved = saved
        self._stopped = threading.Event()
        self._seen = stamp_of(root)
        self._thread = threading.Thread(target=self._watch, name="content-watcher", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        while not self._stopped.wait(self._seconds):
            now = stamp_of(self._root)
            if now == self._seen:
                continue
            self._seen = now
            try:
                self._saved()
            except Exception as error:  # whatever is wrong with one file, the next one is seen too
                log.error("content_watch_failed", error=type(error).__name__)
