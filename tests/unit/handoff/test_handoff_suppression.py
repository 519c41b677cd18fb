"""No small number is shown, and none can be worked out: tried with solvers that know nothing of how it was hidden."""

import random
from itertools import product

import pytest

from handoff.counters.suppression import Key, Sum, hidden
from tests.harness.solving import solve, try_all

LEAST = 5


def table(numbers: list[list[int]]) -> tuple[dict[Key, int], list[Sum]]:
    """Return the cells of a table with its totals, and the sums that a reader knows of."""
    rows, columns = range(len(numbers)), range(len(numbers[0]))
    values: dict[Key, int] = {(str(row), str(column)): numbers[row][column] for row, column in product(rows, columns)}
    values |= {(str(row), "all"): sum(numbers[row]) for row in rows}
    values |= {("all", str(column)): sum(line[column] for line in numbers) for column in columns}
    values["all", "all"] = sum(map(sum, numbers))
    names = [str(row) for row in rows], [str(column) for column in columns]
    sums = [Sum((row, "all"), tuple((row, column) for column in names[1])) for row in (*names[0], "all")]
    sums += [Sum(("all", column), tuple((row, column) for row in names[0])) for column in (*names[1], "all")]
    return values, sums


def lines(sums: list[Sum]) -> list[tuple[Key, tuple[Key, ...]]]:
    return [(one.total, one.parts) for one in sums]


def shown(values: dict[Key, int], gone: frozenset[Key]) -> dict[Key, int]:
    return {key: value for key, value in values.items() if key not in gone}


def small(values: dict[Key, int]) -> frozenset[Key]:
    return frozenset(key for key, value in values.items() if 0 < value < LEAST)


def random_table(seed: int, rows: int, columns: int) -> list[list[int]]:
    chance = random.Random(seed)
    return [[chance.choice((0, 0, 1, 2, 3, 4, 5, 7, 9, 12, 30)) for _ in range(columns)] for _ in range(rows)]


def test_a_small_number_and_nought_beside_it() -> None:
    values, sums = table([[0, 3, 20, 30]])
    gone = hidden(values, sums, LEAST)
    assert ("0", "1") in gone
    assert ("0", "0") not in gone


def test_without_a_second_hidden_count_the_solver_finds_the_first() -> None:
    """The control: hide small numbers only, and the solvers must find them back."""
    values, sums = table([[3, 20, 30], [12, 9, 40]])
    gone = small(values)
    found = solve(shown(values, gone), lines(sums), gone)
    assert found == {("0", "0"): 3}
    assert try_all(shown(values, gone), lines(sums), gone) == {("0", "0"): {3}}


def test_the_control_finds_numbers_in_most_random_tables() -> None:
    found = 0
    for seed in range(100):
        values, sums = table(random_table(seed, 3, 4))
        gone = small(values)
        recovered = solve(shown(values, gone), lines(sums), gone)
        assert all(values[key] == value for key, value in recovered.items())
        found += bool(recovered)
    assert found > 60


@pytest.mark.parametrize(("rows", "columns"), [(1, 4), (2, 2), (3, 4), (6, 5), (11, 6)])
def test_no_hidden_count_has_one_solution(rows: int, columns: int) -> None:
    for seed in range(60):
        values, sums = table(random_table(seed, rows, columns))
        gone = hidden(values, sums, LEAST)
        assert small(values) <= gone
        assert solve(shown(values, gone), lines(sums), gone) == {}, seed


@pytest.mark.parametrize(("rows", "columns"), [(1, 3), (2, 2), (2, 3)])
def test_no_hidden_count_is_found_by_trying_everything(rows: int, columns: int) -> None:
    tried = 0
    for seed in range(150):
        chance = random.Random(seed)
        values, sums = table([[chance.choice((0, 1, 2, 4, 5, 6, 8)) for _ in range(columns)] for _ in range(rows)])
        gone = hidden(values, sums, LEAST)
        if len(gone) > 7:
            continue
        possible = try_all(shown(values, gone), lines(sums), gone)
        assert all(values[key] in found for key, found in possible.items())
        assert [key for key, found in possible.items() if len(found) == 1] == [], seed
        tried += bool(gone)
    assert tried > 20


def test_what_hidden_counts_are_together_is_not_small_either() -> None:
    values, sums = table([[1, 2, 20, 30]])
    gone = hidden(values, sums, LEAST)
    together = sum(values[key] for key in gone if key[0] == "0" and key[1] != "all")
    assert ("0", "all") in gone or together >= LEAST


def test_nothing_is_hidden_when_nothing_is_small() -> None:
    values, sums = table([[10, 20, 0], [30, 5, 6]])
    assert hidden(values, sums, LEAST) == frozenset()


def test_what_is_published_is_never_hidden_afterwards() -> None:
    values, sums = table([[3, 9, 20], [12, 9, 40]])
    published = [key for key in values if "all" not in key]
    gone = hidden(values, sums, LEAST, already=[("0", "0"), ("1", "0"), ("0", "1"), ("1", "1")], fixed=published)
    assert {key for key in gone if "all" not in key} == {("0", "0"), ("1", "0"), ("0", "1"), ("1", "1")}
