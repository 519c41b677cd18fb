"""The pages for editors in Chromium: the real widget, usable by everybody, and fresh after each save."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.preview_fixtures import OpenPage, browser, chat, must_be_accessible, open_page, preview, rasa
from tests.harness.hearing import HearingRasa
from tests.harness.previewing import Preview

__all__ = ["browser", "open_page", "preview", "rasa"]
pytestmark = pytest.mark.browser
FILE = "faq/schaamte.yml"
TEXT = "/?tekst=onderwerp:schaamte&gemeente=leiden"
PATIENCE = 20_000


@pytest.mark.parametrize("width", [1200, 320])
def test_every_page_is_accessible_and_fits(
    open_page: OpenPage, preview: Preview, rasa: tuple[HearingRasa, str], width: int
) -> None:
    rasa[0].understands("mijn huur", "huurachterstand", "huurtoeslag", "privacy")
    paths = ("/?tekst=meer:huurachterstand", "/?tekst=gevaar:crisis_suicide", "/?tekst=vast:algemeen.welkom")
    for path in (
        *paths,
        "/vinden",
        "/vinden?vraag=mijn+huur",
        "/vinden?vraag=ik+wil+niet+meer+leven",
        "/fouten",
        "/?tekst=x",
    ):
        page = open_page(path, width)
        must_be_accessible(page)
        page.close()


def test_an_answer_is_seen_in_the_real_widget_and_its_buttons_work(open_page: OpenPage, preview: Preview) -> None:
    page = open_page(TEXT)
    expect(chat(page)).to_contain_text("Vertel het vandaag aan een mens")
    page.frame_locator("iframe").get_by_role("button", name="Makkelijker", exact=True).click()
    antwoord = preview.copy.load().onderwerpen["schaamte"]
    expect(chat(page)).to_contain_text(antwoord.makkelijker.split("\n")[0])


def test_choosing_another_text_and_gemeente_works_without_scripts_too(open_page: OpenPage) -> None:
    page = open_page(TEXT, scripts=False)
    page.get_by_label("Welke tekst?").select_option(label="Huur niet betaald")
    page.get_by_label("In welke gemeente?").select_option("landelijk")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Huur niet betaald")
    expect(page.get_by_label("In welke gemeente?")).to_have_value("landelijk")


def test_the_page_is_fresh_within_seconds_after_a_save(open_page: OpenPage, preview: Preview) -> None:
    page = open_page(TEXT)
    expect(chat(page)).to_contain_text("Vertel het vandaag")
    started = time.monotonic()
    preview.copy.replace(FILE, "Vertel het vandaag", "Vertel het deze week")
    expect(chat(page)).to_contain_text("Vertel het deze week", timeout=PATIENCE)
    assert time.monotonic() - started < 15
    expect(page.get_by_role("status").first).to_have_text("De pagina is ververst.")


def test_a_mistake_is_shown_in_place_and_the_text_stays(open_page: OpenPage, preview: Preview) -> None:
    page = open_page(TEXT)
    preview.copy.replace(FILE, "Vertel het vandaag", "{naam}, vertel het vandaag")
    expect(page.get_by_role("region", name="Fouten in de bestanden")).to_contain_text("{naam}", timeout=PATIENCE)
    expect(chat(page)).to_contain_text("Vertel het vandaag")
    must_be_accessible(page)


def test_the_widget_does_not_take_the_focus_from_the_editor(open_page: OpenPage) -> None:
    page = open_page(TEXT)
    expect(chat(page)).to_contain_text("Vertel het vandaag")
    page.wait_for_function("document.activeElement === document.body")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()


def test_a_question_is_answered_beside_the_reasons(open_page: OpenPage, rasa: tuple[HearingRasa, str]) -> None:
    rasa[0].understands("ik ben 3 maanden huur achter", "huurachterstand", "huisuitzetting", "huurtoeslag")
    page = open_page(TEXT)
    page.get_by_label("Typ een vraag").fill("ik ben 3 maanden huur achter")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_text("Antwoord: Huur niet betaald, bij: 3 maanden of meer")).to_be_visible()
    expect(page.get_by_role("list").filter(has_text="Huur niet betaald").get_by_role("listitem")).to_have_count(3)
    expect(chat(page)).to_contain_text("Bel vandaag de gemeente")
