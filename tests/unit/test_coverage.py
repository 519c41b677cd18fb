"""What there is, what nobody checked yet, and what expires soon."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from content.__main__ import cli
from content.catalogue import CONTENT, load_catalogue
from content.coverage import Dekking, as_text, coverage
from content.coverage.sources import is_official
from content.model import Bron
from tests.harness.content_copy import TODAY, ContentCopy

CATALOGUE = load_catalogue()


@pytest.fixture(scope="module")
def now() -> Dekking:
    return coverage(CONTENT, today=TODAY)


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path, sentences=True)


def test_every_gemeente_and_every_topic_is_measured(now: Dekking) -> None:
    assert [one.id for one in now.gemeenten] == list(CATALOGUE.gemeenten)
    assert [one.id for one in now.onderwerpen] == list(CATALOGUE.register)


def test_a_gemeente_tells_what_is_there_and_what_nobody_checked(now: Dekking) -> None:
    found = {one.id: one for one in now.gemeenten}
    assert {name: found[name].nummer for name in found} == {
        "landelijk": "ontbreekt",
        "leiden": "nagekeken",
        "nijmegen": "nagekeken",
        "zaanstad": "niet nagekeken",
    }
    assert "voedselbank_leiden" in found["leiden"].plekken.na_te_kijken
    assert found["leiden"].plekken.te_zien == 0
    assert found["landelijk"].plekken.te_zien == found["landelijk"].plekken.aantal
    assert found["leiden"].postcodes_zonder_team == ()


def test_a_topic_tells_its_answer_its_sentences_and_its_sources(now: Dekking) -> None:
    one = next(one for one in now.onderwerpen if one.id == "huurachterstand")
    antwoord = CATALOGUE.onderwerpen["huurachterstand"]
    assert (one.antwoord, one.makkelijker, one.officiele_bron) == (True, True, True)
    assert (one.varianten, one.bronnen) == (len(antwoord.varianten), len(antwoord.bronnen))
    assert one.voorbeelden >= 60
    assert one.proefvragen >= 10
    assert (one.gecontroleerd_op, one.verloopt_op) == (antwoord.gecontroleerd_op, antwoord.verloopt_op)
    assert one.controleer == antwoord.controleer


def test_a_topic_without_an_answer_or_with_an_unofficial_source_shows_it(copy: ContentCopy) -> None:
    copy.append("onderwerpen.yml", '  - {id: iets_nieuws, titel: "Iets nieuws", thema: contact, wat: "een proef"}\n')
    one = coverage(copy.root, today=TODAY).onderwerpen[-1]
    assert (one.id, one.antwoord, one.makkelijker, one.bronnen, one.voorbeelden) == ("iets_nieuws", False, False, 0, 0)
    assert (one.officiele_bron, one.gecontroleerd_op) == (False, None)


@pytest.mark.parametrize(
    ("address", "official"),
    [
        ("https://wetten.overheid.nl/BWBR0031331", True),
        ("https://www.rijksoverheid.nl/onderwerpen", True),
        ("https://gemeente.leiden.nl/hulp", True),
        ("https://www.denhaag.nl", False),
        ("https://www.voorbeeld.nl", False),
        ("https://rijksoverheid.nl.voorbeeld.com", False),
        (None, False),
    ],
)
def test_a_source_is_official_when_a_public_body_speaks_for_itself(address: str | None, official: bool) -> None:
    assert is_official(Bron(titel="Proef", adres=address), CATALOGUE.postcodes) is official


def test_what_expires_within_sixty_days_is_listed_and_nothing_else(copy: ContentCopy) -> None:
    last = TODAY + timedelta(days=60)
    copy.replace("faq/schaamte.yml", "verloopt_op: 2027-05-25", f"verloopt_op: {last}")
    copy.replace("faq/privacy.yml", "verloopt_op: 2027-05-25", f"verloopt_op: {last + timedelta(days=1)}")
    ends = {one.id: one.verloopt_op for one in coverage(copy.root, today=TODAY).loopt_af}
    assert ends["schaamte"] == last
    assert "privacy" not in ends


def test_a_place_that_expires_soon_is_listed_at_its_gemeente() -> None:
    later = coverage(CONTENT, today=date(2027, 4, 1))
    national = next(one for one in later.gemeenten if one.id == "landelijk")
    assert "voedselbanken" in {one.id for one in national.loopt_af}
    assert coverage(CONTENT, today=TODAY).gemeenten[0].loopt_af == ()


def test_everything_that_people_must_do_before_going_live_is_listed(now: Dekking) -> None:
    points = {(one.bestand, one.punt) for one in now.voor_livegang}
    for name, antwoord in CATALOGUE.onderwerpen.items():
        assert {(f"content/faq/{name}.yml", one) for one in antwoord.controleer} <= points
    told = "\n".join(f"{bestand}: {punt}" for bestand, punt in points)
    for words in (
        "content/telefoon.yml: alarm: bel dit nummer na",
        "content/talen.yml: engels:",
        "content/gemeenten/zaanstad/gemeente.yml: het algemene nummer is niet nagekeken",
        "content/gemeenten/leiden/sociale_kaart.yml: Voedselbank Leiden: nog niemand heeft dit nagekeken.",
        "content/gemeenten/nijmegen/regelingen/meedoen_pas.yml: Meedoen-regeling: nog niemand",
    ):
        assert words in told


def test_what_was_checked_is_no_longer_on_the_list(copy: ContentCopy) -> None:
    name = "gemeenten/zaanstad/gemeente.yml"
    copy.replace(name, "gecontroleerd_op: null", "gecontroleerd_op: 2026-11-25")
    copy.replace(name, "gecontroleerd_door: null", "gecontroleerd_door: Klantcontact")
    assert f"content/{name}" not in {one.bestand for one in coverage(copy.root, today=TODAY).voor_livegang}
    assert "14 075" in copy.load().gemeente_values("zaanstad")["gemeente_telefoon"]


def test_a_regeling_of_a_gemeente_counts_once_somebody_checked_it(copy: ContentCopy, now: Dekking) -> None:
    found = {one.id: one.regelingen for one in now.gemeenten}
    assert (found["landelijk"].aantal, found["leiden"].aantal, found["leiden"].te_zien) == (0, 8, 0)
    assert "schoolkosten" in found["zaanstad"].na_te_kijken
    name = "gemeenten/zaanstad/regelingen/schoolkosten.yml"
    copy.replace(name, "gecontroleerd_op: null", "gecontroleerd_op: 2026-11-25")
    copy.replace(name, "gecontroleerd_door: null", "gecontroleerd_door: Minimabeleid")
    after = coverage(copy.root, today=TODAY)
    zaanstad = next(one for one in after.gemeenten if one.id == "zaanstad")
    assert zaanstad.regelingen.te_zien == 1
    assert "schoolkosten" not in zaanstad.regelingen.na_te_kijken
    assert f"content/{name}" not in {one.bestand for one in after.voor_livegang}
    assert f"content/{name}" in {one.bestand for one in zaanstad.loopt_af}


def test_the_command_tells_it_as_text_or_as_json(now: Dekking) -> None:
    shown = CliRunner().invoke(cli, ["coverage"])
    assert shown.exit_code == 0
    assert "GEMEENTE Zaanstad (zaanstad)" in shown.output
    assert f"VOOR U LIVE GAAT: {len(now.voor_livegang)} PUNTEN" in shown.output
    data = json.loads(CliRunner().invoke(cli, ["coverage", "--json"]).output)
    assert {one["id"] for one in data["onderwerpen"]} == set(CATALOGUE.register)
    assert data["gemeenten"][0]["plekken"]["aantal"] > 0


def test_the_text_has_a_line_for_each_topic(now: Dekking) -> None:
    lines = as_text(now).splitlines()
    for one in now.onderwerpen:
        (line,) = [line for line in lines if line.split()[:1] == [one.id]]
        assert line.split()[1] == ("ja" if one.antwoord else "nee")
