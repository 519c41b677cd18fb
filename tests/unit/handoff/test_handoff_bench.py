"""The measurement of the queue in a small size: it holds what it promises, and its controls are found out."""

import copy
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from handoff.tables import Outbox
from scripts import bench_queue
from scripts.bench_queue import broken
from scripts.wachtrij.measures import SPEEDS, Place, Sizes, kill_while, race_for, speed
from scripts.wachtrij.office import office, split
from scripts.wachtrij.page import page
from scripts.wachtrij.racing import share_out

SMALL = Sizes(races=40, control_races=60, kills=2, killed_among=1_200, speed=24, rounds=1, claimers=4)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Give each of the two stores."""
    address = request.getfixturevalue("postgresql") if request.param == "postgresql" else ""
    return Place(request.param, tmp_path, address)


def test_nobody_gets_what_a_colleague_has_and_a_naive_claim_is_found_out(place: Place) -> None:
    real = race_for(place, "told", SMALL.races, SMALL.claimers)
    assert (real["double"], real["lost"], real["torn"], real["chain_unbroken"]) == (0, 0, 0, True)
    assert real["refused"] == 40 * 3
    assert race_for(place, "naive", SMALL.control_races, SMALL.claimers)["double"] > 0


def test_a_killed_claimer_leaves_nothing_half_done(place: Place) -> None:
    real = kill_while(place, "told", SMALL)
    assert real == {"kills": 2, "lost": 0, "double": 0, "torn": 0, "chain_unbroken": True}


def test_the_speed_is_of_claims_that_were_all_done_beside_a_general_job_queue(place: Place) -> None:
    found = speed(place, SMALL)
    other = {"procrastinate, 4"} if place.store == "postgresql" else set()
    assert set(found) == {f"{way}, {many}" for way in SPEEDS for many in (1, 4)} | other
    assert all(row["per_second"] > 0 and len(row["rounds"]) == SMALL.rounds for row in found.values())
    assert all(found[name]["ms"]["p50"] <= found[name]["ms"]["p99"] for name in set(found) - other)


def test_a_claim_that_others_must_hear_of_has_its_row_in_the_outbox(place: Place) -> None:
    filled = office(place.fresh(), place.folder, 6, 2)
    share_out(filled, "told", split(filled.ids, 2))
    engine = filled.engine()
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Outbox).where(Outbox.code == "claimed")) == 6
    engine.dispose()


def good(part: float = 0.1) -> dict[str, Any]:
    row = {"double": 0, "lost": 0, "torn": 0, "chain_unbroken": True, "kills": 25}
    race = {"races": 5, "refused": 1, "busy": 0, "per_second": 9, "won_ms": {"p50": 1, "p95": 2, "p99": 3}}
    fast = {"per_second": 2_000, "busy": 0, "ms": race["won_ms"], "rounds": [1]}
    store = {
        "races, real": row | race,
        "races, control": row | race | {"double": 9},
        "kills, real": row,
        "kills, control": row | {"torn": 3},
        "speed": {f"{way}, 8": fast for way in SPEEDS} | {"procrastinate, 8": {"version": "3", "per_second": 1}},
    }
    machine = {"cores": 2, "memory_gb": 4, "python": "3.11", "load": [1, 2]}
    sizes = {"kills": 25, "claimers": 8, "rounds": 3}
    about = {"date": "2026-11-26", "minutes": 1, "part": part, "machine": machine, "sizes": sizes}
    return about | {"sqlite": store, "postgresql": copy.deepcopy(store)}


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("races, real", "double", 1),
        ("races, real", "lost", 1),
        ("races, real", "torn", 1),
        ("races, real", "chain_unbroken", False),
        ("races, control", "double", 0),
        ("kills, real", "lost", 1),
        ("kills, real", "kills", 24),
        ("kills, control", "torn", 0),
    ],
)
def test_one_broken_promise_or_one_blind_control_is_reported(part: str, key: str, value: object) -> None:
    assert broken(good()) == []
    bad = good()
    bad["postgresql"][part] = {**bad["postgresql"][part], key: value}
    assert len(broken(bad)) == 1


def test_too_slow_is_reported_of_the_full_size_and_never_of_a_part() -> None:
    for part, reported in ((1.0, 1), (0.1, 0)):
        slow = good(part)
        slow["postgresql"]["speed"]["told, 8"] = {"per_second": 1_499}
        slow["sqlite"]["speed"]["told, 8"] = {"per_second": 1_000}
        assert len(broken(slow)) == reported


def test_the_page_shows_every_row() -> None:
    text = page(good())
    assert text.count("\n| SQLite") == text.count("\n| PostgreSQL") == 8
    assert "A part of 0.1" in text


def test_a_run_that_stopped_goes_on_where_it_was_unless_something_changed(
    postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    stops = {"postgresql 2"}

    def parts(place: Place, _sizes: Sizes) -> dict[str, Callable[[], dict[str, Any]]]:
        names = [f"{place.store} {number}" for number in (1, 2)]
        return {name: partial(once, name) for name in names}

    def once(name: str) -> dict[str, Any]:
        if name in stops:
            stops.clear()
            raise KeyboardInterrupt
        done.append(name)
        return {}

    monkeypatch.setattr(bench_queue, "parts", parts)
    monkeypatch.setattr(bench_queue, "postgresql", lambda _folder: nullcontext(postgresql))
    kept = tmp_path / "kept.json"
    with pytest.raises(KeyboardInterrupt):
        bench_queue.measure(SMALL, 0.1, kept)
    assert done == ["sqlite 1", "sqlite 2", "postgresql 1"]
    bench_queue.measure(SMALL, 0.1, kept)
    assert done[3:] == ["postgresql 2"]
    bench_queue.measure(replace(SMALL, races=41), 0.1, kept)
    assert done[4:] == ["sqlite 1", "sqlite 2", "postgresql 1", "postgresql 2"]
