"""Passing on, leases and half-written words in Chromium: with the keyboard, to a screen reader, and kept."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from handoff.queue import Row
from tests.browser.console_fixtures import Desk, anna, bram, chromium, desk, must_be_accessible
from tests.harness.console_office import BELLEN, CHATTEN, Colleague

__all__ = ["anna", "bram", "chromium", "desk"]
pytestmark = pytest.mark.browser


def claimed(desk: Desk, colleague: Colleague, lines: tuple = BELLEN) -> Row:
    row = desk.office.ask(lines)
    return desk.office.queue.claim(row.id, colleague.id, frozenset({row.team}))


def after_typing(page: Page, field: str, tekst: str) -> None:
    """Type, and wait until it is kept."""
    with page.expect_response(lambda response: response.url.endswith("/concept")) as kept:
        page.locator(field).press_sequentially(tekst)
    assert kept.value.status == 204


@pytest.mark.parametrize("width", [320, 1200])
def test_the_new_parts_of_the_pages_are_accessible(desk: Desk, anna: Colleague, bram: Colleague, width: int) -> None:
    lead = desk.office.colleague("Lea", rollen=("coordinator",))
    desk.office.clock.ahead = timedelta(days=-20)
    row, offered = claimed(desk, anna, CHATTEN), claimed(desk, anna)
    for _ in range(2):
        desk.office.clock.ahead += timedelta(days=5)
        desk.office.queue.care.tend()
    desk.office.clock.ahead = timedelta()
    desk.office.queue.keep_unsent(row.id, anna.id, "bericht", "half")
    page = desk.window(anna, path=f"/overdracht/{offered.id}", width=width)
    page.click("#doorgeven summary")
    must_be_accessible(page)
    page.select_option("#naar", f"collega:{bram.id}")
    page.check("#reden-te_druk")
    page.click("#bied-aan")
    expect(page.locator("#aanbod")).to_contain_text("Aangeboden aan Bram")
    must_be_accessible(page)
    must_be_accessible(desk.window(anna, path=f"/overdracht/{row.id}", width=width))
    for colleague, path in ((bram, "/"), (lead, "/"), (lead, "/controle")):
        must_be_accessible(desk.window(colleague, path=path, width=width))
    desk.office.queue.care.tend()
    must_be_accessible(desk.window(anna, path="/", width=width))


def test_passing_on_works_with_the_keyboard_alone(desk: Desk, anna: Colleague, bram: Colleague) -> None:
    row = claimed(desk, anna)
    page = desk.window(anna, path=f"/overdracht/{row.id}")
    page.focus("#doorgeven summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Bram")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.focus("#bied-aan")
    page.keyboard.press("Enter")
    expect(page.locator("#melding")).to_contain_text("De vraag is aangeboden")
    other = desk.window(bram)
    other.focus(f"#neem-{row.id}")
    other.keyboard.press("Enter")
    expect(other.locator("#melding")).to_contain_text("U heeft deze vraag overgenomen")
    expect(page.locator("h1")).to_be_visible()


def test_half_a_note_and_half_a_message_survive_a_reload(desk: Desk, anna: Colleague) -> None:
    row = claimed(desk, anna, CHATTEN)
    page = desk.window(anna, path=f"/overdracht/{row.id}")
    after_typing(page, "#notitie-tekst", "belt morgen")
    after_typing(page, "#bericht-tekst", "Goedemid")
    page.reload()
    expect(page.locator("#notitie-tekst")).to_have_value("belt morgen")
    expect(page.locator("#bericht-tekst")).to_have_value("Goedemid")
    expect(page.locator("#bericht-half")).to_have_text("Dit typte u eerder. Het is nog niet verstuurd.")
    page.click("#versturen")
    expect(page.locator("#bericht-tekst")).to_have_value("")
    page.reload()
    expect(page.locator("#bericht-tekst")).to_have_value("")
    expect(page.locator("#notitie-tekst")).to_have_value("belt morgen")


def test_what_is_typed_stays_when_the_inwoner_writes_in_between(desk: Desk, anna: Colleague) -> None:
    row = claimed(desk, anna, CHATTEN)
    page = desk.window(anna, path=f"/overdracht/{row.id}")
    after_typing(page, "#bericht-tekst", "Goede")
    page.locator("#bericht-tekst").press_sequentially("morgen")
    page.focus("#notitie-tekst")
    assert desk.office.queue.from_inwoner(desk.office.conversation, "bent u er?")
    expect(page.locator("#berichten")).to_contain_text("bent u er?")
    expect(page.locator("#bericht-tekst")).to_have_value("Goedemorgen")
