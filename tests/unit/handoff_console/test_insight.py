"""A coordinator sees a field of another's handoff with a reason only; an auditor sees who did that, never what."""

import pytest

from handoff.queue import INZAGE_REDENEN
from tests.harness.console_office import TEAM, Browser, Colleague, Office

NUMMER = "0600000000"


@pytest.fixture
def coordinator(office: Office) -> Browser:
    """Give a browser in which a coordinator of the team is signed in."""
    return office.browser(office.colleague("Cora", rollen=("coordinator",), teams=frozenset({TEAM})))


def look(browser: Browser, handoff_id: str, veld: str = "telefoon", reden: str = "spoed"):
    return browser.post(f"/overdracht/{handoff_id}/inzien", on="/account", veld=veld, reden=reden)


def test_a_field_is_shown_with_a_reason_and_the_holder_can_see_that(
    office: Office, anna: Colleague, coordinator: Browser
) -> None:
    row = office.ask()
    office.queue.claim(row.id, anna.id, frozenset({TEAM}))
    page = coordinator.get(f"/overdracht/{row.id}").text
    assert "Toon telefoonnummer" in page
    assert NUMMER not in page
    assert "huur." not in page
    shown = look(coordinator, row.id)
    assert NUMMER in shown.text
    assert "Voorbeeldnaam" not in shown.text
    assert NUMMER not in coordinator.get(f"/overdracht/{row.id}").text
    assert "Gegeven ingezien door de coördinator, door Cora" in office.browser(anna).get(f"/overdracht/{row.id}").text


@pytest.mark.parametrize("reden", ["", "omdat het kan", "andere_buurt"])
def test_without_a_reason_nothing_is_shown(office: Office, coordinator: Browser, reden: str) -> None:
    row = office.ask()
    response = look(coordinator, row.id, reden=reden)
    assert response.status_code == 422
    assert "Kies eerst waarom het nodig is." in response.text
    assert NUMMER not in response.text


@pytest.mark.parametrize("veld", ["eigen_woorden", "postcode", "", "notitie"])
def test_only_contact_fields_can_be_asked_for(office: Office, coordinator: Browser, veld: str) -> None:
    response = look(coordinator, office.ask().id, veld=veld)
    assert response.status_code == 404
    assert "huur." not in response.text


def test_an_agent_is_not_offered_it_and_may_not_ask(office: Office, bram: Colleague) -> None:
    row, browser = office.ask(), office.browser(bram)
    assert "inzien-telefoon" not in browser.get(f"/overdracht/{row.id}").text
    assert look(browser, row.id).status_code == 403


def test_what_ended_shows_nothing_any_more(office: Office, coordinator: Browser) -> None:
    row = office.ask()
    office.queue.withdraw_conversation(office.conversation)
    assert look(coordinator, row.id).status_code == 410


def test_it_runs_out_for_the_hour(office: Office, coordinator: Browser) -> None:
    row = office.ask()
    for _ in range(office.settings.reveals_per_hour):
        office.queue.insight.reveal(row.id, "telefoon", "iemand", frozenset({TEAM}), INZAGE_REDENEN[0])
    assert look(coordinator, row.id).status_code == 200  # counted per account
    with pytest.raises(Exception, match="too often"):
        office.queue.insight.reveal(row.id, "telefoon", "iemand", frozenset({TEAM}), INZAGE_REDENEN[0])


def test_an_auditor_reads_who_looked_and_why_and_never_what(office: Office, coordinator: Browser) -> None:
    row = office.ask()
    look(coordinator, row.id, reden="klacht")
    auditor = office.browser(office.colleague("Otto", rollen=("auditor",)))
    page = auditor.get("/logboek").text
    assert "Gegeven ingezien met reden" in page
    assert "klacht telefoon" in page
    assert "Cora" in page
    for hidden in (NUMMER, "Voorbeeldnaam", "huur.", row.referentie):
        assert hidden not in page
    assert "Logboek gelezen" in auditor.get("/logboek").text


def test_the_log_goes_back_page_by_page_and_holds_only_the_own_gemeente(office: Office) -> None:
    far = office.colleague("Verweg", gemeente="zaanstad")
    for _ in range(60):
        office.accounts.end_session(office.accounts.start_session(far.id))
    mine = office.colleague("Otto", rollen=("auditor",))
    for _ in range(60):
        office.accounts.end_session(office.accounts.start_session(mine.id))
    auditor = office.accounts.session(office.accounts.start_session(mine.id))
    assert auditor is not None
    first = office.accounts.log_lines(auditor)
    second = office.accounts.log_lines(auditor, first[-1].id)
    assert len(first) == 100
    assert second
    assert {line.id for line in first}.isdisjoint(line.id for line in second)
    assert {line.wie for line in (*first, *second)} <= {"Otto", None}
