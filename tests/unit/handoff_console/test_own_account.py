"""The own account: the password is asked for every change, and other devices are signed out."""

import re

import pyotp
import pytest

from tests.harness.console_office import WACHTWOORD, Browser, Colleague, Office

NEW = "acht blauwe tegels in mei"
SECRET = re.compile(r'id="geheim">([A-Z2-7 ]+)<')


def post(browser: Browser, path: str, **fields: str):
    return browser.post(path, on="/account", **fields)


def change(browser: Browser, **changes: str):
    form = {"oud": WACHTWOORD, "wachtwoord": NEW, "wachtwoord_nogmaals": NEW}
    return post(browser, "/account/wachtwoord", **(form | changes))


def test_the_page_says_who_one_is_and_what_one_may(browser: Browser) -> None:
    page = browser.get("/account").text
    assert "Wijkteamlid" in page
    assert "anna" in page


def test_another_password_works_here_and_signs_other_devices_out(
    office: Office, anna: Colleague, browser: Browser
) -> None:
    elsewhere = office.browser(anna)
    assert "Uw wachtwoord is veranderd" in browser.follow(change(browser)).text
    assert elsewhere.get("/").status_code == 303
    assert browser.get("/").status_code == 200
    assert office.accounts.check_password("anna", WACHTWOORD) is None
    assert office.accounts.check_password("anna", NEW) is not None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"oud": "iets heel anders dan dat"}, "Uw wachtwoord klopt niet"),
        ({"wachtwoord_nogmaals": "iets anders"}, "niet gelijk"),
        ({"wachtwoord": "welkom123456", "wachtwoord_nogmaals": "welkom123456"}, "Bekende wachtwoorden kunnen niet"),
    ],
)
def test_a_password_that_can_not_be_is_refused(
    office: Office, browser: Browser, changes: dict[str, str], sentence: str
) -> None:
    response = change(browser, **changes)
    assert response.status_code == 422
    assert sentence in response.text
    assert office.accounts.check_password("anna", WACHTWOORD) is not None


def test_who_guesses_at_an_open_screen_is_slowed_down(office: Office, browser: Browser) -> None:
    for _ in range(12):
        change(browser, oud="iets heel anders dan dat")
    assert change(browser).status_code == 422  # also the right one has to wait
    office.clock.ahead += office.clock.ahead.resolution * 61_000_000
    assert change(browser).status_code == 303


def test_another_phone_is_coupled_and_the_old_one_stops(office: Office, anna: Colleague, browser: Browser) -> None:
    elsewhere = office.browser(anna)
    assert post(browser, "/account/app", wachtwoord="iets heel anders dan dat").status_code == 422
    page = post(browser, "/account/app", wachtwoord=WACHTWOORD).text
    found = SECRET.search(page)
    assert found
    app = pyotp.TOTP(found[1].replace(" ", ""))
    wrong = post(browser, "/account/app/controleren", code="000000")
    assert wrong.status_code == 422
    assert found[1] in wrong.text
    assert office.accounts.check_totp(anna.id, anna.totp())  # nothing changed yet
    done = post(browser, "/account/app/controleren", code=app.now())
    assert "Uw nieuwe app is gekoppeld" in browser.follow(done).text
    assert elsewhere.get("/").status_code == 303
    assert not office.accounts.check_totp(anna.id, anna.totp(1))
    assert not office.accounts.check_totp(anna.id, app.now())  # it was used to couple


def test_a_phone_is_not_coupled_without_the_step_before(browser: Browser) -> None:
    response = post(browser, "/account/app/controleren", code="123456")
    assert "Dit duurde te lang" in response.text


def test_new_recovery_codes_replace_the_old_ones(office: Office, anna: Colleague, browser: Browser) -> None:
    assert post(browser, "/account/herstelcodes", wachtwoord="iets heel anders dan dat").status_code == 422
    page = post(browser, "/account/herstelcodes", wachtwoord=WACHTWOORD).text
    codes = re.findall(r"<li><code[^>]*>([^<]+)", page)
    assert len(codes) == 8
    assert not office.accounts.check_totp(anna.id, anna.herstelcodes[0])
    assert office.accounts.check_totp(anna.id, codes[0])
