"""The sociale kaart: what is checked is shown, as somebody needs it; and there is always somebody to call."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from content.answers import topic_answer
from content.berichten import Bericht
from content.catalogue import CONTENT, load_catalogue
from content.nearby import nearby
from content.social_map import Plek, Tijd
from tests.harness.content_copy import ContentCopy

CATALOGUE = load_catalogue()
MAP = "gemeenten/leiden/sociale_kaart.yml"
TODAY = date.today()
CHECKED = f"""
    gecontroleerd_op: {TODAY}
    gecontroleerd_door: Wijkteam Mors
    verloopt_op: {TODAY + timedelta(days=90)}
"""
PLACE = """
  - id: proef
    naam: Voedselbank Voorbeeld
    soort: voedselbank
    wat: Gratis eten, elke week.
    voor_wie: Wie te weinig geld heeft.
    kosten: gratis
    verwijzing_nodig: nee
    hoe_aanmelden: Bel voor een afspraak.
    telefoon: {nummer: "0600000000", weergave: 06 00000000}
    email: info@voorbeeld.nl
    web: www.voorbeeld.nl
    adres: Voorbeeldstraat 1
    tijden:
      - {dagen: [di, do], opent: "11:30", sluit: "12:30"}
      - {dagen: [za], opent: "09:00", sluit: "10:00", elke: 2}
      - {dagen: [zo], opent: "09:00", sluit: "10:00", tot_en_met: 2020-01-01}
    talen: [Nederlands, Engels, Arabisch]
    toegankelijk: met een rolstoel
    postcodes: ["2331", "2332"]
    onderwerpen: [voedselbank]
    bronnen:
      - {titel: "Website van de voedselbank"}
"""
WHOLE = """Voedselbank Voorbeeld
Gratis eten, elke week.
- U kunt zichzelf aanmelden
- Voor wie: Wie te weinig geld heeft.
- Alleen voor postcode: 2331 en 2332
- Zo gaat het: Bel voor een afspraak.
- Telefoon: ⟦06 00000000|0600000000⟧
- E-mail: info@voorbeeld.nl
- Website: www.voorbeeld.nl
- Adres: Voorbeeldstraat 1
- Open: dinsdag en donderdag van 11.30 tot 12.30 uur; zaterdag van 09.00 tot 10.00 uur, een keer in de 2 weken
- Kosten: gratis
- Talen: Nederlands, Engels en Arabisch
- Toegankelijk: met een rolstoel"""


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path)


def told(copy: ContentCopy, places: str, *, topic: str = "voedselbank", gemeente: str = "leiden") -> Bericht:
    copy.write(MAP, f"plekken:{places}")
    return nearby(copy.load(), topic, gemeente=gemeente)


def plain(number: int, extra: str = "") -> str:
    return f"""
  - id: proef_{number}
    naam: Plek {number}
    soort: anders
    onderwerpen: [voedselbank]
    bronnen:
      - {{titel: "Bron {number}"}}{CHECKED}{extra}"""


def keuzes(bericht: Bericht) -> list[str]:
    return [keuze.keuze for keuze in bericht.keuzes]


def test_a_checked_place_is_told_with_everything_that_is_known(copy: ContentCopy) -> None:
    text = told(copy, PLACE.rstrip() + CHECKED).tekst
    assert WHOLE in text
    assert text.startswith("Hier kunt u terecht in Leiden")
    assert "Staat er niet bij wat u zoekt? Bel Leiden: ⟦14 071|14071⟧." in text
    assert "Bron: Website van de voedselbank. Gecontroleerd op" in text
    assert "Voedselbanken Nederland" not in text


def test_what_is_not_known_has_no_line(copy: ContentCopy) -> None:
    assert "\n\nPlek 1\n\n" in told(copy, plain(1)).tekst


@pytest.mark.parametrize(
    "missing", ["gecontroleerd_op", "gecontroleerd_door", "verloopt_op", "onderwerpen: [voedselbank]"]
)
def test_a_place_that_nobody_checked_or_that_is_for_something_else_is_not_shown(
    copy: ContentCopy, missing: str
) -> None:
    places = plain(1).replace(missing, "onderwerpen: [digid]" if ":" in missing else f"#{missing}")
    text = told(copy, places).tekst
    assert "Plek 1" not in text
    assert "Nagekeken plekken in Leiden ken ik hiervoor nog niet." in text
    assert "Voedselbanken Nederland" in text, "then the organisation of the whole country"
    assert "Bel ook Leiden: ⟦14 071|14071⟧." in text


@pytest.mark.parametrize("status", ["tijdelijk dicht", "gestopt"])
def test_a_place_that_is_closed_is_not_shown(copy: ContentCopy, status: str) -> None:
    assert "Plek 1" not in told(copy, plain(1, f"    status: {status}\n")).tekst


def test_a_place_is_shown_until_the_day_on_which_it_expires() -> None:
    place = next(plek for plek in CATALOGUE.gemeente("landelijk").plekken if plek.id == "voedselbanken")
    assert place.verloopt_op
    assert place.is_for("voedselbank", place.verloopt_op - timedelta(days=1))
    assert not place.is_for("voedselbank", place.verloopt_op)


def test_at_most_five_places_are_told_in_the_order_of_the_file(copy: ContentCopy) -> None:
    text = told(copy, "".join(plain(number) for number in range(1, 8))).tekst
    assert [f"Plek {number}\n" in text for number in range(1, 8)] == [True] * 5 + [False] * 2
    assert text.index("Plek 1") < text.index("Plek 5")


def test_the_oldest_check_is_the_date_that_is_told(copy: ContentCopy) -> None:
    older = plain(2).replace(str(TODAY), str(TODAY - timedelta(days=30)), 1)
    text = told(copy, plain(1) + older).tekst
    assert "Bron: Bron 1; Bron 2." in text
    assert text.endswith(f"{(TODAY - timedelta(days=30)).year}.")


def test_a_place_of_a_gemeente_is_not_told_in_another(copy: ContentCopy) -> None:
    assert "Plek 1" not in told(copy, plain(1), gemeente="nijmegen").tekst


def test_website_and_number_of_an_organisation_come_from_the_list_of_phone_numbers() -> None:
    text = nearby(CATALOGUE, "niet_rondkomen", gemeente="leiden").tekst
    assert "- Telefoon: ⟦0800-8115|08008115⟧" in text
    assert "- Website: geldfit.nl" in text


def test_help_nearby_is_a_button_of_a_topic_only_when_there_is_something_checked() -> None:
    for topic in CATALOGUE.onderwerpen:
        offered = f"buurt:{topic}" in keuzes(topic_answer(CATALOGUE, topic, gemeente="leiden"))
        assert offered == bool(CATALOGUE.plekken(topic, "leiden")), topic
    assert CATALOGUE.plekken("inloop", "leiden")
    assert not CATALOGUE.plekken("digid", "leiden")


def test_where_no_gemeente_is_known_it_is_asked() -> None:
    national, own = (nearby(CATALOGUE, "voedselbank", gemeente=one) for one in ("landelijk", "leiden"))
    assert keuzes(national)[0] == "gemeente"
    assert "in welke gemeente u woont" in national.tekst
    assert "gemeente" not in keuzes(own)
    assert "Nagekeken plekken" not in national.tekst


def test_a_topic_for_which_there_is_nothing_still_says_whom_to_call() -> None:
    text = nearby(CATALOGUE, "digid", gemeente="leiden").tekst
    assert "⟦14 071|14071⟧" in text
    assert "Bron:" not in text


def test_nothing_local_of_the_project_is_shown_before_somebody_named_checked_it() -> None:
    for name in ("leiden", "zaanstad", "nijmegen"):
        gemeente = CATALOGUE.gemeenten[name]
        assert gemeente.plekken
        assert [plek.id for plek in gemeente.plekken if plek.is_shown(TODAY)] == []


def test_a_national_organisation_has_no_number_of_its_own() -> None:
    for plek in CATALOGUE.gemeenten["landelijk"].plekken:
        assert plek.organisatie in CATALOGUE.telefoon
        assert (plek.telefoon, plek.web, plek.gecontroleerd_door) == (None, None, "redactie")


@pytest.mark.parametrize(
    "times",
    [
        {"dagen": [], "opent": "09:00", "sluit": "10:00"},
        {"dagen": ["ma"], "opent": "10:00", "sluit": "09:00"},
        {"dagen": ["ma"], "opent": "9:00", "sluit": "10:00"},
        {"dagen": ["maandag"], "opent": "09:00", "sluit": "10:00"},
    ],
)
def test_times_that_cannot_be_are_refused(times: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Tijd.model_validate(times)


def test_every_field_of_a_place_is_in_the_document_that_maps_them() -> None:
    document = (CONTENT.parent / "docs" / "social-map.md").read_text(encoding="utf-8")
    for name in (*Plek.model_fields, *Tijd.model_fields):
        assert f"`{name}`" in document, name
