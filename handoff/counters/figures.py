"""The figures of one gemeente in one year, with the small numbers hidden: all that may leave the counter table."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from handoff.counters import times
from handoff.counters.suppression import Key, Sum, hidden

LEAST_IN_TEAM = 5
LEAST_OUTSIDE = 10
LEAST_FOR_SHARE = 30
ALL = ""  # all teams, or all kinds

# Before there is a team: split in kinds, or one number.
OF_GEMEENTE = ("gesprek", "onderwerp", "check_begonnen", "check_klaar", "toestemming_gevraagd")
TIMES = ("opgepakt", "eerste_poging", "bereikt")
OF_TEAM = ("overdracht", *TIMES, "poging", "uitkomst", "ingetrokken", "verlopen", "te_laat", "teruggegeven")
IN_KINDS = frozenset({"gesprek", "onderwerp", "poging", "uitkomst"})

Counts = Mapping[Key, int]  # (maand, team, wat, soort) as stored


@dataclass(frozen=True)
class Figures:
    """
    What may be shown.

    Attributes:
        periods: The months that are over, and the year once all of it is.
        gone: The cells that are not shown.
        ranges: How many took how long: (maand, team, wat) → range of hours → how many. For median and p90 only.
    """

    year: int
    periods: tuple[str, ...]
    teams: tuple[str, ...]
    values: Counts
    gone: frozenset[Key]
    ranges: Mapping[Key, Mapping[str, int]]

    def number(self, maand: str, team: str, wat: str, soort: str = ALL) -> int | None:
        """Return a count; None when it is hidden."""
        key = (maand, team, wat, soort)
        return None if key in self.gone else self.values.get(key, 0)

    def share(self, maand: str, team: str, part: str, whole: str, soort: str = ALL) -> int | None:
        """
        Return what percentage `part` is of `whole`.

        None when either is hidden, or it is a share of too few; or when more of it happened, as it may be about
        what began in an earlier month.
        """
        some, every = self.number(maand, team, part, soort), self.number(maand, team, whole)
        if some is None or every is None or every < LEAST_FOR_SHARE or some > every:
            return None
        return round(100 * some / every)

    def median(self, maand: str, team: str, wat: str) -> str | None:
        """Return within which range of hours half of them were; None when they are hidden or too few."""
        return self._time(times.median, maand, team, wat)

    def p90(self, maand: str, team: str, wat: str) -> str | None:
        """Return within which range of hours nine out of ten were; None when they are hidden or too few."""
        return self._time(times.p90, maand, team, wat)

    def kinds(self, wat: str) -> list[str]:
        """Return the kinds that something was counted in, in the order of their names."""
        return sorted({key[3] for key in self.values if key[2] == wat} - {ALL})

    def _time(self, of: times.Quantile, maand: str, team: str, wat: str) -> str | None:
        if self.number(maand, team, wat) is None:
            return None
        return of(self.ranges.get((maand, team, wat), {}))


def figures(stored: Counts, year: int, months: tuple[str, ...], least: int) -> Figures:
    """
    Return the figures of a year.

    What is hidden in a month depends on that month alone, so that it stays the same whenever one looks. A year is
    added to months that are out already: only its totals can still be hidden. What a stricter reader may see is
    always less than what a wider one sees, so that both together tell no more.

    Args:
        months: Those that are over.
    """
    everyone = tuple(sorted({team for _, team, _, _ in stored if team}))
    whole_year = str(year) if len(months) == 12 else None
    values = dict(_cells(_with_year(stored, months, whole_year)))
    gone: frozenset[Key] = frozenset()
    for step in sorted({LEAST_IN_TEAM, least}):
        for month in months:
            gone |= _hidden_in(values, month, everyone, step, gone)
        if whole_year:
            gone |= _hidden_totals(values, months, whole_year, everyone, step, gone)
    periods = (*months, whole_year) if whole_year else months
    return Figures(year, periods, everyone, values, gone, _ranges(_with_year(stored, months, whole_year)))


def _with_year(stored: Counts, months: Collection[str], year: str | None) -> dict[Key, int]:
    """Return the counts of the months that are over, and those of the year."""
    found: dict[Key, int] = {}
    for (month, team, wat, soort), number in stored.items():
        if month in months:
            for period in (month, year) if year else (month,):
                key = (period, team, wat, soort)
                found[key] = found.get(key, 0) + number
    return found


def _cells(counts: Counts) -> Iterator[tuple[Key, int]]:
    """Give every cell that is shown: of a team and of all, in kinds and of all kinds; ranges of hours only together."""
    cells: dict[Key, int] = {}
    for (period, team, wat, soort), number in counts.items():
        for shown_team in {team, ALL}:
            for kind in {soort, ALL} if wat in IN_KINDS else {ALL}:
                key = (period, shown_team, wat, kind)
                cells[key] = cells.get(key, 0) + number
    yield from cells.items()


def _ranges(counts: Counts) -> dict[Key, dict[str, int]]:
    found: dict[Key, dict[str, int]] = {}
    for (period, team, wat, soort), number in counts.items():
        for shown_team in {team, ALL} if wat in TIMES else ():
            ranges = found.setdefault((period, shown_team, wat), {})
            ranges[soort] = ranges.get(soort, 0) + number
    return found


def _hidden_in(
    values: Counts, period: str, teams: tuple[str, ...], least: int, already: frozenset[Key]
) -> frozenset[Key]:
    """Return what is hidden in one month."""
    gone: frozenset[Key] = frozenset()
    for wat in (*OF_GEMEENTE, *OF_TEAM):
        mine = {key: number for key, number in values.items() if key[0] == period and key[2] == wat}
        sums = list(_sums(mine, period, wat, teams))
        gone |= hidden(_whole(mine, sums), sums, least, already=already & mine.keys())
    return gone


def _hidden_totals(
    values: Counts, months: tuple[str, ...], year: str, teams: tuple[str, ...], least: int, already: frozenset[Key]
) -> frozenset[Key]:
    """Return which totals of the year are hidden. One whose months are all shown can't be: everybody can add."""
    gone: frozenset[Key] = frozenset()
    for wat in (*OF_GEMEENTE, *OF_TEAM):
        mine = {key: number for key, number in values.items() if key[2] == wat}
        totals = [key for key in mine if key[0] == year]
        of_year = [Sum(key, tuple((month, *key[1:]) for month in months)) for key in totals]
        known = {one.total for one in of_year if not already & set(one.parts)}
        sums = [*of_year, *(one for period in (*months, year) for one in _sums(mine, period, wat, teams))]
        fixed = known | {key for key in mine if key[0] != year}
        gone |= hidden(_whole(mine, sums), sums, least, already=already & mine.keys(), fixed=fixed)
    return gone


def _sums(values: Counts, period: str, wat: str, teams: tuple[str, ...]) -> Iterable[Sum]:
    """Give the totals that are shown beside their parts: over kinds, and over teams."""
    kinds = sorted({key[3] for key in values} - {ALL}) if wat in IN_KINDS else []
    split = teams if wat in OF_TEAM else ()
    if kinds:
        for team in (*split, ALL):
            yield Sum((period, team, wat, ALL), tuple((period, team, wat, kind) for kind in kinds))
    if split:
        for kind in (*kinds, ALL):
            yield Sum((period, ALL, wat, kind), tuple((period, team, wat, kind) for team in split))


def _whole(values: Counts, sums: Iterable[Sum]) -> dict[Key, int]:
    """Return the values with a nought for every cell of a sum that was never counted."""
    return {key: 0 for one in sums for key in one.keys} | dict(values)
