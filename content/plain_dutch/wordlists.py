"""The word lists and the formula that the package lint-ii ships. Its own code needs spaCy, so only its data is read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NamedTuple

from arro3.core import Table
from arro3.io import read_parquet

SPACY_MODEL = "3.7.0"  # the model that lint-ii recommends; its formula was fitted for it
_DATA = "lint_ii/linguistic_data/data"


class Zelfstandig(NamedTuple):
    """
    What is known of a noun.

    Attributes:
        betekenis: concrete, abstract or undefined (both).
        hoofd: The last part of a compound: "zorg" of "schuldenzorg".
    """

    betekenis: str
    hoofd: str | None


@dataclass(frozen=True, eq=False)  # there is one, and it is big
class WordLists:
    """
    What LiNT-II knows about words.

    Attributes:
        frequenties: Word → log10 of its occurrences in a billion words of subtitles (SUBTLEX-NL).
        zonder_frequentie: Words whose frequency says nothing, such as verbs that split.
        wijze: Adverbs that count as content words.
        formule: The weights of the four features, and a constant.
    """

    frequenties: Mapping[str, float]
    zelfstandig: Mapping[str, Zelfstandig]
    zonder_frequentie: frozenset[str]
    wijze: frozenset[str]
    formule: Mapping[str, float]


@cache
def word_lists() -> WordLists:
    """Read them all, once."""
    data = Path(str(distribution("lint-ii").locate_file(_DATA)))
    nouns = _newest(data, "nouns_sem_types")
    frequencies, kinds = _table(data / "subtlex_wordfreq.parquet"), _table(nouns)
    meanings = zip(_column(kinds, "super_sem_type"), _column(kinds, "head"), strict=True)
    return WordLists(
        dict(zip(_column(frequencies, "word"), _column(frequencies, "word_count"), strict=True)),
        dict(zip(_column(kinds, "word"), (Zelfstandig(*one) for one in meanings), strict=True)),
        frozenset(_column(_table(data / "subtlex_wordfreq_skiplist.parquet"), "word")),
        frozenset(word.strip() for word in _column(_table(_newest(data, "manner_adverbs")), "adverb")),
        _formula(data, nouns.stem),
    )


def _newest(data: Path, name: str) -> Path:
    """Return the list with the latest date in its name, as lint-ii does."""
    return max(data.glob(f"{name}_*.parquet"), key=lambda path: path.stem)


def _table(path: Path) -> Table:
    return read_parquet(str(path)).read_all()


def _column(table: Table, name: str) -> list[Any]:
    return list(table.column(name).to_pylist())


def _formula(data: Path, nouns: str) -> Mapping[str, float]:
    fitted = json.loads((data / "coefficients.json").read_text(encoding="utf-8"))
    one = next(one for one in fitted if (one["model_version"], one["noun_list"]) == (SPACY_MODEL, nouns))
    return {name: weight["coef"] for name, weight in one["coefficients"].items()}
