"""Text of twice the size, and a wish for no movement."""

import pytest
from playwright.sync_api import Page

from tests.browser.console_fixtures import Desk, anna, chromium, desk
from tests.harness.console_office import BELLEN, CHATTEN, Colleague

__all__ = ["anna", "chromium", "desk"]
pytestmark = pytest.mark.browser
TWICE = "document.documentElement.style.fontSize = '200%'"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What is cut off: a box that hides what sticks out, but for what is only there to be listened to.
CUT_OFF = """() => [...document.querySelectorAll("main *")]
  .filter(box => getComputedStyle(box).overflowX === "hidden" && !box.closest(".verborgen"))
  .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll("*")].map(element => getComputedStyle(element))
  .filter(style => parseFloat(style.transitionDuration) > 0 || style.animationName !== "none").length"""


def pages(desk: Desk, anna: Colleague, width: int) -> list[Page]:
    lead = desk.office.colleague("Lea", rollen=("coordinator", "admin"))
    rows = [desk.office.ask(lines) for lines in (BELLEN, CHATTEN)]
    for row in rows:
        desk.office.queue.claim(row.id, anna.id, frozenset({row.team}))
    desk.office.ask()
    own = ["/", "/hulp", "/meldingen", "/account", *(f"/overdracht/{row.id}" for row in rows)]
    found = [desk.window(anna, path=path, width=width) for path in own]
    return [*found, *(desk.window(lead, path=path, width=width) for path in ("/", "/team", "/accounts", "/teams"))]


@pytest.mark.parametrize("width", [390, 1280])
def test_with_text_of_twice_the_size_nothing_is_cut_off_or_sideways(desk: Desk, anna: Colleague, width: int) -> None:
    for page in pages(desk, anna, width):
        page.evaluate(TWICE)
        page.wait_for_timeout(50)
        assert page.evaluate(SIDEWAYS) <= 0, page.url
        assert page.evaluate(CUT_OFF) == [], page.url


def test_nothing_moves_for_who_asks_for_that(desk: Desk, anna: Colleague) -> None:
    page = desk.window(anna)
    page.emulate_media(reduced_motion="reduce")
    for path in ("/", "/hulp"):
        page.goto(f"{desk.address}{path}")
        assert page.evaluate(MOVING) == 0
