"""A link in a mail leads to its handoff, also when one has to sign in first, and to nothing else."""

import pytest

from tests.harness.console_office import WACHTWOORD, Browser, Colleague, Office


def sign_in(browser: Browser, colleague: Colleague) -> str:
    """Sign in with password and code, and return where that leads."""
    browser.post("/inloggen", on="/inloggen", gebruikersnaam=colleague.gebruikersnaam, wachtwoord=WACHTWOORD)
    response = browser.post("/inloggen/code", on="/inloggen/code", code=colleague.totp())
    return response.headers["location"]


def test_who_signs_in_after_a_link_goes_on_to_it_once(office: Office, anna: Colleague) -> None:
    row, browser = office.ask(), office.browser()
    assert browser.get(f"/overdracht/{row.id}").headers["location"] == "/console/inloggen"
    assert sign_in(browser, anna) == "/console/"
    assert browser.get("/").headers["location"] == f"/console/overdracht/{row.id}"
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize("value", ["https://kwaad.example", "../accounts", "//kwaad.example/x", ""])
def test_the_way_on_leads_to_a_handoff_and_nowhere_else(browser: Browser, value: str) -> None:
    browser.client.cookies.set("rondkomen_verder", value, path="/console")
    assert browser.get("/").status_code == 200


def test_other_pages_are_not_remembered(office: Office) -> None:
    browser = office.browser()
    browser.get("/meldingen")
    browser.get("/overdracht/geen-nummer")
    assert "rondkomen_verder" not in browser.client.cookies


def test_a_link_on_another_site_asks_once_more_before_it_is_called_signed_out(office: Office) -> None:
    browser, row = office.browser(), office.ask()
    first = browser.get(f"/overdracht/{row.id}", **{"Sec-Fetch-Site": "cross-site"})
    assert (first.status_code, first.headers["refresh"]) == (200, "0")
    assert f'href="/console/overdracht/{row.id}"' in first.text
    assert browser.get(f"/overdracht/{row.id}").status_code == 303
