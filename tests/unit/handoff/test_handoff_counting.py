"""What is counted, and that it is counted where it happens: together with it, once, and without a trace to anybody."""

import re
import threading
from collections import Counter
from datetime import UTC, datetime

import pytest
from handoff_world import CHAT_LINES, MORS, World
from sqlalchemy import inspect, select, text

from content.catalogue import Catalogue
from handoff import tables
from handoff.counters import bucket_of, count, flush
from handoff.counters.months import is_over, month_of
from handoff.counters.times import median, p90
from handoff.database import writing
from handoff.queue import AlreadyClaimedError
from privacy.counters import COUNTED, Count, NotCountableError, Tally


def counted(world: World) -> Counter[tuple[str, str]]:
    """Return (wat, soort) → how often, and check that all of it is in this month, gemeente and team."""
    counter = tables.Counter
    with world.engine.connect() as connection:
        rows = connection.execute(select(counter.__table__)).all()
    assert {(row.maand, row.gemeente, row.team) for row in rows} <= {(month_of(world.clock()), "leiden", MORS)}
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        found[row.wat, row.soort] += row.aantal
    return found


def test_the_life_of_a_handoff_is_counted_in_working_hours(any_world: World) -> None:
    world = any_world
    anna = world.colleague("Anna")
    row = world.waiting()
    world.clock.turn(hours=3)
    world.queue.claim(row.id, anna, world.teams)
    world.queue.attempt(row.id, anna, "geen_gehoor")
    world.clock.turn(days=1)
    world.queue.attempt(row.id, anna, "gesproken")
    world.queue.attempt(row.id, anna, "gesproken")
    world.queue.close(row.id, anna, "opgelost", world.queue.get(row.id).version)
    assert counted(world) == {
        ("overdracht", ""): 1,
        ("opgepakt", "tot_4"): 1,
        ("eerste_poging", "tot_4"): 1,
        ("bereikt", "tot_16"): 1,
        ("poging", "geen_gehoor"): 1,
        ("poging", "gesproken"): 2,
        ("uitkomst", "opgelost"): 1,
    }


def test_a_second_claim_after_giving_back_has_no_time_of_its_own(any_world: World) -> None:
    world = any_world
    anna = world.colleague("Anna")
    row = world.held(anna)
    world.queue.release(row.id, anna, row.version)
    world.clock.turn(days=2)
    world.queue.claim(row.id, anna, world.teams)
    assert counted(world) == {("overdracht", ""): 1, ("opgepakt", "tot_1"): 1, ("teruggegeven", ""): 1}


def test_a_chat_is_one_try_and_reached_at_the_first_answer(any_world: World) -> None:
    world = any_world
    anna = world.colleague("Anna")
    row = world.waiting(lines=CHAT_LINES)
    world.queue.from_inwoner("gesprek-1", "Nog een vraag, terwijl ik wacht.")
    world.queue.claim(row.id, anna, world.teams)
    for _ in range(3):
        world.queue.send_to_inwoner(row.id, anna, "Hallo")
    assert ("bereikt", "tot_1") not in counted(world)
    for _ in range(2):
        world.queue.from_inwoner("gesprek-1", "Dag")
    found = counted(world)
    assert found["poging", "chat"] == found["eerste_poging", "tot_1"] == found["bereikt", "tot_1"] == 1


def test_too_late_is_counted_once_at_the_first_talk_or_at_the_end(any_world: World) -> None:
    world = any_world
    anna = world.colleague("Anna")
    reached, ended = world.held(anna, "gesprek-1"), world.held(anna, "gesprek-2")
    world.clock.turn(weeks=5)
    world.queue.claim(reached.id, anna, world.teams)  # the lease may have ended meanwhile
    world.queue.attempt(reached.id, anna, "gesproken")
    world.queue.close(reached.id, anna, "opgelost", world.queue.get(reached.id).version)
    world.queue.withdraw("code-gesprek-2")
    with world.engine.connect() as connection:
        late = connection.scalar(text("SELECT sum(aantal) FROM counter WHERE wat = 'te_laat'"))
    assert late == 2
    assert ended.id


def test_what_is_refused_or_undone_is_not_counted(any_world: World) -> None:
    world = any_world
    anna, bram = world.colleague("Anna"), world.colleague("Bram")
    row = world.held(anna)
    before = counted(world)
    with pytest.raises(AlreadyClaimedError):
        world.queue.claim(row.id, bram, world.teams)
    with pytest.raises(RuntimeError), writing(world.engine) as session:
        count(session, Count("leiden", "overdracht", team=MORS), world.clock())
        raise RuntimeError
    assert counted(world) == before


def test_counts_of_many_at_once_are_all_there(any_world: World) -> None:
    world = any_world

    def add() -> None:
        for _ in range(25):
            flush(
                world.engine,
                {Count("leiden", "gesprek", "widget"): 2, Count("leiden", "check_klaar"): 1},
                world.clock(),
            )

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with world.engine.connect() as connection:
        rows = dict(connection.execute(text("SELECT wat, sum(aantal) FROM counter GROUP BY wat")).all())
    assert rows == {"gesprek": 200, "check_klaar": 100}


def test_a_row_holds_nothing_but_the_month_the_place_and_the_number(any_world: World) -> None:
    world = any_world
    columns = {column["name"] for column in inspect(world.engine).get_columns("counter")}
    assert columns == {"maand", "gemeente", "team", "wat", "soort", "vak", "aantal"}
    anna = world.colleague("Anna")
    row = world.held(anna)
    world.queue.close(row.id, anna, "niet_bereikt", row.version)
    with world.engine.connect() as connection:
        written = repr(connection.execute(text("SELECT * FROM counter")).all())
    for trace in (row.id, row.referentie, anna, "Anna", "huurachterstand"):
        assert trace not in written
    assert not re.search(r"\d{4}-\d\d-\d\d|\d\d:\d\d", written)


def test_sqlite_keeps_no_order_of_what_was_counted_first(any_world: World) -> None:
    world = any_world
    if world.engine.dialect.name != "sqlite":
        pytest.skip("about SQLite's row numbers")
    with world.engine.connect() as connection, pytest.raises(Exception, match="no such column"):
        connection.execute(text("SELECT rowid FROM counter"))


@pytest.mark.parametrize(
    ("wat", "soort", "team"),
    [
        ("handoff", "", ""),
        ("gesprek", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", ""),
        ("onderwerp", "3f2504e04f8941d39a0c0305e82c3301", ""),
        ("onderwerp", "ik woon in de kerkstraat", ""),
        ("uitkomst", "x0612345678", ""),
        ("overdracht", "opgelost", ""),
        ("overdracht", "", "Anna de Vries"),
    ],
)
def test_what_is_not_on_the_list_can_not_be_counted(wat: str, soort: str, team: str) -> None:
    with pytest.raises(NotCountableError) as refused:
        Count("leiden", wat, soort, team)
    assert not soort or soort not in str(refused.value)


def test_every_topic_gemeente_and_team_can_be_counted(catalogue: Catalogue) -> None:
    for gemeente in catalogue.gemeenten.values():
        for topic in (*catalogue.register, *catalogue.crisis):
            Count(gemeente.id, "onderwerp", topic)
        for team in gemeente.teams:
            Count(gemeente.id, "overdracht", team=team.id)


def test_a_tally_keeps_what_could_not_be_written() -> None:
    tally = Tally()
    tally.add(Count("leiden", "check_klaar"))
    taken = tally.take()
    tally.add(Count("leiden", "check_klaar"))
    tally.put_back(taken)
    assert tally.take() == {Count("leiden", "check_klaar"): 2}
    assert tally.take() == {}


def test_a_month_is_of_the_dutch_clock_and_shown_when_nothing_is_added_any_more() -> None:
    assert month_of(datetime(2026, 10, 31, 23, 30, tzinfo=UTC)) == "2026-11"
    assert not is_over("2026-10", datetime(2026, 11, 1, 12, tzinfo=UTC))
    assert is_over("2026-10", datetime(2026, 11, 2, 12, tzinfo=UTC))


def test_half_and_nine_out_of_ten_are_ranges_and_only_told_of_enough() -> None:
    assert [bucket_of(hours) for hours in (0, 1, 1.1, 160, 161)] == ["tot_1", "tot_1", "tot_2", "tot_160", "langer"]
    counts = {"tot_1": 20, "tot_8": 8, "langer": 2}
    assert (median(counts), p90(counts)) == ("tot_1", "tot_8")
    assert median({"tot_1": 9}) is None
    assert (median({"tot_1": 29}), p90({"tot_1": 29})) == ("tot_1", None)


def test_the_list_of_what_is_counted_names_no_person() -> None:
    assert not {"account", "medewerker", "wijkteamlid", "inwoner"} & set(COUNTED)
