"""Kills claimers in the middle of their work, with kill -9, and looks what is left."""

from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass
from pathlib import Path

from scripts.wachtrij.claimers import WAYS
from scripts.wachtrij.office import Office, truth
from scripts.wachtrij.racing import PROCESSES

SOONEST, LATEST = 0.02, 0.25  # seconds after the first claim


@dataclass(frozen=True)
class Killed:
    """
    What was left.

    Attributes:
        lost: Handoffs that nobody has at the end, though the last claimer went for all of them.
        double: Promised to two, or with two lines "claimed" in the audit log.
        torn: Claimed without a line in the audit log, a row in the outbox or being counted, or the other way round. The
            control does neither of the last two: there it is the missing lines alone.
    """

    kills: int
    lost: int
    double: int
    torn: int
    chain_unbroken: bool


def kill(office: Office, way: str, kills: int, folder: Path) -> Killed:
    """
    Kill one claimer after the other; the last one may finish.

    A claimer writes each "it is yours" to a file that outlives it: what it promised must be true afterwards.
    """
    told = folder / f"told-{way}-{os.urandom(4).hex()}"
    told.touch()
    chance = random.Random(1)  # noqa: S311 - to kill at different moments
    done = 0
    for number in range(kills + 1):
        before = told.stat().st_size
        account = office.accounts[number % len(office.accounts)]
        process = PROCESSES.Process(target=_claim_what_is_left, args=(office, way, account, str(told)))
        process.start()
        if number < kills:
            while process.is_alive() and told.stat().st_size == before:
                time.sleep(0.001)
            time.sleep(chance.uniform(SOONEST, LATEST))
            done += process.is_alive()
            process.kill()
        process.join()
    promises, found = told.read_text().split(), truth(office)
    return Killed(
        kills=done,
        lost=len(office.ids) - found.claimed,
        double=len(promises) - len(set(promises)) + found.twice,
        torn=found.torn if way == "told" else found.without_line,
        chain_unbroken=found.chain_unbroken,
    )


def _claim_what_is_left(office: Office, way: str, account: str, told: str) -> None:
    """Run in a process of its own, until it is killed or all is claimed."""
    engine = office.engine()
    claim = WAYS[way](office, engine, account)
    promised = set(Path(told).read_text().split())
    file = os.open(told, os.O_WRONLY | os.O_APPEND)
    for handoff_id in office.ids:
        if handoff_id not in promised and claim(handoff_id):
            os.write(file, f"{handoff_id}\n".encode())
    engine.dispose()
