"""YAML that knows its own lines, so that an editor hears where a mistake stands."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Loc = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Fout:
    """One mistake in a content file, told in Dutch with file and line (line 0: the file as a whole)."""

    bestand: str
    regel: int
    melding: str

    def __str__(self) -> str:
        plek = f"{self.bestand}, regel {self.regel}" if self.regel else self.bestand
        return f"{plek}: {self.melding}"


class ContentError(Exception):
    """Content that can't be used. `fouten` lists every mistake found, not only the first."""

    def __init__(self, fouten: list[Fout]) -> None:
        self.fouten = sorted(fouten)
        super().__init__("\n".join(str(fout) for fout in self.fouten))


class _UniqueKeyLoader(yaml.CSafeLoader):
    """A safe loader that refuses a key that is written twice: YAML itself would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                problem = f"'{key.value}' staat er twee keer"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


@dataclass(frozen=True)
class Document:
    """A parsed file: its data, and the line on which each part of it begins."""

    name: str
    data: Any
    lines: dict[Loc, int]

    def line(self, loc: Loc) -> int:
        """Return the line (from 1) of a place in the data, or of the nearest part around it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)

    def fout(self, loc: Loc, melding: str) -> Fout:
        """Return a mistake at a place in this file."""
        return Fout(self.name, self.line(loc), melding)


def _lines_of(node: yaml.Node | None, loc: Loc, lines: dict[Loc, int]) -> None:
    if node is None:
        return
    lines.setdefault(loc, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            lines[(*loc, key.value)] = key.start_mark.line + 1
            _lines_of(value, (*loc, key.value), lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _lines_of(item, (*loc, index), lines)


def read_document(path: Path, root: Path) -> Document:
    """
    Read one YAML file.

    Raises:
        ContentError: If it isn't UTF-8 or isn't YAML, with the line and an example of what is right.
    """
    name = str(path.relative_to(root.parent)) if path.is_relative_to(root.parent) else str(path)
    try:
        text = path.read_text(encoding="utf-8")
        data = yaml.load(text, Loader=_UniqueKeyLoader)  # noqa: S506 - derived from the safe loader
        lines: dict[Loc, int] = {}
        _lines_of(yaml.compose(text, Loader=yaml.CSafeLoader), (), lines)
    except UnicodeDecodeError as error:
        raise ContentError(
            [Fout(name, 0, "dit bestand is geen tekst in UTF-8; bewaar het opnieuw als UTF-8")]
        ) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ContentError([Fout(name, mark.line + 1 if mark else 0, _explain(error))]) from error
    except (yaml.YAMLError, ValueError) as error:
        raise ContentError([Fout(name, 0, f"dit bestand is niet te lezen: {error}")]) from error
    return Document(name, data, lines)


def _explain(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "twee keer" in problem:
        return f"{problem}; haal er een weg"
    if "mapping values are not allowed" in problem:
        return 'een dubbele punt in de tekst? Zet de tekst tussen aanhalingstekens, zoals: titel: "Let op: huur"'
    if "\\t" in problem or "tab" in problem:
        return "hier staat een tab; gebruik spaties om in te springen"
    if "could not find expected ':'" in problem:
        return "hier ontbreekt een dubbele punt, zoals in: titel: Huur niet betaald"
    return f'dit is geen geldige YAML ({problem}); kijk naar inspringen en aanhalingstekens, zoals in: titel: "Huur"'
