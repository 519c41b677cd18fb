"""The page Meldingen: the own address, the sound, and what could not be told."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from handoff import tables
from handoff.database import reading, writing
from handoff.queue.telling import put
from tests.harness.console_office import Browser, Colleague, Office


@pytest.fixture
def coen(office: Office) -> Colleague:
    return office.colleague("Coen", rollen=("coordinator",))


def give_up(office: Office, handoff_id: str | None, error: str = "address_refused") -> str:
    """Put a dead letter in the outbox, and return its id."""
    with writing(office.engine) as session:
        put(session, office.clock(), "mail", "created", handoff_id, target="team:wijkteam_mors")
        session.flush()
        row = session.scalars(select(tables.Outbox).where(tables.Outbox.kind == "mail")).one()
        row.dead_at, row.last_error = office.clock(), error
        return row.id


def failing(office: Office, *, since: timedelta, error: str) -> None:
    with writing(office.engine) as session:
        put(session, office.clock() - since, "mail", "created", target="team:wijkteam_mors")
        session.flush()
        row = session.scalars(select(tables.Outbox).where(tables.Outbox.kind == "mail")).one()
        row.last_error, row.attempts = error, 3


def alerts(text: str) -> list[str]:
    return re.findall(r"utrecht-alert--warning[^>]*>([^<]*)<", text)


def test_without_a_mail_server_the_page_says_so(browser: Browser) -> None:
    page = browser.get("/meldingen").text
    assert 'id="geen-mail"' in page
    assert 'name="adres"' not in page


def test_an_address_is_kept_shown_only_to_its_owner_and_removed(
    office: Office, anna: Colleague, browser: Browser
) -> None:
    assert browser.post("/meldingen/adres", on="/meldingen", adres="Anna@Gemeente.example").status_code == 303
    assert office.accounts.own.email(anna.id) == "Anna@gemeente.example"
    assert browser.post("/meldingen/adres", on="/meldingen", adres="").status_code == 303
    assert office.accounts.own.email(anna.id) == ""


@pytest.mark.parametrize("typed", ["anna", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "@b.example"])
def test_what_is_no_single_address_is_refused_with_a_sentence(browser: Browser, typed: str) -> None:
    response = browser.post("/meldingen/adres", on="/meldingen", adres=typed)
    assert response.status_code == 422
    assert "Dit is geen e-mailadres." in response.text


def test_the_sound_is_off_until_this_browser_switches_it_on(browser: Browser) -> None:
    assert "data-geluid" not in browser.get("/").text
    browser.post("/meldingen/geluid", on="/meldingen", aan="ja")
    assert "data-geluid" in browser.get("/").text
    browser.post("/meldingen/geluid", on="/meldingen", aan="nee")
    assert "data-geluid" not in browser.get("/").text


def test_what_did_not_arrive_is_shown_with_its_reason_and_tried_again(office: Office, coen: Colleague) -> None:
    row = office.ask()
    item_id, browser = give_up(office, row.id), office.browser(coen)
    page = browser.get("/meldingen").text
    assert f"nieuwe vraag, nummer {row.referentie}" in page
    assert "De mailserver kent dit adres niet." in page
    assert alerts(browser.get("/").text) == ["Meldingen die niet zijn aangekomen: 1. Bekijk ze bij Meldingen."]
    assert browser.post("/meldingen/opnieuw", on="/meldingen", id=item_id).status_code == 303
    with reading(office.engine) as session:
        assert session.get_one(tables.Outbox, item_id).dead_at is None
    assert browser.post("/meldingen/opnieuw", on="/meldingen", id=item_id).status_code == 422
    assert alerts(browser.get("/").text) == []


def test_another_team_neither_sees_nor_repeats_it(office: Office) -> None:
    elsewhere = office.browser(office.colleague("Dirk", "zaanstad", rollen=("coordinator",)))
    row = office.ask()
    item_id = give_up(office, row.id)
    assert row.referentie not in elsewhere.get("/meldingen").text
    assert elsewhere.post("/meldingen/opnieuw", on="/meldingen", id=item_id).status_code == 422


def test_who_only_handles_questions_can_not_mend_but_hears_that_mail_stalls(office: Office, browser: Browser) -> None:
    item_id = give_up(office, None)
    assert 'id="kop-opgegeven"' not in browser.get("/meldingen").text
    assert browser.post("/meldingen/opnieuw", on="/meldingen", id=item_id).status_code == 403


@pytest.mark.parametrize(("minutes", "seen"), [(9, False), (11, True)])
def test_a_mail_server_that_is_away_for_a_while_is_told_to_everybody(
    office: Office, browser: Browser, minutes: int, seen: bool
) -> None:
    failing(office, since=timedelta(minutes=minutes), error="server_unreachable")
    found = alerts(browser.get("/").text)
    said = "Meldingen per mail komen nu niet aan: 1. De mailserver is niet te bereiken. Kijk zelf vaker op deze pagina."
    assert found == ([said] if seen else [])


def test_a_reason_without_words_of_its_own_leads_to_the_log(office: Office, browser: Browser) -> None:
    failing(office, since=timedelta(hours=1), error="DecryptError")
    assert "DecryptError" not in browser.get("/").text
    assert "De beheerder vindt meer in het log." in browser.get("/").text


def test_the_beheerder_sees_failures_and_nothing_of_the_queue(office: Office) -> None:
    row = office.ask()
    give_up(office, row.id)
    page = office.browser(office.colleague("Els", rollen=("admin",))).get("/meldingen").text
    assert row.referentie in page
    assert row.id not in page
    assert 'id="geluid-schakelaar"' not in page
