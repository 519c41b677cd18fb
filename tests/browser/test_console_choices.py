"""Texts to choose from, single keys and the notice of the computer, in Chromium."""

import re

import pytest
from playwright.sync_api import Page, expect

from handoff.queue import Row
from tests.browser.console_fixtures import Desk, anna, bram, chromium, desk, wait_until_following
from tests.harness.console_office import CHATTEN, Colleague

__all__ = ["anna", "bram", "chromium", "desk"]
pytestmark = pytest.mark.browser
# What the page says to the computer, without a screen on which it could be seen.
CATCH_NOTICES = """window.notices = [];
window.Notification = class {
  static permission = "granted";
  static requestPermission = async () => Notification.permission;
  constructor(title, options) { window.notices.push([title, options.body ?? "", options.tag]); }
};"""
OUT_OF_SIGHT = "Object.defineProperty(document, 'hidden', {get: () => true})"


def claimed(desk: Desk, colleague: Colleague, lines: tuple = CHATTEN) -> Row:
    row = desk.office.ask(lines)
    return desk.office.queue.claim(row.id, colleague.id, frozenset({row.team}))


def with_keys(desk: Desk, colleague: Colleague, path: str = "/") -> Page:
    page = desk.window(colleague, path="/hulp")
    page.click("#schakelaar")
    expect(page.locator("#schakelaar")).to_have_text("Sneltoetsen uitzetten")
    page.goto(f"{desk.address}{path}")
    return page


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_one_click_puts_a_text_in_the_message_to_be_changed_and_keeps_it(desk: Desk, anna: Colleague) -> None:
    row = claimed(desk, anna)
    page = desk.window(anna, path=f"/overdracht/{row.id}")
    page.click("#standaard summary")
    with page.expect_response(lambda response: response.url.endswith("/concept")):
        page.click("[data-in=standaard-begroeting]")
    begun = page.input_value("#bericht-tekst")
    assert begun.startswith("Goedendag, ik ben Anna van Wijkteam Mors.")
    assert focused(page) == "bericht-tekst"
    page.keyboard.type(" Tot zo.")
    assert page.input_value("#bericht-tekst") == f"{begun} Tot zo."
    page.click("[data-in=standaard-wie_ik_ben]")
    both = page.input_value("#bericht-tekst")
    assert both.startswith(f"{begun} Tot zo.\n\nIk denk met u mee")
    page.click("#versturen")
    expect(page.locator("#berichten")).to_contain_text("Tot zo.")
    sent = desk.office.queue.messages(row.id, anna.id)
    assert [one.tekst for one in sent] == [both.strip()]


def test_a_text_that_does_not_fit_any_more_is_said_and_nothing_is_lost(desk: Desk, anna: Colleague) -> None:
    row = claimed(desk, anna)
    page = desk.window(anna, path=f"/overdracht/{row.id}")
    page.fill("#bericht-tekst", "x" * 3950)
    page.click("#standaard summary")
    page.click("[data-in=standaard-begroeting]")
    expect(page.locator("#standaard-melding")).to_have_text("Dit past niet meer in uw bericht. Haal eerst iets weg.")
    assert page.input_value("#bericht-tekst") == "x" * 3950


def test_the_texts_stay_open_when_the_inwoner_writes_and_need_no_script(desk: Desk, anna: Colleague) -> None:
    row = claimed(desk, anna)
    page = desk.window(anna, path=f"/overdracht/{row.id}")
    wait_until_following(page)
    page.click("#standaard summary")
    desk.office.queue.from_inwoner(desk.office.conversation, "bent u er?")
    expect(page.locator("#berichten")).to_contain_text("bent u er?")
    expect(page.locator("#standaard-begroeting")).to_be_visible()
    plain = desk.window(anna, path=f"/overdracht/{row.id}", scripts=False)
    plain.click("#standaard summary")
    expect(plain.locator("#standaard-begroeting")).to_be_visible()
    expect(plain.locator("[data-in=standaard-begroeting]")).to_be_hidden()


def test_the_whole_console_works_with_single_keys(desk: Desk, anna: Colleague) -> None:
    rows = [desk.office.ask(CHATTEN) for _ in range(3)]
    page = with_keys(desk, anna)
    page.keyboard.press("c")
    assert page.url.endswith("/console/")  # nothing has the focus, so nothing is picked up
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        assert focused(page) == f"pak-{rows[place].id}"
    page.keyboard.press("z")
    assert focused(page) == "zoek"
    page.keyboard.type(rows[1].referentie)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rows[1].id))
    page.keyboard.press("c")
    page.wait_for_selector("#bericht-tekst")
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    assert "Goedendag" in page.input_value("#bericht-tekst")
    for key, field in (("n", "notitie-tekst"), ("r", "bericht-tekst")):
        page.locator("h1").click()
        page.keyboard.press(key)
        assert focused(page) == field
    page.locator("h1").click()
    page.keyboard.press("?")
    page.wait_for_url(re.compile("/hulp$"))


def test_every_single_key_is_explained_on_the_help_page(desk: Desk, anna: Colleague) -> None:
    script = (desk.window(anna, path="/hulp")).evaluate("fetch(document.scripts[1].src).then(found => found.text())")
    inside = re.search(r"const shortcuts = \{(.*?)\n\};", script, re.DOTALL)
    assert inside
    keys = set(re.findall(r'^  "?(.)"?: ', inside[1], re.MULTILINE))
    shown = set(desk.window(anna, path="/hulp").locator("kbd").all_inner_texts())
    assert keys == shown
    assert {"?", "j", "k", "c", "n", "r"} <= keys


@pytest.mark.parametrize("on", [False, True])
def test_the_computer_says_that_there_is_a_question_and_not_which(desk: Desk, anna: Colleague, on: bool) -> None:
    page = desk.window(anna, path="/static/console.css")
    page.add_init_script(CATCH_NOTICES)
    page.goto(f"{desk.address}/meldingen")
    if on:
        page.click("#seintje-schakelaar")
        expect(page.locator("#seintje-schakelaar")).to_have_text("Seintje uitzetten")
    page.goto(f"{desk.address}/")
    wait_until_following(page)
    seen = desk.office.ask()
    page.wait_for_selector(f"#rij-{seen.id}")
    page.evaluate(OUT_OF_SIGHT)
    unseen = desk.office.ask()
    page.wait_for_selector(f"#rij-{unseen.id}")
    told = [["Er is een nieuwe vraag.", "", "rondkomen-wijkteam"]] if on else []
    assert page.evaluate("window.notices") == told


def test_a_browser_that_does_not_allow_it_says_so_and_nothing_is_switched_on(desk: Desk, anna: Colleague) -> None:
    page = desk.window(anna, path="/static/console.css")
    page.add_init_script(CATCH_NOTICES + "window.Notification.permission = 'denied';")
    page.goto(f"{desk.address}/meldingen")
    page.click("#seintje-schakelaar")
    expect(page.locator("#seintje-kan-niet")).to_contain_text("Uw browser laat dit niet toe.")
    page.reload()
    expect(page.locator("#seintje-schakelaar")).to_have_text("Seintje aanzetten")
