"""The measurements of one store: races, kills and speed, each beside a control that must fail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scripts.wachtrij.killing import kill
from scripts.wachtrij.office import office, split, truth
from scripts.wachtrij.plain_queue import procrastinate_jobs
from scripts.wachtrij.racing import Heard, race, share_out
from scripts.wachtrij.server import fresh

WARM = 20  # claims of each claimer before the clock runs
SPEEDS = ("real", "told", "back_and_forth", "plain")


@dataclass(frozen=True)
class Sizes:
    """How much is measured. The full size takes most of an hour; the tests take a few seconds of it."""

    races: int = 100_000
    control_races: int = 2_000
    kills: int = 25
    killed_among: int = 12_000
    speed: int = 4_000
    rounds: int = 3
    claimers: int = 8

    def part(self, whole: float) -> Sizes:
        """Return a part of it, with as many claimers and kills."""
        return Sizes(
            max(int(self.races * whole), 50),
            max(int(self.control_races * whole), 100),
            self.kills,
            self.killed_among,
            max(int(self.speed * whole), 200),
            self.rounds,
            self.claimers,
        )


@dataclass(frozen=True)
class Place:
    """Where is measured: a store, a folder for its files, and the address of PostgreSQL."""

    store: str
    folder: Path
    address: str

    def fresh(self) -> str:
        """Return the address of an empty database."""
        return fresh(self.store, self.folder, self.address)


def parts(place: Place, sizes: Sizes) -> dict[str, Callable[[], dict[str, Any]]]:
    """Return what is measured, by name, each to be done on its own: what was measured isn't lost when it stops."""
    return {
        "races, real": lambda: race_for(place, "told", sizes.races, sizes.claimers),
        "races, control": lambda: race_for(place, "naive", sizes.control_races, sizes.claimers),
        "kills, real": lambda: kill_while(place, "told", sizes),
        "kills, control": lambda: kill_while(place, "apart", sizes),
        "speed": lambda: speed(place, sizes),
    }


def race_for(place: Place, way: str, handoffs: int, claimers: int) -> dict[str, Any]:
    """Let everybody go for everything, and count who has it twice and what nobody has."""
    found = office(place.fresh(), place.folder, handoffs, claimers)
    heard = race(found, way)
    left, whole = truth(found), way == "told"
    return {
        "races": handoffs,
        "double": sum(times - 1 for times in heard.won.values()) + left.twice,
        "lost": len(set(found.ids) - heard.won.keys()) + handoffs - left.claimed,
        "torn": left.torn if whole else None,
        "chain_unbroken": left.chain_unbroken if whole else None,
        "refused": len(heard.lost_ms),
        "busy": heard.busy,
        "tries_per_second": round((len(heard.won_ms) + len(heard.lost_ms)) / heard.seconds),
        "per_second": round(len(heard.won_ms) / heard.seconds),
        "won_ms": spread(heard.won_ms),
        "refused_ms": spread(heard.lost_ms),
    }


def kill_while(place: Place, way: str, sizes: Sizes) -> dict[str, Any]:
    """Kill the claimer again and again, and look what is left."""
    filled = office(place.fresh(), place.folder, sizes.killed_among, sizes.claimers)
    return asdict(kill(filled, way, sizes.kills, place.folder))


def speed(place: Place, sizes: Sizes) -> dict[str, Any]:
    """
    Measure claims a second, alone and with all claimers, beside the bare UPDATE of the same row.

    Round after round, so that what else the machine does meanwhile falls on all ways alike; a general job queue works
    in the same rounds. Each gets its middle round.
    """
    rounds: dict[str, list[dict[str, Any]]] = {}
    for _ in range(sizes.rounds):
        for way in SPEEDS:
            for claimers in (1, sizes.claimers):
                filled = office(place.fresh(), place.folder, sizes.speed + WARM * claimers, claimers)
                heard = share_out(filled, way, split(filled.ids, claimers), WARM)
                rounds.setdefault(f"{way}, {claimers}", []).append(_speed(heard, sizes.speed))
        if place.store == "postgresql":
            jobs = procrastinate_jobs(place.fresh(), sizes.speed, sizes.claimers)
            rounds.setdefault(f"procrastinate, {sizes.claimers}", []).append(jobs)
    return {name: _middle(found) for name, found in rounds.items()}


def _middle(found: list[dict[str, Any]]) -> dict[str, Any]:
    ordered = sorted(found, key=lambda row: row["per_second"])
    return {**ordered[len(ordered) // 2], "rounds": [row["per_second"] for row in found]}


def _speed(heard: Heard, handoffs: int) -> dict[str, Any]:
    if sum(heard.won.values()) != handoffs:
        raise RuntimeError("not everything was claimed: this is no measurement")
    return {"per_second": round(handoffs / heard.seconds), "busy": heard.busy, "ms": spread(heard.won_ms)}


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return the median and what 95 and 99 of 100 stay under."""
    ordered = sorted(values)
    if not ordered:
        return {}
    return {f"p{part}": round(ordered[int((len(ordered) - 1) * part / 100)], 2) for part in (50, 95, 99)}
