"""The editors' pages on a copy of the content, and an editor in Chromium who looks at them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

from tests.browser.console_fixtures import RULES, SMALL_TARGETS, TARGET
from tests.browser.widget_fixtures import SIDEWAYS, browser
from tests.harness.hearing import HearingRasa, hearing_rasa
from tests.harness.previewing import Preview, previewing

__all__ = ["browser", "open_page", "preview", "rasa"]
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def rasa() -> Iterator[tuple[HearingRasa, str]]:
    """Give a Rasa that understands what a test says."""
    with hearing_rasa() as hearing:
        yield hearing


@pytest.fixture
def preview(tmp_path: Any, rasa: tuple[HearingRasa, str]) -> Iterator[Preview]:
    """Serve the pages on a copy of the content."""
    with previewing(tmp_path, rasa[1]) as running:
        yield running


@pytest.fixture
def open_page(browser: Browser, preview: Preview) -> Iterator[OpenPage]:
    """Give a function that opens a page; nothing may be asked of the outside world."""
    strangers: set[str] = set()
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    with ExitStack() as closing:

        def new(path: str, width: int = 1200, scripts: bool = True) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, java_script_enabled=scripts, locale="nl-NL"
            )
            closing.callback(context.close)
            context.route(
                lambda url: not url.startswith((preview.url, "data:", "blob:")),
                lambda route: (strangers.add(route.request.url), route.abort()),
            )
            page = context.new_page()
            page.on("console", complain)
            page.goto(preview.url + path)
            return page

        yield new
    assert strangers == set()
    assert [one for one in complaints if "API_ERROR" not in one] == []  # the editor logs what was refused


def must_be_accessible(page: Page) -> None:
    """Run axe on our own page (the widget has tests of its own), measure targets and look for sideways scrolling."""
    violations = Axe().run(page.main_frame, options=RULES).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations] == []
    assert page.evaluate(SIDEWAYS) <= 0
    small = [html for html in page.evaluate(SMALL_TARGETS, TARGET) if not _in_a_sentence(html)]
    assert small == []


def _in_a_sentence(html: str) -> bool:
    # the links of sources, and a link that is seen on focus only
    return html.startswith('<a href="http') or 'class="sprong"' in html


def chat(page: Page) -> Locator:
    """Return the talk in the widget."""
    return page.frame_locator("iframe").locator("#gesprek")
