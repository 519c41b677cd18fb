"""An inwoner sees every line before it goes, and strikes out what they want."""

import json

import pytest

from content.berichten import Bericht
from content.catalogue import Catalogue
from handoff.consent import (
    LostValueError,
    contact_ask,
    contact_give,
    contact_lines,
    contact_open_step,
)

UITKOMSTEN = ("Huurtoeslag: misschien", "Zorgtoeslag: waarschijnlijk")
VALUES = {"eigen_woorden": "ik slaap slecht", "telefoon": "+31600000000", "email": "naam@voorbeeld.nl", "naam": "Jo"}
BY_PHONE = ("[eigen_woorden]", "telefoon", "[telefoon]", "[naam]", "ochtend", "2332")


def give(catalogue: Catalogue, *values: str, start: dict[str, str] | None = None) -> dict[str, str]:
    contact = dict(start or {})
    for value in values:
        contact = contact_give(catalogue, contact, value)
    return contact


def ask(catalogue: Catalogue, contact: dict[str, str], gemeente: str = "leiden") -> Bericht:
    return contact_ask(
        catalogue, contact, gemeente=gemeente, onderwerp="huurachterstand", uitkomsten=UITKOMSTEN, bereikbaar=""
    )


def lines(catalogue: Catalogue, contact: dict[str, str]) -> dict[str, str]:
    found = contact_lines(catalogue, contact, VALUES, onderwerp="huurachterstand", uitkomsten=UITKOMSTEN)
    return {line.veld: line.waarde for line in found}


@pytest.mark.parametrize(
    ("way", "steps"),
    [
        ("telefoon", ["eigen_woorden", "hoe", "telefoon", "naam", "wanneer", "postcode", "voorbeeld"]),
        ("email", ["eigen_woorden", "hoe", "email", "naam", "wanneer", "postcode", "voorbeeld"]),
        ("chat", ["eigen_woorden", "hoe", "naam", "postcode", "voorbeeld"]),
    ],
)
def test_each_way_asks_only_what_it_needs(catalogue: Catalogue, way: str, steps: list[str]) -> None:
    answers = {"hoe": way, "wanneer": "avond", "postcode": "2332", "voorbeeld": "akkoord"}
    contact: dict[str, str] = {}
    asked = []
    while (step := contact_open_step(contact)) is not None:
        asked.append(step)
        assert ask(catalogue, contact).tekst
        contact = give(catalogue, answers.get(step, f"[{step}]"), start=contact)
    assert asked == steps


def test_a_text_that_identifies_never_enters_the_state(catalogue: Catalogue) -> None:
    contact: dict[str, str] = {}
    for value in ("ik ben Jo", "telefoon", "+31600000000", "0600000000"):
        contact = give(catalogue, value, start=contact)
    assert contact == {}
    contact = give(catalogue, "[eigen_woorden]", "telefoon", "+31600000000")
    assert contact_open_step(contact) == "telefoon"
    assert "0600" not in json.dumps(contact)


def test_everything_optional_can_be_skipped(catalogue: Catalogue) -> None:
    contact = give(catalogue, "overslaan", "telefoon", "[telefoon]", "overslaan", "weet_niet", "overslaan")
    assert contact_open_step(contact) == "voorbeeld"
    assert lines(catalogue, contact) == {
        "onderwerp": catalogue.titel("huurachterstand"),
        "uitkomsten": "; ".join(UITKOMSTEN),
        "telefoon": "+31600000000",
    }


def test_a_way_to_be_reached_can_not_be_skipped_and_skipping_the_number_asks_for_another_way(
    catalogue: Catalogue,
) -> None:
    contact = give(catalogue, "overslaan", "overslaan")
    assert contact_open_step(contact) == "hoe"
    assert contact_open_step(give(catalogue, "telefoon", "overslaan", start=contact)) == "hoe"


def test_back_takes_away_the_last_answer_and_stops_at_the_first(catalogue: Catalogue) -> None:
    contact = give(catalogue, *BY_PHONE)
    opened = []
    for _ in range(8):
        contact = give(catalogue, "terug", start=contact)
        opened.append(contact_open_step(contact))
    assert opened == [
        "postcode",
        "wanneer",
        "naam",
        "telefoon",
        "hoe",
        "eigen_woorden",
        "eigen_woorden",
        "eigen_woorden",
    ]
    assert contact == {}


def test_an_answer_that_does_not_fit_changes_nothing(catalogue: Catalogue) -> None:
    for steps, wrong in (
        (("overslaan",), "fax"),
        (BY_PHONE[:4], "nacht"),
        (BY_PHONE[:5], "23321"),
        (BY_PHONE[:5], "0123"),
        (BY_PHONE, "ja graag"),
        (BY_PHONE, "weg:alles"),
        (BY_PHONE[:2], "akkoord"),
        (BY_PHONE[:2], "weg:naam"),
    ):
        contact = give(catalogue, *steps)
        assert give(catalogue, wrong, start=contact) == contact


def test_the_preview_shows_exactly_the_lines_that_are_sent(catalogue: Catalogue) -> None:
    contact = give(catalogue, *BY_PHONE, "weg:naam")
    preview = ask(catalogue, contact)
    shown = preview.tekst
    for step, value in VALUES.items():
        shown = shown.replace(f"[{step}]", value)
    sent = contact_lines(catalogue, contact, VALUES, onderwerp="huurachterstand", uitkomsten=UITKOMSTEN)
    in_list = [row for row in shown.splitlines() if row.startswith("- ") and "doorgehaald" not in row]
    assert in_list == [f"- {line.label}: {line.waarde}" for line in sent]
    assert preview.soort == "overdracht"
    assert "Wijkteam Mors" in shown
    assert "Jo" not in shown


@pytest.mark.parametrize("veld", ["onderwerp", "uitkomsten", "eigen_woorden", "naam", "wanneer", "postcode"])
def test_a_line_can_be_struck_out_stays_visible_and_can_be_put_back(catalogue: Catalogue, veld: str) -> None:
    contact = give(catalogue, *BY_PHONE)
    before = lines(catalogue, contact)
    struck = give(catalogue, f"weg:{veld}", start=contact)
    assert lines(catalogue, struck) == {key: value for key, value in before.items() if key != veld}
    button = next(keuze for keuze in ask(catalogue, struck).keuzes if keuze.keuze == f"antwoord:weg:{veld}")
    assert button.label.startswith("Zet terug")
    assert "doorgehaald" in ask(catalogue, struck).tekst
    assert give(catalogue, f"weg:{veld}", start=struck) == contact


def test_striking_the_number_asks_for_another_way_and_then_shows_the_preview_again(catalogue: Catalogue) -> None:
    contact = give(catalogue, *BY_PHONE, "weg:telefoon")
    assert contact_open_step(contact) == "hoe"
    by_mail = give(catalogue, "email", "[email]", start=contact)
    assert contact_open_step(by_mail) == "voorbeeld"
    assert (lines(catalogue, by_mail).get("email"), lines(catalogue, by_mail).get("telefoon")) == (
        "naam@voorbeeld.nl",
        None,
    )
    chat = give(catalogue, "chat", start=contact)
    assert "wanneer" not in lines(catalogue, chat)
    assert lines(catalogue, chat)["hoe"] == "via dit gesprek"


def test_a_struck_postcode_is_not_used_to_choose_a_team(catalogue: Catalogue) -> None:
    contact = give(catalogue, *BY_PHONE, "weg:postcode")
    assert "Sociaal wijkteam Leiden" in ask(catalogue, contact).tekst


def test_the_preview_ends_with_yes_and_no_and_nothing_is_agreed_before_yes(catalogue: Catalogue) -> None:
    contact = give(catalogue, *BY_PHONE)
    assert [keuze.keuze for keuze in ask(catalogue, contact).keuzes][-2:] == ["antwoord:akkoord", "stop"]
    assert contact_open_step(contact) == "voorbeeld"
    assert contact_open_step(give(catalogue, "akkoord", start=contact)) is None


def test_a_value_that_was_lost_is_never_sent_as_its_placeholder(catalogue: Catalogue) -> None:
    contact = give(catalogue, *BY_PHONE, "akkoord")
    with pytest.raises(LostValueError, match="telefoon"):
        contact_lines(catalogue, contact, {"naam": "Jo", "eigen_woorden": "x"}, onderwerp=None, uitkomsten=())


def test_every_button_fits_and_every_question_can_be_left(catalogue: Catalogue) -> None:
    for count in range(len(BY_PHONE) + 1):
        keuzes = ask(catalogue, give(catalogue, *BY_PHONE[:count])).keuzes
        assert max(len(keuze.keuze.encode()) for keuze in keuzes) <= 64
        assert "stop" in [keuze.keuze for keuze in keuzes]
        assert all(keuze.label for keuze in keuzes)


def test_words_that_look_like_a_placeholder_stay_what_was_typed(catalogue: Catalogue) -> None:
    contact = give(catalogue, *BY_PHONE)
    values = {**VALUES, "eigen_woorden": "bel [telefoon]"}
    sent = contact_lines(catalogue, contact, values, onderwerp=None, uitkomsten=())
    assert next(line.waarde for line in sent if line.veld == "eigen_woorden") == "bel [telefoon]"
