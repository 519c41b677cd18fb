"""A new gemeente is one command: a folder that is right from the start, with what its people still fill in."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from content.__main__ import cli
from content.new_gemeente import new_gemeente
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
    assert [path.name for path in files] == ["gemeente.yml", "regelingen.yml", "sociale_kaart.yml", "teams.yml"]
    assert copy.check_mistakes() == before
    made = copy.load().gemeenten[folder]
    assert made.telefoon.is_known is False
    assert (made.plekken, made.regelingen) == ((), ())


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


def test_the_examples_in_the_new_files_are_right_when_the_hashes_are_taken_away(copy: ContentCopy) -> None:
    new_gemeente("Heiloo", copy.root)
    for name, key in (("sociale_kaart.yml", "plekken"), ("regelingen.yml", "regelingen")):
        path = copy.path(f"gemeenten/heiloo/{name}")
        text = path.read_text(encoding="utf-8")
        example = [line[1:] for line in text.splitlines() if line.startswith("#  ") and ("- " in line or ":" in line)]
        rows = [line for line in example if not line.startswith("   de ")]
        start = next(index for index, line in enumerate(rows) if line.startswith("  - id:"))
        copy.write(f"gemeenten/heiloo/{name}", f"{key}:\n" + "\n".join(rows[start:]) + "\n")
    assert copy.check_mistakes() == []
    made = copy.load().gemeenten["heiloo"]
    assert [plek.id for plek in made.plekken] == ["voedselbank_heiloo"]
    assert [regeling.id for regeling in made.regelingen] == ["bijzondere_bijstand"]


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
