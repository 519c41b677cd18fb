"""What `content check` finds in the folder of a gemeente."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.harness.content_copy import TODAY, ContentCopy

MAIN = "gemeenten/leiden/gemeente.yml"
TEAMS = "gemeenten/leiden/teams.yml"
MAP = "gemeenten/leiden/sociale_kaart.yml"
SCHEME = "gemeenten/leiden/regelingen/schoolkosten.yml"
OWN = "gemeenten/leiden/faq/schaamte.yml"
PLACE = """plekken:
  - id: proef
    naam: Plek
    soort: inloop
    onderwerpen: [inloop]
    postcodes: ["2332"]
    telefoon: {nummer: "0600000000", weergave: 06 00000000}
    bronnen:
      - {titel: "Eigen website"}
    gecontroleerd_op: 2026-11-20
    gecontroleerd_door: Wijkteam
    verloopt_op: 2027-05-20
"""
ANSWER = """id: schaamte
eigenaar: gemeente Leiden
bronnen:
  - {titel: "Eigen website"}
kort: Kom langs. Dat mag zonder afspraak.
gecontroleerd_op: 2026-11-20
gecontroleerd_door: Wijkteam
verloopt_op: 2027-05-20
"""


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path)


def told(copy: ContentCopy, name: str, today: date = TODAY) -> list[tuple[int, str]]:
    fouten = copy.check_mistakes(today)
    assert {fout.bestand for fout in fouten} <= {f"content/{name}"}, fouten
    return [(fout.regel, fout.melding) for fout in fouten]


def test_the_gemeenten_of_the_project_have_no_mistakes(copy: ContentCopy) -> None:
    assert [fout for fout in copy.check_mistakes() if fout.bestand.startswith("content/gemeenten/")] == []


def test_a_place_and_an_answer_without_mistakes_are_accepted(copy: ContentCopy) -> None:
    copy.write(MAP, PLACE)
    copy.write(OWN, ANSWER)
    assert copy.check_mistakes() == []


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (MAIN, 'cbs: "0546"', 'cbs: "0547"', "'cbs' moet \"0546\" zijn. U schreef: 0547."),
        (MAIN, "weergave: 14 071", "weergave: 14 072", "'weergave' moet dezelfde cijfers hebben als 'nummer' (14071)."),
        (TEAMS, '["2332"]', '["1504"]', "postcode 1504 ligt in Zaanstad, niet in Leiden."),
        (TEAMS, '["2332"]', '["1000"]', "postcode 1000 bestaat niet."),
        (TEAMS, "id: wijkteam_mors", "id: wijkteam_zaanstad", "'wijkteam_zaanstad' is ook een team van leiden"),
        (TEAMS, "id: wijkteam_mors", "id: wijkteam_stevenshof", "'wijkteam_stevenshof' staat er twee keer"),
        (SCHEME, "id: schoolkosten", "id: schoolgeld", "'id' moet gelijk zijn aan de bestandsnaam: schoolkosten"),
        (SCHEME, "gecontroleerd_op: null", "gecontroleerd_op: 2026-11-20", "horen ook: gecontroleerd_door."),
        (SCHEME, "gecontroleerd_door: null", "gecontroleerd_door: Wijkteam", "horen ook: gecontroleerd_op."),
        (SCHEME, "geldig_van: 2024-01-01", "geldig_van: 2027-01-01", "'verloopt_op' moet na 'geldig_van' zijn"),
        (SCHEME, "zekerheid: middel", "zekerheid: redelijk", "'zekerheid'"),
        (SCHEME, "gegeven: kinderen_4_17", "gegeven: kinderen_van_4", "ik ken het gegeven 'kinderen_van_4' niet"),
    ],
)
def test_a_mistake_in_a_file_of_a_gemeente_is_told(
    copy: ContentCopy, name: str, old: str, new: str, words: str
) -> None:
    copy.replace(name, old, new)
    assert any(words in fout.melding for fout in copy.check_mistakes()), copy.check_mistakes()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[inloop]", "[inlop]", "'onderwerpen' noemt 'inlop', maar dat is er niet. Bedoelt u 'inloop'?"),
        ("[inloop]", "[crisis_kind]", "'onderwerpen' noemt 'crisis_kind', maar dat is er niet."),
        ("[inloop]", "[inloop, inloop]", "'inloop' staat twee keer in 'onderwerpen'"),
        ('["2332"]', '["6511"]', "postcode 6511 ligt in Nijmegen, niet in Leiden."),
        ('"0600000000"', '"0600000001"', "'weergave' moet dezelfde cijfers hebben"),
        ("gecontroleerd_door: Wijkteam", "", "bij 'gecontroleerd_op' horen ook: gecontroleerd_door."),
        ("verloopt_op: 2027-05-20", "", "bij 'gecontroleerd_op' horen ook: verloopt_op."),
        ("verloopt_op: 2027-05-20", "verloopt_op: 2027-11-20", "uiterlijk 2027-05-25. U schreef: 2027-11-20."),
        ("verloopt_op: 2027-05-20", "verloopt_op: 2026-11-19", "moet na 'gecontroleerd_op' zijn"),
        ("gecontroleerd_op: 2026-11-20", f"gecontroleerd_op: {TODAY + timedelta(days=1)}", "ligt in de toekomst"),
        ("naam: Plek", "naam: Plek\n    organisatie: geldfitt", "'geldfitt' staat niet in content/telefoon.yml."),
        ("naam: Plek", 'naam: "Plek {gemeente}"', "bij een plek vult de bot niets in"),
        ("naam: Plek", "naam: Plek\n    wat: Bel 06-00000000.", "bevat een telefoonnummer"),
    ],
)
def test_a_mistake_in_a_place_is_told_in_its_file(copy: ContentCopy, old: str, new: str, words: str) -> None:
    copy.write(MAP, PLACE.replace(old, new, 1))
    found = told(copy, MAP)
    assert [melding for _, melding in found if words in melding], found
    assert found[0][0] > 1, "with its line"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("soort: inloop", "soort: winkel", "'soort'"),
        ("naam: Plek", "naam: Plek\n    tel: 06", "'tel'"),
        ("naam: Plek", "naam: Plek\n    verwijzing_nodig: misschien", "'verwijzing_nodig'"),
        ("naam: Plek", 'naam: Plek\n    tijden: [{dagen: [ma], opent: 9.00, sluit: "10:00"}]', "'opent'"),
        ("onderwerpen: [inloop]", "onderwerpen: []", "'onderwerpen'"),
    ],
)
def test_a_place_of_another_shape_is_told(copy: ContentCopy, old: str, new: str, words: str) -> None:
    copy.write(MAP, PLACE.replace(old, new, 1))
    (fout,) = [fout for fout in copy.load_mistakes() if fout.bestand == f"content/{MAP}"]
    assert words in fout.melding
    assert fout.regel > 1


def test_a_place_that_expired_is_told_and_does_not_keep_the_bot_from_starting(copy: ContentCopy) -> None:
    copy.write(MAP, PLACE)
    (fout,) = [fout for fout in copy.check_mistakes(date(2027, 5, 20)) if fout.bestand == f"content/{MAP}"]
    assert fout.verlopen
    assert "'proef' is verlopen op 2027-05-20" in fout.melding


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (OWN, "id: schaamte", "id: schaam", "'id' moet gelijk zijn aan de bestandsnaam: schaamte."),
        ("gemeenten/leiden/faq/schaamt.yml", "id: schaamte", "id: schaamt", "bij 'schaamt' is er geen antwoord"),
        (
            OWN,
            "kort: Kom langs. Dat mag zonder afspraak.",
            "controleer: [de tijden]",
            "hier staat niets wat anders is.",
        ),
        (OWN, "kort:", "vervolg: [privacie]\nkort:", "'vervolg' noemt 'privacie', maar dat is er niet."),
        (OWN, "kort:", "telefoon: [geldfitt]\nkort:", "'telefoon' noemt 'geldfitt', maar dat is er niet."),
        (OWN, "gecontroleerd_door: Wijkteam", "", "bij 'gecontroleerd_op' horen ook: gecontroleerd_door."),
    ],
)
def test_a_mistake_in_an_own_answer_is_told(copy: ContentCopy, name: str, old: str, new: str, words: str) -> None:
    copy.write(name, ANSWER.replace(old, new, 1))
    found = told(copy, name)
    assert [melding for _, melding in found if words in melding], found


def test_a_regeling_that_somebody_checked_holds_half_a_year_at_most(copy: ContentCopy) -> None:
    copy.replace(SCHEME, "gecontroleerd_op: null", "gecontroleerd_op: 2026-11-20")
    copy.replace(SCHEME, "gecontroleerd_door: null", "gecontroleerd_door: Wijkteam")
    assert [fout for fout in copy.check_mistakes() if fout.bestand == f"content/{SCHEME}"] == []
    copy.replace(SCHEME, "verloopt_op: 2026-12-31", "verloopt_op: 2027-11-20")
    assert "uiterlijk 2027-05-25. U schreef: 2027-11-20." in told(copy, SCHEME)[0][1]


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ("gecontroleerd_op: 2026-11-26\ngecontroleerd_door: Wijkteam", "'gecontroleerd_op' ligt in de toekomst"),
        ("gecontroleerd_op: null\ngecontroleerd_door: null", "'schoolkosten' is verlopen op 2026-12-31"),
    ],
)
def test_a_regeling_checked_in_the_future_or_expired_is_told(copy: ContentCopy, check: str, words: str) -> None:
    copy.replace(SCHEME, "gecontroleerd_op: null\ngecontroleerd_door: null", check)
    on = date(2026, 12, 31) if "verlopen" in words else None
    mistakes = [fout for fout in copy.check_mistakes(date(2026, 11, 25), on=on) if fout.bestand == f"content/{SCHEME}"]
    assert [fout for fout in mistakes if words in fout.melding], mistakes


@pytest.mark.parametrize("name", ["schoolkosten.yaml", "schoolkosten", "Schoolkosten 2.yml"])
def test_a_file_beside_the_regelingen_that_nothing_reads_is_told(copy: ContentCopy, name: str) -> None:
    copy.path(SCHEME).rename(copy.path(SCHEME).with_name(name))
    assert f"content/gemeenten/leiden/regelingen/{name}" in {fout.bestand for fout in copy.check_mistakes()}


def test_regelingen_in_one_list_are_no_longer_read_and_that_is_told(copy: ContentCopy) -> None:
    copy.write("gemeenten/leiden/regelingen.yml", "regelingen: []\n")
    (fout,) = copy.load_mistakes()
    assert fout.bestand == "content/gemeenten/leiden/regelingen.yml"
    assert "of zet het in de map faq/ of regelingen/" in fout.melding


def test_a_folder_that_is_no_gemeente_is_told(copy: ContentCopy) -> None:
    copy.path("gemeenten/nijmegen").rename(copy.path("gemeenten/nijmege"))
    copy.replace("gemeenten/nijmege/gemeente.yml", "id: nijmegen", "id: nijmege")
    messages = [fout.melding for fout in copy.check_mistakes()]
    assert any(
        "de gemeente 'nijmege' staat niet in gemeenten/pc4.csv. Bedoelt u 'nijmegen'?" in one for one in messages
    )


def test_a_file_that_no_gemeente_has_is_told(copy: ContentCopy) -> None:
    copy.write("gemeenten/leiden/kaart.yml", "plekken: []\n")
    (fout,) = copy.load_mistakes()
    assert fout.bestand == "content/gemeenten/leiden/kaart.yml"
    assert "sociale_kaart.yml" in fout.melding
