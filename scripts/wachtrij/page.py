"""Writes the figures of the queue as a page."""

from __future__ import annotations

from typing import Any

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
WAYS = {
    "real": "claim: transaction, audit line in its chain, counts",
    "told": "the same with a row of the outbox",
    "back_and_forth": "claim and give back: two transactions, the second with a row of the outbox",
    "plain": "bare `UPDATE … RETURNING` with the driver: no audit line, no counts, no objects",
}

RACES = (
    '*Double*: told "it is yours" more than once, or two lines in the audit log. *Lost*: nobody has it. *Torn*: '
    "claimed without its audit line, its count or its row of the outbox, or the other way round. *Waited too long*: "
    "SQLite gave up after five seconds, and it was tried again; its lock is not fair to eight that never rest. The "
    "control looks first and takes then; it must come out double."
)
KILLS = (
    "Each time 20 to 250 ms after its first claim; another goes on, and the last one finishes. The control writes its "
    "audit line in a second transaction; it must come out torn."
)


def page(figures: dict[str, Any]) -> str:
    """Return the page."""
    sizes = figures["sizes"]
    other = figures["postgresql"]["speed"][f"procrastinate, {sizes['claimers']}"]
    parts = [
        "# The queue, measured",
        _measured(figures),
        "## One handoff, one wijkteamlid",
        f"{sizes['claimers']} processes go for the same handoffs, ten at a time from one start. {RACES}",
        _races(figures),
        "## Killed in the middle",
        f"The claiming process is killed with `kill -9`, {sizes['kills']} times. {KILLS}",
        _kills(figures),
        "## How fast",
        _speed(figures),
        f"For scale, in the same rounds on the same PostgreSQL: one worker of procrastinate {other['version']} with "
        f"{sizes['claimers']} jobs at a time that do nothing: **{other['per_second']} jobs/s**. It takes and finishes "
        "a job; a claim here takes, and writes down who and when.",
    ]
    return "\n\n".join(parts) + "\n"


def _measured(figures: dict[str, Any]) -> str:
    machine, part = figures["machine"], figures["part"]
    size = "The full size." if part >= 1 else f"A part of {part:g} of the full size."
    return (
        f"Measured on {figures['date']} by `make bench-queue` in {figures['minutes']} minutes: {machine['cores']} "
        f"cores, {machine['memory_gb']} GB, Python {machine['python']}. {size} Load of the machine at the start, and "
        f"after each part, SQLite's first: {', '.join(map(str, machine['load']))}. "
        "The claimers are part of it, other work too. Speeds are the middle one of "
        f"{figures['sizes']['rounds']} rounds. Both stores wait for the disk: SQLite with `synchronous=FULL`, "
        "PostgreSQL with `fsync` and `synchronous_commit` on."
    )


def _table(headings: str, rows: list[list[object]]) -> str:
    """Return a table; a number is set to the right."""
    names = headings.split(" | ")
    right = ["--:" if all(isinstance(row[at], int) for row in rows) else "---" for at in range(len(names))]
    lines = [names, right, *([f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _races(figures: dict[str, Any]) -> str:
    rows: list[list[object]] = []
    for store, name in NAMES.items():
        for way in ("real", "control"):
            row = figures[store][f"races, {way}"]
            torn = "–" if row["torn"] is None else row["torn"]
            counts = [row["races"], row["double"], row["lost"], torn, row["refused"], row["busy"], row["per_second"]]
            rows.append([name, way, *counts, _ms(row["won_ms"])])
    return _table("store | way | races | double | lost | torn | refusals | waited too long | claims/s | won, ms*", rows)


def _kills(figures: dict[str, Any]) -> str:
    rows: list[list[object]] = []
    for store, name in NAMES.items():
        for way in ("real", "control"):
            row = figures[store][f"kills, {way}"]
            chain = "whole" if row["chain_unbroken"] else "broken"
            rows.append([name, way, row["kills"], row["double"], row["lost"], row["torn"], chain])
    return _table("store | way | kills | double | lost | torn | audit chains", rows)


def _speed(figures: dict[str, Any]) -> str:
    rows: list[list[object]] = []
    for store, name in NAMES.items():
        for key, row in figures[store]["speed"].items():
            way, claimers = key.split(", ")
            if way not in WAYS:
                continue
            rows.append([name, WAYS[way], int(claimers), row["per_second"], row["busy"], _ms(row["ms"])])
    table = _table("store | what | claimers | per second | waited too long | ms*", rows)
    return f"{table}\n\n\\* half, 95 and 99 of 100 stay under this: p50 / p95 / p99."


def _ms(spread: dict[str, float]) -> str:
    return " / ".join(f"{spread[part]:g}" for part in ("p50", "p95", "p99")) if spread else "–"
