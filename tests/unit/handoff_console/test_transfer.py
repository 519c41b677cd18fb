"""Passing on, in the console: to somebody who is there, visible for both, and never out of sight."""

import re
from datetime import timedelta

import pytest

from tests.harness.console_office import BELLEN, TEAM, Browser, Colleague, Office

NOORD = "wijkteam_leiden_noord"


@pytest.fixture
def noor(office: Office) -> Colleague:
    return office.colleague("Noor", teams=frozenset({NOORD}))


def picked_up(office: Office, colleague: Colleague):
    row = office.ask(BELLEN)
    return office.queue.claim(row.id, colleague.id, frozenset({row.team}))


def offer(browser: Browser, row_id: str, naar: str, reden: str = "te_druk", versie: str = "2"):
    path = f"/overdracht/{row_id}"
    return browser.post(f"{path}/doorgeven", on=path, naar=naar, reden=reden, versie=versie)


def section(page: str, name: str) -> str:
    found = re.search(rf'<section class="lijst" id="lijst-{name}".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def test_a_colleague_is_asked_and_takes_it_over(
    office: Office, browser: Browser, anna: Colleague, bram: Colleague
) -> None:
    row = picked_up(office, anna)
    page = browser.get(f"/overdracht/{row.id}").text
    assert f'value="collega:{bram.id}">Bram' in page
    assert f"collega:{anna.id}" not in page
    shown = browser.follow(offer(browser, row.id, f"collega:{bram.id}")).text
    assert "Aangeboden aan Bram" in shown
    assert "aangeboden aan Bram" in section(browser.get("/").text, "van_mij")
    other = office.browser(bram)
    mine = section(other.get("/").text, "aangeboden")
    assert "Anna vraagt of u dit overneemt. Reden: Ik kom er niet aan toe." in mine
    assert "twee maanden" not in other.get(f"/overdracht/{row.id}").text
    taken = other.follow(other.post(f"/overdracht/{row.id}/aanbod/aannemen")).text
    assert "U heeft deze vraag overgenomen" in taken
    assert "twee maanden" in taken
    assert "twee maanden" not in browser.get(f"/overdracht/{row.id}").text


def test_another_team_is_asked_and_says_no(office: Office, browser: Browser, anna: Colleague, noor: Colleague) -> None:
    row = picked_up(office, anna)
    assert f'value="team:{NOORD}">Wijkteam Leiden-Noord' in browser.get(f"/overdracht/{row.id}").text
    offer(browser, row.id, f"team:{NOORD}", "andere_buurt")
    other = office.browser(noor)
    assert row.referentie in section(other.get("/").text, "aangeboden")
    assert other.get(f"/overdracht/{row.id}").status_code == 404
    assert "U neemt deze vraag niet over" in other.follow(other.post(f"/overdracht/{row.id}/aanbod/weigeren")).text
    assert section(other.get("/").text, "aangeboden") == ""
    page = browser.get(f"/overdracht/{row.id}").text
    assert "Noor kon deze vraag niet overnemen, zojuist." in page
    assert "Aanbod niet aangenomen" in page


def test_a_team_without_anybody_is_not_in_the_list_and_is_refused(
    office: Office, browser: Browser, bram: Colleague
) -> None:
    solo = office.colleague("Solo", teams=frozenset({TEAM}))
    row = picked_up(office, solo)
    window = office.browser(solo)
    assert "team:wijkteam_zaanstad" not in window.get(f"/overdracht/{row.id}").text
    for naar, told in (
        ("team:wijkteam_zaanstad", "Kies een ander team"),
        ("team:bestaat_niet", "Kies een ander team"),
        ("", "Kies een collega of een team waar iemand is"),
        (f"collega:{solo.id}", "Kies iemand anders"),
        ("collega:bestaat-niet", "Kies iemand anders"),
    ):
        response = offer(window, row.id, naar)
        assert response.status_code == 422
        assert told in response.text
    assert "Kies een reden" in offer(window, row.id, f"collega:{bram.id}", "zomaar").text
    assert office.queue.passing.offered_by(solo.id) == {}


def test_who_is_alone_reads_that_there_is_nobody(office: Office) -> None:
    solo = office.colleague("Solo", teams=frozenset({TEAM}))
    row = picked_up(office, solo)
    assert "Er is geen andere collega" in office.browser(solo).get(f"/overdracht/{row.id}").text


def test_an_offer_can_be_taken_back_and_who_accepts_then_hears_so(
    office: Office, browser: Browser, anna: Colleague, bram: Colleague
) -> None:
    row = picked_up(office, anna)
    offer(browser, row.id, f"collega:{bram.id}")
    other = office.browser(bram)
    token = other.token()
    back = browser.post(f"/overdracht/{row.id}/doorgeven/intrekken", on=f"/overdracht/{row.id}")
    assert "Het aanbod is ingetrokken" in browser.follow(back).text
    late = other.client.post(f"/console/overdracht/{row.id}/aanbod/aannemen", data={"token": token})
    assert late.status_code == 409
    assert "Dit aanbod is er niet meer" in late.text


def test_a_page_that_is_too_old_offers_nothing(
    office: Office, browser: Browser, anna: Colleague, bram: Colleague
) -> None:
    row = picked_up(office, anna)
    assert offer(browser, row.id, f"collega:{bram.id}", versie="1").status_code == 409
    assert office.queue.passing.offered_by(anna.id) == {}


def test_an_offer_to_another_team_wakes_their_open_pages(office: Office, anna: Colleague, noor: Colleague) -> None:
    row = picked_up(office, anna)
    before = office.queue.last_event()
    changes = office.console.state.console.changes
    offer(office.browser(anna), row.id, f"team:{NOORD}")
    assert changes.missed(before, frozenset({NOORD}), None)
    assert not changes.missed(before, frozenset({"wijkteam_stevenshof"}), None)
    office.clock.ahead = timedelta()
