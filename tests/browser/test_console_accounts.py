"""The pages of accounts in Chromium: accessible and usable, wide and narrow, with the keyboard and without scripts."""

import re
import time

import pyotp
import pytest
from playwright.sync_api import Page, expect

from handoff.rights import ROLLEN
from tests.browser.console_fixtures import Desk, anna, bram, chromium, desk, must_be_accessible
from tests.harness.console_office import TEAM, WACHTWOORD, Colleague

__all__ = ["anna", "bram", "chromium", "desk"]
pytestmark = pytest.mark.browser
NEW = "acht blauwe tegels in mei"


@pytest.fixture
def admin(desk: Desk) -> Colleague:
    """Give an admin."""
    return desk.office.colleague("Beheer", rollen=("admin",))


def code_of_app(page: Page) -> str:
    return pyotp.TOTP(page.inner_text("#geheim").replace(" ", "")).now()


@pytest.mark.parametrize("width", [320, 1200])
def test_every_page_of_an_admin_is_accessible(desk: Desk, admin: Colleague, anna: Colleague, width: int) -> None:
    everything = desk.office.colleague("Iemand met een heel lange naam", rollen=ROLLEN)
    for path in ("/accounts", "/accounts/nieuw", f"/accounts/{anna.id}", f"/accounts/{admin.id}", "/teams"):
        must_be_accessible(desk.window(admin, path=path, width=width))
    row = desk.office.ask()
    for path in ("/account", "/hulp", "/logboek", f"/overdracht/{row.id}"):
        must_be_accessible(desk.window(everything, path=path, width=width))
    must_be_accessible(desk.window(admin, path="/overdracht/x", width=width))  # refused, in words


@pytest.mark.parametrize("width", [320, 1200])
def test_the_pages_for_who_got_a_code_are_accessible(desk: Desk, width: int) -> None:
    for path in ("/inloggen", "/uitnodiging", "/nieuwe-app", "/nieuw-wachtwoord"):
        must_be_accessible(desk.window(path=path, width=width))


@pytest.mark.parametrize("width", [320, 1200])
def test_from_invitation_to_overview(desk: Desk, admin: Colleague, width: int) -> None:
    page = desk.window(admin, path="/accounts", width=width)
    page.click("#uitnodigen")
    page.fill("#naam", "Bas")
    page.fill("#gebruikersnaam", "bas")
    page.check(f"#team_{TEAM}")
    page.click("#uitnodigen")
    code = page.inner_text("#code")
    must_be_accessible(page)
    new = desk.window(path="/inloggen", width=width)
    new.click("#naar-uitnodiging")
    new.fill("#code", code)
    new.fill("#wachtwoord", "welkom123456")
    new.fill("#wachtwoord_nogmaals", "welkom123456")
    new.click("#verder")
    expect(new.locator("#fout")).to_contain_text("Bekende wachtwoorden kunnen niet")
    must_be_accessible(new)
    new.fill("#code", code)
    new.fill("#wachtwoord", WACHTWOORD)
    new.fill("#wachtwoord_nogmaals", WACHTWOORD)
    new.click("#verder")
    new.fill("#code", code_of_app(new))
    new.click("#controleren")
    new.click("#verder")
    expect(new.locator("h1")).to_have_text("Vragen van inwoners")


def test_roles_are_changed_with_the_keyboard_alone(desk: Desk, admin: Colleague, anna: Colleague) -> None:
    page = desk.window(admin, path=f"/accounts/{anna.id}")
    page.focus("#rol_agent")
    page.keyboard.press("Space")
    page.focus("#rol_coordinator")
    page.keyboard.press("Space")
    page.focus("#bewaren")
    page.keyboard.press("Enter")
    expect(page.locator("#melding")).to_contain_text("De rollen en teams zijn bewaard.")
    expect(page.locator("#rollen")).to_have_text("Coördinator")
    expect(page.locator("#teams")).to_have_text("Alle teams")


def test_an_open_window_closes_within_five_seconds_when_its_account_is_switched_off(
    desk: Desk, admin: Colleague, anna: Colleague
) -> None:
    desk.office.ask()
    open_window = desk.window(anna)
    expect(open_window.locator("h1")).to_have_text("Vragen van inwoners")
    page = desk.window(admin, path=f"/accounts/{anna.id}")
    page.click("#uitzetten")
    began = time.monotonic()
    expect(page.locator("#stand")).to_have_text("Uitgezet")
    open_window.wait_for_url(re.compile("/inloggen"), timeout=5000)
    assert time.monotonic() - began < 5


def test_the_menu_of_an_admin_holds_no_questions(desk: Desk, admin: Colleague) -> None:
    page = desk.window(admin)
    page.wait_for_url(re.compile("/accounts$"))
    expect(page.locator("nav a#naar-overzicht")).to_have_count(0)
    page.goto(f"{desk.address}/overdracht/x")
    expect(page.locator("#fout")).to_contain_text("hoort niet bij uw rol")


def test_the_list_for_the_review_is_a_file(desk: Desk, admin: Colleague) -> None:
    page = desk.window(admin, path="/accounts")
    with page.expect_download() as started:
        page.click("#toegang")
    assert started.value.suggested_filename == "toegang.csv"
    assert "Beheer" in started.value.path().read_text("utf-8-sig")


def test_the_own_account_works_without_a_script(desk: Desk, anna: Colleague) -> None:
    page = desk.window(anna, path="/account", scripts=False)
    page.fill("#wachtwoord-app", WACHTWOORD)
    page.click("#app-koppelen")
    must_have = page.locator("h1")
    expect(must_have).to_have_text("Koppel uw authenticator-app")
    page.fill("#code", code_of_app(page))
    page.click("#controleren")
    expect(page.locator("#melding")).to_contain_text("Uw nieuwe app is gekoppeld.")
    page.fill("#oud", WACHTWOORD)
    page.fill("#wachtwoord", NEW)
    page.fill("#wachtwoord_nogmaals", NEW)
    page.click("#wachtwoord-bewaren")
    expect(page.locator("#melding")).to_contain_text("Uw wachtwoord is veranderd.")
    page.fill("#wachtwoord-herstel", NEW)
    page.click("#herstelcodes-maken")
    expect(page.locator("#herstelcodes li")).to_have_count(8)
