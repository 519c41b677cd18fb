"""Leases, half-written words and the control page: seen in time, in words, by who has to do something."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from handoff.console.countdown import countdown
from handoff.console.wording import Wording
from handoff.queue.working_time import Hours
from tests.harness.console_office import BELLEN, CHATTEN, Browser, Colleague, Office, whole_catalogue

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # a Tuesday, 10:00 on the Dutch clock


@pytest.mark.parametrize(
    ("until", "kort", "lang", "nood"),
    [
        (timedelta(minutes=30), "nog geen uur", "nog geen werkuur", "spoed"),
        (timedelta(hours=1, minutes=10), "nog 1 uur", "nog 1 werkuur", "spoed"),
        (timedelta(hours=4, minutes=5), "nog 4 uur", "nog 4 werkuren", "spoed"),
        (timedelta(hours=23), "nog 7 uur", "nog 7 werkuren", "spoed"),
        (timedelta(days=1), "nog 1 dag", "nog 1 werkdag", ""),
        (timedelta(days=7), "nog 5 dagen", "nog 5 werkdagen", ""),
        (timedelta(hours=-1), "1 uur te laat", "1 werkuur te laat", "laat"),
        (timedelta(days=-5), "3 dagen te laat", "3 werkdagen te laat", "laat"),
    ],
)
def test_a_countdown_is_short_on_the_screen_and_whole_to_who_listens(
    until: timedelta, kort: str, lang: str, nood: str
) -> None:
    tel = countdown(Wording(whole_catalogue()), Hours(), NOW + until, NOW)
    assert tel is not None
    assert (tel.kort, tel.lang, tel.nood) == (kort, lang, nood)


def picked_up(office: Office, colleague: Colleague, lines: tuple = BELLEN, days_ago: int = 0):
    office.clock.ahead = timedelta(days=-days_ago)
    row = office.ask(lines)
    return office.queue.claim(row.id, colleague.id, frozenset({row.team}))


def let_the_lease_run(office: Office, steps: int) -> None:
    """Tend a lease that began long ago so often, each time some days later."""
    for _ in range(steps):
        office.clock.ahead += timedelta(days=5)
        office.queue.care.tend()


def section(page: str, name: str) -> str:
    found = re.search(rf'<section class="lijst" id="lijst-{name}".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def test_what_waits_longer_than_the_team_promised_is_late(office: Office, browser: Browser) -> None:
    office.clock.ahead = timedelta(days=-10)
    row = office.ask()
    office.clock.ahead = timedelta()
    late = section(browser.get("/").text, "te_laat")
    assert row.referentie in late
    assert re.search(r"oppakken: \d dagen? te laat", late)
    assert re.search(r"nog \d+ werkdagen", late)  # the law leaves more time, and that is said too


def test_the_holder_reads_how_long_it_stays(office: Office, browser: Browser, anna: Colleague) -> None:
    row = picked_up(office, anna)
    for page in (section(browser.get("/").text, "van_mij"), browser.get(f"/overdracht/{row.id}").text):
        assert re.search(r'aria-hidden="true">bij u: nog \d+ (?:uur|dag|dagen)<', page)
        assert re.search(r'class="verborgen">bij u: nog \d+ werk(?:uren|dag)', page)


def test_the_holder_is_warned_twice_before_it_goes_back(office: Office, browser: Browser, anna: Colleague) -> None:
    row = picked_up(office, anna, days_ago=20)
    page = browser.get(f"/overdracht/{row.id}").text
    assert "Er gebeurde een tijd niets" not in page
    assert "te laat" not in section(browser.get("/").text, "van_mij").replace("werkdagen te laat", "")
    let_the_lease_run(office, 1)
    assert "Er gebeurde een tijd niets met deze vraag" in browser.get(f"/overdracht/{row.id}").text
    let_the_lease_run(office, 1)
    assert "Uw coördinator ziet dit ook" in browser.get(f"/overdracht/{row.id}").text


def test_the_coordinator_sees_who_has_what_is_about_to_come_back(
    office: Office, browser: Browser, anna: Colleague
) -> None:
    lead = office.browser(office.colleague("Lea", rollen=("coordinator",)))
    row = picked_up(office, anna, days_ago=20)
    assert section(lead.get("/").text, "dreigt") == ""
    let_the_lease_run(office, 2)
    assert row.referentie in section(lead.get("/").text, "dreigt")
    assert "Anna" in section(lead.get("/").text, "dreigt")
    assert section(browser.get("/").text, "dreigt") == ""


def test_after_the_lease_the_team_sees_it_and_who_had_it_goes_on_with_what_was_typed(
    office: Office, browser: Browser, anna: Colleague, bram: Colleague
) -> None:
    row = picked_up(office, anna, days_ago=20)
    path = f"/overdracht/{row.id}"
    assert browser.post(f"{path}/concept", on=path, soort="notitie", tekst="net begonnen").status_code == 204
    let_the_lease_run(office, 3)
    assert "teruggekomen" in office.browser(bram).get("/").text
    mine = browser.get("/").text
    assert "was van u" in mine
    assert "Ga verder" in mine
    closed = browser.get(path).text
    assert "U kunt gewoon verder" in closed
    assert "net begonnen" not in closed
    page = browser.follow(browser.post(f"{path}/oppakken", on=path)).text
    assert "net begonnen" in page
    assert "Het is nog niet bewaard" in page
    for told in ("Er gebeurde een tijd niets", "de coördinator ziet het", "Terug naar het team, want er"):
        assert told in page


def test_a_page_that_was_open_when_the_lease_ended_still_saves(
    office: Office, browser: Browser, anna: Colleague
) -> None:
    row = picked_up(office, anna, days_ago=20)
    path = f"/overdracht/{row.id}"
    token = browser.token(path)
    let_the_lease_run(office, 3)
    fields = {"token": token, "tekst": "toch nog gebeld", "versie": str(row.version)}
    page = browser.follow(browser.client.post(f"/console{path}/notitie", data=fields)).text
    assert "Uw notitie is bewaard" in page
    assert "toch nog gebeld" in page
    assert office.queue.get(row.id).claimed_by == "Anna"


def test_half_a_message_comes_back_and_is_forgotten_when_it_is_sent(
    office: Office, browser: Browser, anna: Colleague
) -> None:
    row = picked_up(office, anna, CHATTEN)
    path = f"/overdracht/{row.id}"
    browser.post(f"{path}/concept", on=path, soort="bericht", tekst="Goedemid")
    assert "Goedemid" in browser.get(path).text
    browser.post(f"{path}/bericht", on=path, tekst="Goedemiddag")
    page = browser.get(path).text
    assert "nog niet verstuurd" not in page
    assert "Goedemid\n" not in page


def test_a_colleague_keeps_nothing_at_what_somebody_else_has(office: Office, anna: Colleague, bram: Colleague) -> None:
    row = picked_up(office, anna)
    other = office.browser(bram)
    assert other.post(f"/overdracht/{row.id}/concept", soort="notitie", tekst="x").status_code == 403
    assert office.queue.unsent(row.id, bram.id) == {}


def test_reopening_is_for_the_coordinator_and_says_honestly_when_nothing_is_left(
    office: Office, browser: Browser, anna: Colleague
) -> None:
    lead = office.browser(office.colleague("Lea", rollen=("coordinator",)))
    row = picked_up(office, anna)
    path = f"/overdracht/{row.id}"
    office.queue.close(row.id, anna.id, "opgelost", row.version)
    assert "Bij het afronden zijn de gegevens gewist" in lead.get(path).text
    assert "Heropenen" not in browser.get(path).text
    assert lead.post(f"{path}/heropenen").status_code == 410
    assert browser.post(f"{path}/heropenen").status_code == 403


def test_what_still_is_there_can_be_opened_again(office: Office, anna: Colleague) -> None:
    lead = office.browser(office.colleague("Lea", rollen=("coordinator",)))
    row = picked_up(office, anna)
    with office.engine.begin() as connection:
        connection.execute(text("UPDATE handoff SET status = 'closed', closed_at = created_at, claimed_by = NULL"))
    path = f"/overdracht/{row.id}"
    assert "Heropenen voor het team" in lead.get(path).text
    assert "De vraag is heropend" in lead.follow(lead.post(f"{path}/heropenen", on=path)).text
    assert office.queue.get(row.id).status == "waiting"


def test_the_control_page_counts_to_zero_and_names_what_is_wrong(
    office: Office, browser: Browser, anna: Colleague
) -> None:
    lead = office.browser(office.colleague("Lea", rollen=("coordinator",)))
    row = picked_up(office, anna)
    assert "Nee. Alles is in orde." in lead.get("/controle").text
    assert browser.get("/controle").status_code == 403
    with office.engine.begin() as connection:
        connection.execute(text("DELETE FROM handoff_line"))
    page = lead.get("/controle").text
    assert "Kijk hiernaar: 1." in page
    assert f"Zonder gegevens: nummer {row.referentie}" in page
    assert "(1) Controle" in page
    far = office.browser(office.colleague("Ver", gemeente="zaanstad", rollen=("coordinator",)))
    assert row.referentie not in far.get("/controle").text
