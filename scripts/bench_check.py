"""
Measures the regelingencheck on Dutch households: how many questions, how soon something is certain, and is it true?

`make bench-check` lets 500 households of the population (`scripts/bevolking/`), and 500 with a low income, go through
the chat twice: with buttons only, and with typed numbers where a number may be typed. What the chat says is held
against the outcome of the household itself. It writes docs/bench/check.json and docs/bench/check.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from content import screening as check  # noqa: E402
from content.screening.model import Question, Uitkomst  # noqa: E402
from content.screening.possible.calculation import Calculation  # noqa: E402
from content.screening.possible.draw import Draw  # noqa: E402
from content.screening.rules.schemes import outcome_name  # noqa: E402
from content.screening.rules.system import default  # noqa: E402
from scripts.bevolking.answers import option_for, said_too_much  # noqa: E402
from scripts.bevolking.households import ALL_DECILES, LOW_DECILES, Household, households  # noqa: E402
from scripts.bevolking.page import page  # noqa: E402
from scripts.bevolking.truth import LEVELS, contradictions, outcomes_of, versions_of  # noqa: E402

OUT = ROOT / "docs" / "bench"
GEMEENTE = "leiden"
TABLES = {"population": ALL_DECILES, "low income": LOW_DECILES}
WAYS = ("buttons", "typed")
MANY = 100_000
SHOWN = 10


@dataclass(frozen=True)
class Talk:
    """One household that went through the chat, and what was seen on the way."""

    questions: list[str]
    answers: dict[str, str]
    first_ja: int | None
    first_useful: int | None
    end: dict[str, str]
    no_option: list[str]
    outside: list[str]
    ask_ms: list[float]
    outcomes_ms: list[float]
    wrong: dict[str, list[dict[str, Any]]]
    exact: dict[str, dict[str, str]]


def main() -> None:
    """Let everybody talk and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=500, help="in each of the two tables")
    parser.add_argument("--on", type=date.fromisoformat, default=date.today(), help="the day of which the rules hold")
    parser.add_argument("--print-only", action="store_true", help="don't write docs/bench")
    chosen = parser.parse_args()
    default()  # read before the processes part, so that all have the same content
    jobs = [(table, way, chosen.households, chosen.on) for table in TABLES for way in WAYS]
    began = time.monotonic()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        rows = dict(zip((f"{table}, {way}" for table, way, *_ in jobs), pool.map(_table_row, jobs), strict=True))
    figures = {
        "date": date.today().isoformat(),
        "rules_on": chosen.on.isoformat(),
        "machine": _machine(),
        "gemeente": GEMEENTE,
        "households": chosen.households,
        "regelingen": sorted(default().schemes(GEMEENTE, chosen.on)),
        "rows": rows,
        "many": {"households": MANY, "seconds": _many(chosen.on)},
        "minutes": round((time.monotonic() - began) / 60, 1),
    }
    if not chosen.print_only:
        OUT.mkdir(parents=True, exist_ok=True)
        (OUT / "check.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        (OUT / "check.md").write_text(page(figures, LEVELS), encoding="utf-8")
    print(page(figures, LEVELS))


def _table_row(job: tuple[str, str, int, date]) -> dict[str, Any]:
    """Let a table of households talk, and return what came of it."""
    table, way, count, on = job
    drawn = households(count, deciles=TABLES[table])
    seen: dict[frozenset[tuple[str, str]], tuple[list[Uitkomst], float]] = {}
    return summary([talk(one, on, typed=way == "typed", seen=seen) for one in drawn])


def talk(
    one: Household, on: date, *, typed: bool, seen: dict[frozenset[tuple[str, str]], tuple[list[Uitkomst], float]]
) -> Talk:
    """
    Take a household through the chat to the end.

    Args:
        seen: The outcomes of answers that an earlier household gave too, with how long they took.
    """
    answers: dict[str, str] = {}
    path = [_outcomes(answers, on, seen)]
    asked: list[str] = []
    no_option: list[str] = []
    ask_ms: list[float] = []
    while (found := _ask(answers, on, ask_ms)) is not None:
        answer = option_for(one, found, on, typed=typed)
        no_option += [found.id] if answer is None else []
        answers = {**answers, found.id: answer or check.WEET_NIET}
        asked.append(found.id)
        path.append(_outcomes(answers, on, seen))
    told = path[-1][0]
    exact = {level: outcomes_of(facts, GEMEENTE, on) for level, facts in versions_of(one, on).items()}
    return Talk(
        questions=asked,
        answers=answers,
        first_ja=_first(path, lambda found: any(item.uitkomst == "ja" for item in found)),
        first_useful=_first(path, _is_useful),
        end={item.regeling: item.uitkomst for item in told},
        no_option=no_option,
        outside=said_too_much(one, answers),
        ask_ms=ask_ms,
        outcomes_ms=[took for _, took in path],
        wrong={level: contradictions(right, told) for level, right in exact.items()},
        exact={level: {item.regeling: item.uitkomst for item in right} for level, right in exact.items()},
    )


def _ask(answers: Mapping[str, str], on: date, times: list[float]) -> Question | None:
    """Return the next question, and keep how long it took to choose it anew."""
    check._chosen.cache_clear()
    began = time.perf_counter()
    found = check.next_question(answers, gemeente=GEMEENTE, on=on)
    times.append((time.perf_counter() - began) * 1000)
    return found


def _outcomes(
    answers: Mapping[str, str], on: date, seen: dict[frozenset[tuple[str, str]], tuple[list[Uitkomst], float]]
) -> tuple[list[Uitkomst], float]:
    key = frozenset(answers.items())
    if key not in seen:
        check._judged.cache_clear()
        began = time.perf_counter()
        found = check.outcomes(answers, gemeente=GEMEENTE, on=on)
        seen[key] = (found, (time.perf_counter() - began) * 1000)
    return seen[key]


def _first(path: Sequence[tuple[list[Uitkomst], float]], holds: Callable[[list[Uitkomst]], bool]) -> int | None:
    """Return after how many answers something holds for the first time."""
    return next((count for count, (found, _) in enumerate(path) if holds(found)), None)


def _is_useful(found: list[Uitkomst]) -> bool:
    """Tell whether there is something to say: a ja, an amount that is certain, or that there is nothing at all."""
    possible = [one for one in found if one.uitkomst != "nee"]
    return not possible or any(one.uitkomst == "ja" or (one.bedrag and one.bedrag.min > 0) for one in possible)


def summary(talks: Sequence[Talk]) -> dict[str, Any]:
    """Return the figures of a table of talks."""
    counts = [len(one.questions) for one in talks]
    hopeful = [one for one in talks if set(one.end.values()) - {"nee"}]
    described = [one for one in talks if not one.outside]
    return {
        "questions": {**_spread(counts), "histogram": dict(sorted(Counter(counts).items()))},
        "asked_of": {vraag: round(n / len(talks), 3) for vraag, n in _count(one.questions for one in talks).items()},
        "ends_with_any": len(hopeful),
        "never_ja_but_would_be": sum(one.first_ja is None and "ja" in _year(one).values() for one in talks),
        "first_ja_after": _after([one.first_ja for one in hopeful]),
        "first_useful_after": _after([one.first_useful for one in hopeful]),
        "decided": _decided([one.end for one in talks]),
        "decided_if_told_exactly": {level: _decided([one.exact[level] for one in talks]) for level in LEVELS},
        "no_option_for": _count(one.no_option for one in talks),
        "said_more_than_is_so": _count(one.outside for one in talks),
        "contradictions": {level: _wrong(talks if level == "as it is" else described, level) for level in LEVELS},
        "next_question_ms": _spread([ms for one in talks for ms in one.ask_ms]),
        "outcomes_ms": _spread([ms for one in talks for ms in one.outcomes_ms]),
        "outcomes_at_the_end_ms": _spread([one.outcomes_ms[-1] for one in talks]),
    }


def _year(one: Talk) -> dict[str, str]:
    """Return the outcomes of a household with its yearly income."""
    return one.exact["real yearly income"]


def _count(lists: Iterable[list[str]]) -> dict[str, int]:
    return dict(Counter(name for names in lists for name in names).most_common())


def _spread(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values)
    p95 = ordered[int((len(ordered) - 1) * 0.95)]
    return {"p50": round(median(ordered), 1), "p95": round(p95, 1), "max": round(ordered[-1], 1)}


def _after(counts: Sequence[int | None]) -> dict[str, Any]:
    known = [count for count in counts if count is not None]
    return {**(_spread(known) if known else {}), "never": len(counts) - len(known)}


def _decided(ends: Sequence[Mapping[str, str]]) -> dict[str, dict[str, float]]:
    """Return for each regeling which share ends with ja, nee or misschien."""
    found = {}
    for regeling in ends[0]:
        words = Counter(end[regeling] for end in ends)
        found[regeling] = {word: round(words[word] / len(ends), 3) for word in ("ja", "nee", "misschien")}
    return found


def _wrong(talks: Sequence[Talk], level: str) -> dict[str, Any]:
    rows = [{**row, "answers": one.answers} for one in talks for row in one.wrong[level]]
    return {
        "households": len(talks),
        "wrong": sum(bool(one.wrong[level]) for one in talks),
        "by_regeling": dict(Counter(row["regeling"] for row in rows).most_common()),
        "first": rows[:SHOWN],
    }


def _many(on: date) -> float:
    """Return how many seconds OpenFisca needs for every regeling of many whole households in one run."""
    screening = default()
    draw = Draw(screening.axes({}), MANY)
    columns = draw.columns(draw.chosen)
    began = time.perf_counter()
    calculation = Calculation(screening.rules, columns, on)
    for regeling in screening.schemes(GEMEENTE, on).values():
        calculation.value(outcome_name(regeling.key), regeling.id)
        if regeling.bedrag:
            calculation.value(regeling.bedrag.gegeven, regeling.id)
    return round(time.perf_counter() - began, 2)


def _machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    versions = {name: version(name) for name in ("OpenFisca-Core", "numpy")}
    return {"cores": os.cpu_count(), "memory_gb": memory, "python": platform.python_version(), **versions}


if __name__ == "__main__":
    main()
