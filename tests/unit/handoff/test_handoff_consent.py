"""An inwoner sees every line before it goes, and changes, strikes out or puts back what they want."""

import json
from dataclasses import replace

import pytest

from content.berichten import Bericht
from content.catalogue import Catalogue
from content.talk import Stand
from handoff.contact import LostValueError, lines, open_step, rows
from handoff.contact.asking import ask as contact_ask
from handoff.contact.giving import give as contact_give
from handoff.contact.lines import kept_urgency

UITKOMSTEN = ("Huurtoeslag: misschien", "Zorgtoeslag: waarschijnlijk")
VALUES = {"eigen_woorden": "ik slaap slecht", "telefoon": "+31600000000", "email": "naam@voorbeeld.nl", "naam": "Jo"}
BY_PHONE = ("[eigen_woorden]", "telefoon", "[telefoon]", "[naam]", "ochtend", "2332")
BY_CHAT = ("overslaan", "chat", "2332")
LEIDEN = Stand(stroom="contact", gemeente="leiden", onderwerp="huurachterstand")
ANSWERS = {"wanneer": "avond", "haast": "week", "postcode": "2332", "voorbeeld": "akkoord"}


def give(catalogue: Catalogue, *values: str, start: Stand = LEIDEN) -> Stand:
    for value in values:
        start = contact_give(catalogue, start, value)
    return start


def ask(catalogue: Catalogue, stand: Stand) -> Bericht:
    return contact_ask(catalogue, stand, UITKOMSTEN, "")


def keuzes(catalogue: Catalogue, stand: Stand) -> list[str]:
    return [keuze.keuze for keuze in ask(catalogue, stand).keuzes]


def sent(catalogue: Catalogue, stand: Stand) -> dict[str, str]:
    return {line.veld: line.waarde for line in lines(catalogue, stand, VALUES, UITKOMSTEN)}


def step(catalogue: Catalogue, stand: Stand) -> str | None:
    return open_step(catalogue, stand)


@pytest.mark.parametrize(
    ("onderwerp", "gemeente", "way", "expected"),
    [
        ("huurachterstand", "leiden", "telefoon", "eigen_woorden hoe telefoon naam wanneer postcode voorbeeld"),
        ("huurachterstand", "leiden", "email", "eigen_woorden hoe email naam postcode voorbeeld"),
        ("huurachterstand", "leiden", "chat", "eigen_woorden hoe postcode voorbeeld"),
        ("huurachterstand", "nijmegen", "chat", "eigen_woorden hoe voorbeeld"),
        (None, "leiden", "telefoon", "eigen_woorden hoe telefoon naam haast postcode voorbeeld"),
        ("dakloos", "leiden", "chat", "eigen_woorden hoe haast postcode voorbeeld"),
        ("huisuitzetting", "leiden", "telefoon", "eigen_woorden hoe telefoon naam wanneer postcode voorbeeld"),
        (None, "landelijk", "chat", "postcode eigen_woorden hoe haast voorbeeld"),
    ],
)
def test_each_way_asks_only_what_it_needs_and_one_question_about_when(
    catalogue: Catalogue, onderwerp: str | None, gemeente: str, way: str, expected: str
) -> None:
    stand = replace(LEIDEN, onderwerp=onderwerp, gemeente=gemeente)
    asked = []
    while (now := step(catalogue, stand)) is not None:
        asked.append(now)
        assert ask(catalogue, stand).tekst
        stand = give(catalogue, {**ANSWERS, "hoe": way}.get(now, f"[{now}]"), start=stand)
    assert asked == expected.split()


def test_a_text_that_identifies_never_enters_the_state(catalogue: Catalogue) -> None:
    stand = give(catalogue, "ik ben Jo", "telefoon", "+31600000000", "0600000000")
    assert stand.contact == {}
    stand = give(catalogue, "[eigen_woorden]", "telefoon", "+31600000000", "telefoon:0600000000")
    assert step(catalogue, stand) == "telefoon"
    stand = give(catalogue, *BY_PHONE, "telefoon:+31600000000", "wijzig:naam", "Jo")
    assert "0600" not in json.dumps(stand.as_dict())
    assert "Jo" not in json.dumps(stand.as_dict())


def test_everything_optional_can_be_skipped(catalogue: Catalogue) -> None:
    stand = give(catalogue, "overslaan", "telefoon", "[telefoon]", "overslaan", "weet_niet", "overslaan")
    assert step(catalogue, stand) == "voorbeeld"
    assert sent(catalogue, stand) == {
        "onderwerp": catalogue.titel("huurachterstand"),
        "uitkomsten": "; ".join(UITKOMSTEN),
        "telefoon": "+31600000000",
        "discreet": catalogue.text("overdracht.waarde_discreet_geen_voicemail"),
    }


def test_a_way_to_be_reached_is_needed_and_skipping_the_number_asks_for_another(catalogue: Catalogue) -> None:
    stand = give(catalogue, "overslaan", "overslaan")
    assert step(catalogue, stand) == "hoe"
    assert step(catalogue, give(catalogue, "telefoon", "overslaan", start=stand)) == "hoe"


def test_back_takes_away_the_last_answer_and_stops_at_the_first(catalogue: Catalogue) -> None:
    stand = give(catalogue, *BY_PHONE)
    opened = []
    for _ in range(7):
        stand = give(catalogue, "terug", start=stand)
        opened.append(step(catalogue, stand))
    assert opened == ["postcode", "wanneer", "naam", "telefoon", "hoe", "eigen_woorden", "eigen_woorden"]
    assert stand.contact == {}


def test_an_answer_that_does_not_fit_changes_nothing(catalogue: Catalogue) -> None:
    for steps, wrong in (
        (("overslaan",), "fax"),
        (BY_PHONE[:4], "nacht"),
        (BY_PHONE[:5], "23321"),
        (BY_PHONE[:5], "0123"),
        (BY_PHONE, "ja graag"),
        (BY_PHONE, "weg:alles"),
        (BY_PHONE, "weg:telefoon"),
        (BY_PHONE, "wijzig:alles"),
        (BY_PHONE[:2], "akkoord"),
        (BY_PHONE[:2], "weg:naam"),
        (BY_PHONE[:2], "wijzig:hoe"),
    ):
        stand = give(catalogue, *steps)
        assert give(catalogue, wrong, start=stand) == stand


def test_the_preview_shows_exactly_the_lines_that_are_sent(catalogue: Catalogue) -> None:
    stand = give(catalogue, *BY_PHONE, "weg:naam")
    shown = ask(catalogue, stand).tekst
    for name, value in VALUES.items():
        shown = shown.replace(f"[{name}]", value)
    found = lines(catalogue, stand, VALUES, UITKOMSTEN)
    in_list = [row for row in shown.splitlines() if row.startswith("- ")]
    assert in_list == list(rows(catalogue, stand, UITKOMSTEN, VALUES))
    assert [row for row in in_list if "doorgehaald" not in row] == [f"- {one.label}: {one.waarde}" for one in found]
    assert ask(catalogue, stand).soort == "overdracht"
    assert "Wijkteam Mors" in shown
    assert "Jo" not in shown


def test_under_the_preview_are_yes_change_and_no_and_refusing_takes_as_many_taps(catalogue: Catalogue) -> None:
    stand = give(catalogue, *BY_PHONE)
    assert keuzes(catalogue, stand) == ["antwoord:akkoord", "antwoord:wijzig", "stop"]
    assert step(catalogue, give(catalogue, "akkoord", start=stand)) is None


@pytest.mark.parametrize(
    "veld", ["onderwerp", "uitkomsten", "eigen_woorden", "discreet", "naam", "wanneer", "postcode"]
)
def test_a_line_can_be_struck_out_stays_visible_and_can_be_put_back(catalogue: Catalogue, veld: str) -> None:
    stand = give(catalogue, *BY_PHONE)
    before = sent(catalogue, stand)
    asked = give(catalogue, "wijzig", f"wijzig:{veld}", start=stand)
    assert step(catalogue, asked) == veld
    assert f"antwoord:weg:{veld}" in keuzes(catalogue, asked)
    struck = give(catalogue, f"weg:{veld}", start=asked)
    assert step(catalogue, struck) == "voorbeeld"
    assert sent(catalogue, struck) == {key: value for key, value in before.items() if key != veld}
    assert "doorgehaald" in ask(catalogue, struck).tekst
    listed = give(catalogue, "wijzig", start=struck)
    back = next(keuze for keuze in ask(catalogue, listed).keuzes if keuze.keuze == f"antwoord:weg:{veld}")
    assert back.label.startswith("Zet terug")
    assert give(catalogue, f"weg:{veld}", start=listed) == stand


@pytest.mark.parametrize(
    ("veld", "value", "shown"),
    [
        ("telefoon", "[telefoon]", "+31600000000"),
        ("eigen_woorden", "[eigen_woorden]", "ik slaap slecht"),
        ("naam", "[naam]", "Jo"),
        ("wanneer", "avond", "in de avond"),
        ("postcode", "2331", "2331"),
        ("discreet", "voicemail", "inspreken mag"),
        ("haast", "later", "later is goed"),
    ],
)
def test_a_change_asks_one_question_and_leads_straight_back(
    catalogue: Catalogue, veld: str, value: str, shown: str
) -> None:
    asked = give(catalogue, *BY_PHONE, "wijzig", f"wijzig:{veld}")
    assert (step(catalogue, asked), ask(catalogue, asked).soort) == (veld, "vraag")
    assert give(catalogue, "terug", start=asked) == give(catalogue, *BY_PHONE)
    changed = give(catalogue, value, start=asked)
    assert step(catalogue, changed) == "voorbeeld"
    assert shown in sent(catalogue, changed)[veld]


def test_a_struck_line_that_gets_a_new_value_is_sent_again(catalogue: Catalogue) -> None:
    stand = give(catalogue, *BY_PHONE, "weg:postcode", "wijzig:postcode", "2331")
    assert sent(catalogue, stand)["postcode"] == "2331"


def test_yes_counts_at_the_preview_only_not_while_a_line_is_being_changed(catalogue: Catalogue) -> None:
    for opened in (("wijzig",), ("wijzig:naam",), ("wijzig:hoe",), ("wijzig:onderwerp",)):
        stand = give(catalogue, *BY_PHONE, *opened)
        assert step(catalogue, give(catalogue, "akkoord", start=stand)) is not None


def test_the_topic_is_changed_by_theme_and_what_it_would_ask_is_not_asked_now(catalogue: Catalogue) -> None:
    stand = give(catalogue, *BY_CHAT, "wijzig:onderwerp")
    assert "antwoord:thema:basis" in keuzes(catalogue, stand)
    stand = give(catalogue, "thema:basis", start=stand)
    assert "antwoord:onderwerp:dakloos" in keuzes(catalogue, stand)
    stand = give(catalogue, "onderwerp:dakloos", start=stand)
    assert (stand.onderwerp, step(catalogue, stand)) == ("dakloos", "voorbeeld")
    assert give(catalogue, "wijzig:onderwerp", "onderwerp:bestaat_niet", start=stand).onderwerp == "dakloos"


def test_another_way_to_be_reached_keeps_the_old_one_until_the_new_one_is_given(catalogue: Catalogue) -> None:
    asked = give(catalogue, *BY_PHONE, "wijzig:telefoon")
    assert "antwoord:wijzig:hoe" in keuzes(catalogue, asked)
    asked = give(catalogue, "wijzig:hoe", "email", start=asked)
    assert (step(catalogue, asked), sent(catalogue, asked)["telefoon"]) == ("email", "+31600000000")
    by_mail = give(catalogue, "[email]", start=asked)
    assert step(catalogue, by_mail) == "voorbeeld"
    assert {"telefoon", "wanneer"} & sent(catalogue, by_mail).keys() == set()
    chat = give(catalogue, "wijzig:hoe", "chat", start=by_mail)
    assert {"telefoon", "email", "naam", "discreet"} & sent(catalogue, chat).keys() == set()
    assert "zonder naam en nummer" in sent(catalogue, chat)["hoe"]
    phone = give(catalogue, "wijzig:hoe", "telefoon", "[telefoon]", start=chat)
    assert (step(catalogue, phone), sent(catalogue, phone)["telefoon"]) == ("voorbeeld", "+31600000000")


def test_anonymously_no_name_is_asked_and_it_is_said_what_the_team_can_not_see(catalogue: Catalogue) -> None:
    stand = give(catalogue, *BY_CHAT)
    assert catalogue.text("overdracht.anoniem") in ask(catalogue, stand).tekst
    assert catalogue.text("overdracht.anoniem") not in ask(catalogue, give(catalogue, *BY_PHONE)).tekst
    listed = keuzes(catalogue, give(catalogue, "wijzig", start=stand))
    assert "antwoord:wijzig:naam" not in listed
    assert "antwoord:wijzig:eigen_woorden" in listed  # what isn't there yet can be added


def test_a_helper_is_asked_for_their_own_contact_data(catalogue: Catalogue) -> None:
    told = give(catalogue, "ander:[eigen_woorden]")
    assert catalogue.text("overdracht.hoe_ander") == ask(catalogue, told).tekst
    for way in ("telefoon", "email"):
        assert "niet dat van die ander" in ask(catalogue, give(catalogue, way, start=told)).tekst
    stand = give(catalogue, *BY_CHAT[1:], start=told)
    assert "helper" in sent(catalogue, stand)["voor"]
    assert "voor" not in sent(catalogue, give(catalogue, "weg:voor", start=stand))


@pytest.mark.parametrize(
    ("onderwerp", "given", "kept", "shown"),
    [
        ("huisuitzetting", (), "dreigt", "huis"),
        ("huisuitzetting", ("wijzig:haast", "later"), "later", "later is goed"),
        ("huisuitzetting", ("weg:haast",), None, None),
        ("huisuitzetting", ("weg:onderwerp",), None, None),
        ("huurachterstand", (), None, None),
        ("huurachterstand", ("wijzig:haast", "vandaag"), "vandaag", "vandaag"),
    ],
)
def test_urgency_is_told_by_the_topic_or_the_inwoner_and_never_by_a_line_that_is_struck(
    catalogue: Catalogue, onderwerp: str, given: tuple[str, ...], kept: str | None, shown: str | None
) -> None:
    stand = give(catalogue, *BY_PHONE, *given, start=replace(LEIDEN, onderwerp=onderwerp))
    assert kept_urgency(stand) == kept
    assert (shown in sent(catalogue, stand)["haast"]) if shown else "haast" not in sent(catalogue, stand)


def test_a_struck_postcode_is_not_used_to_choose_a_team(catalogue: Catalogue) -> None:
    stand = give(catalogue, *BY_PHONE, "weg:postcode")
    assert "Sociaal wijkteam Leiden" in ask(catalogue, stand).tekst


def test_a_value_that_was_lost_is_never_sent_as_its_placeholder(catalogue: Catalogue) -> None:
    stand = give(catalogue, *BY_PHONE, "akkoord")
    with pytest.raises(LostValueError, match="telefoon"):
        lines(catalogue, stand, {"naam": "Jo", "eigen_woorden": "x"}, ())


def test_every_button_fits_and_every_question_can_be_left(catalogue: Catalogue) -> None:
    at_preview = [(*BY_PHONE, *opened) for opened in (("wijzig",), ("wijzig:naam",), ("wijzig:hoe",))]
    for given in (*(BY_PHONE[:count] for count in range(len(BY_PHONE) + 1)), *at_preview):
        shown = ask(catalogue, give(catalogue, *given)).keuzes
        assert max(len(keuze.keuze.encode()) for keuze in shown) <= 64
        assert "stop" in [keuze.keuze for keuze in shown]
        assert all(keuze.label for keuze in shown)


def test_words_that_look_like_a_placeholder_stay_what_was_typed(catalogue: Catalogue) -> None:
    stand = give(catalogue, *BY_PHONE)
    found = lines(catalogue, stand, {**VALUES, "eigen_woorden": "bel [telefoon]"}, ())
    assert next(line.waarde for line in found if line.veld == "eigen_woorden") == "bel [telefoon]"
