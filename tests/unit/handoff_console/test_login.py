"""Signing in and out."""

from datetime import timedelta
from pathlib import Path

from tests.harness.console_office import WACHTWOORD, Browser, Colleague, Office


def give_password(browser: Browser, colleague: Colleague, wachtwoord: str = WACHTWOORD) -> int:
    response = browser.post("/inloggen", on="/inloggen", gebruikersnaam=colleague.gebruikersnaam, wachtwoord=wachtwoord)
    return response.status_code


def give_code(browser: Browser, code: str) -> int:
    return browser.post("/inloggen/code", on="/inloggen/code", code=code).status_code


def test_password_and_code_lead_to_the_overview(office: Office, anna: Colleague) -> None:
    browser = office.browser()
    assert give_password(browser, anna) == 303
    assert browser.get("/").headers["location"] == "/console/inloggen"
    assert give_code(browser, anna.totp()) == 303
    assert "Vragen van inwoners" in browser.get("/").text


def test_a_recovery_code_works_once(office: Office, anna: Colleague) -> None:
    for expected in (303, 422):
        browser = office.browser()
        give_password(browser, anna)
        assert give_code(browser, anna.herstelcodes[0]) == expected


def test_a_wrong_password_and_an_unknown_name_look_the_same(office: Office, anna: Colleague) -> None:
    browser = office.browser()
    wrong = browser.post("/inloggen", on="/inloggen", gebruikersnaam="anna", wachtwoord="iets anders dan dit")
    unknown = browser.post("/inloggen", on="/inloggen", gebruikersnaam="zwaan", wachtwoord="iets anders dan dit")
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace("anna", "") == unknown.text.replace("zwaan", "")


def test_guessing_has_to_wait_and_says_how_long(office: Office, anna: Colleague) -> None:
    browser = office.browser()
    answers = [give_password(browser, anna, f"verkeerd wachtwoord {n}") for n in range(8)]
    assert answers[0] == 422
    assert answers[-1] == 429
    office.clock.ahead += timedelta(minutes=2)
    assert give_password(browser, anna) == 303


def test_five_wrong_codes_lead_back_to_the_password(office: Office, anna: Colleague) -> None:
    browser = office.browser()
    give_password(browser, anna)
    assert [give_code(browser, "000000") for _ in range(5)] == [422, 422, 422, 422, 429]
    assert browser.get("/inloggen/code").headers["location"] == "/console/inloggen"


def test_the_code_page_is_only_for_who_passed_the_password(office: Office) -> None:
    assert office.browser().get("/inloggen/code").headers["location"] == "/console/inloggen"


def test_a_session_gets_a_cookie_of_its_own_that_scripts_cannot_read(office: Office, anna: Colleague) -> None:
    browser = office.browser()
    give_password(browser, anna)
    before = browser.client.cookies["rondkomen_vooraf"]
    response = browser.post("/inloggen/code", on="/inloggen/code", code=anna.totp())
    session, removed = response.headers.get_list("set-cookie")
    assert session.startswith("rondkomen_sessie=")
    assert before not in session
    assert "HttpOnly" in session
    assert "SameSite=strict" in session
    assert "Path=/console" in session
    assert "Max-Age=0" in removed


def test_over_https_the_cookies_are_bound_to_the_host(tmp_path: Path) -> None:
    office = Office(tmp_path, secure_cookies=True)
    response = office.browser().get("/inloggen")
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("__Host-rondkomen_vooraf=")
    assert "Secure" in cookie
    assert "Path=/;" in cookie
    assert "max-age" in response.headers["strict-transport-security"]
    office.close()


def test_signing_out_ends_the_session_on_the_server_too(browser: Browser) -> None:
    token = browser.client.cookies["rondkomen_sessie"]
    response = browser.post("/uitloggen")
    assert '"cache"' in response.headers["clear-site-data"]
    browser.client.cookies.set("rondkomen_sessie", token, path="/console")
    assert browser.get("/").headers["location"] == "/console/inloggen?melding=verlopen"


def test_an_idle_session_ends_although_the_page_refreshes_itself(office: Office, browser: Browser) -> None:
    for _ in range(4):
        office.clock.ahead += timedelta(minutes=8)
        browser.get("/", **{"X-Achtergrond": "1"})
    assert browser.get("/").headers["location"] == "/console/inloggen?melding=verlopen"


def test_working_keeps_a_session_alive(office: Office, browser: Browser) -> None:
    for _ in range(6):
        office.clock.ahead += timedelta(minutes=20)
        assert browser.get("/").status_code == 200


def test_a_page_inside_a_page_is_never_the_login_page(office: Office) -> None:
    response = office.browser().get("/", **{"HX-Request": "true"})
    assert response.status_code == 401
    assert response.headers["hx-redirect"] == "/console/inloggen"
