"""Everything that the holder does with a question, and what others can't."""

from datetime import timedelta

import pytest

from handoff.queue import UITKOMSTEN, Row
from tests.harness.console_office import BELLEN, CHATTEN, Browser, Colleague, Office


@pytest.fixture
def held(office: Office, anna: Colleague) -> Row:
    row = office.ask()
    return office.queue.claim(row.id, anna.id, frozenset({row.team}))


@pytest.fixture
def chat(office: Office, anna: Colleague) -> Row:
    row = office.ask(CHATTEN)
    return office.queue.claim(row.id, anna.id, frozenset({row.team}))


def page_of(row: Row) -> str:
    return f"/overdracht/{row.id}"


def test_the_holder_sees_the_lines_but_no_contact_data(browser: Browser, held: Row) -> None:
    page = browser.get(page_of(held)).text
    assert "Ik loop twee maanden achter met de huur." in page
    assert "Toon telefoonnummer" in page
    assert "0600000000" not in page
    assert "Voorbeeldnaam" not in page


def test_one_click_shows_one_field_and_is_logged(browser: Browser, office: Office, held: Row) -> None:
    response = browser.post(f"{page_of(held)}/toon", on=page_of(held), veld="telefoon")
    assert "0600000000" in response.text
    assert "Voorbeeldnaam" not in response.text
    assert response.headers["cache-control"] == "no-store"
    assert [entry.result for entry in office.queue.history(held.id) if entry.action == "revealed"] == ["telefoon"]


def test_a_field_that_was_not_sent_cannot_be_shown(browser: Browser, held: Row) -> None:
    response = browser.post(f"{page_of(held)}/toon", on=page_of(held), veld="email")
    assert response.status_code == 404
    assert "De inwoner stuurde het niet mee" in response.text


def test_a_colleague_sees_who_has_it_and_no_line(office: Office, held: Row, bram: Colleague) -> None:
    other = office.browser(bram)
    page = other.get(page_of(held)).text
    assert "Anna heeft deze vraag" in page
    assert "huur." not in page
    response = other.client.post(f"/console{page_of(held)}/toon", data={"token": other.token(), "veld": "telefoon"})
    assert response.status_code == 403
    assert "0600000000" not in response.text
    assert "Alleen wie hem oppakte" in response.text


@pytest.mark.parametrize("soort", ["gebeld", "geen_gehoor", "voicemail", "gemaild", "gesproken"])
def test_one_click_notes_a_contact_attempt(browser: Browser, office: Office, held: Row, soort: str) -> None:
    page = browser.follow(browser.post(f"{page_of(held)}/poging", on=page_of(held), soort=soort)).text
    assert "De contactpoging is genoteerd." in page
    assert "Het laatst: " in page
    assert office.queue.history(held.id)[-1].action in ("attempt", "read")
    assert soort in [entry.result for entry in office.queue.history(held.id)]


def test_an_unknown_attempt_is_refused(browser: Browser, held: Row) -> None:
    assert browser.post(f"{page_of(held)}/poging", on=page_of(held), soort="gefaxt").status_code == 422


def test_a_note_is_kept_word_for_word(browser: Browser, held: Row) -> None:
    tekst = "Belt terug na 17:00.\n<script>alert(1)</script> & meer"
    form = {"tekst": tekst.replace("\n", "\r\n"), "versie": str(held.version)}
    page = browser.follow(browser.post(f"{page_of(held)}/notitie", on=page_of(held), **form)).text
    assert "Belt terug na 17:00.\n&lt;script&gt;alert(1)&lt;/script&gt; &amp; meer</textarea>" in page


def test_a_note_that_changed_elsewhere_is_refused_with_the_text_kept(
    browser: Browser, office: Office, held: Row
) -> None:
    path = f"{page_of(held)}/notitie"
    browser.post(path, on=page_of(held), tekst="eerste venster", versie=str(held.version))
    response = browser.post(path, on=page_of(held), tekst="tweede venster", versie=str(held.version))
    assert response.status_code == 409
    assert "tweede venster</textarea>" in response.text
    assert "intussen ergens anders veranderd" in response.text
    assert office.queue.note(held.id, held.claimed_by_id or "") == "eerste venster"


def test_an_attempt_does_not_make_an_open_note_stale(browser: Browser, held: Row) -> None:
    browser.post(f"{page_of(held)}/poging", on=page_of(held), soort="gebeld")
    form = {"tekst": "sprak de inwoner", "versie": str(held.version)}
    assert browser.post(f"{page_of(held)}/notitie", on=page_of(held), **form).status_code == 303


def test_a_note_that_is_too_long_stays_on_the_page(browser: Browser, held: Row) -> None:
    form = {"tekst": "x" * 4001, "versie": str(held.version)}
    response = browser.post(f"{page_of(held)}/notitie", on=page_of(held), **form)
    assert response.status_code == 422
    assert "x" * 4001 in response.text


def test_a_chat_goes_both_ways(browser: Browser, office: Office, chat: Row) -> None:
    page = browser.follow(
        browser.post(f"{page_of(chat)}/bericht", on=page_of(chat), tekst="Hallo, ik heb tijd voor u.")
    ).text
    assert "Uw bericht is verstuurd." in page
    assert [m.tekst for m in office.queue.messages_since(office.conversation, 0)] == ["Hallo, ik heb tijd voor u."]
    office.queue.from_inwoner(office.conversation, "Dank u <b>wel</b>")
    page = browser.get(page_of(chat)).text
    assert "Dank u &lt;b&gt;wel&lt;/b&gt;" in page
    assert page.index("Hallo, ik heb tijd") < page.index("Dank u")


@pytest.mark.parametrize("tekst", ["", "   ", "x" * 4001])
def test_a_message_that_cannot_be_sent_stays_in_the_box(
    browser: Browser, office: Office, chat: Row, tekst: str
) -> None:
    response = browser.post(f"{page_of(chat)}/bericht", on=page_of(chat), tekst=tekst)
    assert response.status_code == 422
    assert office.queue.messages(chat.id, chat.claimed_by_id or "") == []


def test_there_is_no_chat_with_who_chose_the_phone(browser: Browser, held: Row) -> None:
    assert 'id="gesprek"' not in browser.get(page_of(held)).text
    assert browser.post(f"{page_of(held)}/bericht", on=page_of(held), tekst="Hallo").status_code == 409


def test_giving_back_puts_it_at_its_own_place_with_its_note(browser: Browser, office: Office, held: Row) -> None:
    response = browser.post(f"{page_of(held)}/teruggeven", on=page_of(held), versie=str(held.version))
    assert "De vraag wacht weer op het team" in browser.follow(response).text
    assert [row.id for row in office.queue.waiting(frozenset({held.team}))] == [held.id]
    assert "huur." not in browser.get(page_of(held)).text


def test_giving_back_an_older_page_shows_the_latest_first(browser: Browser, office: Office, held: Row) -> None:
    office.queue.save_note(held.id, held.claimed_by_id or "", "nieuwer", held.version)
    response = browser.post(f"{page_of(held)}/teruggeven", on=page_of(held), versie=str(held.version))
    assert response.status_code == 409
    assert "Er is iets veranderd" in response.text
    assert "nieuwer</textarea>" in response.text


@pytest.mark.parametrize("uitkomst", UITKOMSTEN)
def test_closing_erases_everything_and_says_so(browser: Browser, office: Office, held: Row, uitkomst: str) -> None:
    form = {"uitkomst": uitkomst, "gewist": "ja", "versie": str(held.version)}
    page = browser.follow(browser.post(f"{page_of(held)}/afronden", on=page_of(held), **form)).text
    assert "Er is niets meer te zien." in page
    for line in BELLEN:
        assert line.waarde not in page
    assert office.queue.get(held.id).uitkomst == uitkomst
    assert browser.get("/").text.count(held.referentie) == 0


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"gewist": "ja"}, "Kies eerst een uitkomst"),
        ({"uitkomst": "opgelost"}, "Zet een vinkje"),
        ({"uitkomst": "iets", "gewist": "ja"}, "Kies eerst een uitkomst"),
    ],
)
def test_closing_needs_an_outcome_and_a_tick(
    browser: Browser, office: Office, held: Row, form: dict[str, str], sentence: str
) -> None:
    response = browser.post(f"{page_of(held)}/afronden", on=page_of(held), versie=str(held.version), **form)
    assert response.status_code == 422
    assert sentence in response.text
    assert ('value="opgelost" checked' in response.text) is (form.get("uitkomst") == "opgelost")
    assert office.queue.get(held.id).status == "claimed"


def test_withdrawing_takes_the_page_away_from_who_has_it_open(browser: Browser, office: Office, held: Row) -> None:
    token = browser.token(page_of(held))
    office.queue.withdraw_conversation(office.conversation)
    refresh = browser.get(page_of(held), **{"HX-Request": "true", "X-Achtergrond": "houder"})
    assert refresh.headers["hx-refresh"] == "true"
    page = browser.get(page_of(held)).text
    assert "De inwoner heeft deze vraag ingetrokken." in page
    assert "huur." not in page
    for action in ("toon", "poging", "notitie", "bericht", "teruggeven"):
        data = {"token": token, "veld": "telefoon", "soort": "gebeld", "tekst": "x", "versie": str(held.version)}
        response = browser.client.post(f"/console{page_of(held)}/{action}", data=data)
        assert response.status_code == 410, action
        assert "ingetrokken" in response.text


def test_the_history_names_who_did_what_without_what_was_in_it(browser: Browser, office: Office, held: Row) -> None:
    browser.post(f"{page_of(held)}/toon", on=page_of(held), veld="telefoon")
    browser.post(f"{page_of(held)}/poging", on=page_of(held), soort="geen_gehoor")
    page = browser.get(page_of(held)).text
    verloop = page[page.index('<ul class="verloop">') :]
    for text in ("Binnengekomen", "Opgepakt, door Anna", "Gegeven getoond, door Anna", "Geen gehoor, door Anna"):
        assert text in verloop
    assert "0600000000" not in verloop


def test_a_question_that_waits_long_shows_days(browser: Browser, office: Office, anna: Colleague) -> None:
    office.clock.ahead = timedelta(days=-3)
    row = office.ask()
    office.clock.ahead = timedelta()
    assert "3 dagen geleden" in browser.get(page_of(row)).text


def test_nothing_of_the_inwoner_is_in_an_address_or_title(browser: Browser, held: Row) -> None:
    page = browser.get(page_of(held)).text
    title = page[page.index("<title>") : page.index("</title>")]
    assert "huur" not in title.lower()
    assert held.referentie in title
