"""
Counts that lead to nobody: what may be counted, and where the bot keeps its counts until they are written.

A count says how often something happened in a month, in a gemeente or team. It holds no id, no moment and no text, so
there is nobody to ask for consent and nothing to erase: docs/figures.md gives the whole reasoning.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from types import MappingProxyType

NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
LOOKS_LIKE_AN_ID = re.compile(r"\d{5,}|[0-9a-f]{16,}")
KANALEN = frozenset({"widget", "telegram"})
ANY_NAME = frozenset({"*"})
NO_KIND = frozenset({""})

# What may be counted, and the kinds that it is split in. What isn't here can't be counted by mistake.
COUNTED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "gesprek": KANALEN,
        "onderwerp": ANY_NAME,
        "check_begonnen": NO_KIND,
        "check_klaar": NO_KIND,
        "toestemming_gevraagd": NO_KIND,
        "toestemming_gegeven": NO_KIND,
        "overdracht": NO_KIND,
        "opgepakt": ANY_NAME,
        "eerste_poging": ANY_NAME,
        "bereikt": ANY_NAME,
        "poging": ANY_NAME,
        "uitkomst": ANY_NAME,
        "ingetrokken": NO_KIND,
        "verlopen": NO_KIND,
        "te_laat": NO_KIND,
        "teruggegeven": NO_KIND,
    }
)


class NotCountableError(ValueError):
    """Something that isn't on the list, or a value that could tell which person it was; the value isn't shown."""


@dataclass(frozen=True, order=True)
class Count:
    """
    One thing that is counted.

    Attributes:
        wat: What happened, from COUNTED.
        soort: Of which kind: a topic, an outcome, a range of hours; empty when there are no kinds.
        team: Empty for what happens before there is a team.
    """

    gemeente: str
    wat: str
    soort: str = ""
    team: str = ""

    def __post_init__(self) -> None:
        """Refuse everything that isn't on the list."""
        kinds = COUNTED.get(self.wat, frozenset())
        known = self.soort in kinds or (kinds == ANY_NAME and _is_name(self.soort))
        if not (known and _is_name(self.gemeente) and (not self.team or _is_name(self.team))):
            raise NotCountableError(self.wat if self.wat in COUNTED else "not on the list")


class Tally:
    """Counts in memory, without order or time, until somebody takes them away to be written."""

    def __init__(self) -> None:
        """Start at nothing."""
        self._counts: Counter[Count] = Counter()
        self._lock = Lock()

    def add(self, count: Count) -> None:
        """Count something once."""
        with self._lock:
            self._counts[count] += 1

    def take(self) -> dict[Count, int]:
        """Return what was counted since the last time, and start at nothing again."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
        return dict(taken)

    def put_back(self, counts: Mapping[Count, int]) -> None:
        """Keep counts that could not be written, for the next time."""
        with self._lock:
            self._counts.update(counts)


def _is_name(value: str) -> bool:
    return bool(NAME.fullmatch(value)) and not LOOKS_LIKE_AN_ID.search(value)
