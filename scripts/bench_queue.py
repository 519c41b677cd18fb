"""
Measures the queue of handoffs: does nobody get what a colleague has, is nothing lost when it is killed, how fast is it?

`make bench-queue` writes docs/bench/queue.json and docs/bench/queue.md. Each promise has a control beside it: a wrong
way of picking up, that must be found out by the same measurement.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import sys
import tempfile
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.wachtrij.measures import Place, Sizes, parts  # noqa: E402
from scripts.wachtrij.page import page  # noqa: E402
from scripts.wachtrij.server import postgresql  # noqa: E402

OUT = ROOT / "docs" / "bench"
UNFINISHED = ROOT / "var" / "bench_queue.json"
STORES = ("sqlite", "postgresql")
BARS = {"sqlite": 1_000, "postgresql": 1_500}  # claims a second of all claimers together, each with a row of the outbox


def main() -> int:
    """Measure and write the figures; return 1 when a promise is broken or a control isn't found out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", type=float, default=1.0, help="how large a part of the full size, such as 0.1")
    parser.add_argument("--print-only", action="store_true", help="don't write docs/bench")
    parser.add_argument("--anew", action="store_true", help="measure all again, also what an earlier run finished")
    chosen = parser.parse_args()
    if chosen.anew:
        UNFINISHED.unlink(missing_ok=True)
    figures = measure(Sizes().part(chosen.part) if chosen.part < 1 else Sizes(), chosen.part, UNFINISHED)
    if not chosen.print_only:
        OUT.mkdir(parents=True, exist_ok=True)
        (OUT / "queue.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        (OUT / "queue.md").write_text(page(figures), encoding="utf-8")
    UNFINISHED.unlink(missing_ok=True)
    print(page(figures))
    for wrong in broken(figures):
        print(f"NOT GOOD: {wrong}")
    return 1 if broken(figures) else 0


def measure(sizes: Sizes, part: float, unfinished: Path) -> dict[str, Any]:
    """
    Measure both stores, one after the other, on a disk and not in memory.

    Args:
        unfinished: Where every part is kept as soon as it is measured. A run that stopped goes on from there, as long
            as neither the sizes nor the programs changed.
    """
    figures = _begun(unfinished, sizes, part)
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder, postgresql(Path(folder) / "postgresql") as address:
        for store in STORES:
            for name, do in parts(Place(store, Path(folder), address), sizes).items():
                if name in figures[store]:
                    continue
                print(f"{store}: {name} ...", file=sys.stderr, flush=True)
                began = time.monotonic()
                figures[store][name] = do()
                minutes = (time.monotonic() - began) / 60
                figures["minutes"] = round(figures["minutes"] + minutes, 1)
                figures["machine"]["load"].append(round(os.getloadavg()[0], 1))
                print(f"{store}: {name}: {minutes:.1f} minutes", file=sys.stderr, flush=True)
                _keep(unfinished, figures)
    return figures


def broken(figures: dict[str, Any]) -> list[str]:
    """Return what is not as promised."""
    found = []
    for store in STORES:
        of = figures[store]
        for what in ("races", "kills"):
            real = of[f"{what}, real"]
            bad = {name: real[name] for name in ("double", "lost", "torn") if real[name]}
            found += [f"{store}, {what}: {bad}"] if bad else []
            found += [] if real["chain_unbroken"] else [f"{store}, {what}: the audit log is broken"]
        found += [] if of["races, control"]["double"] else [f"{store}: the naive control was not found out"]
        found += [] if of["kills, control"]["torn"] else [f"{store}: the control that writes apart was not found out"]
        killed, wanted = of["kills, real"]["kills"], figures["sizes"]["kills"]
        found += [] if killed == wanted else [f"{store}: {killed} of {wanted} killed"]
        found += too_slow(figures, store) if figures["part"] >= 1 else []
    return found


def too_slow(figures: dict[str, Any], store: str) -> list[str]:
    """Return by how much the claims stay behind what is promised; a part of the full size says too little of it."""
    speed, claimers = figures[store]["speed"], figures["sizes"]["claimers"]
    found, bare = speed[f"told, {claimers}"]["per_second"], speed[f"plain, {claimers}"]["per_second"]
    slow = f"{store}: {found} claims/s of the {BARS[store]} promised; the bare UPDATE does {bare}"
    return [slow] if found < BARS[store] else []


def _begun(unfinished: Path, sizes: Sizes, part: float) -> dict[str, Any]:
    fresh: dict[str, Any] = {
        "date": date.today().isoformat(),
        "part": part,
        "machine": _machine(),
        "sizes": vars(sizes),
        "programs": _programs(),
        "minutes": 0.0,
        **{store: {} for store in STORES},
    }
    if not unfinished.exists():
        return fresh
    found: dict[str, Any] = json.loads(unfinished.read_text(encoding="utf-8"))
    same = all(found.get(name) == fresh[name] for name in ("part", "sizes", "programs"))
    if same:
        print("Going on where an earlier run stopped; --anew measures all again.", file=sys.stderr)
    return found if same else fresh


def _keep(unfinished: Path, figures: dict[str, Any]) -> None:
    unfinished.parent.mkdir(exist_ok=True)
    half = unfinished.with_suffix(".half")
    half.write_text(json.dumps(figures), encoding="utf-8")
    half.replace(unfinished)


def _programs() -> str:
    """Return what tells one version of what is measured, and of the measuring, from another."""
    files = sorted([*(ROOT / "handoff").rglob("*.py"), *(ROOT / "scripts" / "wachtrij").glob("*.py")])
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    load = [round(os.getloadavg()[0], 1)]
    versions = {name: version(name) for name in ("SQLAlchemy", "psycopg")}
    return {"cores": os.cpu_count(), "memory_gb": memory, "python": platform.python_version(), "load": load, **versions}


if __name__ == "__main__":
    sys.exit(main())
