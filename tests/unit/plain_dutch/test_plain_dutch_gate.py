"""What `content check` says of the texts themselves, and the table of `content leesbaarheid`."""

from pathlib import Path
from statistics import median

import pytest
from typer.testing import CliRunner

from content.__main__ import cli
from content.plain_dutch import Rules
from content.plain_dutch.gate import Gelezen, check_plain_dutch, read_all, scored
from content.plain_dutch.report import table
from content.source import Fout
from tests.harness.content_copy import ContentCopy

FILE = "faq/huurachterstand.yml"


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path)


@pytest.fixture(scope="module")
def read(rules: Rules) -> list[Gelezen]:
    return list(read_all(rules))


def test_every_text_of_the_project_is_plain_dutch() -> None:
    assert check_plain_dutch() == []


def test_the_middle_of_all_texts_and_the_hardest_one_keep_the_bars(read: list[Gelezen], rules: Rules) -> None:
    scores = [one.leesbaarheid.flesch_douma for one in scored(read, rules)]
    assert len(scores) > 1000
    assert median(scores) >= 70
    assert min(scores) >= 60


def test_buttons_are_read_for_their_words_but_get_no_score(read: list[Gelezen], rules: Rules) -> None:
    assert any(one.tekst.veld == "knop" for one in read)
    assert not any(one.tekst.veld == "knop" for one in scored(read, rules))


def test_what_is_written_in_another_language_is_not_judged_as_dutch(read: list[Gelezen]) -> None:
    assert not any(one.tekst.document.name == "content/talen.yml" for one in read)


def test_a_finding_names_file_line_words_and_what_to_write(copy: ContentCopy) -> None:
    line = copy.replace(FILE, "kort: |\n  Bel vandaag uw verhuurder.", "kort: |\n  Bel indien u kunt uw verhuurder.")
    assert check_plain_dutch(copy.root) == [
        Fout(f"content/{FILE}", line + 1, "'kort' gebruikt een moeilijk woord: 'indien'. Schrijf liever: als.")
    ]


def test_a_text_full_of_long_words_fails_on_its_score(copy: ContentCopy) -> None:
    words = "Verantwoordingsplicht, beoordelingsvrijheid en rechtvaardigheid veranderen. " * 20
    copy.replace(FILE, "kort: |\n", f"kort: |\n  {words}\n")
    said = [fout.melding for fout in check_plain_dutch(copy.root)]
    assert any(one.startswith("'kort' is te moeilijk: Flesch-Douma ") for one in said)
    assert any(one.startswith("'kort' is te moeilijk: LiNT (benaderd) ") for one in said)
    assert all("beoordelingsvrijheid" in one for one in said)


def test_a_word_on_a_button_may_be_explained_by_the_answer_behind_it(copy: ContentCopy) -> None:
    copy.replace(FILE, "knop: 1 maand", "knop: Ik kreeg een sommatie")
    assert [fout.melding.split(":")[0] for fout in check_plain_dutch(copy.root)] == [
        "'knop' gebruikt een moeilijk woord zonder uitleg"
    ]
    copy.replace(FILE, "U bent er vroeg bij.", "Een sommatie is een brief. U bent er vroeg bij.")
    assert check_plain_dutch(copy.root) == []


def test_texts_that_are_too_hard_in_the_middle_are_told(copy: ContentCopy) -> None:
    copy.replace("leesbaarheid.yml", "flesch_douma_mediaan:\n  grens: 70", "flesch_douma_mediaan:\n  grens: 99")
    (fout,) = check_plain_dutch(copy.root)
    assert fout.bestand == "content/leesbaarheid.yml"
    assert "de grens is 99" in fout.melding


def test_content_that_cannot_be_loaded_is_told_and_not_measured(copy: ContentCopy) -> None:
    copy.write(FILE, "kort: [\n")
    assert {fout.bestand for fout in check_plain_dutch(copy.root)} == {f"content/{FILE}"}


def test_the_table_has_every_file_with_the_hardest_first(read: list[Gelezen], rules: Rules) -> None:
    rows = [line.split() for line in table(read, rules) if ".yml" in line]
    scores = [int(row[1]) for row in rows]
    assert scores == sorted(scores)
    assert {row[0] for row in rows} == {one.tekst.document.name.removeprefix("content/") for one in scored(read, rules)}


def test_the_table_of_nothing_is_only_its_heads(rules: Rules) -> None:
    assert len(list(table([], rules))) == 1


def test_the_command_shows_the_table_and_the_median() -> None:
    shown = CliRunner().invoke(cli, ["leesbaarheid"])
    assert shown.exit_code == 0
    assert FILE in shown.output
    assert "Flesch-Douma, mediaan: " in shown.output
