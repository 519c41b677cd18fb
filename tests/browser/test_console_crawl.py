"""Every address and every template of the console, for every role and in every state: nothing that shuts people out."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import httpx
import pyotp
import pytest
from playwright.sync_api import Browser, Page, Route

from handoff.console.access import ROUTES
from handoff.console.rendering import TEMPLATES
from handoff.provider import Provider
from handoff.queue import Row
from handoff.rights import ROLLEN, may
from tests.browser.console_crawl import Crawl
from tests.browser.console_fixtures import Desk, chromium
from tests.harness.console_office import BELLEN, CHATTEN, TEAM, WACHTWOORD, Colleague, Line, Office
from tests.harness.console_routes import OPEN, UNKNOWN, parameters
from tests.harness.oidc_provider import CLIENT_ID, CLIENT_SECRET, OidcProvider
from tests.harness.published import invented, store

__all__ = ["chromium"]
pytestmark = pytest.mark.browser
MAILEN = (BELLEN[0], Line("email", "E-mailadres", "a@voorbeeld.nl"))
TEAMS = ("wijkteam_leiden_noord", "wijkteam_merenwijk", TEAM)
REFRESH = re.compile(r'<meta http-equiv="refresh"[^>]*>')
NO_PAGE = {("GET", "/static/{name:path}"), ("GET", "/gebeurtenissen")}  # a file and a stream


@pytest.fixture(params=[320, pytest.param(1280, marks=pytest.mark.long)])
def crawl(request: pytest.FixtureRequest, tmp_path: Path, chromium: Browser) -> Iterator[Crawl]:
    """Give an office with a provider, and a walk through it on a phone and on a screen."""
    with OidcProvider().served() as provider:
        groups = {"team-mors": {"rollen": ["agent"], "teams": [TEAM]}}
        one = Provider(
            naam="gemeente Leiden", gemeente="leiden", issuer=provider.issuer,
            client_id=CLIENT_ID, client_secret=CLIENT_SECRET, groepen=groups,
        )  # fmt: skip
        office = Office(tmp_path, oidc=(one,), console_url="http://localhost/console")
        with office.served() as address, ExitStack() as closing:
            yield (found := Crawl(Desk(office, address, chromium, closing), request.param))
        office.close()
    assert found.desk.complaints == []


def held(office: Office, colleague: Colleague, lines: tuple = BELLEN) -> Row:
    row = office.ask(lines)
    return office.queue.claim(row.id, colleague.id, frozenset({row.team}))


@pytest.mark.timeout(900)  # some 150 pages, each with axe
def test_every_page_in_every_state(crawl: Crawl) -> None:
    office = crawl.desk.office
    begin(crawl)
    anna, bram = office.colleague("Anna"), office.colleague("Bram")
    lea, everything = office.colleague("Lea", rollen=("coordinator",)), office.colleague("vol", rollen=ROLLEN)
    walks: list[Callable[[], None]] = [
        lambda: signing_in(crawl, anna),
        lambda: with_codes(crawl),
        lambda: from_elsewhere(crawl),
        *(partial(for_role, crawl, office.colleague(f"een-{rol}", rollen=(rol,))) for rol in ROLLEN),
        lambda: lists(crawl, anna, bram, lea),
        lambda: what_anna_holds(crawl, anna, bram, lea),
        lambda: when_it_goes_wrong(crawl, anna),
        lambda: every_form_empty(crawl, everything),
    ]
    for walk in walks:
        walk()
        crawl.close_windows()
    assert set(crawl.routes) - crawl.seen - NO_PAGE == set()
    made = {path.name for path in TEMPLATES.glob("*.html") if not path.name.startswith("_")}
    assert made - crawl.templates == set()
    assert crawl.looks > 100


def begin(crawl: Crawl) -> None:
    """Make the first account: before there is any."""
    page = crawl.window()
    crawl.visit(page, "/begin")
    crawl.send(page, "/begin", naam="Eva")
    fields = {"naam": "Eva", "gebruikersnaam": "eva", "gemeente": "leiden", "wachtwoord": WACHTWOORD}
    code = crawl.desk.office.accounts.setup_code() or ""
    crawl.send(page, "/begin", **fields, code=code, wachtwoord_nogmaals=WACHTWOORD)
    assert page.url.endswith("/begin/app")
    crawl.send(page, "/begin/app", code="000000")
    crawl.send(page, "/begin/app", code=_code_of(page))
    assert page.locator("#herstelcodes").count() == 1
    crawl.visit(page, "/")


def _code_of(page: Page) -> str:
    return pyotp.TOTP(page.inner_text("#geheim").replace(" ", "")).now()


def signing_in(crawl: Crawl, anna: Colleague) -> None:
    page = crawl.window()
    crawl.visit(page, "/inloggen")
    crawl.visit(page, "/inloggen?melding=uitgelogd")
    crawl.send(page, "/inloggen", gebruikersnaam="anna", wachtwoord="fout")
    crawl.send(page, "/inloggen", gebruikersnaam=anna.gebruikersnaam, wachtwoord="nog eens fout")
    crawl.desk.office.clock.ahead = timedelta(minutes=30)
    crawl.send(page, "/inloggen", gebruikersnaam=anna.gebruikersnaam, wachtwoord=WACHTWOORD)
    crawl.desk.office.clock.ahead = timedelta()
    assert page.url.endswith("/inloggen/code")
    crawl.send(page, "/inloggen/code", code="000000")


def with_codes(crawl: Crawl) -> None:
    page = crawl.window()
    for path in ("/uitnodiging", "/nieuwe-app", "/nieuw-wachtwoord"):
        crawl.visit(page, path)
        crawl.send(page, path, code="AAAAA")


def from_elsewhere(crawl: Crawl) -> None:
    """Come from webmail, and from the gemeente: pages that lead on at once, held still to look at them."""
    row = crawl.desk.office.ask()
    page = crawl.window()
    answer = page.context.request.get(f"{crawl.desk.address}/gemeente/naar/0", max_redirects=0)
    assert answer.status == 303
    crawl.seen.add(("GET", "/gemeente/naar/{nummer}"))
    crawl.visit(page, "/gemeente/terug?state=onbekend&code=1")
    _show_still(crawl, page, f"/overdracht/{row.id}", {"sec-fetch-site": "cross-site"})
    assert "doorgaan.html" in crawl.templates
    client = crawl.desk.office.browser().client
    onward = client.get("/console/gemeente/naar/0").headers["location"]
    back = httpx.get(onward).headers["location"].removeprefix("http://localhost")
    came = client.get(back).text
    page.route("**/terug-stil", lambda route: route.fulfill(body=REFRESH.sub("", came), content_type="text/html"))
    crawl.visit(page, "/terug-stil")
    assert "gemeente_terug.html" in crawl.templates


def _show_still(crawl: Crawl, page: Page, path: str, headers: dict[str, str]) -> None:
    def still(route: Route) -> None:
        response = route.fetch(headers={**route.request.headers, **headers})
        kept = {name: value for name, value in response.headers.items() if name != "refresh"}
        route.fulfill(response=response, headers=kept, body=REFRESH.sub("", response.text()))

    page.route(f"**{path}", still)
    crawl.visit(page, path)
    page.unroute(f"**{path}")


def addresses_for(crawl: Crawl, colleague: Colleague, method: str) -> Iterator[tuple[str, str]]:
    """Give every route that the roles of a colleague open, and an address of it with a handoff that waits."""
    office = crawl.desk.office
    account = office.accounts.session(office.accounts.start_session(colleague.id))
    assert account is not None
    for known, path in crawl.routes:
        if known != method or path in OPEN or (known, path) in NO_PAGE or path == "/uitloggen":
            continue
        if may(account.rollen, ROUTES[f"{known} {path}"]):
            waiting = office.ask().id if "handoff_id" in parameters(path) else ""
            yield path, path.replace("{account_id}", colleague.id).replace("{handoff_id}", waiting)


def for_role(crawl: Crawl, colleague: Colleague) -> None:
    """Open every page that a role may open, and one that it may not."""
    page = crawl.window(colleague)
    for _, address in addresses_for(crawl, colleague, "GET"):
        crawl.visit(page, address)
    crawl.visit(page, "/cijfers" if colleague.naam == "een-admin" else "/accounts")


def every_form_empty(crawl: Crawl, colleague: Colleague) -> None:
    """Send every form without anything in it: what is wrong is said on a page that is in order too."""
    page = crawl.window(colleague)
    for path, address in addresses_for(crawl, colleague, "POST"):
        page.goto(f"{crawl.desk.address}/hulp")
        if path.endswith((".csv", "/concept")):  # a file, and what has no answer
            token = page.locator("input[name=token]").first.input_value()
            sent = page.context.request.post(f"{crawl.desk.address}{address}", form={"token": token, "jaar": "2025"})
            assert sent.ok, path
            crawl.seen.add(("POST", path))
        else:
            crawl.send(page, address)
    page.goto(f"{crawl.desk.address}/hulp")
    crawl.send(page, "/uitloggen")


def lists(crawl: Crawl, anna: Colleague, bram: Colleague, lea: Colleague) -> None:
    """Fill every list: late, waiting, mine, offered, about to come back, and what could not be told."""
    office = crawl.desk.office
    office.clock.ahead = timedelta(days=-40)
    office.ask()
    office.clock.ahead = timedelta(days=-20)
    still = held(office, bram, CHATTEN)
    for _ in range(2):
        office.clock.ahead += timedelta(days=5)
        office.queue.care.tend()
    office.clock.ahead = timedelta()
    offered = held(office, bram)
    pages = crawl.window(bram)
    crawl.visit(pages, f"/overdracht/{offered.id}")
    crawl.send(
        pages, f"/overdracht/{offered.id}/doorgeven", naar=f"collega:{anna.id}", reden="te_druk", versie="2"
    )  # fmt: skip
    with office.engine.execution_options(immediate=True).begin() as connection:
        connection.exec_driver_sql("UPDATE outbox SET dead_at = ?", (datetime.now(UTC).isoformat(" "),))
    store(office.engine, {key: number * 3 for key, number in invented(3, TEAMS).items()})
    lead = crawl.window(lea)
    for path in ("/", "/team", "/meldingen", "/cijfers?periode=2025", f"/cijfers?periode=2025-03&team={TEAM}"):
        crawl.visit(lead, path)
    crawl.visit(lead, f"/overdracht/{still.id}")
    fields = {
        "naar": f"collega:{anna.id}",
        "reden": "collega_afwezig",
        "versie": str(office.queue.get(still.id).version),
    }
    crawl.send(lead, f"/overdracht/{still.id}/overdragen", **fields)
    page = crawl.window(anna)
    crawl.visit(page, "/")
    crawl.send(page, "/zoeken", nummer="00000000")
    office.queue.care.tend()


def what_anna_holds(crawl: Crawl, anna: Colleague, bram: Colleague, lea: Colleague) -> None:
    """Look at a handoff for each way of contact, from picking up until it is gone."""
    office, page = crawl.desk.office, crawl.window(anna)
    for lines in (BELLEN, CHATTEN, MAILEN):
        row = held(office, anna, lines)
        if lines is CHATTEN:
            office.queue.send_to_inwoner(row.id, anna.id, "Goedendag")
            office.queue.from_inwoner(office.conversation, "Ik durf niet te bellen.")
            office.queue.keep_unsent(row.id, anna.id, "bericht", "half")
        office.queue.keep_unsent(row.id, anna.id, "notitie", "halve notitie")
        crawl.visit(page, f"/overdracht/{row.id}")
        page.click("#standaard summary")
        page.click("#verloop summary")
        page.click("#doorgeven summary")
        crawl.look(page)
        crawl.visit(crawl.window(bram), f"/overdracht/{row.id}")
        crawl.visit(crawl.window(lea), f"/overdracht/{row.id}")
        if lines is not CHATTEN:
            page.click(f"#toon-{lines[1].veld}")
            page.wait_for_selector(".waarde--getoond")
            crawl.look(page)
        if lines is MAILEN:
            office.queue.withdraw_conversation(office.conversation)
        else:
            office.queue.close(row.id, anna.id, "opgelost", office.queue.get(row.id).version)
        crawl.visit(page, f"/overdracht/{row.id}")
        crawl.visit(crawl.window(lea), f"/overdracht/{row.id}")


def when_it_goes_wrong(crawl: Crawl, anna: Colleague) -> None:
    office, page = crawl.desk.office, crawl.window(anna)
    for path in ("/bestaat-niet", f"/overdracht/{UNKNOWN}", "/zoeken"):
        crawl.visit(page, path)
    original = office.queue.last_event
    office.queue.last_event = lambda: 1 // 0  # type: ignore[method-assign]
    crawl.visit(page, "/")
    office.queue.last_event = original  # type: ignore[method-assign]
