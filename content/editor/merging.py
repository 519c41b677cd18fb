"""Carries what was edited over into the file as it was written: comments, order and quotes stay as they were."""

import io
from collections.abc import Callable
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import LiteralScalarString, ScalarString

INDENTS = ({"mapping": 2, "sequence": 4, "offset": 2}, {"mapping": 2, "sequence": 2, "offset": 0})
NO_WRAPPING = 1_000_000
EMPTY: tuple[Any, ...] = (None, "", [], {})
Change = tuple[int, int, list[str]]  # from which line, up to which, what comes there


class CannotKeepError(Exception):
    """The file can't be written again without changing what it says: better not touched by a program."""


class Keeper:
    """Reads a file and writes it with changes; every line that says the same keeps its very characters."""

    def __init__(self, text: str) -> None:
        """
        Read it.

        Raises:
            CannotKeepError: If it can't be read.
        """
        self._text = text
        tries: list[tuple[int, int, YAML, int, Any, str]] = []
        for indent in INDENTS:
            for shift in (0, 2):
                self._yaml, self._shift = _yaml(indent), shift
                try:
                    self.data: Any = self._yaml.load(text)
                except YAMLError as error:
                    raise CannotKeepError from error
                self._plain = self._dumped()
                tries.append((_distance(text, self._plain), len(tries), self._yaml, shift, self.data, self._plain))
        _, _, self._yaml, self._shift, self.data, self._plain = min(tries, key=lambda one: one[:2])

    def written(self) -> str:
        """
        Return the text of the file.

        Raises:
            CannotKeepError: If it would say something else than the data.
        """
        edited = self._dumped()
        text = three_way(self._plain, self._text, edited)
        if self._yaml.load(text) != self._yaml.load(edited):
            raise CannotKeepError
        return text

    def _dumped(self) -> str:
        out = io.StringIO()
        self._yaml.dump(self.data, out, transform=self._shifted)
        return out.getvalue()

    def _shifted(self, text: str) -> str:
        """Undo the indent that the writer gives to a list that is the whole file."""
        spaces = " " * self._shift
        return "".join(line.removeprefix(spaces) for line in text.splitlines(keepends=True))


def three_way(plain: str, written: str, edited: str) -> str:
    """
    Return `edited` in the spelling of `written`.

    Args:
        plain: What `written` looks like when the program writes it unchanged: what differs is only spelling.
    """
    lines = plain.splitlines(keepends=True)
    edits = _changes(lines, edited.splitlines(keepends=True))
    spelling = [
        change
        for change in _changes(lines, written.splitlines(keepends=True))
        if not any(_meet(change, edit) for edit in edits)
    ]
    for at, to, new in sorted([*edits, *spelling], key=lambda change: change[:2], reverse=True):
        lines[at:to] = new
    return "".join(lines)


def _meet(one: Change, other: Change) -> bool:
    return (one[0] < other[1] and other[0] < one[1]) or one[:2] == other[:2]


def _changes(old: list[str], new: list[str]) -> list[Change]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(at, to, new[begin:end]) for what, at, to, begin, end in matcher.get_opcodes() if what != "equal"]


def _distance(one: str, other: str) -> int:
    """Count the lines that differ."""
    if one == other:
        return 0
    changes = _changes(one.splitlines(keepends=True), other.splitlines(keepends=True))
    return sum(to - at + len(new) for at, to, new in changes)


def _yaml(indent: dict[str, int]) -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = NO_WRAPPING
    yaml.indent(**indent)
    yaml.representer.add_representer(type(None), lambda represented, _none: represented.represent_scalar(NULL, "null"))
    return yaml


NULL = "tag:yaml.org,2002:null"


def carry_over(old: Any, new: Any) -> Any:  # noqa: ANN401 - any YAML value
    """Return `old` with what is different in `new`; what is the same stays the very same node."""
    if same(old, new):
        return old
    if isinstance(old, CommentedMap) and isinstance(new, dict):
        return _mapping(old, new)
    if isinstance(old, CommentedSeq) and isinstance(new, list):
        return _sequence(old, new)
    return _scalar(old, new)


def same(old: Any, new: Any) -> bool:  # noqa: ANN401
    """Tell whether both say the same; a form knows no difference between nothing and an empty text."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(same(old.get(key), new.get(key)) for key in {*old, *new})
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(same, old, new))
    if old in EMPTY or new in EMPTY:
        return old in EMPTY and new in EMPTY
    if isinstance(old, bool | int | float) and isinstance(new, bool | int | float):
        return bool(old == new)
    return str(old).strip() == str(new).strip()


def _mapping(old: CommentedMap, new: dict[str, Any]) -> CommentedMap:
    for key in [key for key in old if new.get(key) in EMPTY and old[key] not in EMPTY]:
        del old[key]
    for key, value in new.items():
        if key in old:
            old[key] = carry_over(old[key], value)
        elif value not in EMPTY:
            old[key] = _fresh(value)
    return old


def _sequence(old: CommentedSeq, new: list[Any]) -> CommentedSeq:
    matcher = SequenceMatcher(None, [_key(one) for one in old], [_key(one) for one in new], autojunk=False)
    for what, at, to, begin, end in reversed(matcher.get_opcodes()):
        paired = min(to - at, end - begin) if what == "replace" else 0
        for index in reversed(range(at + paired, to)) if what in ("delete", "replace") else ():
            del old[index]
        for offset, value in enumerate(new[begin + paired : end] if what in ("insert", "replace") else ()):
            old.insert(at + paired + offset, _fresh(value))
        for offset in range(paired):
            old[at + offset] = carry_over(old[at + offset], new[begin + offset])
    return old


def _key(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, dict):
        return repr(sorted((str(key), _key(one)) for key, one in value.items() if one not in EMPTY))
    return repr([_key(one) for one in value]) if isinstance(value, list) else str(value).strip()


def _scalar(old: Any, new: Any) -> Any:  # noqa: ANN401
    if isinstance(old, date):
        return _as(date.fromisoformat, new)
    if isinstance(old, int | float) and not isinstance(old, bool):
        return _as(int if isinstance(old, int) else float, new)
    if isinstance(old, LiteralScalarString):
        return _block(str(new))
    if isinstance(old, ScalarString) and "\n" not in str(new).strip():
        return type(old)(str(new).strip())
    return _fresh(new)


def _as(kind: Callable[[str], Any], new: Any) -> Any:  # noqa: ANN401
    """Return a text as what was there before, or as it is, so that `content check` can say what is wrong with it."""
    try:
        return kind(new) if isinstance(new, str) else new
    except ValueError:
        return new


def _fresh(value: Any) -> Any:  # noqa: ANN401
    """Return a new value in the style of the other files."""
    if isinstance(value, dict):
        return CommentedMap({key: _fresh(one) for key, one in value.items() if one not in EMPTY})
    if isinstance(value, list):
        return CommentedSeq(_fresh(one) for one in value)
    if isinstance(value, str):
        return _block(value) if "\n" in value.strip() else value.strip()
    return value


def _block(value: str) -> Any:  # noqa: ANN401 - ruamel.yaml leaves its type open
    lines = [line.rstrip() for line in value.strip().replace("\r\n", "\n").split("\n")]
    return LiteralScalarString("\n".join(lines) + "\n")
