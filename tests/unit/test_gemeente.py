"""A gemeente: its files, and which team looks first at which postcode."""

from pathlib import Path

import pytest

from content.catalogue import load_catalogue
from content.source import Fout
from tests.harness.content_copy import ContentCopy

LEIDEN = load_catalogue().gemeente("leiden")
TEAMS = "gemeenten/leiden/teams.yml"
MAIN = "gemeenten/leiden/gemeente.yml"


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path)


@pytest.mark.parametrize(
    ("postcode", "team"),
    [
        ("2332", "wijkteam_mors"),
        ("2332 AB", "wijkteam_mors"),
        ("2333", "wijkteam_boerhaave"),
        ("9999", "wijkteam_leiden"),
        ("", "wijkteam_leiden"),
        (None, "wijkteam_leiden"),
    ],
)
def test_a_postcode_leads_to_its_team_and_anything_else_to_the_fallback(postcode: str | None, team: str) -> None:
    assert LEIDEN.team_for(postcode).id == team


@pytest.mark.parametrize("name", [TEAMS, MAIN])
def test_a_missing_file_is_named(copy: ContentCopy, name: str) -> None:
    copy.path(name).unlink()
    assert copy.load_mistakes() == [Fout(f"content/{name}", 0, "dit bestand ontbreekt")]


def test_a_mistake_is_told_in_the_file_where_it_stands(copy: ContentCopy) -> None:
    in_main = copy.replace(MAIN, "naam: Leiden", "naam: ''")
    in_teams = copy.replace(TEAMS, 'postcodes: ["2332"]', "postcodes: [2332]")
    assert [(fout.bestand, fout.regel) for fout in copy.load_mistakes()] == [
        (f"content/{MAIN}", in_main),
        (f"content/{TEAMS}", in_teams),
    ]


def test_a_fallback_that_is_no_team_is_told(copy: ContentCopy) -> None:
    line = copy.replace(TEAMS, "terugval: wijkteam_leiden", "terugval: wijkteam_elders")
    assert copy.load_mistakes() == [Fout(f"content/{TEAMS}", line, "'wijkteam_elders' staat niet bij 'teams'")]


def test_a_gemeente_is_called_as_its_folder(copy: ContentCopy) -> None:
    line = copy.replace(MAIN, "id: leiden", "id: leidn")
    assert copy.load_mistakes() == [Fout(f"content/{MAIN}", line, "'id' moet de naam van de map zijn: leiden")]


@pytest.mark.parametrize("name", ["zaanstad", "nijmegen"])
def test_a_gemeente_without_a_division_has_one_team_for_all_its_postcodes(name: str) -> None:
    catalogue = load_catalogue()
    gemeente = catalogue.gemeenten[name]
    (team,) = gemeente.teams
    assert set(team.postcodes) == set(catalogue.postcodes.of(name))
    assert gemeente.team_for(None) == team


def test_a_number_is_told_only_after_somebody_named_checked_it(copy: ContentCopy) -> None:
    national = copy.load().gemeente_values("landelijk")["gemeente_telefoon"]
    assert copy.load().gemeente_values("zaanstad") == {"gemeente": "Zaanstad", "gemeente_telefoon": national}
    assert copy.load().gemeente_values("leiden")["gemeente_telefoon"] == "⟦14 071|14071⟧"
    copy.replace(MAIN, "gecontroleerd_door: redactie", "gecontroleerd_door: null")
    assert copy.load().gemeente_values("leiden")["gemeente_telefoon"] == national


def test_a_gemeente_without_a_folder_is_the_national_one_under_its_own_name() -> None:
    catalogue = load_catalogue()
    assert catalogue.gemeente("heiloo") == catalogue.gemeente("landelijk").model_copy(
        update={"naam": "gemeente Heiloo"}
    )
    assert [catalogue.gemeente_id(name) for name in ("heiloo", "leiden", "atlantis", "")] == [
        "heiloo",
        "leiden",
        "landelijk",
        "landelijk",
    ]


def test_the_name_of_a_gemeente_begins_a_sentence_with_a_capital() -> None:
    catalogue = load_catalogue()
    values = catalogue.gemeente_values("landelijk")
    text = catalogue.fill("{gemeente} helpt u. {gemeente} belt u. Vraag {gemeente} wat kan.\n\n{gemeente}", values)
    assert text == "Uw gemeente helpt u. Uw gemeente belt u. Vraag uw gemeente wat kan.\n\nUw gemeente"


def test_a_new_gemeente_is_one_folder(copy: ContentCopy) -> None:
    copy.path("gemeenten/leiden").rename(copy.path("gemeenten/voorbeeldstad"))
    copy.replace("gemeenten/voorbeeldstad/gemeente.yml", "id: leiden", "id: voorbeeldstad")
    assert copy.load().gemeente("voorbeeldstad").naam == "Leiden"
