"""YAML that knows its own lines, so that an editor hears where a mistake stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml

from content.file_text import UnreadableError, read_text
from content.yaml_loader import Loc, parse_yaml
from content.yaml_mistakes import explain

__all__ = ["ContentError", "Document", "Fout", "Loc", "read_document"]

T = TypeVar("T")


@dataclass(frozen=True, order=True)
class Fout:
    """
    One mistake in a content file, told in Dutch with file and line (line 0: the file as a whole).

    Attributes:
        verlopen: Only outdated: the bot starts and leaves it out.
    """

    bestand: str
    regel: int
    melding: str
    verlopen: bool = False

    def __str__(self) -> str:
        plek = f"{self.bestand}, regel {self.regel}" if self.regel else self.bestand
        return f"{plek}: {self.melding}"


class ContentError(Exception):
    """Content that can't be used. `fouten` lists every mistake found, not only the first."""

    def __init__(self, fouten: list[Fout]) -> None:
        self.fouten = sorted(fouten)
        super().__init__("\n".join(str(fout) for fout in self.fouten))


@dataclass(frozen=True)
class Document:
    """A parsed file: its data, and the line on which each part of it begins. `Parsed` explains the other two."""

    name: str
    data: Any
    lines: dict[Loc, int]
    begins: dict[Loc, int] = field(default_factory=dict)
    written: dict[Loc, str] = field(default_factory=dict)

    def line(self, loc: Loc) -> int:
        """Return the line (from 1) of a place in the data, or of the nearest part around it."""
        while loc and loc not in self.lines:
            written = (*loc[:-1], str(loc[-1]))  # the key `1:` is a number to YAML
            loc = written if written in self.lines else loc[:-1]
        return self.lines.get(loc, 1)

    def line_of(self, loc: Loc, words: str) -> int:
        """Return the line on which some words stand in the text at a place."""
        text = self.at(loc)
        found = text.find(words) if isinstance(text, str) and loc in self.begins else -1
        return self.begins[loc] + text.count("\n", 0, found) if found >= 0 else self.line(loc)

    def at(self, loc: Loc) -> Any:  # noqa: ANN401 - any YAML value
        """Return the data at a place that exists."""
        data = self.data
        for step in loc:
            data = data[step]
        return data

    def row(self, loc: Loc, row_id: str) -> Loc:
        """Return the place of the row with an id in a list; of the list itself when there is none."""
        rows = enumerate(self.at(loc))
        return next(((*loc, index) for index, row in rows if isinstance(row, dict) and row.get("id") == row_id), loc)

    def part(self, loc: Loc) -> "Document":
        """Return one part of this file as a document of its own, with its own lines."""
        lines, begins, written = _inside(self.lines, loc), _inside(self.begins, loc), _inside(self.written, loc)
        return Document(self.name, self.at(loc), lines, begins, written)

    def fout(self, loc: Loc, melding: str, *, words: str = "", verlopen: bool = False) -> Fout:
        """
        Return a mistake at a place in this file.

        Args:
            words: What is wrong in the text that stands there, to find its line.
        """
        line = self.line_of(loc, words) if words else self.line(loc)
        return Fout(self.name, line, melding, verlopen)


def _inside(places: Mapping[Loc, T], loc: Loc) -> dict[Loc, T]:
    return {found[len(loc) :]: value for found, value in places.items() if found[: len(loc)] == loc}


def read_document(path: Path, root: Path) -> Document:
    """
    Read one YAML file.

    Raises:
        ContentError: If it isn't UTF-8 or isn't YAML, with the line and an example of what is right.
    """
    name = str(path.relative_to(root.parent)) if path.is_relative_to(root.parent) else str(path)
    try:
        text = read_text(path)
        parsed = parse_yaml(text)
    except UnreadableError as error:
        raise ContentError([Fout(name, error.line, error.melding)]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ContentError([Fout(name, *explain(error, text))]) from error
    return Document(name, parsed.data, parsed.lines, parsed.begins, parsed.written)
