"""Reads YAML in one go: the data, the line on which each part begins, and how it was written."""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from content.file_text import UnreadableError, line_at, written

Loc = tuple[str | int, ...]

# What may be a sign of YAML at the start of a value; the scanner then tells whether it is.
_SIGN = re.compile(r"(?:^ *|[:?-] +|[\[{,] *)[&*!]", re.MULTILINE)
_TOO_DEEP = re.compile(r"(?:[\[{]\s*|[?-]\s+){50}")  # deeper than a computer reads
_SIGN_TOKENS = (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken)
_GLUED = re.compile(r"^\s*(?:(?P<dash>-)[^\s-]|[a-z_]+(?P<colon>:)[^\s/])")
_CURLY = re.compile(r"^[“”„‘’].*[“”‘’]$", re.DOTALL)


class MistakeError(yaml.MarkedYAMLError):
    """A mistake that is told in Dutch already."""


@dataclass
class Parsed:
    """
    What a text says, and where.

    Attributes:
        lines: On which line each part begins.
        begins: For a text after a |, on which line its first word stands.
        written: The values as they were typed: `no` where the data says False.
    """

    data: Any = None
    lines: dict[Loc, int] = field(default_factory=dict)
    begins: dict[Loc, int] = field(default_factory=dict)
    written: dict[Loc, str] = field(default_factory=dict)


class _Loader(yaml.CSafeLoader):
    """A safe loader that refuses a key that is written twice: YAML itself would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: dict[str, int] = {}
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                told = "voor een dubbele punt hoort een woord, zoals: titel: Huur niet betaald"
                raise MistakeError(problem=told, problem_mark=key.start_mark)
            if key.value in seen:
                told = f"'{key.value}' staat er twee keer, ook op regel {seen[key.value]}; haal er een weg"
                raise MistakeError(problem=told, problem_mark=key.start_mark)
            seen[key.value] = key.start_mark.line + 1
        return super().construct_mapping(node, deep)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: ANN401 - any YAML value
        """Name the place of a value that looks like a date or a number and isn't one."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            date = node.tag.endswith(":timestamp")
            what = (
                "is geen bestaande datum. Zoals: 2026-01-31" if date else "past hier niet; zet er aanhalingstekens om"
            )
            raise MistakeError(problem=f"'{node.value}' {what}", problem_mark=node.start_mark) from error


def parse_yaml(text: str) -> Parsed:
    """
    Read a text.

    Raises:
        UnreadableError: If it can be read, but says something else than its writer thinks.
        yaml.YAMLError: If it can't be read.
        RecursionError: If it is nested without end.
    """
    if deep := _TOO_DEEP.search(text):
        line = line_at(text, deep.start())
        raise UnreadableError(line, "hier staan te veel haken of streepjes achter elkaar. Zoals: vervolg: [schaamte]")
    _refuse_signs(text)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return Parsed()
        parsed = Parsed()
        _walk(node, (), text, parsed)
        parsed.data = loader.construct_document(node)
        return parsed
    finally:
        loader.dispose()


def _walk(node: yaml.Node, loc: Loc, text: str, parsed: Parsed) -> None:
    parsed.lines.setdefault(loc, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        _note(node, loc, text, parsed)
    elif isinstance(node, yaml.CollectionNode) and node.flow_style:
        parsed.written[loc] = text[node.start_mark.index : node.end_mark.index]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            parsed.lines[(*loc, name)] = key.start_mark.line + 1
            _walk(value, (*loc, name), text, parsed)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(item, (*loc, index), text, parsed)


def _note(scalar: yaml.ScalarNode, loc: Loc, text: str, parsed: Parsed) -> None:
    parsed.written[loc] = scalar.value
    if scalar.style == "|":
        parsed.begins[loc] = scalar.start_mark.line + 2
    elif not scalar.style:  # neither quoted nor after >
        _refuse_glued(scalar, text)


def _refuse_signs(text: str) -> None:
    """Refuse what YAML takes for a reference or a kind: an editor means the sign itself, and it would be gone."""
    if not _SIGN.search(text):
        return
    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, _SIGN_TOKENS):
                sign = text[token.start_mark.index]
                line = token.start_mark.line + 1
                told = f"een tekst mag niet met '{sign}' beginnen; zet er aanhalingstekens om. "
                raise UnreadableError(line, told + written(text.split("\n")[line - 1]))
    except (yaml.YAMLError, RecursionError):
        return  # told with the rest


def _refuse_glued(scalar: yaml.ScalarNode, text: str) -> None:
    """Refuse what was read as one running text, and was meant as a line of its own or as a quoted text."""
    first = scalar.start_mark.line + 1
    if _CURLY.match(scalar.value):
        told = "zet gewone aanhalingstekens om een tekst, geen kromme"
        raise UnreadableError(first, f'{told}. {written(scalar.value)} Zoals: titel: "Huur"')
    if scalar.start_mark.line == scalar.end_mark.line:
        return
    rows = text[scalar.start_mark.index : scalar.end_mark.index].split("\n")
    for number, row in enumerate(rows[1:], start=first + 1):
        if found := _GLUED.match(row):
            after = "het streepje" if found["dash"] else "de dubbele punt"
            example = "- schaamte" if found["dash"] else "titel: Huur"
            raise UnreadableError(number, f"na {after} hoort een spatie. {written(row)} Zoals: {example}")
