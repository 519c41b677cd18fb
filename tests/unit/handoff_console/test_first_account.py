"""The first account: one-time code, authenticator app, recovery codes."""

import re

import pyotp
import pytest

from tests.harness.console_office import WACHTWOORD, Browser, Office

FORM = {"naam": "Anna", "gebruikersnaam": "anna", "gemeente": "leiden"}
SECRET = re.compile(r'id="geheim">([A-Z2-7 ]+)<')


def begin(browser: Browser, code: str, **changes: str) -> str:
    form = FORM | {"code": code, "wachtwoord": WACHTWOORD, "wachtwoord_nogmaals": WACHTWOORD} | changes
    response = browser.post("/begin", on="/begin", **form)
    if response.status_code == 303:
        return browser.follow(response).text
    assert response.status_code == 422
    return response.text


def secret_on(page: str) -> str:
    found = SECRET.search(page)
    assert found
    return found[1].replace(" ", "")


def test_the_first_account_is_made_with_code_app_and_recovery_codes(office: Office) -> None:
    browser = office.browser()
    page = begin(browser, office.accounts.setup_code() or "")
    assert 'src="data:image/svg+xml' in page
    done = browser.post("/begin/app", on="/begin/app", code=pyotp.TOTP(secret_on(page)).now())
    assert done.status_code == 200
    assert len(re.findall(r"<li><code", done.text)) == 8
    assert browser.get("/").status_code == 200  # signed in: both factors were just proven
    assert office.accounts.setup_code() is None


def test_the_recovery_codes_are_shown_only_once(office: Office) -> None:
    browser = office.browser()
    page = begin(browser, office.accounts.setup_code() or "")
    code = pyotp.TOTP(secret_on(page)).now()
    token = browser.token("/begin/app")
    codes = re.findall(r"<li><code[^>]*>([^<]+)", browser.post("/begin/app", on="/begin/app", code=code).text)
    again = browser.client.post("/console/begin/app", data={"token": token, "code": code})
    assert codes
    assert not any(one in again.text for one in codes)


def test_a_wrong_code_of_the_app_shows_the_same_secret_again(office: Office) -> None:
    browser = office.browser()
    page = begin(browser, office.accounts.setup_code() or "")
    wrong = browser.post("/begin/app", on="/begin/app", code="000000")
    assert wrong.status_code == 422
    assert secret_on(wrong.text) == secret_on(page)
    assert "Deze code klopt niet" in wrong.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code": "verkeerd"}, "De eenmalige code klopt niet"),
        ({"wachtwoord": "kort", "wachtwoord_nogmaals": "kort"}, "Kies een wachtwoord van 12"),
        ({"wachtwoord_nogmaals": "iets heel anders"}, "niet gelijk"),
        ({"naam": " "}, "Vul alle velden in"),
        ({"gemeente": "atlantis"}, "Kies een gemeente"),
        ({"gemeente": "landelijk"}, "Kies een gemeente"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(office: Office, change: dict[str, str], sentence: str) -> None:
    code = office.accounts.setup_code() or ""
    page = begin(office.browser(), **({"code": code} | change))
    assert sentence in page
    assert WACHTWOORD not in page


def test_the_secret_is_not_shown_to_another_browser(office: Office) -> None:
    begin(office.browser(), office.accounts.setup_code() or "")
    response = office.browser().get("/begin/app")
    assert response.headers["location"] == "/console/begin"
