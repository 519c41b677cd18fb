"""The page with figures in Chromium: readable for everybody, narrow and wide, with the keyboard alone."""

import csv
import io

import pytest
from playwright.sync_api import expect

from tests.browser.console_fixtures import Desk, chromium, desk, must_be_accessible
from tests.harness.console_office import Colleague
from tests.harness.published import MONTHS, YEAR, invented, store

__all__ = ["chromium", "desk"]
pytestmark = pytest.mark.browser
TEAMS = ("wijkteam_leiden_noord", "wijkteam_merenwijk", "wijkteam_mors")


@pytest.fixture
def carla(desk: Desk) -> Colleague:
    """Give a coordinator in a gemeente with a year of figures."""
    store(desk.office.engine, {key: number * 3 for key, number in invented(3, TEAMS).items()})
    return desk.office.colleague("Carla", rollen=("coordinator",))


@pytest.mark.parametrize("width", [320, 1200])
@pytest.mark.parametrize("asked", ["", f"?periode={YEAR}&team={TEAMS[2]}"])
def test_the_figures_are_accessible(desk: Desk, carla: Colleague, width: int, asked: str) -> None:
    page = desk.window(carla, path=f"/cijfers{asked}", width=width)
    expect(page.locator("#tabel-overdrachten tbody tr")).to_have_count(7)
    must_be_accessible(page)


def test_without_figures_the_page_says_when_they_come(desk: Desk) -> None:
    page = desk.window(desk.office.colleague("Olga", rollen=("analyst",)), path="/cijfers", width=320)
    expect(page.locator("#geen-cijfers")).to_contain_text("als die maand voorbij is")
    must_be_accessible(page)


def test_a_month_and_a_team_are_chosen_with_the_keyboard_and_without_a_script(desk: Desk, carla: Colleague) -> None:
    page = desk.window(carla, path="/cijfers", scripts=False)
    page.focus("#periode")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_id("team")
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#gekozen")).to_contain_text(f"januari {YEAR}, ")
    assert page.url.endswith(f"/cijfers?periode={MONTHS[0]}&team={TEAMS[2]}")
    expect(page.locator("#tabel-bereik")).to_have_count(0)


def test_a_wide_table_is_scrolled_with_the_keyboard(desk: Desk, carla: Colleague) -> None:
    page = desk.window(carla, path="/cijfers", width=320)
    region = page.locator("#tabel-tijden .schuif")
    region.focus()
    expect(region).to_be_focused()
    assert region.get_attribute("aria-labelledby") == "kop-tijden"


def test_the_picture_has_words_and_the_bars_leave_them_to_the_table(desk: Desk, carla: Colleague) -> None:
    page = desk.window(carla, path="/cijfers")
    picture = page.get_by_role("img")
    expect(picture).to_have_count(1)
    assert f"januari {YEAR}: " in (picture.locator("title").text_content() or "")
    assert page.locator(".staaf:not([aria-hidden=true])").count() == 0


def test_the_file_comes_from_a_button(desk: Desk, carla: Colleague) -> None:
    page = desk.window(carla, path="/cijfers")
    with page.expect_download() as download:
        page.click("#bestand")
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Periode", "Team", "Wat", "Soort", "Aantal", "De helft", "9 van de 10"]
    assert len(rows) > 100
