"""The page to keep an outcome, in Chromium: from the talk to paper, and nothing of it left when somebody wants that."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import pytest
import yaml
from playwright.sync_api import Page, Request, expect

from tests.browser.widget_fixtures import SIDEWAYS, Inwoner, address, arrive, browser, inwoner
from tests.harness.stack import ROOT

__all__ = ["address", "arrive", "browser", "inwoner"]
pytestmark = pytest.mark.browser

Arrive = Callable[..., Inwoner]
WORDS: dict[str, str] = yaml.safe_load((ROOT / "content/teksten/uitkomst.yml").read_text())
ANSWERS = {
    "inkomen": "rond_1850",
    "leeftijd": "van_27_tot_aow",
    "woonsituatie": "alleen_kinderen",
    "woning": "van_715_tot_765",
    "kinderen_aantal": "twee",
    "kinderen_leeftijd": "leeftijden_3_7",
}
LINK = f"/uitkomst#{urlencode({'gemeente': 'leiden', **ANSWERS})}"
NONSENSE = ("", "#", "#gemeente=leiden", "#woning=%3Cscript%3E", "#%7B%22", "#%E0%A4%A", "#bestaat_niet=ja")
KEPT = """async () => [localStorage.length, sessionStorage.length, document.cookie.length,
    (await indexedDB.databases()).length, (await caches.keys()).length]"""
A4 = (595, 842)
LONGEST_ADDRESS = 2_000


def read(inwoner: Inwoner, link: str = LINK) -> Page:
    """Open the page of an outcome, and wait until it is there."""
    inwoner.page.goto(inwoner.address + link)
    expect(inwoner.page.locator("#groepen h3").first).to_be_visible()
    return inwoner.page


def first_regeling(page: Page) -> str:
    """Return the name of the regeling that stands first."""
    return page.locator("#groepen h3").first.inner_text().split(",")[0]


def press(inwoner: Inwoner, key: str) -> None:
    """Press a button of the page."""
    inwoner.page.get_by_role("button", name=WORDS[key], exact=True).click()


# ---- from the talk to the page


def test_the_link_of_the_talk_opens_the_outcome_beside_it(inwoner: Inwoner) -> None:
    inwoner.open("/chat?gemeente=leiden")
    inwoner.choose("Waar heb ik recht op?")
    for number in range(1, 4):
        expect(inwoner.find(".soort-vraag").last).to_contain_text(f"Vraag {number} ")
        inwoner.choose("Weet ik niet")
    inwoner.choose("Laat de uitkomst zien")
    link = inwoner.find(".soort-uitkomst a[href*='uitkomst#']")
    expect(link).to_have_text(WORDS["bewaren"])
    names = inwoner.find(".soort-uitkomst li").all_inner_texts()
    with inwoner.context.expect_page() as opened:
        link.click()
    page = opened.value
    expect(page.locator("h1")).to_have_text(WORDS["titel"])
    expect(page.locator("#groepen h3").first).to_be_visible()
    shown = page.locator("#groepen").inner_text()
    assert names
    assert all(name.split(",")[0].split(".")[0] in shown for name in names)
    expect(page.locator("#antwoorden dt")).to_have_count(3)
    assert page.evaluate("opener") is None
    assert "/chat" in inwoner.page.url


def test_phone_numbers_can_be_tapped_and_websites_open_elsewhere(inwoner: Inwoner) -> None:
    page = read(inwoner)
    phone = page.locator("#groepen a[href^='tel:']").first
    expect(phone).to_have_attribute("translate", "no")
    assert re.fullmatch(r"tel:\+?\d{3,15}", phone.get_attribute("href") or "")
    site = page.locator("#groepen a[href^='https:']").first
    expect(site).to_have_attribute("target", "_blank")
    assert "⟦" not in page.locator("body").inner_text()


def test_a_link_from_before_the_questions_changed_says_that_something_is_missing(inwoner: Inwoner) -> None:
    page = read(inwoner)
    expect(page.locator("#overgeslagen")).to_be_hidden()
    page.goto("about:blank")
    page = read(inwoner, f"{LINK}&vroegere_vraag=ja")
    expect(page.locator("#overgeslagen")).to_have_text(WORDS["overgeslagen"])


# ---- who gets the answers


def test_no_request_carries_the_answers_but_the_one_that_works_them_out(inwoner: Inwoner) -> None:
    asked: list[Request] = []
    inwoner.context.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - Playwright marks it
    page = read(inwoner)
    with page.expect_download():
        press(inwoner, "bestand")
    press(inwoner, "haal_weg")
    page.wait_for_load_state("networkidle")
    carrying = [one for one in asked if any(value in f"{_wire(one)}{one.post_data}" for value in ANSWERS.values())]
    assert [(one.method, one.url) for one in carrying] == [("POST", f"{inwoner.address}/v1/uitkomst")]
    assert not any(value in _wire(one) for one in asked for value in ANSWERS.values())


def _wire(request: Request) -> str:
    """Return what goes to the server as address and headers; what stands behind the # doesn't."""
    return f"{request.url.partition('#')[0]} {request.all_headers()}"


def test_nothing_is_stored_in_the_browser(inwoner: Inwoner) -> None:
    page = read(inwoner)
    with page.expect_download():
        press(inwoner, "bestand")
    assert page.evaluate(KEPT) == [0, 0, 0, 0, 0]
    press(inwoner, "haal_weg")
    assert page.evaluate(KEPT) == [0, 0, 0, 0, 0]
    assert inwoner.context.cookies() == []


def test_after_letting_go_nothing_is_on_the_screen_or_in_the_address(inwoner: Inwoner) -> None:
    page = read(inwoner)
    name, address_before = first_regeling(page), page.url
    answers = page.locator("#antwoorden dd").all_inner_texts()
    press(inwoner, "haal_weg")
    expect(page.locator("h1")).to_have_text(WORDS["weg_kop"])
    expect(page.locator("h1")).to_be_focused()
    assert page.url == f"{inwoner.address}/uitkomst" != address_before
    left = page.content()
    for part in (name, "mailto:?", "€ 1.850", *ANSWERS.values(), *(one for one in answers if len(one) > 5)):
        assert part not in left
    assert page.title() == "Rondkomen"
    page.reload()
    expect(page.locator("h1")).to_have_text(WORDS["leeg_kop"])
    page.go_back()
    page.go_forward()
    expect(page.locator("h1")).to_have_text(WORDS["leeg_kop"])
    assert page.url == f"{inwoner.address}/uitkomst"


def test_the_page_says_who_can_see_the_answers_and_how_to_remove_the_link(inwoner: Inwoner) -> None:
    page = read(inwoner)
    expect(page.get_by_text(WORDS["wie_ziet"])).to_be_visible()
    expect(page.get_by_role("link", name=WORDS["mail"])).to_have_accessible_description(WORDS["mail_uitleg"])
    summary = page.get_by_text(WORDS["geschiedenis_kop"])
    summary.press("Enter")
    expect(page.locator("#geschiedenis li").first).to_be_visible()
    expect(page.locator("#geschiedenis")).to_contain_text(page.title())


# ---- paper, mail and file


def test_print_asks_the_browser_to_print(inwoner: Inwoner) -> None:
    inwoner.context.add_init_script("window.print = () => (window.printed = true)")
    page = read(inwoner)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=WORDS["print"])).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("window.printed") is True


def test_on_paper_stands_the_outcome_without_buttons_and_it_fits_on_a4(inwoner: Inwoner, tmp_path: Path) -> None:
    page = read(inwoner)
    page.emulate_media(media="print")
    for part in (".bewaren", "header", "#status"):
        expect(page.locator(part)).to_be_hidden()
    for part in ("h1", "#gemaakt", "#groepen h3 >> nth=0", "#groepen dd >> nth=0", "#slot", "#antwoorden"):
        expect(page.locator(part)).to_be_visible()
    page.set_viewport_size({"width": A4[0], "height": A4[1]})
    assert page.evaluate(SIDEWAYS) <= 0
    paper = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert boxes
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {A4}


def test_the_mail_is_made_in_the_browser_and_is_short_enough_to_open(inwoner: Inwoner) -> None:
    page = read(inwoner)
    href = page.get_by_role("link", name=WORDS["mail"]).get_attribute("href") or ""
    parts = urlsplit(href)
    assert (parts.scheme, parts.path) == ("mailto", "")
    body = parse_qs(parts.query)["body"][0]
    assert first_regeling(page) in body
    assert WORDS["mail_meer"] in body
    assert len(href) <= LONGEST_ADDRESS
    for part in ("⟦", "uitkomst#", "€ 1.850", *ANSWERS.values()):
        assert part not in unquote(href)


def test_the_file_holds_the_whole_outcome_as_plain_text(inwoner: Inwoner, tmp_path: Path) -> None:
    page = read(inwoner)
    with page.expect_download() as download:
        press(inwoner, "bestand")
    assert download.value.suggested_filename == "uitkomst-rondkomen.txt"
    download.value.save_as(tmp_path / "uitkomst.txt")
    text = (tmp_path / "uitkomst.txt").read_text(encoding="utf-8")
    headings = page.locator("#groepen h3").all_inner_texts()
    assert headings
    assert all(heading in text for heading in headings)
    assert "- " + page.locator("#antwoorden dt").first.inner_text() in text
    assert "⟦" not in text


# ---- when there is nothing to show


@pytest.mark.parametrize("fragment", NONSENSE)
def test_without_answers_or_with_nonsense_it_is_kind_and_leads_to_the_talk(inwoner: Inwoner, fragment: str) -> None:
    page = inwoner.page
    page.goto(f"{inwoner.address}/uitkomst{fragment}")
    expect(page.locator("h1")).to_have_text(WORDS["leeg_kop"])
    expect(page.locator("#melding-tekst")).to_contain_text(WORDS["leeg"].split("\n")[0])
    expect(page.locator("#alles")).to_be_hidden()
    expect(page.locator("#storing")).to_be_hidden()
    page.get_by_role("link", name=WORDS["naar_gesprek"]).click()
    page.wait_for_url("**/chat?gemeente=*")
    expect(page.locator("#keuzes button").first).to_be_visible()


def test_another_link_in_the_same_window_shows_the_other_outcome(inwoner: Inwoner) -> None:
    page = read(inwoner)
    page.evaluate("location.hash = 'gemeente=leiden&leeftijd=weet_niet'")
    expect(page.locator("#antwoorden dt")).to_have_count(1)
    page.evaluate("location.hash = ''")
    expect(page.locator("h1")).to_have_text(WORDS["leeg_kop"])
    expect(page.locator("#alles")).to_be_hidden()


def test_the_last_of_two_quick_links_wins_and_stands_there_once(inwoner: Inwoner) -> None:
    page = read(inwoner)
    page.evaluate(
        "location.hash = 'leeftijd=weet_niet';setTimeout(() => { location.hash = 'woning=weet_niet&leeftijd=aow'; }, 5)"
    )
    expect(page.locator("#antwoorden dt")).to_have_count(2)
    page.wait_for_load_state("networkidle")
    expect(page.locator("#antwoorden dt")).to_have_count(2)


def test_a_mark_never_leads_to_a_script_or_to_a_stranger(inwoner: Inwoner) -> None:
    page = read(inwoner)
    page.evaluate(
        "Rondkomen.appendText(document.getElementById('groepen'),"
        "'⟦vals|/javascript:alert(1)⟧ ⟦vals|//elders.voorbeeld.nl⟧ ⟦vals|javascript:alert(1)⟧ ⟦vals|/\\\\elders⟧')"
    )
    links = page.locator("#groepen a", has_text="vals").evaluate_all("all => all.map((one) => one.href)")
    assert len(links) == 3
    assert all(link.startswith(f"{inwoner.address}/") for link in links)


@pytest.mark.parametrize("what", ["**/v1/uitkomst", "**/v1/teksten*"])
def test_a_server_that_is_down_is_told_and_can_be_tried_again(inwoner: Inwoner, what: str) -> None:
    page = inwoner.page
    page.route(what, lambda route: route.abort())
    page.goto(inwoner.address + LINK)
    again = page.get_by_role("button", name=WORDS["opnieuw"])
    expect(page.get_by_role("alert")).to_be_visible()
    inwoner.must_be_accessible()
    again.press("Enter")
    expect(again).to_be_focused()
    page.unroute(what)
    again.press("Enter")
    expect(page.locator("#groepen h3").first).to_be_visible()
    expect(page.locator("h1")).to_be_focused()
    expect(page.get_by_role("alert")).to_be_hidden()


# ---- for everybody


@pytest.mark.parametrize("width", [320, 1100])
def test_every_state_is_accessible(arrive: Arrive, width: int) -> None:
    inwoner = arrive(width=width, height=700)
    page = read(inwoner)
    inwoner.must_be_accessible()
    page.get_by_text(WORDS["geschiedenis_kop"]).click()
    inwoner.must_be_accessible()
    press(inwoner, "haal_weg")
    inwoner.must_be_accessible()
    page.reload()
    expect(page.locator("h1")).to_have_text(WORDS["leeg_kop"])
    inwoner.must_be_accessible()


def test_double_text_size_fits_on_the_smallest_screen(arrive: Arrive) -> None:
    inwoner = arrive(width=320, height=640)
    page = read(inwoner)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(SIDEWAYS) <= 0
    for key in ("print", "bestand", "haal_weg"):
        button = page.get_by_role("button", name=WORDS[key], exact=True)
        button.scroll_into_view_if_needed()
        expect(button).to_be_in_viewport(ratio=1)
    press(inwoner, "haal_weg")
    assert page.evaluate(SIDEWAYS) <= 0


def test_headings_tell_the_groups_and_the_regelingen_in_order(inwoner: Inwoner) -> None:
    page = read(inwoner)
    levels = page.evaluate("Array.from(document.querySelectorAll('h1, h2, h3'), (one) => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
