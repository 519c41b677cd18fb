"""Gets the text out of a file as an editor saved it, and tells what makes it unreadable before YAML is looked at."""

import re
from pathlib import Path

SHOWN = 60
_OTHER_PROGRAMS = {b"PK\x03\x04": "een Word-bestand of zip-bestand", b"%PDF": "een pdf", b"\x89PNG": "een plaatje",
                   b"\xff\xd8\xff": "een foto", b"\xd0\xcf\x11\xe0": "een oud Word-bestand"}  # fmt: skip
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MERGE_MARK = re.compile(r"^(?:<{7}|>{7}|={7}|\|{7})(?: .*)?$", re.MULTILINE)
_HARD_SPACE = re.compile(r"^[ \t]*[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


class UnreadableError(Exception):
    """A file that can't be read: on which line (0: the file as a whole), and what is wrong, in Dutch."""

    def __init__(self, line: int, melding: str) -> None:
        self.line = line
        self.melding = melding
        super().__init__(melding)


def written(text: str) -> str:
    """Say in a sentence what an editor wrote, short enough for a message."""
    line = " ".join(text.split())
    shown = f"{line[:SHOWN]}…" if len(line) > SHOWN else line
    return f"U schreef: {shown}" if shown.endswith((".", "!", "?", "…")) else f"U schreef: {shown}."


def line_at(text: str | bytes, position: int) -> int:
    """Return the line (from 1) of a place in a text."""
    newline: str | bytes = "\n" if isinstance(text, str) else b"\n"
    return text.count(newline, 0, position) + 1  # type: ignore[arg-type] # both are of one kind


def read_text(path: Path) -> str:
    """
    Return the text of a file, with line ends as everybody knows them.

    Raises:
        UnreadableError: If there is no such file, it isn't text in UTF-8, or git left its marks in it.
    """
    raw = _bytes_of(path)
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise _not_utf8(raw, error.start) from error
    _refuse_marks(text)
    return text


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableError(0, "dit is een map. Hier hoort een bestand; geef de map een andere naam of haal hem weg.")
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError(0, "dit bestand ontbreekt. Zet het terug onder precies deze naam.") from error
    except OSError as error:
        raise UnreadableError(
            0, "dit bestand is niet te openen. Sluit andere programma's en probeer opnieuw."
        ) from error
    kind = next((what for start, what in _OTHER_PROGRAMS.items() if raw.startswith(start)), None)
    if kind:
        raise UnreadableError(0, f"dit is geen tekstbestand, maar {kind}. Bewaar alleen de tekst, als UTF-8.")
    if raw.startswith(_UTF_16) or raw.count(0) > len(raw) // 4:
        raise UnreadableError(
            0, "dit bestand is niet bewaard als UTF-8, maar als UTF-16. Bewaar het opnieuw als UTF-8."
        )
    return raw


def _not_utf8(raw: bytes, position: int) -> UnreadableError:
    line = line_at(raw, position)
    shown = raw.split(b"\n")[line - 1].decode("cp1252", errors="replace")
    return UnreadableError(
        line, f"deze regel is geen tekst in UTF-8. Bewaar het bestand opnieuw als UTF-8. {written(shown)}"
    )


def _refuse_marks(text: str) -> None:
    if mark := _MERGE_MARK.search(text):
        told = (
            "hier staat een merkteken van git: twee mensen veranderden dit stuk. Kies wat blijft, en haal de regels "
            f"met <<<<<<<, ======= en >>>>>>> weg. {written(mark.group())}"
        )
        raise UnreadableError(line_at(text, mark.start()), told)
    if space := _HARD_SPACE.search(text):
        line = line_at(text, space.end())
        told = "deze regel begint met een harde spatie. Haal het begin van de regel weg en typ daar gewone spaties. "
        raise UnreadableError(line, told + written(text.split("\n")[line - 1]))
    if control := _CONTROL.search(text):
        line = line_at(text, control.start())
        shown = _CONTROL.sub("�", text.split("\n")[line - 1])
        told = f"hier staat een teken dat niet in een tekst hoort; haal het weg. {written(shown)}"
        raise UnreadableError(line, told)
