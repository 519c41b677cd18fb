"""Deny by default: every route, every form, every header."""

import re
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from handoff.console.security import HEADERS, MAX_FORM_BYTES, form_token
from handoff.rights import ROLLEN
from tests.harness.console_office import Browser, Colleague, Office
from tests.harness.console_routes import OPEN, address, routes_of


@pytest.fixture
def every_route(office: Office) -> list[tuple[str, str]]:
    found = routes_of(office.console.routes)
    assert len(found) >= 18
    return found


def test_every_page_without_a_session_leads_to_signing_in(office: Office, every_route: list[tuple[str, str]]) -> None:
    client = office.browser().client
    for method, path in every_route:
        if path in OPEN:
            continue
        response = client.request(method, address(path))
        if method == "GET":
            assert (response.status_code, response.headers.get("location")) == (303, "/console/inloggen"), path
        else:
            assert response.status_code == 401, path


def test_every_form_without_its_token_is_refused(office: Office, every_route: list[tuple[str, str]]) -> None:
    browser = office.browser(office.colleague("Alles", rollen=ROLLEN))
    posts = [path for method, path in every_route if method == "POST"]
    assert len(posts) >= 12
    for path in posts:
        for token in ({}, {"token": "0" * 64}):
            assert browser.client.post(address(path), data=token).status_code == 403, path


def test_every_form_from_another_site_is_refused(office: Office, every_route: list[tuple[str, str]]) -> None:
    browser = office.browser(office.colleague("Alles", rollen=ROLLEN))
    token = {"token": browser.token()}
    for path in [path for method, path in every_route if method == "POST" and path not in OPEN]:
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
            assert browser.client.post(address(path), data=token, headers=headers).status_code == 403, path


def test_every_form_for_who_is_not_signed_in_is_refused_from_another_site(
    office: Office, every_route: list[tuple[str, str]]
) -> None:
    posts = [path for method, path in every_route if method == "POST" and path in OPEN]
    assert len(posts) >= 6
    for path in posts:
        browser = office.browser()
        token = {"token": browser.token("/inloggen")}
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
            assert browser.client.post(address(path), data=token, headers=headers).status_code == 403, path


def test_every_form_with_a_foreign_origin_is_refused(office: Office, every_route: list[tuple[str, str]]) -> None:
    signed_in = office.browser(office.colleague("Alles", rollen=ROLLEN))
    token = {"token": signed_in.token()}
    client = TestClient(office.app, follow_redirects=False, cookies=signed_in.client.cookies)
    for path in [path for method, path in every_route if method == "POST" and path not in OPEN]:
        for origin in ("https://voorbeeld.nl", "http://testserver.voorbeeld.nl", "http://voorbeeld.nl/testserver"):
            assert client.post(address(path), data=token, headers={"Origin": origin}).status_code == 403, path


def test_nothing_changes_by_another_method_than_post(every_route: list[tuple[str, str]]) -> None:
    assert {method for method, _ in every_route} == {"GET", "POST"}


def test_every_cookie_is_kept_from_scripts_other_sites_and_looser_copies(tmp_path: Path) -> None:
    office = Office(tmp_path, secure_cookies=True)
    everything = office.colleague("Alles", rollen=ROLLEN)
    seen: set[str] = set()
    for method, path in routes_of(office.console.routes):
        if path == "/gebeurtenissen":
            continue
        browser = office.browser()
        session = office.accounts.start_session(everything.id)
        browser.client.cookies.set("__Host-rondkomen_sessie", session, path="/")
        ids = {"account_id": everything.id, "handoff_id": office.ask().id}
        token = {"token": form_token(session)} if method == "POST" else None
        response = browser.client.request(method, address(path, **ids), data=token)
        for cookie in response.headers.get_list("set-cookie"):
            name, attributes = cookie.split("=", 1)[0], {part.strip().lower() for part in cookie.split(";")[1:]}
            seen.add(name)
            assert name.startswith("__Host-"), cookie
            assert {"secure", "httponly", "path=/"} <= attributes, cookie
            assert attributes & {"samesite=strict", "samesite=lax"}, cookie
            assert not [one for one in attributes if one.startswith("domain")], cookie
    office.close()
    assert len(seen) >= 3


def test_an_old_browser_is_judged_by_its_origin(office: Office, anna: Colleague) -> None:
    signed_in = office.browser(anna)
    token = signed_in.token()
    client = TestClient(office.app, follow_redirects=False, cookies=signed_in.client.cookies)
    for origin, expected in (("http://voorbeeld.nl", 403), ("http://testserver", 303), ("null", 303)):
        data = {"token": token, "aan": "nee"}
        response = client.post("/console/hulp/sneltoetsen", data=data, headers={"Origin": origin})
        assert response.status_code == expected, origin


def test_a_token_of_another_session_is_refused(office: Office, browser: Browser, bram: Colleague) -> None:
    other = office.browser(bram).token()
    assert browser.client.post("/console/uitloggen", data={"token": other}).status_code == 403


def test_a_token_from_before_signing_in_does_not_work_inside(office: Office, browser: Browser) -> None:
    browser.client.cookies.set("rondkomen_vooraf", "bekend-aan-een-ander", path="/console")
    forged = form_token("bekend-aan-een-ander")
    assert browser.client.post("/console/uitloggen", data={"token": forged}).status_code == 403


def test_a_stream_is_refused_to_another_site(browser: Browser) -> None:
    assert browser.get("/gebeurtenissen", **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    old = TestClient(browser.client.app, cookies=browser.client.cookies)
    assert old.get("/console/gebeurtenissen", headers={"Origin": "https://voorbeeld.nl"}).status_code == 403


def test_a_form_that_is_too_large_is_refused(browser: Browser) -> None:
    data = {"token": browser.token(), "tekst": "x" * MAX_FORM_BYTES}
    assert browser.client.post(address("/overdracht/{handoff_id}/notitie"), data=data).status_code == 413


def must_have_every_header(response: httpx.Response) -> None:
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    if not response.url.path.startswith("/console/static/"):
        assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/static/console.css", "/bestaat-niet", "/uitloggen"])
def test_every_answer_has_every_header(browser: Browser, path: str) -> None:
    must_have_every_header(browser.get(path))


def test_every_page_and_every_form_has_every_header(office: Office, every_route: list[tuple[str, str]]) -> None:
    everything = office.colleague("Alles", rollen=ROLLEN)
    for method, path in every_route:
        if path == "/gebeurtenissen":
            continue  # it goes on for ever; test_stream reads its headers
        browser = office.browser(everything)
        ids = {"account_id": everything.id, "handoff_id": office.ask().id}
        token = {"token": browser.token()} if method == "POST" and path not in OPEN else None
        must_have_every_header(browser.client.request(method, address(path, **ids), data=token))


def test_a_mistake_of_ours_shows_a_reference_and_nothing_else(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("0600000000 van Voorbeeldnaam")

    monkeypatch.setattr(office.queue, "waiting", fail)
    response = browser.get("/")
    assert response.status_code == 500
    assert "Er ging iets mis bij ons" in response.text
    assert "0600000000" not in response.text + capsys.readouterr().err
    assert "Traceback" not in response.text
    assert re.search(r"verwijzing: <code[^>]*>[0-9a-f]{8}<", response.text)
    assert response.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


def test_nothing_beside_the_known_files_is_served(browser: Browser) -> None:
    for name in ("../app.py", "..%2Fapp.py", "vendor/LICENSES.md", "vendor", ""):
        assert browser.client.get(f"/console/static/{name}").status_code in (404, 303), name


def test_no_template_holds_a_script_or_a_style() -> None:
    folder = Path("handoff/console/templates")
    for path in sorted(folder.glob("*.html")):
        text = path.read_text("utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?! src=)|\| *safe|hx-on|js:", text), path.name
        assert "http" not in re.sub(r"https?-equiv", "", text), path.name


def test_the_first_page_is_light(browser: Browser) -> None:
    page = browser.get("/")
    total = len(page.content)
    files = re.findall(r'(?:href|src)="(/console/static/[^"]+)"', page.text)
    assert len(files) == 5
    for name in files:
        with browser.client.stream("GET", name, headers={"Accept-Encoding": "gzip"}) as response:
            assert response.headers["content-encoding"] == "gzip"
            assert "immutable" in response.headers["cache-control"]
            total += sum(len(part) for part in response.iter_raw())
    assert total < 80_000


def test_the_vendored_files_are_the_ones_that_were_checked() -> None:
    folder = Path("handoff/console/static/vendor")
    listed = folder.joinpath("LICENSES.md").read_text("utf-8")
    for path in folder.glob("*.*s"):
        assert f"`{path.name}`" in listed
        assert sha256(path.read_bytes()).hexdigest() in listed


def test_htmx_and_what_extends_it_come_as_one_script(browser: Browser) -> None:
    page = browser.get("/").text
    name = next(iter(re.findall(r'src="/console(/static/htmx\.js[^"]+)"', page)))
    script = browser.get(name).text
    assert script.startswith("var htmx=")
    assert 'registerExtension("sse"' in script


def test_the_console_keeps_nothing_in_the_browser() -> None:
    for path in [*Path("handoff/console/static").glob("*.js"), *Path("handoff/console/templates").glob("*.html")]:
        assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie", path.read_text("utf-8")), path
