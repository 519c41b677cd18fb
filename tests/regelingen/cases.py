"""
The cases of the regelingen, in YAML: what a household is, and what must come out.

Each file of this folder holds one regeling: `basis` describes a household in the words of `content screen`, and each
case changes some of it (`met`, with dotted keys; `onbekend` takes a key away) and says what is right.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
UNKNOWN = "onbekend"


@dataclass(frozen=True)
class Case:
    """One household on one day, and the outcome that is right; `bron` tells where that was read."""

    regeling: str
    naam: str
    datum: date
    facts: Mapping[str, Any]
    verwacht: Mapping[str, Any]
    gemeente: str
    bron: str | None

    @property
    def id(self) -> str:
        """Return the name under which pytest shows it."""
        return f"{self.regeling}: {self.naam}"


def read_cases(folder: Path = FOLDER) -> Iterator[Case]:
    """Return every case of every file."""
    for path in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for row in content["gevallen"]:
            facts = deepcopy(content.get("basis", {})) if "facts" not in row else deepcopy(row["facts"])
            for key, value in row.get("met", {}).items():
                _change(facts, key.split("."), value)
            yield Case(
                content["regeling"],
                row["naam"],
                date.fromisoformat(str(row.get("datum", content.get("datum")))),
                facts,
                {key: row[key] for key in ("uitkomst", "bedrag", "vraag", "fout") if key in row},
                str(facts.get("gemeente", content.get("gemeente", "landelijk"))),
                row.get("bron"),
            )


def _change(facts: dict[str, Any], path: list[str], value: object) -> None:
    *parents, last = path
    for parent in parents:
        facts[parent] = facts.get(parent) or {}
        facts = facts[parent]
    if value == UNKNOWN:
        facts.pop(last, None)
    else:
        facts[last] = value
