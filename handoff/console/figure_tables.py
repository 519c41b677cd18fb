"""Puts the figures of one period and one team in tables with words, ready for a page or a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from handoff.console.wording import Wording
from handoff.counters import ALL, Figures, hours_of

STEPS = (
    ("overdracht", ""),
    ("opgepakt", "overdracht"),
    ("bereikt", "overdracht"),
    ("teruggegeven", "overdracht"),
    ("ingetrokken", "overdracht"),
    ("te_laat", "overdracht"),
    ("verlopen", "overdracht"),
)
REACH = (
    ("gesprek", ""),
    ("check_begonnen", "gesprek"),
    ("check_klaar", "check_begonnen"),
    ("toestemming_gevraagd", "gesprek"),
    ("overdracht", "toestemming_gevraagd"),
    ("ingetrokken", "overdracht"),
)
# What says in one look whether it works: a part, and of what.
KEY_SHARES = (("overdracht", "toestemming_gevraagd"), ("bereikt", "overdracht"), ("te_laat", "overdracht"))
TIMES = ("opgepakt", "eerste_poging", "bereikt")
IN_KINDS = ("poging", "uitkomst")
FILE_HEADINGS = ("periode", "team", "wat", "soort", "aantal", "mediaan", "p90")


@dataclass(frozen=True)
class Row:
    """
    One line of a table.

    Attributes:
        number: None when it is not shown.
        share: A percentage, None when there is none to show.
        whole: What it is a percentage of, in words.
        length: How long its bar is, of 100.
    """

    label: str
    number: int | None
    share: int | None = None
    length: int = 0
    median: str = ""
    p90: str = ""
    whole: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a heading, which may be of shares or of times."""

    id: str
    title: str
    rows: tuple[Row, ...]
    remark: str = ""

    @property
    def shares(self) -> bool:
        """Tell whether there is a percentage in it."""
        return any(row.share is not None for row in self.rows)


@dataclass(frozen=True)
class FigureTables:
    """Makes the tables, with the words of the console."""

    figures: Figures
    wording: Wording
    gemeente: str

    def tables(self, period: str, team: str) -> list[Table]:
        """Return the tables of one period, of one team or of the whole gemeente."""
        found = [self._steps("overdrachten", STEPS, period, team), self._times(period, team)]
        found += [self._kinds(wat, period, team) for wat in IN_KINDS]
        if team != ALL:
            return found
        reach = self._steps("bereik", REACH, period, ALL)
        return [reach, self._kinds("gesprek", period, ALL), *found, self._topics(period)]

    def key_figures(self, period: str, team: str) -> list[tuple[str, str]]:
        """Return a few figures with what they say; what is hidden, or a share of too few, says so."""
        found = []
        for part, whole in KEY_SHARES:
            if team == ALL or whole == "overdracht":
                share = self.figures.share(period, team, part, whole)
                told = self.wording.text("tijd_te_weinig") if share is None else f"{share}%"
                found.append((told, self.wording.text(f"kern_{part}")))
        return [*found, (self._half(period, team, "opgepakt"), self.wording.text("kern_opgepakt"))]

    def period(self, period: str) -> str:
        """Return a month or a year in words."""
        year, _, month = period.partition("-")
        return f"{self.wording.text(f'maand_{month}')} {year}" if month else self.wording.text("heel_jaar", jaar=year)

    def short_month(self, month: str) -> str:
        """Return a month in three letters, for under a picture."""
        return self.wording.text(f"maandkort_{month[-2:]}")

    def team(self, team: str) -> str:
        """Return the name of a team, or what all teams are together."""
        return self.wording.text("hele_gemeente") if team == ALL else self.wording.team(self.gemeente, team)

    def kind(self, wat: str, soort: str) -> str:
        """Return the label of a kind: a topic, an outcome, a try or a channel."""
        if soort == ALL:
            return ""
        return self.wording.topic(soort) if wat == "onderwerp" else self.wording.one_of(wat, soort)

    def lines(self, teams: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """Give every figure of the year as a line of a file, for these teams and for all together."""
        shown = {*teams, ALL}
        yield tuple(self.wording.text(f"bestand_{heading}") for heading in FILE_HEADINGS)
        for period, team, wat, soort in sorted(self.figures.values):
            if team in shown:
                number = self.figures.number(period, team, wat, soort)
                where = self.period(period), self.team(team), self.wording.text(f"cijfer_{wat}")
                times = (self._half(period, team, wat), self._most(period, team, wat)) if wat in TIMES else ("", "")
                yield (*where, self.kind(wat, soort), self.number(number), *times)

    def number(self, number: int | None) -> str:
        """Return a count, or the word for one that is not shown."""
        return self.wording.text("cijfer_verborgen") if number is None else str(number)

    def _steps(self, name: str, steps: tuple[tuple[str, str], ...], period: str, team: str) -> Table:
        rows = [
            Row(
                self.wording.text(f"stap_{wat}" if name == "bereik" and wat == "overdracht" else f"cijfer_{wat}"),
                self.figures.number(period, team, wat),
                self.figures.share(period, team, wat, whole) if whole else None,
                whole=self.wording.text(f"deel_van_{whole}") if whole else "",
            )
            for wat, whole in steps
        ]
        return Table(name, self.wording.text(f"tabel_{name}"), _with_bars(rows))

    def _times(self, period: str, team: str) -> Table:
        rows = tuple(
            Row(
                self.wording.text(f"tijd_{wat}"),
                self.figures.number(period, team, wat),
                median=self._half(period, team, wat),
                p90=self._most(period, team, wat),
            )
            for wat in TIMES
        )
        return Table("tijden", self.wording.text("tabel_tijden"), rows, self.wording.text("uitleg_tijden"))

    def _kinds(self, wat: str, period: str, team: str) -> Table:
        rows = [
            Row(
                self.kind(wat, soort),
                self.figures.number(period, team, wat, soort),
                self.figures.share(period, team, wat, wat, soort),
            )
            for soort in self.figures.kinds(wat)
        ]
        return Table(wat, self.wording.text(f"tabel_{wat}"), _with_bars(rows))

    def _topics(self, period: str) -> Table:
        """Return the topics that may be shown, most asked first; the others would make a long list of nothing."""
        numbers = [(self.figures.number(period, ALL, "onderwerp", one), one) for one in self.figures.kinds("onderwerp")]
        shown = sorted(((number, one) for number, one in numbers if number), reverse=True)
        rows = [Row(self.kind("onderwerp", one), number) for number, one in shown]
        return Table("onderwerp", self.wording.text("tabel_onderwerp"), _with_bars(rows), self._topics_remark(numbers))

    def _topics_remark(self, numbers: list[tuple[int | None, str]]) -> str:
        return self.wording.text("uitleg_onderwerp") if any(number is None for number, _ in numbers) else ""

    def _half(self, period: str, team: str, wat: str) -> str:
        return self._hours(self.figures.median(period, team, wat))

    def _most(self, period: str, team: str, wat: str) -> str:
        return self._hours(self.figures.p90(period, team, wat))

    def _hours(self, bucket: str | None) -> str:
        if bucket is None:
            return self.wording.text("tijd_te_weinig")
        hours = hours_of(bucket)
        return self.wording.text("tijd_binnen", uren=str(hours)) if hours else self.wording.text("tijd_langer")


def _with_bars(rows: list[Row]) -> tuple[Row, ...]:
    most = max((row.number or 0 for row in rows), default=0) or 1
    return tuple(replace(row, length=round(100 * (row.number or 0) / most)) for row in rows)
