"""A new gemeente is one command: a folder that is right from the start, with what its people still fill in."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from content.__main__ import cli
from content.new_gemeente import new_gemeente
from content.screening.rules.system import load as load_screening
from content.source import ContentError
from tests.harness.content_copy import ContentCopy


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path)


@pytest.mark.parametrize(
    ("name", "folder"), [("Heiloo", "heiloo"), ("'s-Hertogenbosch", "s_hertogenbosch"), ("bergen (nh)", "bergen_nh")]
)
def test_a_new_folder_is_complete_and_has_no_mistakes(copy: ContentCopy, name: str, folder: str) -> None:
    before = copy.check_mistakes()
    files = new_gemeente(name, copy.root)
    made = [path.relative_to(copy.path(f"gemeenten/{folder}")).as_posix() for path in files]
    assert made == ["gemeente.yml", "regelingen/LEESMIJ.md", "sociale_kaart.yml", "teams.yml"]
    assert copy.check_mistakes() == before
    gemeente = copy.load().gemeenten[folder]
    assert gemeente.telefoon.is_known is False
    assert gemeente.plekken == ()
    assert load_screening(copy.root).lokaal[folder] == {}


def test_name_code_and_postcodes_come_from_the_list(copy: ContentCopy) -> None:
    new_gemeente("Heiloo", copy.root)
    catalogue = copy.load()
    made = catalogue.gemeenten["heiloo"]
    assert (made.naam, made.cbs) == ("Heiloo", "0399")
    assert made.team_for("1851").id == "wijkteam_heiloo"
    assert made.teams[0].postcodes == catalogue.postcodes.of("heiloo")
    assert "1906" in copy.path("gemeenten/heiloo/teams.yml").read_text(encoding="utf-8").split("\nterugval:")[0]


def test_every_gemeente_of_the_netherlands_can_be_made(copy: ContentCopy) -> None:
    catalogue = copy.load()
    for known in catalogue.postcodes.gemeenten.values():
        if known.id not in catalogue.gemeenten:
            new_gemeente(known.naam, copy.root)
    assert copy.load().gemeenten.keys() == catalogue.postcodes.gemeenten.keys() | {"landelijk"}


def test_the_example_in_a_new_file_is_right_when_the_hashes_are_taken_away(copy: ContentCopy) -> None:
    before = copy.check_mistakes()
    new_gemeente("Heiloo", copy.root)
    name = "gemeenten/heiloo/sociale_kaart.yml"
    text = copy.path(name).read_text(encoding="utf-8")
    rows = [line[1:] for line in text.splitlines() if line.startswith("#  ") and ("- " in line or ":" in line)]
    start = next(index for index, line in enumerate(rows) if line.startswith("  - id:"))
    copy.write(name, "plekken:\n" + "\n".join(rows[start:]) + "\n")
    assert copy.check_mistakes() == before
    assert [plek.id for plek in copy.load().gemeenten["heiloo"].plekken] == ["voedselbank_heiloo"]


def test_the_regeling_in_the_new_readme_is_right_when_it_is_copied(copy: ContentCopy) -> None:
    before = copy.check_mistakes()
    new_gemeente("Heiloo", copy.root)
    text = copy.path("gemeenten/heiloo/regelingen/LEESMIJ.md").read_text(encoding="utf-8")
    copy.write("gemeenten/heiloo/regelingen/bijzondere_bijstand.yml", text.split("```yaml\n")[1].split("```")[0])
    assert copy.check_mistakes() == before
    (regeling,) = load_screening(copy.root).lokaal["heiloo"].values()
    assert (regeling.id, regeling.gemeente, regeling.is_checked) == ("bijzondere_bijstand", "heiloo", False)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Bergen", "Bedoelt u: Bergen (NH), Bergen (L)?"),
        ("Zaandam", "Bedoelt u: Zaanstad?"),
        ("Nijmgen", "Bedoelt u: Nijmegen?"),
        ("Atlantis", "de gemeente 'Atlantis' ken ik niet."),
        ("Leiden", "deze map is er al"),
    ],
)
def test_what_cannot_be_made_is_told_in_dutch_and_nothing_changes(copy: ContentCopy, name: str, words: str) -> None:
    before = sorted(copy.path("gemeenten").iterdir())
    with pytest.raises(ContentError) as caught:
        new_gemeente(name, copy.root)
    assert words in str(caught.value)
    assert sorted(copy.path("gemeenten").iterdir()) == before


def test_the_command_tells_what_it_made_or_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = ContentCopy(tmp_path).root
    monkeypatch.setattr("content.commands.CONTENT", root)
    made = CliRunner().invoke(cli, ["new", "gemeente", "Heiloo"])
    assert made.exit_code == 0
    assert "gemeenten/heiloo/teams.yml" in made.output
    again = CliRunner().invoke(cli, ["new", "gemeente", "Heiloo"])
    assert again.exit_code == 1
    assert "deze map is er al" in again.output
    shutil.rmtree(root / "gemeenten" / "heiloo")
