"""The three lists, and picking up without colliding."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from tests.harness.console_office import CHATTEN, Browser, Colleague, Office


def section(page: str, name: str) -> str:
    """Return one list of the overview."""
    found = re.search(rf'<section class="lijst" id="lijst-{name}".*?</section>', page, re.DOTALL)
    assert found
    return found[0]


def test_a_waiting_question_shows_topic_way_and_time_but_nothing_of_the_inwoner(
    office: Office, browser: Browser
) -> None:
    office.clock.ahead = timedelta(minutes=-12)
    row = office.ask()
    office.clock.ahead = timedelta()
    page = browser.get("/").text
    shown = section(page, "wachtend")
    for text in ("Huur niet betaald", "Bellen", "12 minuten geleden", "Wijkteam Mors", row.referentie, "werkdagen"):
        assert text in shown
    for text in ("0600000000", "Voorbeeldnaam", "twee maanden"):
        assert text not in page


def test_urgency_is_said_in_words_and_comes_first_until_an_older_question_is_nearer(
    office: Office, browser: Browser
) -> None:
    later, week, today = (office.ask(haast=haast) for haast in ("later", "week", "vandaag"))
    shown = section(browser.get("/").text, "wachtend")
    places = [shown.index(row.referentie) for row in (today, week, later)]
    assert places == sorted(places)
    for words in ("hulp nodig: vandaag", "hulp nodig: deze week", "hulp nodig: later is goed"):
        assert words in shown


def test_the_title_counts_who_waits(office: Office, browser: Browser) -> None:
    office.ask()
    office.ask(CHATTEN)
    page = browser.get("/").text
    assert "<title>(2) Overzicht" in page
    assert "Er wachten 2 inwoners." in page


def test_a_term_that_is_over_is_said_in_words_and_listed_apart(office: Office, browser: Browser) -> None:
    office.clock.ahead = timedelta(days=-40)
    row = office.ask()
    office.clock.ahead = timedelta()
    page = browser.get("/").text
    assert row.referentie in section(page, "te_laat")
    assert "werkdagen te laat" in section(page, "te_laat")
    assert row.referentie not in section(page, "wachtend")


def test_picking_up_moves_a_question_to_mine(office: Office, browser: Browser) -> None:
    row = office.ask()
    page = browser.follow(browser.post(f"/overdracht/{row.id}/oppakken")).text
    assert "Alleen u ziet nu de gegevens" in page
    overview = browser.get("/").text
    assert row.referentie in section(overview, "van_mij")
    assert row.referentie not in section(overview, "wachtend")


def test_who_is_too_late_hears_who_has_it_and_since_when(
    office: Office, browser: Browser, bram: Colleague, anna: Colleague
) -> None:
    row = office.ask()
    other = office.browser(bram)
    token = browser.token()
    other.post(f"/overdracht/{row.id}/oppakken")
    office.clock.ahead = timedelta(minutes=3)
    response = browser.client.post(f"/console/overdracht/{row.id}/oppakken", data={"token": token})
    assert response.status_code == 409
    assert "Bram heeft deze vraag al opgepakt, zojuist. U hoeft niets te doen." in response.text
    assert "Vragen van inwoners" in response.text


def test_two_at_the_same_moment_give_one_winner_and_one_honest_answer(
    office: Office, browser: Browser, bram: Colleague
) -> None:
    other = office.browser(bram)
    tokens = browser.token(), other.token()
    for _ in range(10):
        row = office.ask()

        def press(pair: tuple[Browser, str], path: str = f"/console/overdracht/{row.id}/oppakken") -> int:
            return pair[0].client.post(path, data={"token": pair[1]}).status_code

        with ThreadPoolExecutor(2) as pool:
            answers = sorted(pool.map(press, zip((browser, other), tokens, strict=True)))
        assert answers == [303, 409]


def test_a_question_of_another_team_does_not_exist(office: Office) -> None:
    row = office.ask()
    stranger = office.browser(office.colleague("Cor", gemeente="landelijk"))
    assert row.referentie not in stranger.get("/").text
    assert stranger.get(f"/overdracht/{row.id}").status_code == 404
    token = stranger.token()
    for action in ("oppakken", "toon", "poging", "notitie", "bericht", "teruggeven", "afronden"):
        path = f"/console/overdracht/{row.id}/{action}"
        assert stranger.client.post(path, data={"token": token, "tekst": "x"}).status_code == 404, action
    assert office.queue.get(row.id).status == "waiting"


def test_htmx_is_sent_to_the_page_instead_of_getting_it(office: Office, browser: Browser) -> None:
    row = office.ask()
    data, headers = {"token": browser.token()}, {"HX-Request": "true"}
    response = browser.client.post(f"/console/overdracht/{row.id}/oppakken", data=data, headers=headers)
    assert response.status_code == 204
    assert response.headers["hx-redirect"] == f"/console/overdracht/{row.id}?melding=opgepakt"


def test_a_message_in_the_address_can_only_be_one_of_ours(browser: Browser) -> None:
    assert "<b>" not in browser.get("/?melding=<b>gehackt</b>").text
    assert "gehackt" not in browser.get("/?melding=gehackt").text
    assert "De vraag wacht weer" in browser.get("/?melding=teruggegeven").text


def test_what_the_law_wants_first_is_on_top_and_marked(office: Office, browser: Browser) -> None:
    office.clock.ahead = timedelta(minutes=-10)
    older = office.ask()
    office.clock.ahead = timedelta()
    urgent = office.ask(onderwerp="huisuitzetting")
    page = section(browser.get("/").text, "wachtend")
    assert page.index(urgent.referentie) < page.index(older.referentie)
    assert 'merk--spoed">eerste gesprek: nog 3 werkdagen' in page


def test_the_oldest_question_is_on_top(office: Office, browser: Browser) -> None:
    rows = []
    for minutes in (5, 60, 20):
        office.clock.ahead = timedelta(minutes=-minutes)
        rows.append(office.ask())
    office.clock.ahead = timedelta()
    page = section(browser.get("/").text, "wachtend")
    places = [page.index(row.referentie) for row in rows]
    assert places[1] < places[2] < places[0]
