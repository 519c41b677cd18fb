"""The measurement of the queue in a small size: it holds what it promises, and its controls are found out."""

import copy
from pathlib import Path
from typing import Any

import pytest

from scripts.bench_queue import broken
from scripts.wachtrij.measures import Place, Sizes, kills, races, speed
from scripts.wachtrij.page import page
from scripts.wachtrij.plain_queue import procrastinate_jobs
from tests.harness.postgresql import empty_database

SMALL = Sizes(races=40, control_races=60, kills=2, killed_among=1_200, speed=24, claimers=4)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Give each of the two stores."""
    address = request.getfixturevalue("postgresql") if request.param == "postgresql" else ""
    return Place(request.param, tmp_path, address)


def test_nobody_gets_what_a_colleague_has_and_a_naive_claim_is_found_out(place: Place) -> None:
    found = races(place, SMALL)
    real, control = found["real"], found["control"]
    assert (real["double"], real["lost"], real["torn"], real["chain_unbroken"]) == (0, 0, 0, True)
    assert real["refused"] == 40 * 3
    assert control["double"] > 0


def test_a_killed_claimer_leaves_nothing_half_done(place: Place) -> None:
    real = kills(place, SMALL)["real"]
    assert real == {"kills": 2, "lost": 0, "double": 0, "torn": 0, "chain_unbroken": True}


def test_the_speed_is_of_claims_that_were_all_done(place: Place) -> None:
    found = speed(place, SMALL)
    assert set(found) == {f"{way}, {many}" for way in ("real", "back_and_forth", "plain") for many in (1, 4)}
    assert all(row["per_second"] > 0 and row["ms"]["p50"] <= row["ms"]["p99"] for row in found.values())


def test_procrastinate_does_its_jobs_beside_it(postgresql: str) -> None:
    assert procrastinate_jobs(empty_database(postgresql), 20, 2)["per_second"] > 0


def good() -> dict[str, Any]:
    row = {"double": 0, "lost": 0, "torn": 0, "chain_unbroken": True, "kills": 25}
    store = {
        "races": {"real": row, "control": {**row, "double": 9}},
        "kills": {"real": row, "control": {**row, "torn": 3}},
    }
    return {"sizes": {"kills": 25}, "sqlite": store, "postgresql": copy.deepcopy(store)}


@pytest.mark.parametrize(
    ("what", "way", "key", "value"),
    [
        ("races", "real", "double", 1),
        ("races", "real", "lost", 1),
        ("races", "real", "torn", 1),
        ("races", "real", "chain_unbroken", False),
        ("races", "control", "double", 0),
        ("kills", "real", "lost", 1),
        ("kills", "real", "kills", 24),
        ("kills", "control", "torn", 0),
    ],
)
def test_one_broken_promise_or_one_blind_control_is_reported(what: str, way: str, key: str, value: object) -> None:
    assert broken(good()) == []
    bad = good()
    bad["postgresql"][what][way] = {**bad["postgresql"][what][way], key: value}
    assert len(broken(bad)) == 1


def test_the_page_shows_every_row() -> None:
    race = {"races": 5, "refused": 1, "busy": 0, "per_second": 9, "won_ms": {"p50": 1, "p95": 2, "p99": 3}}
    kept = {name: {way: {**row, **race} for way, row in good()["sqlite"][name].items()} for name in ("races", "kills")}
    fast = {"per_second": 9, "busy": 0, "ms": race["won_ms"]}
    store = {**kept, "speed": {f"{way}, 1": fast for way in ("real", "back_and_forth", "plain")}}
    figures = {
        "date": "2026-11-26", "minutes": 1, "part": 0.1,
        "machine": {"cores": 2, "memory_gb": 4, "python": "3.11", "load": [1, 2]},
        "sizes": {"claimers": 8, "kills": 25}, "sqlite": store, "postgresql": store,
        "procrastinate": {"version": "3", "per_second": 1},
    }  # fmt: skip
    text = page(figures)
    assert text.count("\n| SQLite") == text.count("\n| PostgreSQL") == 7
    assert "A part of 0.1" in text
