"""YAML that knows its own lines, so that an editor hears where a mistake stands."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Loc = tuple[str | int, ...]


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


class _MistakeError(yaml.MarkedYAMLError):
    """A mistake that is told in Dutch already."""


class _UniqueKeyLoader(yaml.CSafeLoader):
    """A safe loader that refuses a key that is written twice: YAML itself would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _MistakeError(problem="voor een dubbele punt hoort een woord", problem_mark=key.start_mark)
            if key.value in seen:
                problem = f"'{key.value}' staat er twee keer; haal er een weg"
                raise _MistakeError(problem=problem, problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: ANN401 - any YAML value
        """Name the place of a value that looks like a date or a number and isn't one."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            date = node.tag.endswith(":timestamp")
            what = "is geen bestaande datum. Zoals: 2026-01-31" if date else "past hier niet; zet aanhalingstekens"
            raise _MistakeError(problem=f"'{node.value}' {what}", problem_mark=node.start_mark) from error


@dataclass(frozen=True)
class Document:
    """A parsed file: its data, and the line on which each part of it begins."""

    name: str
    data: Any
    lines: dict[Loc, int]

    def line(self, loc: Loc) -> int:
        """Return the line (from 1) of a place in the data, or of the nearest part around it."""
        while loc and loc not in self.lines:
            written = (*loc[:-1], str(loc[-1]))  # the key `1:` is a number to YAML
            loc = written if written in self.lines else loc[:-1]
        return self.lines.get(loc, 1)

    def part(self, loc: Loc) -> "Document":
        """Return one part of this file as a document of its own, with its own lines."""
        data = self.data
        for step in loc:
            data = data[step]
        inside = {found[len(loc) :]: line for found, line in self.lines.items() if found[: len(loc)] == loc}
        return Document(self.name, data, inside)

    def fout(self, loc: Loc, melding: str) -> Fout:
        """Return a mistake at a place in this file."""
        return Fout(self.name, self.line(loc), melding)


def _lines_of(node: yaml.Node | None, loc: Loc, lines: dict[Loc, int], around: tuple[yaml.Node, ...] = ()) -> None:
    if node is None or node in around:  # an anchor may stand inside itself
        return
    around = (*around, node)
    lines.setdefault(loc, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            lines[(*loc, key.value)] = key.start_mark.line + 1
            _lines_of(value, (*loc, key.value), lines, around)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _lines_of(item, (*loc, index), lines, around)


def read_document(path: Path, root: Path) -> Document:
    """
    Read one YAML file.

    Raises:
        ContentError: If it isn't UTF-8 or isn't YAML, with the line and an example of what is right.
    """
    name = str(path.relative_to(root.parent)) if path.is_relative_to(root.parent) else str(path)
    text = _text_of(path, name)
    try:
        data = yaml.load(text, Loader=_UniqueKeyLoader)  # noqa: S506 - derived from the safe loader
        lines: dict[Loc, int] = {}
        _lines_of(yaml.compose(text, Loader=yaml.CSafeLoader), (), lines)
    except (yaml.YAMLError, RecursionError) as error:
        raise ContentError([_fout_of(error, name, text)]) from error
    return Document(name, data, lines)


def _text_of(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        melding = "dit bestand is geen tekst in UTF-8; bewaar het opnieuw als UTF-8"
        raise ContentError([Fout(name, 0, melding)]) from error
    except OSError as error:
        raise ContentError([Fout(name, 0, "dit bestand ontbreekt of is niet te openen")]) from error


def _fout_of(error: yaml.YAMLError | RecursionError, name: str, text: str) -> Fout:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return Fout(name, mark.line + 1 if mark else 0, _explain(error, text))
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return Fout(name, line, "hier staat een teken dat niet in een tekst hoort; haal het weg")
    return Fout(name, 0, "dit bestand is niet te lezen; kijk naar inspringen en haken")


def _explain(error: yaml.MarkedYAMLError, text: str) -> str:
    problem = error.problem or ""
    if isinstance(error, _MistakeError):
        return problem
    if "mapping values are not allowed" in problem:
        return 'een dubbele punt in de tekst? Zet de tekst tussen aanhalingstekens, zoals: titel: "Let op: huur"'
    if "cannot start any token" in problem or "tab" in problem:
        return _explain_character(error, text)
    if "could not find expected ':'" in problem:
        return "hier ontbreekt een dubbele punt, zoals in: titel: Huur niet betaald"
    return f'dit is geen geldige YAML ({problem}); kijk naar inspringen en aanhalingstekens, zoals in: titel: "Huur"'


def _explain_character(error: yaml.MarkedYAMLError, text: str) -> str:
    mark = error.problem_mark
    found = text[mark.index : mark.index + 1] if mark else ""
    if found in ("@", "`", "%"):
        return f"een tekst mag niet met '{found}' beginnen; zet aanhalingstekens, zoals: titel: \"{found} en meer\""
    return "hier staat een tab; gebruik spaties om in te springen"
