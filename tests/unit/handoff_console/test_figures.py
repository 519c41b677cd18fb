"""The page with figures and its file: for whom it is, what is on it, and that both together give nothing away."""

import csv
import html
import io
import re
from collections.abc import Iterator

import pytest

from handoff.console.figure_tables import IN_KINDS, REACH, STEPS, TIMES
from handoff.counters.figures import LEAST_IN_TEAM, LEAST_OUTSIDE, OF_GEMEENTE, OF_TEAM
from tests.harness.console_office import Browser, Office, whole_catalogue
from tests.harness.published import MONTHS, YEAR, Key, invented, store, sums
from tests.harness.solving import solve

TEAMS = ("wijkteam_leiden_noord", "wijkteam_merenwijk", "wijkteam_mors")
ROW = re.compile(
    r'<th scope="row">(?P<label>.*?)</th>\s*<td class="getal[^"]*">(?P<number>.*?)</td>'
    r'(?:\s*<td class="getal">(?P<share>.*?)</td>)?',
    re.DOTALL,
)
TABLE = re.compile(r'<section class="lijst" id="tabel-(\w+)".*?</section>', re.DOTALL)
HIDDEN = "niet getoond"
FIGURES = {"overdrachten": STEPS, "bereik": REACH}


@pytest.fixture
def filled(office: Office) -> dict[Key, int]:
    """Fill a year with mostly small counts."""
    stored = invented(7, TEAMS)
    store(office.engine, stored)
    return stored


@pytest.fixture
def carla(office: Office) -> Browser:
    """Give the browser of a coordinator."""
    return office.browser(office.colleague("Carla", rollen=("coordinator",)))


@pytest.fixture
def olga(office: Office) -> Browser:
    """Give the browser of an analyst."""
    return office.browser(office.colleague("Olga", rollen=("analyst",)))


def read_page(browser: Browser, period: str, team: str) -> Iterator[tuple[Key, int | None]]:
    """Give every count that a page shows or hides."""
    page = browser.get(f"/cijfers?periode={period}&team={team}").text
    for table in TABLE.finditer(page):
        for place, row in enumerate(ROW.finditer(table[0])):
            wat, soort = meaning(table[1], place, html.unescape(row["label"]))
            number = row["number"].strip()
            yield (period, team, wat, soort), None if number == HIDDEN else int(number)


def meaning(table: str, place: int, label: str) -> tuple[str, str]:
    """Return what a row of a table is about."""
    if table in FIGURES:
        return FIGURES[table][place][0], ""
    if table == "tijden":
        return TIMES[place], ""
    return table, kind_of(table, label)


def kind_of(wat: str, label: str) -> str:
    """Return the kind that has this label."""
    catalogue = whole_catalogue()
    if wat == "onderwerp":
        return next(topic for topic in catalogue.register if catalogue.titel(topic) == label)
    labels = {key: text for key, text in catalogue.teksten.items() if key.startswith(f"console.{wat}_")}
    return next(key for key, text in labels.items() if text == label).removeprefix(f"console.{wat}_")


def read_file(answer: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.decode("utf-8-sig")), delimiter=";"))


def known_of_file(rows: list[dict[str, str]]) -> dict[Key, int]:
    """Return the counts that a file tells."""
    words = {text: key.removeprefix("console.") for key, text in whole_catalogue().teksten.items() if "console." in key}
    teams = {team.naam: team.id for team in whole_catalogue().gemeente("leiden").teams} | {"alle teams samen": ""}
    months = {text: key for key, text in whole_catalogue().teksten.items() if key.startswith("console.maand_")}
    cijfers = {text: key.removeprefix("cijfer_") for text, key in words.items() if key.startswith("cijfer_")}
    found = {}
    for row in rows:
        month = row["Periode"].split()[0]
        period = f"{YEAR}-{months[month][-2:]}" if month in months else str(YEAR)
        wat = cijfers[row["Wat"]]
        soort = kind_of(wat, row["Soort"]) if row["Soort"] else ""
        if row["Aantal"] != HIDDEN:
            found[period, teams[row["Team"]], wat, soort] = int(row["Aantal"])
    return found


def test_the_page_and_the_file_together_give_no_hidden_count_away(
    filled: dict[Key, int], carla: Browser, olga: Browser
) -> None:
    """Everything that can be asked for is read, and the solver tries to find what is hidden."""
    page: dict[Key, int | None] = {}
    for period in (*MONTHS, str(YEAR)):
        for team in ("", *TEAMS):
            page |= dict(read_page(carla, period, team))
    file = known_of_file(read_file(olga.post("/cijfers.csv", on="/cijfers", jaar=str(YEAR)).content))
    shown = {key: number for key, number in page.items() if number is not None}
    assert len(shown) > 300
    assert [key for key, number in shown.items() if 0 < number < LEAST_IN_TEAM] == []
    assert [key for key, number in file.items() if 0 < number < LEAST_OUTSIDE] == []
    assert all(shown.get(key, number) == number for key, number in file.items())
    everything = {**file, **shown}
    for wat in (*OF_GEMEENTE, *OF_TEAM):
        lines = list(sums(TEAMS, wat))
        cells = {key for total, parts in lines for key in (total, *parts)}
        gone = {key for key in cells if page.get(key, 0) is None} | {key for key in cells if key not in page}
        gone -= everything.keys() | zeros(filled, cells)
        assert solve(everything, lines, gone) == {}, wat
        assert solve(file, lines, cells - file.keys() - zeros(filled, cells)) == {}, wat


def zeros(stored: dict[Key, int], cells: set[Key]) -> set[Key]:
    """Return the cells that nothing was counted in: they aren't secret, and a file leaves them out."""
    return {
        (period, team, wat, soort)
        for period, team, wat, soort in cells
        if not any(
            number and month.startswith(period) and team in ("", its_team) and wat == its and soort in ("", kind)
            for (month, its_team, its, kind), number in stored.items()
        )
    }


def test_only_a_coordinator_and_an_analyst_may_see_it(office: Office, filled: dict[Key, int]) -> None:
    assert filled
    for rol, status in (("agent", 403), ("admin", 403), ("auditor", 403), ("coordinator", 200), ("analyst", 200)):
        browser = office.browser(office.colleague(rol.title(), rollen=(rol,)))
        assert browser.get("/cijfers").status_code == status, rol


def test_taking_the_file_out_is_logged_with_who_and_which_year(
    office: Office, filled: dict[Key, int], olga: Browser
) -> None:
    answer = olga.post("/cijfers.csv", on="/cijfers", jaar=str(YEAR))
    assert answer.headers["content-disposition"] == f'attachment; filename="cijfers-leiden-{YEAR}.csv"'
    with office.engine.connect() as connection:
        logged = connection.exec_driver_sql(
            "SELECT result, account_id FROM event WHERE action = 'figures_exported'"
        ).all()
    assert [result for result, _ in logged] == [f"leiden {YEAR}"]
    assert logged[0][1]


def test_a_file_of_a_year_that_is_not_there_is_not_made(filled: dict[Key, int], olga: Browser) -> None:
    for year in ("1999", "", "2025 OR 1=1"):
        assert olga.post("/cijfers.csv", on="/cijfers", jaar=year).status_code == 404


def test_a_coordinator_of_one_team_sees_that_team_and_all_together(office: Office, filled: dict[Key, int]) -> None:
    browser = office.browser(office.colleague("Dirk", rollen=("coordinator",), teams=frozenset({TEAMS[0]})))
    mine = dict(read_page(browser, MONTHS[0], TEAMS[0]))
    assert mine
    page = browser.get(f"/cijfers?periode={MONTHS[0]}&team={TEAMS[1]}").text
    assert f'value="{TEAMS[1]}"' not in page
    assert "alle teams samen</h2>" in page
    rows = read_file(browser.post("/cijfers.csv", on="/cijfers", jaar=str(YEAR)).content)
    assert len({row["Team"] for row in rows}) == 2


def test_another_gemeente_sees_nothing_of_it(office: Office, filled: dict[Key, int]) -> None:
    browser = office.browser(office.colleague("Eva", gemeente="nijmegen", rollen=("analyst",)))
    assert "Er zijn nog geen cijfers" in browser.get("/cijfers").text
    assert browser.post("/cijfers.csv", on="/cijfers", jaar=str(YEAR)).status_code in (404, 403)


def test_what_is_asked_for_but_not_there_shows_the_newest_month(filled: dict[Key, int], carla: Browser) -> None:
    for asked in ("?periode=2099-01", "?periode=x&team=<script>", "?team=wijkteam_van_niemand"):
        page = carla.get(f"/cijfers{asked}").text
        assert f"december {YEAR}, alle teams samen" in page
        assert "<script>" not in page


def test_this_month_is_not_shown_before_it_is_over(office: Office, carla: Browser) -> None:
    office.ask()
    assert "Er zijn nog geen cijfers" in carla.get("/cijfers").text


def test_a_few_figures_on_top_say_whether_it_works_and_hide_what_is_hidden(office: Office, carla: Browser) -> None:
    store(office.engine, {
        (month, TEAMS[0], wat, kind): number
        for month in MONTHS
        for wat, kind, number in (("overdracht", "", 40), ("bereikt", "tot_4", 30), ("te_laat", "", 2))
    } | {(month, "", "toestemming_gevraagd", ""): 50 for month in MONTHS})  # fmt: skip
    page = carla.get(f"/cijfers?periode={MONTHS[2]}").text
    top = page[page.index('id="kern"') : page.index('id="tabel-')]
    assert re.findall(r"<dd>(.*?)</dd>", top) == ["80%", "75%", "te weinig", "te weinig"]
    assert '75% <span class="zacht">van de overdrachten</span>' in page
    assert "Gestippeld is niet getoond" not in page
    one = carla.get(f"/cijfers?periode={MONTHS[2]}&team={TEAMS[0]}").text
    assert "gaf toestemming" not in one


def test_the_pictures_say_the_same_in_words(office: Office, carla: Browser) -> None:
    store(office.engine, {(MONTHS[0], TEAMS[0], "overdracht", ""): 41, (MONTHS[1], TEAMS[0], "overdracht", ""): 3})
    page = carla.get("/cijfers").text
    words = re.search(r'<title id="beeld-woorden">(.*?)</title>', page)
    assert words
    assert words[1].startswith(f"januari {YEAR}: 41; februari {YEAR}: niet getoond; maart {YEAR}: 0")


def test_every_step_and_kind_has_words(office: Office, filled: dict[Key, int], carla: Browser) -> None:
    assert IN_KINDS
    for team in ("", TEAMS[0]):
        page = carla.get(f"/cijfers?periode={MONTHS[0]}&team={team}").text
        assert not re.search(r'<th scope="row">\s*[a-z]+_[a-z_]+\s*</th>', page)
