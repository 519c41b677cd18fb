"""The texts to choose from: filled in with what is known, safe to show, and only for who holds the handoff."""

from dataclasses import replace
from datetime import time
from html import unescape
from typing import Any

import pytest

from handoff.console.canned import choices
from handoff.console.wording import Wording
from handoff.console.working_hours import in_words
from handoff.queue import Row
from handoff.queue.working_time import Hours
from tests.harness.console_office import BELLEN, CHATTEN, Browser, Colleague, Office, whole_catalogue

MAILEN = (replace(BELLEN[0]), replace(BELLEN[1], veld="email", label="E-mailadres", waarde="a@voorbeeld.nl"))
NINE, FIVE, NOON = time(9), time(17), time(12, 30)


def page_of(office: Office, browser: Browser, colleague: Colleague, lines: tuple) -> tuple[Row, str]:
    row = office.ask(lines)
    office.queue.claim(row.id, colleague.id, frozenset({row.team}))
    return row, unescape(browser.get(f"/overdracht/{row.id}").text)


def test_names_number_and_times_are_filled_in(office: Office, browser: Browser, anna: Colleague) -> None:
    _, page = page_of(office, browser, anna, CHATTEN)
    assert "Goedendag, ik ben Anna van Wijkteam Mors." in page
    assert "Ons team werkt op werkdagen." in page
    assert "Bel nu 113 of gratis 0800-0113." in page
    assert "⟦" not in page
    assert "{" not in page[page.index('id="standaard"') : page.index('id="contact"')]


@pytest.mark.parametrize(
    ("lines", "button", "there", "not_there"),
    [
        (CHATTEN, "data-in=", "Zullen we even bellen?", "Kunt u vrij praten?"),
        (BELLEN, "", "Kunt u vrij praten?", "Ik neem nu de tijd voor u."),
        (MAILEN, "data-kopieer=", "Ik neem nu de tijd voor u.", "Kunt u vrij praten?"),
    ],
)
def test_each_way_of_contact_has_its_own(
    office: Office, browser: Browser, anna: Colleague, lines: tuple, button: str, there: str, not_there: str
) -> None:
    _, page = page_of(office, browser, anna, lines)
    assert there in page
    assert not_there not in page
    for kind in ("data-in=", "data-kopieer="):
        assert (kind in page) is (kind == button)


def test_a_name_with_signs_in_it_is_text(office: Office) -> None:
    odd = office.colleague("<b>{team}</b>")
    row = office.ask(CHATTEN)
    office.queue.claim(row.id, odd.id, frozenset({row.team}))
    page = office.browser(odd).get(f"/overdracht/{row.id}").text
    assert "ik ben &lt;b&gt;{team}&lt;/b&gt; van Wijkteam Mors" in page


def test_who_does_not_hold_it_sees_none(office: Office, browser: Browser, bram: Colleague) -> None:
    row = office.ask(CHATTEN)
    office.queue.claim(row.id, bram.id, frozenset({row.team}))
    assert 'id="standaard"' not in browser.get(f"/overdracht/{row.id}").text


def test_a_text_that_cannot_be_filled_in_is_left_out_and_the_page_stays(
    office: Office, anna: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, console = office.ask(CHATTEN), office.console.state.console
    account = office.accounts.session(office.accounts.start_session(anna.id))
    before = choices(console, account, row)
    broken = dict(whole_catalogue().standaardberichten)
    broken["begroeting"] = broken["begroeting"].model_copy(update={"tekst": "{bestaat_niet}"})
    broken["afronden"] = broken["afronden"].model_copy(update={"tekst": "{telefoon:bestaat_niet}"})
    monkeypatch.setitem(console.__dict__, "catalogue", replace(whole_catalogue(), standaardberichten=broken))
    assert [one.id for one in choices(console, account, row)] == [
        one.id for one in before if one.id not in ("begroeting", "afronden")
    ]


@pytest.mark.parametrize(
    ("week", "told"),
    [
        (dict.fromkeys(range(5), ((NINE, FIVE),)), "op maandag tot en met vrijdag van 9:00 tot 17:00 uur"),
        (
            {0: ((NINE, FIVE),), 1: ((NINE, FIVE),), 3: ((NINE, NOON), (time(13), FIVE))},
            "op maandag en dinsdag van 9:00 tot 17:00, donderdag van 9:00 tot 12:30 en van 13:00 tot 17:00 uur",
        ),
        ({}, "op werkdagen"),
    ],
)
def test_working_hours_are_said_as_people_say_them(week: Any, told: str) -> None:
    assert in_words(Wording(whole_catalogue()), Hours(week=week, known=True)) == told


def test_hours_that_nobody_told_are_not_promised() -> None:
    assert in_words(Wording(whole_catalogue()), Hours()) == "op werkdagen"
