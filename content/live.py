"""The content of a running bot: exchanged whole when a file was saved, and never for something broken."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, Protocol

from content.catalogue import CONTENT, Catalogue, load_catalogue
from content.check import check_content
from content.controls import Controls
from content.crisis import CrisisLexicon
from content.source import ContentError, Fout
from content.watching import stamp_of
from privacy.log import get_logger

log = get_logger()
Renewal = Literal["vernieuwd", "fout", "herstart", "later"]


class Finder(Protocol):
    """Finds something in what was typed: danger, or a control word."""

    def find(self, tekst: str) -> str | None:
        """Return its name, or None."""


@dataclass(frozen=True)
class Inhoud:
    """One reading of the content, never exchanged but as a whole."""

    catalogue: Catalogue
    lexicon: CrisisLexicon
    controls: Controls

    @classmethod
    def read(cls, root: Path = CONTENT) -> "Inhoud":
        """
        Read everything that works without training.

        Raises:
            ContentError: If a file can't be used.
        """
        lexicon = CrisisLexicon.load(root / "crisis" / "woorden.yml")
        return cls(load_catalogue(root), lexicon, Controls.load(root))


class LiveContent:
    """Holds the content of this moment. Who keeps its `catalogue`, `lexicon` or `controls` always sees the last one."""

    def __init__(self, root: Path = CONTENT) -> None:
        """
        Read the content for the first time.

        Raises:
            ContentError: If it can't be used.
        """
        self._root = root
        self._last = Inhoud.read(root)
        self._pinned: ContextVar[Inhoud | None] = ContextVar("inhoud", default=None)
        self._turns: dict[str, Inhoud] = {}
        self.fouten: list[Fout] = []
        self.catalogue: Catalogue = LiveCatalogue(lambda: self.now.catalogue)
        self.lexicon: Finder = _LiveFinder(lambda: self.now.lexicon)
        self.controls: Finder = _LiveFinder(lambda: self.now.controls)

    @property
    def now(self) -> Inhoud:
        """Return what the turn that is going on began with, or else the last that was good."""
        return self._pinned.get() or self._last

    @contextmanager
    def turn(self, talk: str) -> Iterator[None]:
        """Let one turn of a talk see one and the same content, also where Rasa calls back in the middle of it."""
        begun = self._turns.get(talk)
        token = self._pinned.set(begun or self._last)
        if begun is None:
            self._turns[talk] = self.now
        try:
            yield
        finally:
            self._pinned.reset(token)
            if begun is None:
                del self._turns[talk]

    def renew(self) -> Renewal:
        """Read again. What has a mistake, or needs a restart, changes nothing; `fouten` tells what is wrong."""
        started, stamp = time.monotonic(), stamp_of(self._root)
        self.fouten = [fout for fout in check_content(self._root) if not fout.verlopen]
        try:
            new = Inhoud.read(self._root)
        except ContentError as error:
            self.fouten = sorted({*self.fouten, *error.fouten})
        if self.fouten:
            log.warning("content_not_renewed", count=len(self.fouten))
            return "fout"
        if stamp != stamp_of(self._root):
            return "later"  # somebody saves at this very moment: the watcher comes back
        if _needs_restart(self._last.catalogue, new.catalogue):
            log.warning("content_needs_restart")
            return "herstart"
        self._last = new
        log.info("content_renewed", seconds=round(time.monotonic() - started, 2))
        return "vernieuwd"


def _needs_restart(old: Catalogue, new: Catalogue) -> bool:
    """Tell whether more than words changed: the accounts of the console know the teams that were there at the start."""
    gone = old.teksten.keys() - new.teksten.keys()
    return bool(gone) or _teams(old) != _teams(new)


def _teams(catalogue: Catalogue) -> set[tuple[str, str]]:
    return {(name, team.id) for name, gemeente in catalogue.gemeenten.items() for team in gemeente.teams}


class LiveCatalogue(Catalogue):
    """A catalogue that is another one after each renewal; every call is answered by one of them alone."""

    def __init__(self, now: Callable[[], Catalogue]) -> None:
        object.__setattr__(self, "_now", now)

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - whatever a catalogue has
        if name in READ:
            return getattr(object.__getattribute__(self, "_now")(), name)
        return object.__getattribute__(self, name)


READ = frozenset(field.name for field in fields(Catalogue)) | {
    name for name in vars(Catalogue) if not name.startswith("_")
}


class _LiveFinder:
    def __init__(self, now: Callable[[], Finder]) -> None:
        self._now = now

    def find(self, tekst: str) -> str | None:
        return self._now().find(tekst)
