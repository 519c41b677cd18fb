"""The words that work in every state (`content/besturing.yml`), matched as a whole message only."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from content.source import ContentError, read_document

POLITE = re.compile(r"\b(aub|alstublieft|alsjeblieft|svp|graag|even)\b")


def plain(tekst: str) -> str:
    """Return a text in lower case, without accents, punctuation (but a lone '?') and double spaces."""
    folded = unicodedata.normalize("NFKD", tekst.casefold())
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    if letters.strip() == "?":
        return "?"
    return " ".join(POLITE.sub(" ", re.sub(r"[^\w\s]", " ", letters)).split())


class Controls:
    """Finds the control word in a message, if the message is nothing else."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    @classmethod
    def load(cls, root: Path) -> "Controls":
        """
        Read the control words.

        Raises:
            ContentError: If a word stands under two commands, or the file isn't lists of words.
        """
        document = read_document(root / "besturing.yml", root)
        if not isinstance(document.data, dict):
            raise ContentError([document.fout((), "dit bestand moet regels hebben als 'stop: [stop, stoppen]'")])
        words: dict[str, str] = {}
        for command, spellings in document.data.items():
            if not isinstance(spellings, list):
                raise ContentError(
                    [document.fout((command,), f"'{command}' moet een lijst zijn, zoals: [stop, klaar]")]
                )
            for spelling in spellings:
                key = plain(str(spelling))
                if words.setdefault(key, command) != command:
                    raise ContentError([document.fout((command,), f"'{spelling}' staat ook bij '{words[key]}'")])
        return cls(words)

    def find(self, tekst: str) -> str | None:
        """Return the command (`stop`, `terug`, …) that the whole message is, or None."""
        return self._words.get(plain(tekst))
