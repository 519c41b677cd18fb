"""The console in Chromium: as fast, quiet and accessible as a wijkteamlid needs it."""

import re
import time

import pyotp
import pytest
from playwright.sync_api import Page, expect

from handoff.queue import Row
from tests.browser.console_fixtures import (
    Desk,
    anna,
    bram,
    chromium,
    desk,
    must_be_accessible,
    wait_until_following,
)
from tests.harness.console_office import BELLEN, CHATTEN, WACHTWOORD, Colleague

__all__ = ["anna", "bram", "chromium", "desk"]
pytestmark = pytest.mark.browser


def claimed(desk: Desk, colleague: Colleague, lines: tuple = BELLEN) -> Row:
    row = desk.office.ask(lines)
    return desk.office.queue.claim(row.id, colleague.id, frozenset({row.team}))


def active(page: Page) -> str:
    """Return the id of what has the focus."""
    return str(page.evaluate("document.activeElement.id"))


@pytest.mark.parametrize("width", [320, 1200])
def test_the_way_in_is_accessible_from_one_time_code_to_overview(desk: Desk, width: int) -> None:
    page = desk.window(path="/begin", width=width)
    must_be_accessible(page)
    page.fill("#code", desk.office.accounts.setup_code() or "")
    page.fill("#naam", "Anna")
    page.fill("#gebruikersnaam", "anna")
    page.select_option("#gemeente", "leiden")
    page.fill("#wachtwoord", WACHTWOORD)
    page.fill("#wachtwoord_nogmaals", WACHTWOORD)
    page.click("#maken")
    expect(page.locator(".qr")).to_be_visible()
    assert page.evaluate("document.querySelector('.qr').naturalWidth") > 0
    must_be_accessible(page)
    page.fill("#code", pyotp.TOTP(page.inner_text("#geheim").replace(" ", "")).now())
    page.click("#controleren")
    codes = page.locator("#herstelcodes li").all_inner_texts()
    must_be_accessible(page)
    page.click("#verder")
    expect(page.locator("h1")).to_have_text("Vragen van inwoners")
    page.click("#uitloggen")
    expect(page.locator("#melding")).to_have_text("U bent uitgelogd.")
    must_be_accessible(page)
    page.fill("#gebruikersnaam", "anna")
    page.fill("#wachtwoord", WACHTWOORD)
    page.click("#verder")
    must_be_accessible(page)
    page.fill("#code", codes[0])
    page.click("#inloggen")
    expect(page.locator("h1")).to_have_text("Vragen van inwoners")
    page.go_back()
    assert "0600000000" not in page.content()


@pytest.mark.parametrize("width", [320, 1200])
@pytest.mark.parametrize("lines", [BELLEN, CHATTEN])
def test_every_page_is_accessible(desk: Desk, anna: Colleague, bram: Colleague, width: int, lines: tuple) -> None:
    row = claimed(desk, anna, lines)
    desk.office.ask()
    for path in ("/", "/hulp", f"/overdracht/{row.id}", "/bestaat-niet"):
        must_be_accessible(desk.window(anna, path=path, width=width))
    must_be_accessible(desk.window(bram, path=f"/overdracht/{row.id}", width=width))
    desk.office.queue.close(row.id, anna.id, "opgelost", row.version)
    must_be_accessible(desk.window(anna, path=f"/overdracht/{row.id}", width=width))


def test_a_new_question_appears_within_two_seconds_and_is_announced(desk: Desk, anna: Colleague) -> None:
    page = desk.window(anna)
    wait_until_following(page)
    row = desk.office.ask()
    began = time.monotonic()
    page.wait_for_selector(f"#pak-{row.id}")
    assert time.monotonic() - began < 2
    expect(page.locator("#aantal[role=status]")).to_have_text("Er wacht 1 inwoner.")
    assert page.title().startswith("(1)")


def test_a_question_that_comes_in_leaves_the_focus_where_it_is(desk: Desk, anna: Colleague) -> None:
    first = desk.office.ask()
    page = desk.window(anna)
    wait_until_following(page)
    page.focus(f"#pak-{first.id}")
    second = desk.office.ask()
    page.wait_for_selector(f"#pak-{second.id}")
    assert active(page) == f"pak-{first.id}"


def test_who_is_too_late_reads_who_has_it_without_leaving_the_page(
    desk: Desk, anna: Colleague, bram: Colleague
) -> None:
    row = desk.office.ask()
    page = desk.window(anna)
    page.evaluate("document.getElementById('stroom').remove()")  # the news hasn't reached this page yet
    desk.office.queue.claim(row.id, bram.id, frozenset({row.team}))
    page.click(f"#pak-{row.id}")
    expect(page.locator("#fout[role=alert]")).to_contain_text("Bram heeft deze vraag al opgepakt, zojuist.")
    expect(page.locator(f"#rij-{row.id}")).to_have_count(0)
    assert page.url == f"{desk.address}/"
    assert active(page) == "hoofd"


def test_a_question_is_handled_with_the_keyboard_alone(desk: Desk, anna: Colleague) -> None:
    row = desk.office.ask()
    page = desk.window(anna)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Naar de inhoud")
    page.keyboard.press("Enter")
    for wanted in ("zoek", "zoek-knop", f"pak-{row.id}"):
        page.keyboard.press("Tab")
        assert active(page) == wanted
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/overdracht/"))
    for wanted in ("toon-telefoon", "poging-geen_gehoor", "notitie-tekst", "uitkomst-niet_bereikt"):
        page.focus(f"#{wanted}")
        expect(page.locator(":focus")).to_have_id(wanted)
    page.focus("#poging-geen_gehoor")
    page.keyboard.press("Enter")
    expect(page.locator("#melding")).to_have_text("De contactpoging is genoteerd.")
    assert active(page) == "poging-geen_gehoor"
    page.focus("#uitkomst-niet_bereikt")
    page.keyboard.press("Space")
    page.focus("#gewist")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#gewist")).to_contain_text("Er is niets meer te zien.")


def test_a_revealed_number_gets_the_focus_and_stays_while_working(desk: Desk, anna: Colleague) -> None:
    row = claimed(desk, anna)
    page = desk.window(anna, path=f"/overdracht/{row.id}")
    assert "0600000000" not in page.content()
    page.click("#toon-telefoon")
    expect(page.locator("#veld-telefoon")).to_have_text("0600000000")
    assert active(page) == "veld-telefoon"
    page.click("#toon-naam")
    expect(page.locator("#veld-naam")).to_have_text("Voorbeeldnaam")
    page.click("#poging-gebeld")
    expect(page.locator("#melding")).to_have_text("De contactpoging is genoteerd.")
    expect(page.locator("#veld-telefoon")).to_have_text("0600000000")
    assert "0600000000" not in page.url + page.title()
    must_be_accessible(page)


def test_what_is_being_typed_survives_every_refresh(desk: Desk, anna: Colleague) -> None:
    row = claimed(desk, anna, CHATTEN)
    page = desk.window(anna, path=f"/overdracht/{row.id}")
    wait_until_following(page)
    page.fill("#bericht-tekst", "half bericht")
    page.check("#uitkomst-opgelost")
    page.fill("#notitie-tekst", "halve notitie")
    desk.office.queue.from_inwoner(desk.office.conversation, "Bent u daar?")
    expect(page.locator("#berichten")).to_contain_text("Bent u daar?", timeout=2000)
    assert active(page) == "notitie-tekst"
    assert page.input_value("#notitie-tekst") == "halve notitie"
    assert page.input_value("#bericht-tekst") == "half bericht"
    assert page.is_checked("#uitkomst-opgelost")
    page.click("#bewaren")
    expect(page.locator("#melding")).to_have_text("Uw notitie is bewaard.")
    assert page.input_value("#bericht-tekst") == "half bericht"
    page.fill("#notitie-tekst", "hele notitie")
    page.click("#bewaren")
    page.wait_for_timeout(800)
    assert desk.office.queue.note(row.id, anna.id) == "hele notitie"
    expect(page.locator("#fout")).to_have_text("")


def test_a_note_that_changed_in_another_window_keeps_what_was_typed(desk: Desk, anna: Colleague) -> None:
    row = claimed(desk, anna)
    first, second = (desk.window(anna, path=f"/overdracht/{row.id}") for _ in range(2))
    wait_until_following(second)
    first.fill("#notitie-tekst", "eerste venster")
    first.click("#bewaren")
    expect(first.locator("#melding")).to_have_text("Uw notitie is bewaard.")
    second.wait_for_timeout(1200)
    second.fill("#notitie-tekst", "tweede venster")
    second.click("#bewaren")
    expect(second.locator("#fout")).to_contain_text("intussen ergens anders veranderd")
    assert second.input_value("#notitie-tekst") == "tweede venster"
    assert desk.office.queue.note(row.id, anna.id) == "eerste venster"


def test_a_chat_goes_both_ways_and_empties_the_box(desk: Desk, anna: Colleague) -> None:
    row = claimed(desk, anna, CHATTEN)
    page = desk.window(anna, path=f"/overdracht/{row.id}")
    wait_until_following(page)
    page.fill("#bericht-tekst", "Hallo, ik heb tijd voor u.")
    page.click("#versturen")
    expect(page.locator("#berichten")).to_contain_text("Hallo, ik heb tijd voor u.")
    expect(page.locator("#bericht-tekst")).to_have_value("")
    assert active(page) == "versturen"
    desk.office.queue.from_inwoner(desk.office.conversation, "<img src=x> dank u")
    expect(page.locator("#berichten")).to_contain_text("<img src=x> dank u", timeout=2000)


def test_withdrawing_clears_the_open_page_at_once(desk: Desk, anna: Colleague) -> None:
    row = claimed(desk, anna)
    page = desk.window(anna, path=f"/overdracht/{row.id}")
    wait_until_following(page)
    page.click("#toon-telefoon")
    expect(page.locator("#veld-telefoon")).to_have_text("0600000000")
    desk.office.queue.withdraw_conversation(desk.office.conversation)
    began = time.monotonic()
    expect(page.locator("#inhoud")).to_contain_text("De inwoner heeft deze vraag ingetrokken.", timeout=3000)
    assert time.monotonic() - began < 3
    assert "0600000000" not in page.content()
    assert "huur." not in page.content()


def test_an_open_page_closes_when_its_session_ends(desk: Desk, anna: Colleague) -> None:
    row = claimed(desk, anna)
    page = desk.window(anna, path=f"/overdracht/{row.id}")
    wait_until_following(page)
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "rondkomen_sessie")
    desk.office.accounts.end_session(token)
    page.wait_for_url(re.compile("/inloggen"), timeout=5000)
    assert "twee maanden" not in page.content()


def test_everything_works_without_a_script(desk: Desk, anna: Colleague) -> None:
    row = desk.office.ask()
    page = desk.window(anna, scripts=False)
    page.click(f"#pak-{row.id}")
    expect(page.locator("#melding")).to_contain_text("U heeft deze vraag opgepakt.")
    page.click("#toon-telefoon")
    expect(page.locator("#veld-telefoon")).to_have_text("0600000000")
    page.click("#poging-gesproken")
    expect(page.locator("#melding")).to_have_text("De contactpoging is genoteerd.")
    page.fill("#notitie-tekst", "Belt morgen.\nIn de ochtend.")
    page.click("#bewaren")
    expect(page.locator("#notitie-tekst")).to_have_value("Belt morgen.\nIn de ochtend.")
    page.check("#uitkomst-opgelost")
    page.click("#afronden")
    expect(page.locator("#fout")).to_contain_text("Zet een vinkje")
    page.check("#gewist")
    page.click("#afronden")
    expect(page.locator("#gewist")).to_contain_text("Er is niets meer te zien.")
    assert desk.office.queue.get(row.id).uitkomst == "opgelost"


def test_giving_back_takes_two_steps(desk: Desk, anna: Colleague) -> None:
    row = claimed(desk, anna)
    page = desk.window(anna, path=f"/overdracht/{row.id}")
    expect(page.locator("#geef-terug")).to_be_hidden()
    page.click("#teruggeven summary")
    page.click("#geef-terug")
    expect(page.locator("#melding")).to_contain_text("De vraag wacht weer op het team.")
    expect(page.locator(f"#pak-{row.id}")).to_be_visible()


def test_single_keys_work_only_after_switching_them_on(desk: Desk, anna: Colleague) -> None:
    row = claimed(desk, anna)
    page = desk.window(anna, path=f"/overdracht/{row.id}")
    page.keyboard.press("n")
    assert active(page) == ""
    page.goto(f"{desk.address}/hulp")
    page.click("#schakelaar")
    expect(page.locator("#schakelaar")).to_have_text("Sneltoetsen uitzetten")
    page.goto(f"{desk.address}/overdracht/{row.id}")
    page.keyboard.press("n")
    assert active(page) == "notitie-tekst"
    page.keyboard.type("o?")
    assert page.input_value("#notitie-tekst") == "o?"
    page.locator("h1").click()
    page.keyboard.press("?")
    page.wait_for_url(re.compile("/hulp$"))
