"""Lets claimers go for the same handoffs at the same moment, and deals handoffs out to measure speed."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

from scripts.wachtrij.claimers import WAYS, Timed
from scripts.wachtrij.office import Office

TOGETHER = 10  # handoffs between two starts: long enough to be quick, short enough to stay side by side
PATIENCE = 600
SAY_SECONDS = 30
# Each claimer is a process of its own, forked from one that has read the program already: they start at once.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["scripts.wachtrij.claimers"])


@dataclass(frozen=True)
class Task:
    """What one claimer goes for: `together` handoffs between two starts, the first `warm` of all before the clock."""

    office: Office
    way: str
    account: str
    ids: tuple[str, ...]
    together: int
    warm: int


@dataclass(frozen=True)
class Heard:
    """What the claimers say themselves: who was told "it is yours", how often, and how long that took."""

    won: Counter[str]
    won_ms: list[float]
    lost_ms: list[float]
    busy: int
    seconds: float


def race(office: Office, way: str) -> Heard:
    """Let all claimers go for every handoff, a few at a time and all starting together."""
    return _run(office, way, [office.ids] * len(office.accounts), TOGETHER)


def share_out(office: Office, way: str, parts: Sequence[Sequence[str]], warm: int = 0) -> Heard:
    """
    Give each claimer handoffs of its own: as fast as it goes.

    Args:
        warm: How many each picks up before the clock runs: a process that just began reads calendars and keys and
            compiles its statements, and the app did that this morning.
    """
    return _run(office, way, parts, max(len(part) for part in parts), warm)


def _run(office: Office, way: str, parts: Sequence[Sequence[str]], together: int, warm: int = 0) -> Heard:
    barrier = PROCESSES.Barrier(len(parts), timeout=PATIENCE)
    pipes, processes = [], []
    for account, part in zip(office.accounts, parts, strict=False):
        mine, theirs = PROCESSES.Pipe(duplex=False)
        task = Task(office, way, account, tuple(part), together, warm)
        process = PROCESSES.Process(target=_claim_all, args=(task, barrier, theirs))
        process.start()
        theirs.close()
        pipes.append(mine)
        processes.append(process)
    answers = [_receive(pipe) for pipe in pipes]
    for process in processes:
        process.join()
    won: Counter[str] = Counter()
    for answer in answers:
        won.update(answer["won"])
    seconds = max(answer["ended"] for answer in answers) - min(answer["began"] for answer in answers)
    won_ms = [ms for answer in answers for ms in answer["won_ms"]]
    lost_ms = [ms for answer in answers for ms in answer["lost_ms"]]
    return Heard(won, won_ms, lost_ms, sum(answer["busy"] for answer in answers), seconds)


def _receive(pipe: Connection) -> dict[str, Any]:
    answer: dict[str, Any] = pipe.recv()
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return answer


def _claim_all(task: Task, barrier: Barrier, pipe: Connection) -> None:
    """Run in a process of its own: go for the handoffs, and tell at the end what came of it."""
    try:
        pipe.send(_went_for(task, barrier))
    except Exception as error:
        barrier.abort()
        pipe.send({"error": f"{type(error).__name__}: {error}"[:500]})


def _went_for(task: Task, barrier: Barrier) -> dict[str, Any]:
    engine, speaks = task.office.engine(), task.account == task.office.accounts[0]
    claim = Timed(WAYS[task.way](task.office, engine, task.account))
    won, won_ms, lost_ms = [], [], []
    engine.connect().close()
    for handoff_id in task.ids[: task.warm]:
        claim(handoff_id)
    ids = task.ids[task.warm :]
    barrier.wait()
    began = spoke = time.monotonic()
    for start in range(0, len(ids), task.together):
        if start:
            barrier.wait()
        if speaks and time.monotonic() - spoke > SAY_SECONDS:
            spoke = time.monotonic()
            print(f"  {task.way}: {start:,} of {len(ids):,}", file=sys.stderr, flush=True)
        for handoff_id in ids[start : start + task.together]:
            mine, ms = claim(handoff_id)
            (won_ms if mine else lost_ms).append(ms)
            won += [handoff_id] if mine else []
    ended = time.monotonic()
    engine.dispose()
    return {"won": won, "won_ms": won_ms, "lost_ms": lost_ms, "busy": claim.busy, "began": began, "ended": ended}
