"""A served office and Chromium, for the tests of the console."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.harness.console_office import Colleague, Office

CHROMIUM = "/usr/bin/chromium"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
TARGET = 44


class Desk:
    """A served office with windows in which colleagues are signed in."""

    def __init__(self, office: Office, address: str, browser: Browser, closing: ExitStack) -> None:
        """Keep what windows are made of; `complaints` gathers what the browser says is wrong."""
        self.office = office
        self.address = f"{address}/console"
        self.complaints: list[str] = []
        self._browser = browser
        self._closing = closing

    def window(
        self, colleague: Colleague | None = None, *, path: str = "/", width: int = 1200, scripts: bool = True
    ) -> Page:
        """Open a window on a page of the console."""
        context = self._browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        self._closing.callback(context.close)
        if colleague is not None:
            self._sign_in(context, colleague)
        page = context.new_page()
        page.on("console", self._complain)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{self.address}{path}")
        return page

    def _sign_in(self, context: BrowserContext, colleague: Colleague) -> None:
        token = self.office.accounts.start_session(colleague.id)
        cookie = {"name": "rondkomen_sessie", "value": token, "url": f"{self.address}/"}
        context.add_cookies([{**cookie, "httpOnly": True, "sameSite": "Strict"}])  # as the console sets it

    def _complain(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), str(getattr(message, "text", ""))
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.complaints.append(text)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start Chromium once."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def desk(tmp_path: Path, chromium: Browser) -> Iterator[Desk]:
    """Give a served office; nothing may be wrong in the browser's own eyes at the end."""
    office = Office(tmp_path)
    with office.served() as address, ExitStack() as closing:
        found = Desk(office, address, chromium, closing)
        yield found
    office.close()
    assert found.complaints == []


@pytest.fixture
def anna(desk: Desk) -> Colleague:
    """Give the first colleague."""
    return desk.office.colleague("Anna")


@pytest.fixture
def bram(desk: Desk) -> Colleague:
    """Give the second colleague."""
    return desk.office.colleague("Bram")


def wait_until_following(page: Page) -> None:
    """Wait until the page is told of changes."""
    until = time.monotonic() + 10
    while not page.evaluate("document.getElementById('stroom')._htmx?.sse?.status === 200"):
        assert time.monotonic() < until, "the page does not follow"
        page.wait_for_timeout(50)


def must_be_accessible(page: Page) -> None:
    """Run axe, measure targets and look for sideways scrolling."""
    results = Axe().run(page, options=RULES).response
    found = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in results["violations"]]
    assert found == [], f"{page.url}: {found}"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url
    small = page.evaluate(SMALL_TARGETS, TARGET)
    assert small == [], f"{page.url}: {small}"


SMALL_TARGETS = """least => {
  const targets = "button, a[href], summary, select, .keuze, input:not([type=hidden])";
  return [...document.querySelectorAll(targets)]
    .filter(element => !element.closest(".keuze") || element.matches(".keuze"))
    .filter(element => !element.matches(".utrecht-skip-link") && element.offsetParent !== null)
    .filter(element => Math.min(element.offsetWidth, element.offsetHeight) < least)
    .map(element => element.outerHTML.slice(0, 120));
}"""
