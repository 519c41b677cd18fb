"""When something of ours breaks, one sentence and a reference come out, and nothing of what was in it."""

import re
from collections.abc import Callable

import pytest
from jinja2 import UndefinedError
from sqlalchemy import event
from sqlalchemy.exc import OperationalError, StatementError

from handoff.console.security import HEADERS
from tests.harness.console_office import Browser, Office

SECRET = "0600000000 van Voorbeeldnaam"
SQL = "SELECT ciphertext FROM handoff_line"
Break = Callable[[pytest.MonkeyPatch, Office], None]


def database_that_fails(patch: pytest.MonkeyPatch, office: Office) -> None:
    def fail(*_: object) -> None:
        raise OperationalError(SQL, {"telefoon": SECRET}, Exception("disk I/O error"))

    patch.setattr(office.queue, "waiting", fail)


def statement_that_fails(patch: pytest.MonkeyPatch, office: Office) -> None:
    def fail(*_: object) -> None:
        raise StatementError(SECRET, SQL, {"naam": SECRET}, ValueError(SECRET))

    patch.setattr(office.queue, "waiting", fail)


def template_that_fails(patch: pytest.MonkeyPatch, office: Office) -> None:
    environment = office.console.state.console.pages.environment
    original = environment.get_template

    def fail(name: str, *more: object) -> object:
        if name != "overzicht.html":
            return original(name, *more)
        raise UndefinedError(f"'{SECRET}' is undefined in {SQL}")

    patch.setattr(environment, "get_template", fail)


def deep_down(patch: pytest.MonkeyPatch, office: Office) -> None:
    def fail(*_: object) -> None:
        raise RecursionError(SECRET)

    patch.setattr(office.queue, "mine", fail)


@pytest.mark.parametrize(
    ("what", "status"),
    [(database_that_fails, 503), (statement_that_fails, 500), (template_that_fails, 500), (deep_down, 500)],
)
def test_what_breaks_shows_a_reference_and_nothing_of_what_was_in_it(
    office: Office,
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    what: Break,
    status: int,
) -> None:
    what(monkeypatch, office)
    response = browser.get("/")
    assert response.status_code == status
    reference = re.search(r"verwijzing: <code[^>]*>([0-9a-f]{8})<", response.text)
    assert reference
    out = capfd.readouterr()
    written = response.text + str(response.headers) + out.out + out.err
    for inner in (SECRET, "0600000000", SQL, "Traceback", "sqlalchemy", "site-packages", 'File "'):
        assert inner not in written, inner
    assert response.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    assert response.headers["cache-control"] == "no-store"
    assert reference[1] in out.out + out.err  # who reads the log finds it by what the wijkteamlid reads out


def test_a_database_that_is_gone_is_one_sentence_too(office: Office, browser: Browser) -> None:
    """Real: every statement fails, that of the session as well."""

    def gone(*_: object) -> None:
        raise OperationalError(SQL, {}, Exception(SECRET))

    event.listen(office.engine, "before_cursor_execute", gone)
    try:
        for response in (browser.get("/"), browser.get("/hulp"), browser.client.get("/console/inloggen")):
            assert SECRET not in response.text
            assert SQL not in response.text
            assert response.status_code in (200, 503)
        assert "Opslaan en openen lukt nu even niet" in browser.get("/").text
    finally:
        event.remove(office.engine, "before_cursor_execute", gone)
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/docs/oauth2-redirect"])
def test_the_console_describes_itself_to_nobody(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 404
