"""Tells an editor what the check found: by subject, with what to repair last, where it is in view."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from content.source import Fout

SUBJECTS = {
    "content/crisis/": "Antwoorden bij gevaar (de bot toont ze nog wel)",
    "content/faq/": "Antwoorden",
    "content/bedragen.yml": "Bedragen",
    "content/regelingen/": "Regelingen en hun cijfers",
    "content/gemeenten/": "Gegevens van gemeenten",
    "content/": "Overig",
}


@dataclass(frozen=True)
class Uitslag:
    """
    What was found.

    Attributes:
        op: The day that was asked about, when it isn't today.
    """

    fouten: Sequence[Fout]
    verlopen: Sequence[Fout]
    tips: Sequence[Fout]
    op: date | None = None

    @property
    def exit_code(self) -> int:
        """Return 1 for mistakes; what has expired counts only for who asked about a day."""
        return 1 if self.fouten or (self.op and self.verlopen) else 0

    def as_json(self) -> list[dict[str, Any]]:
        """Return everything for another program."""
        groups = (("fout", self.fouten), ("verlopen", self.verlopen), ("tip", self.tips))
        return [{"soort": soort, **asdict(fout)} for soort, group in groups for fout in group]

    def as_text(self) -> str:
        """Return everything for an editor."""
        return "\n\n".join(part for part in (self._tips(), self._expired(), self._mistakes()) if part)

    def _tips(self) -> str:
        return "\n".join(["Tips. Dit mag blijven staan:", *_rows(self.tips)]) if self.tips else ""

    def _expired(self) -> str:
        if not self.verlopen:
            return f"Op {self.op} is er niets verlopen." if self.op else ""
        when = f"Op {self.op} is dit verlopen" if self.op else "Verlopen"
        head = f"{when} ({len(self.verlopen)}). De bot toont het dan niet:"
        return "\n\n".join([head, *(f"{name}\n" + "\n".join(_rows(rows)) for name, rows in _by_subject(self.verlopen))])

    def _mistakes(self) -> str:
        if self.fouten:
            counted = f"{len(self.fouten)} fout(en). De bot start pas weer als dit hersteld is."
            return "\n".join([*map(str, self.fouten), "", counted])
        return "Verder is alles in orde." if self.verlopen or self.op else "Alles in orde."


def _rows(fouten: Sequence[Fout]) -> list[str]:
    return [f"- {fout}" for fout in fouten]


def _by_subject(fouten: Sequence[Fout]) -> list[tuple[str, list[Fout]]]:
    groups: dict[str, list[Fout]] = {name: [] for name in SUBJECTS.values()}
    for fout in fouten:
        start = next((start for start in SUBJECTS if fout.bestand.startswith(start)), "content/")
        groups[SUBJECTS[start]].append(fout)
    return [(name, rows) for name, rows in groups.items() if rows]
