"""Which gemeente is it? Found by the four digits of a postcode or by a name (`content/gemeenten/pc4.csv`)."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from content.controls import plain
from content.source import ContentError, Fout

FILE = Path("gemeenten") / "pc4.csv"
COLUMNS = frozenset({"pc4", "plaats", "gemeente", "gemeentecode_cbs"})
ALSO_CALLED = {"den bosch": "s_hertogenbosch"}
NEAR, MOST_NEAR = 0.75, 3
Ids = tuple[str, ...]


@dataclass(frozen=True)
class GemeenteNaam:
    """A gemeente of the Netherlands, with a folder of its own or not."""

    id: str
    naam: str
    cbs: str


@dataclass(frozen=True)
class Postcodes:
    """
    All postcodes and the names of gemeenten and places; a postcode or a name can belong to several gemeenten.

    Attributes:
        gemeenten: By id, the name that a folder under `gemeenten/` must have.
        pc4: Four digits → ids.
        names: The name of a gemeente or a place, in `plain` spelling → ids.
    """

    gemeenten: Mapping[str, GemeenteNaam] = field(default_factory=dict)
    pc4: Mapping[str, Ids] = field(default_factory=dict)
    names: Mapping[str, Ids] = field(default_factory=dict)

    def at(self, postcode: str) -> Ids:
        """Return the gemeenten of a postcode, of which the first four digits count."""
        return self.pc4.get(postcode[:4], ())

    def named(self, name: str) -> Ids:
        """Return the gemeenten that have this name, or a place with this name."""
        return self.names.get(plain(name), ())

    def is_gemeente(self, name: str) -> bool:
        """Tell whether this is the name of a gemeente, and not only of a place in one."""
        return any(_bare(self.gemeenten[one].naam) == plain(name) for one in self.named(name))

    def near(self, name: str) -> Ids:
        """Return the gemeenten whose name, or a place in them, is spelled much like this, the best first."""
        found = process.extract(plain(name), self.names.keys(), scorer=OSA.normalized_similarity, score_cutoff=NEAR)
        ids = (gemeente for spelling, _, _ in found for gemeente in self.names[spelling])
        return tuple(dict.fromkeys(ids))[:MOST_NEAR]

    def of(self, gemeente: str) -> Ids:
        """Return the postcodes of a gemeente, also those that it shares with another."""
        return tuple(sorted(pc4 for pc4, ids in self.pc4.items() if gemeente in ids))


def read_postcodes(root: Path) -> Postcodes:
    """
    Read the list of postcodes; without the file nothing is found.

    Raises:
        ContentError: If a column is missing.
    """
    path = root / FILE
    if not path.exists():
        return Postcodes()
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if not rows or COLUMNS - rows[0].keys():
        raise ContentError([Fout(f"content/{FILE}", 1, f"hier horen de kolommen {', '.join(sorted(COLUMNS))}")])
    return _postcodes(rows)


def id_of(naam: str) -> str:
    """Return the id of a gemeente: its name in small letters, without accents and signs."""
    return "_".join(plain(naam).split())


def _postcodes(rows: Iterable[Mapping[str, str]]) -> Postcodes:
    gemeenten: dict[str, GemeenteNaam] = {}
    pc4: dict[str, list[str]] = defaultdict(list)
    names: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        naam = row["gemeente"]
        one = GemeenteNaam(id_of(naam), naam, row["gemeentecode_cbs"])
        gemeenten[one.id] = one
        pc4[row["pc4"]].append(one.id)
        for name in (_bare(naam), *map(plain, row["plaats"].split(";"))):
            names[name].append(one.id)
    for name, gemeente in ALSO_CALLED.items():
        names[name].append(gemeente)
    return Postcodes(gemeenten, _unique(pc4), _unique(names))


def _unique(lists: Mapping[str, list[str]]) -> dict[str, Ids]:
    return {key: tuple(dict.fromkeys(ids)) for key, ids in lists.items()}


def _bare(naam: str) -> str:
    """Return the name as people say it: two gemeenten are called Bergen, without (NH) or (L)."""
    return plain(re.sub(r"\(.*?\)", "", naam))
