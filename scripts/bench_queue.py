"""
Measures the queue of handoffs: does nobody get what a colleague has, is nothing lost when it is killed, how fast is it?

`make bench-queue` writes docs/bench/queue.json and docs/bench/queue.md. Each promise has a control beside it: a wrong
way of picking up, that must be found out by the same measurement.
"""

from __future__ import annotations

import argparse
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

from scripts.wachtrij.measures import Place, Sizes, kills, races, speed  # noqa: E402
from scripts.wachtrij.page import page  # noqa: E402
from scripts.wachtrij.plain_queue import procrastinate_jobs  # noqa: E402
from scripts.wachtrij.server import fresh, postgresql  # noqa: E402

OUT = ROOT / "docs" / "bench"
STORES = ("sqlite", "postgresql")


def main() -> int:
    """Measure and write the figures; return 1 when a promise is broken or a control isn't found out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", type=float, default=1.0, help="how large a part of the full size, such as 0.1")
    parser.add_argument("--print-only", action="store_true", help="don't write docs/bench")
    chosen = parser.parse_args()
    figures = measure(Sizes().part(chosen.part) if chosen.part < 1 else Sizes(), chosen.part)
    if not chosen.print_only:
        OUT.mkdir(parents=True, exist_ok=True)
        (OUT / "queue.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        (OUT / "queue.md").write_text(page(figures), encoding="utf-8")
    print(page(figures))
    for wrong in broken(figures):
        print(f"NOT GOOD: {wrong}")
    return 1 if broken(figures) else 0


def measure(sizes: Sizes, part: float) -> dict[str, Any]:
    """Measure both stores, one after the other, on a disk and not in memory."""
    began = time.monotonic()
    figures: dict[str, Any] = {
        "date": date.today().isoformat(),
        "part": part,
        "machine": _machine(),
        "sizes": vars(sizes),
    }
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder, postgresql(Path(folder) / "postgresql") as address:
        for store in STORES:
            place = Place(store, Path(folder), address)
            figures[store] = {"races": races(place, sizes), "kills": kills(place, sizes), "speed": speed(place, sizes)}
            print(f"{store}: {(time.monotonic() - began) / 60:.1f} minutes", file=sys.stderr)
        url = fresh("postgresql", Path(folder), address)
        figures["procrastinate"] = procrastinate_jobs(url, sizes.speed, sizes.claimers)
    figures["machine"]["load"].append(round(os.getloadavg()[0], 1))
    return figures | {"minutes": round((time.monotonic() - began) / 60, 1)}


def broken(figures: dict[str, Any]) -> list[str]:
    """Return what is not as promised."""
    found = []
    for store in STORES:
        raced, killed = figures[store]["races"], figures[store]["kills"]
        for what, real in (("races", raced["real"]), ("kills", killed["real"])):
            bad = {name: real[name] for name in ("double", "lost", "torn") if real[name]}
            found += [f"{store}, {what}: {bad}"] if bad else []
            found += [] if real["chain_unbroken"] else [f"{store}, {what}: the audit log is broken"]
        found += [] if raced["control"]["double"] else [f"{store}: the naive control was not found out"]
        found += [] if killed["control"]["torn"] else [f"{store}: the control that writes apart was not found out"]
        wanted = figures["sizes"]["kills"]
        found += [] if killed["real"]["kills"] == wanted else [f"{store}: {killed['real']['kills']} of {wanted} killed"]
    return found


def _machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    load = [round(os.getloadavg()[0], 1)]
    versions = {name: version(name) for name in ("SQLAlchemy", "psycopg")}
    return {"cores": os.cpu_count(), "memory_gb": memory, "python": platform.python_version(), "load": load, **versions}


if __name__ == "__main__":
    sys.exit(main())
