"""Finding a handoff by its number, and by nothing else."""

import pytest

from tests.harness.console_office import Browser, Colleague, Office


def test_a_number_leads_to_its_handoff_however_it_is_typed(office: Office, browser: Browser) -> None:
    row = office.ask()
    number = row.referentie
    for typed in (number, f" {number[:4]} {number[4:]} ", f"{number[:2]}.{number[2:]}", f"{number[:4]}-{number[4:]}"):
        response = browser.post("/zoeken", nummer=typed)
        assert response.headers["location"] == f"/console/overdracht/{row.id}"


def test_what_ended_is_found_too(office: Office, browser: Browser, anna: Colleague) -> None:
    row = office.ask()
    held = office.queue.claim(row.id, anna.id, frozenset({row.team}))
    office.queue.close(row.id, anna.id, "opgelost", held.version)
    page = browser.follow(browser.post("/zoeken", nummer=row.referentie)).text
    assert "Deze vraag is afgerond." in page


def test_a_number_of_another_team_is_one_that_does_not_exist(office: Office, browser: Browser) -> None:
    there = office.ask()
    stranger = office.browser(office.colleague("Cor", teams=frozenset({"wijkteam_leiden_noord"})))
    answers = [stranger.post("/zoeken", nummer=number) for number in (there.referentie, "00000000")]
    assert [one.status_code for one in answers] == [404, 404]
    assert "Er is geen vraag met dit nummer bij uw teams." in answers[0].text
    assert there.id not in answers[0].text


@pytest.mark.parametrize("typed", ["", "Jansen", "0600000000 bel", "'; --", "１２３４５６７８"])
def test_what_is_no_number_is_not_searched_for(office: Office, browser: Browser, typed: str) -> None:
    before = office.queue.last_event()
    response = browser.post("/zoeken", nummer=typed)
    assert response.status_code == 422
    assert "Een nummer heeft alleen cijfers." in response.text
    assert office.queue.last_event() == before


def test_what_was_typed_is_in_no_log(office: Office, browser: Browser) -> None:
    browser.post("/zoeken", nummer="87654321")
    with office.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT * FROM event WHERE action = 'searched'").all()
    assert len(found) == 1
    assert "87654321" not in str(found)


def test_searching_wakes_no_open_page(office: Office, browser: Browser) -> None:
    row = office.ask()
    before = office.queue.last_event()
    browser.post("/zoeken", nummer=row.referentie)
    assert office.queue.events_since(before) == []
