"""Looks at pages of the console one after another, and remembers which addresses and templates it has seen."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page
from starlette.routing import compile_path

from tests.browser.console_fixtures import Desk, must_be_accessible
from tests.harness.console_office import Colleague
from tests.harness.console_routes import routes_of

PERSONAL = ("0600000000", "Voorbeeldnaam", "twee maanden", "durf niet", "a@voorbeeld.nl", "halve notitie")
GATHER_VIOLATIONS = """window.__violations = [];
document.addEventListener("securitypolicyviolation", event => window.__violations.push(event.violatedDirective));"""
SEND = """([path, fields]) => {
  const token = document.querySelector("input[name=token]").value;
  const form = document.createElement("form");
  Object.assign(form, {method: "post", action: path});
  for (const [name, value] of Object.entries({token, ...fields})) {
    form.append(Object.assign(document.createElement("input"), {name, value}));
  }
  document.body.append(form);
  form.submit();
}"""
CHANCE = re.compile(r"[0-9a-f]{8,}(?:-[0-9a-f]{4,})*|\d+")  # ids, tokens and times: they make no other page of it
KEPT = "JSON.stringify([{...localStorage}, {...sessionStorage}])"


@dataclass
class Crawl:
    """
    A walk through the console.

    Attributes:
        routes: Method and path of every address that there is.
        seen: Those that were asked for.
        templates: The templates that were shown.
        looks: How many pages were looked at.
    """

    desk: Desk
    width: int
    seen: set[tuple[str, str]] = field(default_factory=set)
    templates: set[str] = field(default_factory=set)
    looks: int = 0
    _judged: set[str] = field(default_factory=set)
    _open: list[BrowserContext] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the addresses, and remember every template from here on."""
        self.routes = routes_of(self.desk.office.console.routes)
        self._patterns = [(method, path, compile_path(path)[0]) for method, path in self.routes]
        environment = self.desk.office.console.state.console.pages.environment
        original: Callable[..., Any] = environment.get_template

        def remembering(name: str, *args: Any, **kwargs: Any) -> Any:
            self.templates.add(name)
            return original(name, *args, **kwargs)

        environment.get_template = remembering  # type: ignore[method-assign]

    def window(self, colleague: Colleague | None = None) -> Page:
        """Open a window that remembers where it goes."""
        page = self.desk.window(colleague, width=self.width, path="/static/console.css")
        page.context.add_init_script(GATHER_VIOLATIONS)
        page.context.on("request", lambda request: self._went(request.method, request.url))
        self._open.append(page.context)
        return page

    def close_windows(self) -> None:
        """Close every window: a computer with forty open pages has no room left."""
        while self._open:
            self._open.pop().close()

    def _went(self, method: str, url: str) -> None:
        path = url.split("?", maxsplit=1)[0].removeprefix(self.desk.address)
        fitting = [
            (known, route) for known, route, pattern in self._patterns if known == method and pattern.match(path)
        ]
        # The first that fits is the one that the application takes.
        self.seen |= set(fitting[:1])

    def visit(self, page: Page, path: str) -> None:
        """Open a page by its address, and look at it."""
        page.goto(f"{self.desk.address}{path}")
        self.look(page)

    def send(self, page: Page, path: str, **fields: str) -> None:
        """Send a form from the page that is open, and look at the answer."""
        with page.expect_navigation():
            page.evaluate(SEND, [f"{self.desk.address}{path}", fields])
        self.look(page)

    def look(self, page: Page) -> None:
        """Look for what nobody may meet on any page."""
        self.looks += 1
        markup = CHANCE.sub("", page.content())
        if markup not in self._judged:  # the same page twice would be judged the same
            self._judged.add(markup)
            must_be_accessible(page)
        assert page.evaluate("window.__violations") == [], page.url
        known = (page.url, page.title(), page.evaluate(KEPT))
        assert not [marker for marker in PERSONAL if marker in "".join(known)], page.url
        assert page.evaluate("document.documentElement.lang") == "nl"
        assert page.locator("h1").count() == 1, page.url
        assert re.search(r"\S - Rondkomen wijkteam$", page.title()), page.url
