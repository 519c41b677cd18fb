"""What a coordinator sees and does: who has what, who is there, and offering it to somebody who must say yes."""

import re
from datetime import timedelta
from html import unescape

import pytest

from handoff.queue import LEAD_REDENEN, HandoffNotFoundError, Receiver, Row, StaleVersionError, TransferRefusedError
from tests.harness.console_office import BELLEN, TEAM, Browser, Colleague, Office

NOORD = "wijkteam_leiden_noord"
MINE = frozenset({TEAM})


@pytest.fixture
def lea(office: Office) -> Colleague:
    return office.colleague("Lea", rollen=("coordinator",), teams=MINE)


@pytest.fixture
def leads(office: Office, lea: Colleague) -> Browser:
    return office.browser(lea)


def held(office: Office, colleague: Colleague, team: str = TEAM) -> Row:
    row = office.ask(BELLEN, team=team)
    return office.queue.claim(row.id, colleague.id, frozenset({team}))


def part(page: str, found: str) -> str:
    match = re.search(rf'<section class="lijst" id="{found}".*?</section>', page, re.DOTALL)
    return unescape(match[0]) if match else ""


def number(page: str, name: str) -> int:
    match = re.search(rf'id="stand-{name}">(\d+)<', page)
    assert match
    return int(match[1])


def reassign(browser: Browser, row: Row, naar: str, reden: str = "collega_afwezig"):
    path = f"/overdracht/{row.id}"
    return browser.post(f"{path}/overdragen", on=path, naar=naar, reden=reden, versie=str(row.version))


def test_the_page_counts_what_waits_is_late_and_is_held(office: Office, leads: Browser, anna: Colleague) -> None:
    office.clock.ahead = timedelta(days=-40)
    office.ask()
    office.clock.ahead = timedelta()
    office.ask()
    held(office, anna)
    office.ask(team=NOORD)  # not of this coordinator
    page = leads.get("/team").text
    assert [number(page, one) for one in ("wacht", "te_laat", "in_behandeling", "stil")] == [2, 1, 1, 0]


def test_it_shows_who_has_what_and_who_is_there_and_nothing_of_the_inwoner(
    office: Office, leads: Browser, anna: Colleague, bram: Colleague
) -> None:
    row = held(office, anna)
    office.accounts.start_session(bram.id)
    page = leads.get("/team").text
    mine = part(page, f"mens-{anna.id}")
    assert row.referentie in mine
    assert "Niet ingelogd." in mine
    assert "Bram: nu ingelogd." in page
    for marker in ("0600000000", "Voorbeeldnaam", "twee maanden"):
        assert marker not in page
    office.clock.ahead = timedelta(minutes=office.settings.session_idle_minutes + 1)
    assert office.accounts.present() == frozenset()


def test_a_team_without_anybody_and_the_team_that_catches_the_rest_are_told(office: Office) -> None:
    lead = office.colleague("Lea", rollen=("coordinator",))
    page = office.browser(lead).get("/team").text
    assert page.count("kijkt als geen team de postcode heeft") == 1
    assert "Niemand ziet de vragen van dit team." not in page
    admin_only = office.colleague("Mo", rollen=("admin", "coordinator"), teams=frozenset())
    assert office.browser(admin_only).get("/team").status_code == 200


def test_what_a_colleague_holds_is_offered_and_taken_over_after_a_yes(
    office: Office, leads: Browser, browser: Browser, anna: Colleague, bram: Colleague
) -> None:
    row = held(office, anna)
    page = leads.get(f"/overdracht/{row.id}").text
    assert f'value="collega:{bram.id}"' in page
    assert f'value="collega:{anna.id}"' not in page
    shown = leads.follow(reassign(leads, row, f"collega:{bram.id}")).text
    assert "Aangeboden aan Bram" in shown
    assert "Hij blijft bij uw collega tot iemand ja zegt." in shown
    assert "De coördinator bood deze vraag aan Bram aan" in browser.get(f"/overdracht/{row.id}").text
    other = office.browser(bram)
    assert "De coördinator vraagt of u dit overneemt van Anna. Reden: De collega is er niet." in other.get("/").text
    other.post(f"/overdracht/{row.id}/aanbod/aannemen")
    assert office.queue.get(row.id).claimed_by == "Bram"


def test_the_coordinator_takes_an_offer_back_once(
    office: Office, leads: Browser, anna: Colleague, bram: Colleague
) -> None:
    row = held(office, anna)
    reassign(leads, row, f"collega:{bram.id}")
    path = f"/overdracht/{row.id}"
    assert "blijft bij uw collega" in leads.follow(leads.post(f"{path}/overdragen/intrekken", on=path)).text
    again = leads.post(f"{path}/overdragen/intrekken", on=path)
    assert again.status_code == 409
    assert "Dit aanbod is er niet meer." in again.text
    assert office.queue.passing.offered_to(bram.id, MINE) == []


@pytest.mark.parametrize("reden", ["", "te_druk", "zomaar"])
def test_without_a_reason_of_its_own_nothing_is_offered(
    office: Office, leads: Browser, anna: Colleague, bram: Colleague, reden: str
) -> None:
    row = held(office, anna)
    response = reassign(leads, row, f"collega:{bram.id}", reden)
    assert response.status_code == 422
    assert "Kies een reden." in response.text
    assert office.queue.leading.offer(row.id) is None


def test_who_saw_an_older_state_hears_it(office: Office, leads: Browser, anna: Colleague, bram: Colleague) -> None:
    row = held(office, anna)
    path = f"/overdracht/{row.id}"
    fields = {"naar": f"collega:{bram.id}", "reden": "collega_afwezig", "versie": "1"}
    response = leads.post(f"{path}/overdragen", on=path, **fields)
    assert response.status_code == 409
    assert "Er is iets veranderd terwijl u keek." in response.text


def test_the_rules_hold_without_the_page(office: Office, lea: Colleague, anna: Colleague, bram: Colleague) -> None:
    leading, members = office.queue.leading, office.accounts.members_by_team()
    mine, there = held(office, anna), held(office, anna, NOORD)
    to = Receiver(TEAM, bram.id)
    with pytest.raises(HandoffNotFoundError):
        leading.reassign(there.id, lea.id, MINE, to, LEAD_REDENEN[0], there.version, members)
    with pytest.raises(TransferRefusedError):
        leading.reassign(mine.id, lea.id, MINE, Receiver(TEAM, anna.id), LEAD_REDENEN[0], mine.version, members)
    with pytest.raises(TransferRefusedError):
        leading.reassign(mine.id, lea.id, MINE, Receiver("wijkteam_zaandam"), LEAD_REDENEN[0], mine.version, members)
    waiting = office.queue.release(mine.id, anna.id, mine.version)
    with pytest.raises(StaleVersionError):
        leading.reassign(mine.id, lea.id, MINE, to, LEAD_REDENEN[0], waiting.version, members)
    with pytest.raises(HandoffNotFoundError):
        leading.cancel(there.id, lea.id, MINE)


def test_a_wijkteamlid_does_not_see_the_form(office: Office, browser: Browser, bram: Colleague) -> None:
    row = held(office, bram)
    assert 'id="overdragen"' not in browser.get(f"/overdracht/{row.id}").text
