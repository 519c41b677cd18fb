"""The measurements of one store: races, kills and speed, each beside a control that must fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scripts.wachtrij.killing import kill
from scripts.wachtrij.office import office, split, truth
from scripts.wachtrij.racing import Heard, race, share_out
from scripts.wachtrij.server import fresh


@dataclass(frozen=True)
class Sizes:
    """How much is measured. The full size takes an hour; the tests take a few seconds of it."""

    races: int = 100_000
    control_races: int = 2_000
    kills: int = 25
    killed_among: int = 12_000
    speed: int = 4_000
    claimers: int = 8

    def part(self, whole: float) -> Sizes:
        """Return a part of it, with as many claimers and kills."""
        return Sizes(
            max(int(self.races * whole), 50),
            max(int(self.control_races * whole), 100),
            self.kills,
            self.killed_among,
            max(int(self.speed * whole), 200),
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


def races(place: Place, sizes: Sizes) -> dict[str, Any]:
    """Let everybody go for everything, and count who has it twice and what nobody has."""
    return {
        "real": _race(place, "real", sizes.races, sizes.claimers),
        "control": _race(place, "naive", sizes.control_races, sizes.claimers),
    }


def _race(place: Place, way: str, handoffs: int, claimers: int) -> dict[str, Any]:
    found = office(place.fresh(), place.folder, handoffs, claimers)
    heard = race(found, way)
    told, real = truth(found), way == "real"
    return {
        "races": handoffs,
        "double": sum(times - 1 for times in heard.won.values()) + told.twice,
        "lost": len(set(found.ids) - heard.won.keys()) + handoffs - told.claimed,
        "torn": told.torn if real else None,
        "chain_unbroken": told.chain_unbroken if real else None,
        "refused": len(heard.lost_ms),
        "busy": heard.busy,
        "tries_per_second": round((len(heard.won_ms) + len(heard.lost_ms)) / heard.seconds),
        "per_second": round(len(heard.won_ms) / heard.seconds),
        "won_ms": spread(heard.won_ms),
        "refused_ms": spread(heard.lost_ms),
    }


def kills(place: Place, sizes: Sizes) -> dict[str, Any]:
    """Kill the claimer again and again; the control writes its audit log apart, and must be found torn."""
    found = {}
    for name, way in (("real", "real"), ("control", "apart")):
        filled = office(place.fresh(), place.folder, sizes.killed_among, sizes.claimers)
        found[name] = asdict(kill(filled, way, sizes.kills, place.folder))
    return found


def speed(place: Place, sizes: Sizes) -> dict[str, Any]:
    """Measure claims a second, alone and with all claimers, beside the bare UPDATE of the same row."""
    rows = {}
    for way in ("real", "back_and_forth", "plain"):
        for claimers in (1, sizes.claimers):
            filled = office(place.fresh(), place.folder, sizes.speed, claimers)
            rows[f"{way}, {claimers}"] = _speed(share_out(filled, way, split(filled.ids, claimers)), sizes.speed)
    return rows


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
