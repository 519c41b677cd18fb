"""The widget in Chromium, against the real app: usable by everybody, honest when the network fails, and quick to go."""

import gzip
import re
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.widget_fixtures import (
    ELSEWHERE,
    LAUNCHER,
    SIDEWAYS,
    WORDS,
    Inwoner,
    address,
    arrive,
    browser,
    inwoner,
)
from tests.harness.stack import ROOT

__all__ = ["address", "arrive", "browser", "inwoner"]
pytestmark = pytest.mark.browser

Arrive = Callable[..., Inwoner]
WIDGET = ROOT / "bot/widget"
LOADER = ("rondkomen.js", "rondkomen.css")
CHAT = ("chat.html", "chat.css", "chat.js", "connection.js", "outbox.js", "text.js", "voice.js")
# A page of its own, that only who wants to keep an outcome opens: nobody who talks waits for it, so it isn't weighed.
OUTCOME = ("uitkomst.html", "uitkomst.css", "uitkomst.js")
THEMA = "Rekeningen en achterstanden"
TO_PREVIEW = ("Praat met een mens", "Overslaan", "Bellen")
SENT = re.compile(r"/berichten$")


def to_preview(inwoner: Inwoner) -> None:
    """Go to the lines that the wijkteam would get, and strike one out."""
    inwoner.choose(*TO_PREVIEW)
    inwoner.say("06 0000 0000")
    expect(inwoner.find(".bericht").last).to_contain_text("voornaam")
    inwoner.say("Noor")
    expect(inwoner.find(".bericht").last).to_contain_text("bellen")
    inwoner.choose("Ochtend", "Overslaan", "Iets wijzigen of weglaten", "Naam", "Laat weg: Naam")
    expect(inwoner.find(".soort-overdracht").last).to_contain_text("Naam: doorgehaald")


def shown(inwoner: Inwoner, soort: str = "") -> int:
    """Count the messages on screen."""
    return inwoner.find(f".soort-{soort}" if soort else ".bericht").count()


def end_at_server(inwoner: Inwoner) -> None:
    """Let the conversation end while the inwoner still looks at it."""
    gesprek = inwoner.gesprek
    headers = {"Authorization": f"Bearer {gesprek['token']}"}
    httpx.delete(f"{inwoner.address}/v1/gesprekken/{gesprek['id']}", headers=headers).raise_for_status()


def wait_until(true: Callable[[], bool], page: Page) -> None:
    """Wait a few seconds at most."""
    until = time.monotonic() + 5
    while not true():
        assert time.monotonic() < until
        page.wait_for_timeout(50)


# ---- opening and closing


def test_opening_focuses_the_input_and_esc_returns_to_the_launcher(inwoner: Inwoner) -> None:
    inwoner.page.goto(inwoner.address)
    expect(inwoner.launcher).to_have_accessible_name(LAUNCHER)
    expect(inwoner.launcher).to_have_attribute("aria-expanded", "false")
    inwoner.launcher.focus()
    inwoner.page.keyboard.press("Enter")
    expect(inwoner.launcher).to_have_attribute("aria-expanded", "true")
    inwoner.page.wait_for_selector("iframe")
    expect(inwoner.find("#tekst")).to_be_focused()
    inwoner.page.keyboard.press("Escape")
    expect(inwoner.page.locator("iframe")).to_be_hidden()
    expect(inwoner.launcher).to_have_attribute("aria-expanded", "false")
    expect(inwoner.launcher).to_be_focused()


def test_sluit_closes_also_while_the_question_to_erase_is_open(inwoner: Inwoner) -> None:
    inwoner.open()
    inwoner.find("#wis").click()
    inwoner.button("Sluit").click()
    expect(inwoner.page.locator("iframe")).to_be_hidden()
    expect(inwoner.launcher).to_be_focused()


def test_closing_and_opening_keeps_the_conversation(inwoner: Inwoner) -> None:
    inwoner.open()
    inwoner.choose(THEMA, "Huur niet betaald")
    expect(inwoner.find(".soort-antwoord")).to_contain_text("verhuurder")
    inwoner.button("Sluit").click()
    inwoner.launcher.click()
    expect(inwoner.find("#tekst")).to_be_focused()
    assert shown(inwoner, "antwoord") == 1
    assert len(inwoner.begun) == 1


def test_nothing_but_the_loader_is_fetched_before_the_click(inwoner: Inwoner) -> None:
    asked: list[str] = []
    inwoner.page.on("request", lambda request: asked.append(request.url.removeprefix(inwoner.address)))
    inwoner.page.goto(inwoner.address)
    inwoner.launcher.wait_for()
    inwoner.page.wait_for_load_state("networkidle")
    assert {path for path in asked if not path.startswith("data:")} == {
        "/",
        "/demo.css",
        "/rondkomen.js",
        "/rondkomen.css",
    }


# ---- talking


def test_new_buttons_are_one_tab_away_from_the_input(inwoner: Inwoner) -> None:
    inwoner.open()
    expect(inwoner.find("#tekst")).to_be_focused()
    inwoner.page.keyboard.press("Tab")
    expect(inwoner.button(THEMA)).to_be_focused()
    inwoner.page.keyboard.press("Enter")
    expect(inwoner.button("Huur niet betaald")).to_be_visible()
    expect(inwoner.find("#tekst")).to_be_focused()
    inwoner.page.keyboard.press("Tab")
    inwoner.page.keyboard.press("Tab")
    inwoner.page.keyboard.press("Tab")
    inwoner.page.keyboard.press("Space")
    expect(inwoner.find(".soort-antwoord")).to_contain_text("verhuurder")
    expect(inwoner.find(".soort-inwoner").last).to_contain_text("Huur niet betaald")


def test_the_transcript_is_a_polite_log_and_says_who_speaks(inwoner: Inwoner) -> None:
    inwoner.open()
    log = inwoner.chat.get_by_role("log", name=WORDS["gesprek"])
    expect(log).to_have_attribute("aria-live", "polite")
    inwoner.say("hallo")
    expect(log.locator(".soort-inwoner")).to_contain_text(WORDS["van_inwoner"])
    expect(log.locator(".bericht").first).to_contain_text(WORDS["van_bot"])
    expect(log.locator("#keuzes, #status")).to_have_count(0)


def test_what_is_typed_is_never_read_as_html(inwoner: Inwoner) -> None:
    inwoner.open()
    inwoner.say("<img src=x onerror=alert(1)> ⟦klik|javascript:alert(1)⟧")
    expect(inwoner.find(".soort-inwoner .inhoud")).to_have_text(
        "<img src=x onerror=alert(1)> ⟦klik|javascript:alert(1)⟧"
    )
    assert inwoner.find("#gesprek img").count() == 0


def test_a_crisis_message_brings_a_number_to_call_that_stays(inwoner: Inwoner) -> None:
    inwoner.open()
    inwoner.say("ik wil dood")
    link = inwoner.find(".soort-crisis a[href='tel:113']")
    expect(link).to_have_text("113")
    expect(link).to_have_attribute("translate", "no")
    expect(inwoner.find(".soort-crisis .van")).to_have_text(WORDS["van_crisis"])
    inwoner.choose("Naar het begin", THEMA, "Huur niet betaald", "Meer uitleg")
    expect(inwoner.find(".soort-antwoord")).to_have_count(2)
    stays = inwoner.find("#hulp a[href='tel:113']")
    expect(stays).to_be_in_viewport()
    assert stays.bounding_box()["height"] >= 44  # type: ignore[index]


def test_the_latest_answer_is_in_sight(arrive: Arrive) -> None:
    phone = arrive(width=360, height=640).open()
    phone.choose(THEMA, "Huur niet betaald")
    expect(phone.find(".soort-antwoord .inhoud p").first).to_be_in_viewport(ratio=1)
    header = phone.find("header").bounding_box()
    first = phone.find(".soort-antwoord .inhoud p").first.bounding_box()
    assert header and first
    assert first["y"] >= header["y"] + header["height"]


def test_what_the_server_sends_by_itself_appears_once(inwoner: Inwoner) -> None:
    inwoner.open()
    gesprek = inwoner.gesprek
    httpx.post(
        f"{inwoner.address}/v1/gesprekken/{gesprek['id']}/berichten",
        headers={"Authorization": f"Bearer {gesprek['token']}"},
        json={"id": "elders", "keuze": "onderwerp:huurachterstand"},
    ).raise_for_status()
    expect(inwoner.find(".soort-antwoord")).to_have_count(1)
    inwoner.choose("Meer uitleg")
    expect(inwoner.find(".soort-antwoord")).to_have_count(2)


def test_a_message_is_read_aloud_with_the_voice_of_the_device(inwoner: Inwoner) -> None:
    inwoner.context.add_init_script(
        "window.spoken = [];"
        "window.SpeechSynthesisUtterance = function (text) { this.text = text; };"
        "speechSynthesis.getVoices = () => [{ lang: 'nl-NL' }];"
        "speechSynthesis.speak = (utterance) => spoken.push(utterance.text + utterance.lang);"
    )
    inwoner.open()
    inwoner.button(WORDS["lees"]).click()
    expect(inwoner.button(WORDS["lees_stop"])).to_be_focused()
    spoken = inwoner.chat.evaluate("spoken")
    assert len(spoken) == 1
    assert spoken[0].startswith("Hallo.")
    assert spoken[0].endswith("nl-NL")
    inwoner.button(WORDS["lees_stop"]).click()
    expect(inwoner.button(WORDS["lees"])).to_be_visible()


def test_without_a_dutch_voice_no_button_promises_one(inwoner: Inwoner) -> None:
    inwoner.context.add_init_script("speechSynthesis.getVoices = () => [{ lang: 'en-US' }];")
    inwoner.open()
    expect(inwoner.button(WORDS["lees"])).to_be_hidden()


# ---- when the network fails


@pytest.mark.parametrize("fault", ["before the server", "after the server", "500"])
def test_a_lost_message_is_kept_and_arrives_once(inwoner: Inwoner, fault: str) -> None:
    inwoner.open()
    bodies: list[dict[str, Any]] = []

    def fail_twice(route: Route) -> None:
        bodies.append(route.request.post_data_json)
        if len(bodies) > 2:
            return route.continue_()
        if fault == "after the server":
            route.fetch()
        return route.fulfill(status=500, body="") if fault == "500" else route.abort()

    inwoner.page.route(SENT, fail_twice)
    inwoner.say("ik wil dood")
    expect(inwoner.find("#status")).to_have_text(WORDS["fout_even" if fault == "500" else "fout_verbinding"])
    expect(inwoner.find(".soort-inwoner")).to_have_attribute("data-wacht", WORDS["niet_verzonden"])
    inwoner.find("#tekst").fill("intussen")
    wait_until(lambda: len(bodies) > 1, inwoner.page)
    inwoner.button(WORDS["opnieuw"]).click()
    expect(inwoner.find("#status")).to_have_text("")
    expect(inwoner.find(".soort-crisis")).to_have_count(1)
    expect(inwoner.find(".soort-inwoner")).to_have_count(1)
    expect(inwoner.find("#tekst")).to_have_value("intussen")
    assert bodies[0] == bodies[1] == bodies[2]


def test_waiting_long_is_told(inwoner: Inwoner) -> None:
    inwoner.open()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)  # a built-in method is none of Playwright's handlers

    inwoner.page.route(SENT, hold)
    inwoner.choose(THEMA)
    expect(inwoner.find("#denkt")).to_be_visible()
    expect(inwoner.find("#status")).to_have_text(WORDS["wacht"])
    held[0].continue_()
    expect(inwoner.button("Huur niet betaald")).to_be_visible()
    expect(inwoner.find("#denkt")).to_be_hidden()
    expect(inwoner.find("#status")).to_have_text("")


def test_a_refused_message_goes_back_to_where_it_was_typed(inwoner: Inwoner) -> None:
    inwoner.open()
    problem = {"status": 400, "detail": "Typ het anders.", "title": "", "type": "about:blank"}
    inwoner.page.route(SENT, lambda route: route.fulfill(status=400, json=problem))
    inwoner.say("een lang verhaal")
    expect(inwoner.find("#status")).to_have_text("Typ het anders.")
    expect(inwoner.find("#tekst")).to_have_value("een lang verhaal")
    expect(inwoner.button(WORDS["opnieuw"])).to_be_hidden()
    assert shown(inwoner, "inwoner") == 0


def test_a_conversation_that_ended_is_told_and_a_new_one_begins(inwoner: Inwoner) -> None:
    inwoner.open()
    end_at_server(inwoner)
    expect(inwoner.find("#status")).to_have_text(WORDS["gesprek_voorbij"])
    inwoner.button(WORDS["begin_opnieuw"]).click()
    expect(inwoner.button(THEMA)).to_be_visible()
    assert len(inwoner.begun) == 2


def test_messages_that_wait_when_the_conversation_ends_go_back_in_their_order(inwoner: Inwoner) -> None:
    inwoner.open()
    inwoner.page.route(SENT, lambda route: route.abort())
    inwoner.say("eerst dit")
    inwoner.say("dan dat")
    inwoner.find("#tekst").fill("en nog iets")
    end_at_server(inwoner)
    expect(inwoner.find("#status")).to_have_text(WORDS["gesprek_voorbij"])
    expect(inwoner.find("#tekst")).to_have_value("eerst dit\ndan dat\nen nog iets")
    assert shown(inwoner, "inwoner") == 0


def test_the_way_out_and_the_numbers_stay_in_sight_on_a_phone_when_the_network_fails(arrive: Arrive) -> None:
    inwoner = arrive(width=360, height=740).open()
    inwoner.say("ik wil dood")
    expect(inwoner.find(".soort-crisis")).to_be_visible()
    inwoner.page.route(SENT, lambda route: route.abort())
    inwoner.say("kan ik met iemand praten?")
    expect(inwoner.button(WORDS["opnieuw"])).to_be_in_viewport(ratio=1)
    expect(inwoner.find("#weg")).to_be_in_viewport(ratio=1)
    expect(inwoner.find("#hulp")).to_be_in_viewport(ratio=1)


def test_an_error_that_lasts_is_announced_once_and_its_button_keeps_the_focus(inwoner: Inwoner) -> None:
    inwoner.open()
    tried: list[str] = []

    def fail(route: Route) -> None:
        tried.append(route.request.url)
        route.abort()

    inwoner.page.route(SENT, fail)
    inwoner.say("hallo")
    expect(inwoner.button(WORDS["opnieuw"])).to_be_visible()
    inwoner.chat.evaluate(
        "window.changes = 0; new MutationObserver(() => changes++)"
        ".observe(document.getElementById('status'), { childList: true, characterData: true, subtree: true })"
    )
    before = len(tried)
    inwoner.button(WORDS["opnieuw"]).press("Enter")
    wait_until(lambda: len(tried) > before, inwoner.page)
    expect(inwoner.find("#denkt")).to_be_hidden()
    expect(inwoner.button(WORDS["opnieuw"])).to_be_focused()
    assert inwoner.chat.evaluate("changes") == 0


def test_a_server_that_is_down_at_the_start_is_told_with_a_way_on(inwoner: Inwoner) -> None:
    inwoner.page.route("**/v1/teksten", lambda route: route.abort())
    inwoner.page.goto(inwoner.address + "/chat?gemeente=leiden")
    expect(inwoner.find("#storing")).to_contain_text("Ik krijg nu geen verbinding")
    inwoner.must_be_accessible()
    inwoner.page.unroute("**/v1/teksten")
    inwoner.button("Probeer het nu").click()
    expect(inwoner.button(THEMA)).to_be_visible()
    expect(inwoner.find("#storing")).to_be_hidden()


# ---- letting go


def exit_by_button(inwoner: Inwoner) -> None:
    inwoner.button(WORDS["weg"]).click()


def exit_by_shift_in_the_chat(inwoner: Inwoner) -> None:
    inwoner.find("#tekst").focus()
    for _ in range(3):
        inwoner.page.keyboard.press("Shift")


def exit_by_shift_on_the_website(inwoner: Inwoner) -> None:
    inwoner.page.locator("main a").first.focus()
    for _ in range(3):
        inwoner.page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [exit_by_button, exit_by_shift_in_the_chat, exit_by_shift_on_the_website])
def test_the_quick_exit_erases_and_replaces_the_page(inwoner: Inwoner, leave: Callable[[Inwoner], None]) -> None:
    inwoner.open()
    inwoner.say("ik wil dood")
    expect(inwoner.find(".soort-crisis")).to_be_visible()
    assert inwoner.status_at_server() == 200
    leave(inwoner)
    inwoner.page.wait_for_url(ELSEWHERE)
    wait_until(lambda: inwoner.status_at_server() == 404, inwoner.page)
    inwoner.page.go_back()
    assert inwoner.page.url == "about:blank"


def test_the_quick_exit_works_on_the_page_of_its_own_and_not_while_typing_capitals(inwoner: Inwoner) -> None:
    inwoner.open("/chat?gemeente=leiden")
    inwoner.find("#tekst").focus()
    inwoner.page.keyboard.type("A")
    for letter in "BCD":
        inwoner.page.keyboard.press(f"Shift+{letter}")
    expect(inwoner.find("#tekst")).to_have_value("ABCD")
    inwoner.button(WORDS["weg"]).click()
    inwoner.page.wait_for_url(ELSEWHERE)
    wait_until(lambda: inwoner.status_at_server() == 404, inwoner.page)


def test_wis_asks_once_then_erases_here_and_at_the_server(inwoner: Inwoner) -> None:
    inwoner.open()
    inwoner.say("ik wil dood")
    expect(inwoner.find(".soort-crisis")).to_be_visible()
    place = inwoner.find(".soort-crisis").bounding_box()
    inwoner.find("#wis").dispatch_event("click")  # the click of Playwright itself scrolls
    expect(inwoner.button(WORDS["wis_nee"])).to_be_focused()
    inwoner.page.keyboard.press("Escape")
    expect(inwoner.find("#wis")).to_be_focused()
    assert inwoner.find(".soort-crisis").bounding_box() == place
    inwoner.find("#wis").click()
    inwoner.button(WORDS["wis_ja"]).click()
    expect(inwoner.find("#gesprek")).to_contain_text(WORDS["wis_klaar"].split("\n")[0])
    assert inwoner.status_at_server() == 404
    assert shown(inwoner) == 1
    expect(inwoner.find("#hulp")).to_be_hidden()
    inwoner.button(WORDS["begin_opnieuw"]).click()
    expect(inwoner.button(THEMA)).to_be_visible()


def test_wis_without_network_is_honest_and_keeps_trying(inwoner: Inwoner) -> None:
    inwoner.open()
    down = [True]
    inwoner.page.route(
        re.compile(r"/v1/gesprekken/[^/]+$"), lambda route: route.abort() if down[0] else route.continue_()
    )
    inwoner.find("#wis").click()
    inwoner.button(WORDS["wis_ja"]).click()
    expect(inwoner.find("#gesprek")).to_contain_text(WORDS["wis_later"].split("\n")[0])
    assert inwoner.status_at_server() == 200
    down[0] = False
    expect(inwoner.find("#gesprek")).to_contain_text(WORDS["wis_klaar"].split("\n")[0])
    assert inwoner.status_at_server() == 404


def test_typing_wis_empties_the_screen_too(inwoner: Inwoner) -> None:
    inwoner.open()
    inwoner.say("ik wil dood")
    expect(inwoner.find(".soort-crisis")).to_be_visible()
    inwoner.say("Wis")
    expect(inwoner.find(".soort-melding")).to_contain_text("Uw gesprek is gewist")
    expect(inwoner.find(".bericht")).to_have_count(1)
    expect(inwoner.find("#hulp")).to_be_hidden()


KEPT = """async () => [localStorage.length, sessionStorage.length, document.cookie.length,
    (await indexedDB.databases()).length]"""


def test_nothing_is_stored_by_default(inwoner: Inwoner) -> None:
    inwoner.open()
    inwoner.say("ik wil dood")
    expect(inwoner.find(".soort-crisis")).to_be_visible()
    assert inwoner.chat.evaluate(KEPT) == [0, 0, 0, 0]
    assert inwoner.page.evaluate(KEPT) == [0, 0, 0, 0]
    assert inwoner.context.cookies() == []


def test_the_conversation_is_remembered_only_when_asked_for(inwoner: Inwoner) -> None:
    inwoner.open()
    inwoner.choose(THEMA, "Huur niet betaald")
    expect(inwoner.find(".soort-antwoord")).to_be_visible()
    inwoner.chat.get_by_label(WORDS["onthoud"]).check()
    expect(inwoner.find("#privacy")).to_have_text(WORDS["privacy_onthouden"])
    assert inwoner.chat.evaluate(KEPT)[0] == 1
    assert "huur" not in inwoner.chat.evaluate("JSON.stringify({ ...localStorage })").lower()
    inwoner.open()
    expect(inwoner.find("#status")).to_have_text(WORDS["terug_van_weg"])
    expect(inwoner.find(".soort-antwoord")).to_have_count(1)
    expect(inwoner.button("Meer uitleg")).to_be_visible()
    inwoner.chat.get_by_label(WORDS["onthoud"]).uncheck()
    assert inwoner.chat.evaluate(KEPT) == [0, 0, 0, 0]
    assert len(inwoner.begun) == 1


# ---- for everybody


@pytest.mark.parametrize("width", [320, 1100])
def test_every_state_is_accessible(arrive: Arrive, width: int) -> None:
    inwoner = arrive(width=width, height=700)
    inwoner.page.goto(inwoner.address)
    inwoner.launcher.wait_for()
    inwoner.must_be_accessible()
    inwoner.open()
    inwoner.must_be_accessible(website=True)
    inwoner.choose(THEMA, "Huur niet betaald")
    expect(inwoner.find(".soort-antwoord")).to_be_visible()
    inwoner.must_be_accessible()
    inwoner.say("ik wil dood")
    expect(inwoner.find(".soort-crisis")).to_be_visible()
    inwoner.must_be_accessible()
    to_preview(inwoner)
    expect(inwoner.find(".soort-overdracht").last).to_contain_text("Naam: doorgehaald")
    inwoner.must_be_accessible()
    inwoner.find("#wis").click()
    expect(inwoner.button(WORDS["wis_nee"])).to_be_in_viewport(ratio=1)
    inwoner.must_be_accessible()
    inwoner.page.route(SENT, lambda route: route.abort())
    inwoner.choose("Nee, stuur niets")
    expect(inwoner.button(WORDS["opnieuw"])).to_be_visible()
    inwoner.must_be_accessible()


def test_double_text_size_fits_on_the_smallest_screen(arrive: Arrive) -> None:
    inwoner = arrive(width=320, height=640).open()
    inwoner.say("ik wil dood")
    expect(inwoner.find(".soort-crisis")).to_be_visible()
    inwoner.chat.evaluate("document.documentElement.style.fontSize = '200%'")
    assert inwoner.chat.evaluate(SIDEWAYS) <= 0
    inwoner.choose("Naar het begin")
    expect(inwoner.button(THEMA)).to_be_visible()
    assert inwoner.chat.evaluate(SIDEWAYS) <= 0
    inwoner.chat.evaluate("document.getElementById('wis').click()")
    expect(inwoner.button(WORDS["wis_nee"])).to_be_in_viewport(ratio=1)


def test_forced_colours_keep_edges_and_less_motion_means_none(arrive: Arrive) -> None:
    inwoner = arrive(forced_colors="active", reduced_motion="reduce").open()
    inwoner.say("ik wil dood")
    expect(inwoner.find(".soort-crisis .inhoud")).to_have_css("border-top-style", "solid")
    expect(inwoner.find(".soort-inwoner .inhoud")).to_have_css("border-top-width", "1px")
    expect(inwoner.find("#denkt i").first).to_have_css("animation-name", "none")
    inwoner.must_be_accessible()


def test_the_chat_wears_the_colours_of_the_website(inwoner: Inwoner) -> None:
    inwoner.page.goto(inwoner.address)
    inwoner.page.evaluate(
        "const style = document.documentElement.style;"
        "style.setProperty('--utrecht-button-primary-action-background-color', '#5b2a86');"
        "style.setProperty('--utrecht-document-background-color', 'url(https://elders.voorbeeld.nl)');"
    )
    expect(inwoner.launcher).to_have_css("background-color", "rgb(91, 42, 134)")
    inwoner.launcher.click()
    expect(inwoner.page.frame_locator("iframe").locator("header")).to_have_css("background-color", "rgb(91, 42, 134)")
    assert inwoner.chat.evaluate("document.documentElement.style.cssText").count("--utrecht") == 1


# ---- light


def weight(*names: str) -> int:
    return sum(len(gzip.compress((WIDGET / name).read_bytes(), 9)) for name in names)


def test_the_loader_weighs_at_most_two_kilobytes() -> None:
    assert weight(*LOADER) <= 2 * 1024


def test_everything_weighs_at_most_fifteen_kilobytes() -> None:
    assert weight(*LOADER, *CHAT) <= 15 * 1024


def test_the_list_of_what_is_weighed_is_complete() -> None:
    assert {path.name for path in WIDGET.iterdir()} == {*LOADER, *CHAT, *OUTCOME, "index.html", "demo.css"}
