"""What the preview shows now: the last content without mistakes, and the mistakes of what was saved since."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from bot.app import Bot
from bot.preview.readability import Readability
from bot.preview.understanding import Rasa
from content.source import ContentError, Fout


@dataclass
class State:
    """
    Shared by all pages.

    Attributes:
        version: Another one after each save, so that pages know that they are old.
        restart: What was saved is right, but is only seen after a new start.
    """

    bot: Bot
    rasa: Rasa
    readability: Readability
    root: Path
    restart: bool = False
    saves: int = 0
    began: int = field(default_factory=lambda: int(time.time()))

    @property
    def version(self) -> str:
        """Return what is different after each save, each start, and once sentences are understood."""
        return f"{self.began}-{self.saves}-{self.rasa.state}"

    @property
    def fouten(self) -> list[Fout]:
        """Return the mistakes in the files as they are now."""
        return self.bot.content.fouten

    def saved(self) -> None:
        """Take in what an editor saved."""
        renewal = self.bot.content.renew()
        if renewal == "later":
            return
        self.restart = renewal == "herstart"
        try:
            self.readability.renew()
        except ContentError as error:
            self.bot.content.fouten = sorted({*self.fouten, *error.fouten})
        self.saves += 1
