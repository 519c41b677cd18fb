"""Tells in Dutch what is wrong where YAML stops reading: the line, what was written, and what is right."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from content.file_text import written
from content.yaml_loader import MistakeError

_KEY = re.compile(r"^\s*(?:- +)*[\w-]+$")
_NO_SPACE_AFTER_COLON = re.compile(r"^\s*(?:- +)*[a-z_]+:[^\s/:]")
_NO_SPACE_AFTER_DASH = re.compile(r"^\s*-[^\s-]")
_TEXT_BEGINS = re.compile(r"[:-]\s+[|>][-+\d]*\s*$")
QUOTED = 'titel: "Let op: huur"'


@dataclass(frozen=True)
class Problem:
    """Where reading stopped (`line` and `column`, from 0), where that what it was reading began, and why."""

    why: str
    lines: list[str]
    line: int
    column: int
    began: int

    @property
    def row(self) -> str:
        """Return the line where reading stopped."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def before(self) -> str:
        """Return what stands before the place where reading stopped."""
        return self.row[: self.column].rstrip()

    def at(self, line: int, melding: str, example: str) -> tuple[int, str]:
        """Return a message about a line, with what was written there and an example."""
        shown = written(self.lines[line]) if line < len(self.lines) else "Het bestand is daar al uit."
        return line + 1, f"{melding}. {shown} Zoals: {example}"


Told = tuple[int, str] | None


def explain(error: yaml.YAMLError | RecursionError, text: str) -> tuple[int, str]:
    """Return the line and the message for what the YAML reader couldn't read."""
    if not isinstance(error, yaml.MarkedYAMLError) or not (error.problem_mark or error.context_mark):
        return 0, "dit bestand is niet te lezen. Kijk naar het inspringen en de haken. Zoals: titel: Huur"
    mark = error.problem_mark or error.context_mark
    assert mark is not None  # noqa: S101 - tested above, for mypy
    if isinstance(error, MistakeError):
        return mark.line + 1, error.problem or ""
    began = error.context_mark.line if error.context_mark else mark.line
    problem = Problem(error.problem or "", text.split("\n"), mark.line, mark.column, began)
    told = next((told for rule in RULES if (told := rule(problem))), None)
    return told or problem.at(
        problem.line if problem.row.strip() else _previous(problem),
        "deze regel past niet in het bestand. Kijk naar de spaties aan het begin, de haken en de aanhalingstekens",
        'titel: "Huur"',
    )


def _tab(problem: Problem) -> Told:
    if "tab" in problem.why.split() or (problem.column < len(problem.row) and problem.row[problem.column] == "\t"):
        return problem.at(problem.line, "hier staat een tab; gebruik spaties om in te springen", "twee spaties")
    return None


def _open_quote(problem: Problem) -> Told:
    """Find a quote that is never closed, or only by a quote that was meant for something else."""
    told = "een aanhalingsteken dat hier begint, sluit nergens"
    example = 'titel: "Huur niet betaald", of bij een weglatingsteken: "foto\'s"'
    if "end of stream" in problem.why or "unexpected document indicator" in problem.why:
        return problem.at(problem.began, told, example)
    if problem.before[-1:] not in ("'", '"'):
        return None
    start = _start_of_quoted(problem)
    if start != problem.line:
        return problem.at(start, told, example)
    return problem.at(problem.line, "na het laatste aanhalingsteken staat nog tekst", example)


def _start_of_quoted(problem: Problem) -> int:
    """Return the line on which the quoted text began that ends on the line where reading stopped."""
    start = problem.line
    try:
        for token in yaml.scan("\n".join(problem.lines), Loader=yaml.SafeLoader):
            quoted = isinstance(token, yaml.ScalarToken) and token.style in ("'", '"')
            if quoted and token.end_mark.line == problem.line:
                start = min(start, token.start_mark.line)
    except yaml.YAMLError:
        return start
    return start


def _flow(problem: Problem) -> Told:
    """Look between [ ] and { }."""
    if "expected ',' or" not in problem.why:
        return None
    if problem.line != problem.began and _indent(problem.row) <= _indent(problem.lines[problem.began]):
        return problem.at(problem.began, "een haak die hier begint, sluit nergens", "vervolg: [schaamte, privacy]")
    told = "zet een tekst tussen haken tussen aanhalingstekens"
    return problem.at(problem.line, told, '{titel: "Wet: artikel 3", adres: "https://wetten.overheid.nl"}')


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _after_bracket(problem: Problem) -> Told:
    if "expected key" in problem.why and problem.before[-1:] in ("]", "}"):
        told = "een tekst die met een haak begint, hoort tussen aanhalingstekens"
        return problem.at(problem.line, told, 'kort: "{gemeente} helpt u."')
    return None


def _glued(problem: Problem) -> Told:
    """Find a missing space after a dash or a colon, on the line itself or on the one before."""
    for line in dict.fromkeys((problem.began, problem.line, _previous(problem))):
        row = problem.lines[line] if 0 <= line < len(problem.lines) else ""
        if _NO_SPACE_AFTER_DASH.match(row):
            return problem.at(line, "na het streepje hoort een spatie", "- schaamte")
        if _NO_SPACE_AFTER_COLON.match(row):
            return problem.at(line, "na de dubbele punt hoort een spatie", "titel: Huur")
    return None


def _previous(problem: Problem) -> int:
    """Return the last line above it that isn't empty."""
    above = (line for line in range(min(problem.line, len(problem.lines)) - 1, -1, -1) if problem.lines[line].strip())
    return next(above, 0)


def _no_colon(problem: Problem) -> Told:
    if "expected ':'" not in problem.why:
        return None
    line = problem.began
    above = next((row for row in reversed(problem.lines[:line]) if row.strip()), "")
    if _TEXT_BEGINS.search(above):
        told = "deze regel hoort bij de tekst erboven. Begin hem met twee spaties"
        return problem.at(line, told, "kort: | en daaronder, met twee spaties ervoor, de tekst")
    if problem.lines[line].lstrip().startswith(("{", "[")):
        told = "deze regel hoort in een lijst. Begin hem met een streepje en een spatie"
        return problem.at(line, told, '- {titel: "Rijksoverheid", jaar: 2026}')
    told = "hier ontbreekt een dubbele punt. Hoort de regel bij de tekst erboven? Begin hem dan met twee spaties"
    return problem.at(line, told, "titel: Huur niet betaald")


def _colon(problem: Problem) -> Told:
    if "mapping values" not in problem.why:
        return None
    if _KEY.match(problem.before):
        told = "deze regel staat te ver naar rechts. Zet hem recht onder de regel erboven"
        return problem.at(problem.line, told, "titel: Huur, recht onder id: huur")
    told = "er staat een dubbele punt in de tekst. Zet de tekst tussen aanhalingstekens"
    return problem.at(problem.line, told, QUOTED)


_STARTS = (
    "cannot start any token",
    "sequence entries",
    "mapping keys",
    "expected node content",
    "expected comment or line break",
    "alphabetic or numeric",
    "constructor for the tag",
    "undefined alias",
)


def _first_sign(problem: Problem) -> Told:
    """Find a text that begins with a sign that means something to YAML."""
    if not any(words in problem.why for words in _STARTS):
        return None
    value = re.search(r"(?:^|[:\[{,-])\s+([^\w\s\"'])", problem.row) or re.search(r"([^\w\s])", problem.row)
    sign = value.group(1) if value else problem.row[problem.column : problem.column + 1]
    if not sign.strip():
        return None
    told = f"een tekst mag niet met '{sign}' beginnen. Zet er aanhalingstekens om"
    return problem.at(problem.line, told, f'titel: "{sign} en meer"')


def _document(problem: Problem) -> Told:
    if "document" not in problem.why:
        return None
    return problem.at(problem.line, "een bestand is één geheel. Haal deze regel weg", "alleen regels als titel: Huur")


def _backslash(problem: Problem) -> Told:
    if "escape" in problem.why or "hexdecimal" in problem.why:
        told = "een \\ kan niet tussen dubbele aanhalingstekens. Gebruik enkele"
        return problem.at(problem.line, told, "titel: 'Huur'")
    return None


def _out_of_line(problem: Problem) -> Told:
    if "expected '-'" not in problem.why and "expected key" not in problem.why:
        return None
    if "expected '-'" in problem.why and not problem.row.startswith(" "):
        told = "dit deel is een lijst. Begin elke regel met een streepje en een spatie, of spring in"
        return problem.at(problem.line, told, "- id: geldfit")
    told = "deze regel staat niet recht onder de regels erboven. Tel de spaties aan het begin"
    return problem.at(problem.line, told, "titel: Huur, recht onder id: huur")


RULES: tuple[Callable[[Problem], Told], ...] = (
    _tab,
    _open_quote,
    _document,
    _backslash,
    _flow,
    _after_bracket,
    _first_sign,
    _glued,
    _no_colon,
    _colon,
    _out_of_line,
)
