"""The real app in button mode, and an inwoner in Chromium who looks at the demo page."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, Locator, Response, sync_playwright

from tests.browser.console_fixtures import CHROMIUM, RULES, SMALL_TARGETS, TARGET
from tests.harness.stack import ROOT, Stack

ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]
ELSEWHERE = "https://www.rijksoverheid.nl/"
WORDS: dict[str, str] = yaml.safe_load((ROOT / "content/teksten/widget.yml").read_text())
LAUNCHER = "Zorgen over geld? Stel uw vraag"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Inwoner:
    """A window on the demo page; `complaints` gathers what the browser says is wrong."""

    def __init__(self, address: str, context: BrowserContext) -> None:
        """Open an empty window. Nothing of the outside world is really asked for."""
        self.address = address
        self.context = context
        self.complaints: list[str] = []
        self.strangers: set[str] = set()
        self.begun: list[Response] = []
        self.gesprek: dict[str, Any] = {}
        context.route(lambda url: not url.startswith((address, "data:")), self._elsewhere)
        self.page = context.new_page()
        self.page.on("console", self._complain)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", self._remember)

    @property
    def launcher(self) -> Locator:
        """Return the button on the website."""
        return self.page.locator("button")

    @property
    def chat(self) -> Frame:
        """Return the page of the chat: in its frame, or a page of its own."""
        return self.page.frames[-1]

    def find(self, selector: str) -> Locator:
        """Return a part of the chat."""
        return self.chat.locator(selector)

    def button(self, label: str) -> Locator:
        """Return a button of the chat."""
        return self.chat.get_by_role("button", name=label, exact=True)

    def open(self, path: str = "/") -> "Inwoner":
        """Open the chat, through the button of the website or on its own page, and wait for the first question."""
        self.page.goto(self.address + path)
        if path == "/":
            self.launcher.click()
            self.page.wait_for_selector("iframe")
        self.find("#keuzes button").first.wait_for()
        self.gesprek = self.gesprek or self.begun[0].json()
        return self

    def say(self, text: str) -> None:
        """Type and send."""
        self.find("#tekst").fill(text)
        self.find("#tekst").press("Enter")

    def choose(self, *labels: str) -> None:
        """Press buttons, each when it is there."""
        for label in labels:
            self.button(label).click()

    def status_at_server(self) -> int:
        """Return what the server says about the first conversation."""
        headers = {"Authorization": f"Bearer {self.gesprek['token']}"}
        return httpx.get(f"{self.address}/v1/gesprekken/{self.gesprek['id']}/berichten", headers=headers).status_code

    def must_be_accessible(self, *, website: bool = False) -> None:
        """Run axe in the chat (and on the website), measure targets and look for sideways scrolling."""
        complaints = list(self.complaints)
        for frame in reversed(self.page.frames) if website else [self.chat]:
            violations = Axe().run(frame, options=RULES).response["violations"]  # type: ignore[arg-type]
            found = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations]
            assert not found, found
            assert frame.evaluate(SIDEWAYS) <= 0
        small = [html for html in self.chat.evaluate(SMALL_TARGETS, TARGET) if not self._in_a_sentence(html)]
        assert not small, small
        self.complaints = complaints  # axe tries styles that our policy refuses

    @staticmethod
    def _in_a_sentence(html: str) -> bool:
        return html.startswith("<a ") or 'id="onthoud"' in html  # its label is the target, and that is large enough

    def _elsewhere(self, route: Any) -> None:
        if route.request.url != ELSEWHERE:
            self.strangers.add(urlsplit(route.request.url).netloc)
        route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>Elders</title>")

    def _remember(self, response: Response) -> None:
        if response.status == 201 and response.url.endswith("/v1/gesprekken"):
            self.begun.append(response)

    def _complain(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once for the module; longer would leave its event loop in the way of asynchronous tests."""
    if not os.access(CHROMIUM, os.X_OK):
        pytest.fail(f"{CHROMIUM} is not there: install Debian's chromium to test the widget")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the app without Rasa, so in button mode."""
    app = Stack(Path(tmp_path_factory.mktemp("widget")))
    try:
        app.start_app()
        yield app.url
    finally:
        app.stop()


@pytest.fixture
def arrive(browser: Browser, address: str) -> Iterator[Callable[..., Inwoner]]:
    """Give a function that makes an inwoner; at the end nothing may be wrong in the browser's own eyes."""
    made: list[Inwoner] = []
    with ExitStack() as closing:

        def new(width: int = 1100, height: int = 800, **options: Any) -> Inwoner:
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            closing.callback(context.close)
            made.append(Inwoner(address, context))
            return made[-1]

        yield new
    wrong = [*(text for one in made for text in one.complaints), *(name for one in made for name in one.strangers)]
    assert not wrong, wrong


@pytest.fixture
def inwoner(arrive: Callable[..., Inwoner]) -> Inwoner:
    """Give an inwoner at an ordinary screen."""
    return arrive()
