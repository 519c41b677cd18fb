"""`python -m content check`: what an editor and another program hear, and when it counts as a failure."""

import functools
import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from content import __main__ as command
from content.checks.report import Uitslag
from content.source import Fout
from tests.harness.content_copy import TODAY, ContentCopy

MISTAKE = Fout("content/faq/huur.yml", 3, "'kort' mag niet leeg zijn.")
EXPIRED = Fout("content/faq/boete.yml", 4, "dit antwoord is verlopen.", verlopen=True)
AMOUNT = Fout("content/bedragen.yml", 9, "'boete' gold tot en met 2026-12-31.", verlopen=True)
DANGER = Fout("content/crisis/crisis_kind.yml", 4, "dit antwoord is verlopen.", verlopen=True)
TIP = Fout("content/telefoon.yml", 7, "'lbio' wordt nergens gebruikt. Kan het weg?")
NEW_YEAR = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("mistakes", "expired", "on", "code"),
    [
        ([], [], None, 0),
        ([], [EXPIRED], None, 0),
        ([MISTAKE], [], None, 1),
        ([MISTAKE], [EXPIRED], NEW_YEAR, 1),
        ([], [EXPIRED], NEW_YEAR, 1),
        ([], [], NEW_YEAR, 0),
    ],
)
def test_what_expired_fails_only_who_asked_about_a_day(
    mistakes: list[Fout], expired: list[Fout], on: date | None, code: int
) -> None:
    assert Uitslag(mistakes, expired, [TIP], on).exit_code == code


def test_everything_in_order_is_one_line() -> None:
    assert Uitslag([], [], []).as_text() == "Alles in orde."
    assert Uitslag([], [], [], NEW_YEAR).as_text() == "Op 2027-01-01 is er niets verlopen.\n\nVerder is alles in orde."


def test_what_expired_stands_by_subject_and_what_is_to_be_repaired_last() -> None:
    assert Uitslag([MISTAKE], [AMOUNT, DANGER, EXPIRED], [TIP], NEW_YEAR).as_text() == (
        "Tips. Dit mag blijven staan:\n"
        "- content/telefoon.yml, regel 7: 'lbio' wordt nergens gebruikt. Kan het weg?\n\n"
        "Op 2027-01-01 is dit verlopen (3). De bot toont het dan niet:\n\n"
        "Antwoorden bij gevaar (de bot toont ze nog wel)\n"
        "- content/crisis/crisis_kind.yml, regel 4: dit antwoord is verlopen.\n\n"
        "Antwoorden\n- content/faq/boete.yml, regel 4: dit antwoord is verlopen.\n\n"
        "Bedragen\n- content/bedragen.yml, regel 9: 'boete' gold tot en met 2026-12-31.\n\n"
        "content/faq/huur.yml, regel 3: 'kort' mag niet leeg zijn.\n\n"
        "1 fout(en). De bot start pas weer als dit hersteld is."
    )


def test_another_program_gets_every_finding_with_its_kind() -> None:
    rows = Uitslag([MISTAKE], [EXPIRED], [TIP]).as_json()
    assert [(row["soort"], row["bestand"], row["regel"], row["verlopen"]) for row in rows] == [
        ("fout", MISTAKE.bestand, 3, False),
        ("verlopen", EXPIRED.bestand, 4, True),
        ("tip", TIP.bestand, 7, False),
    ]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ContentCopy:
    """Give a copy that the command looks at, as if it were the day on which editors last looked at the content."""
    found = ContentCopy(tmp_path)
    look = functools.partial(command.check_content, found.root, today=TODAY)
    monkeypatch.setattr(command, "check_content", lambda on: look(on=on or TODAY))
    monkeypatch.setattr(command, "check_hints", functools.partial(command.check_hints, found.root))
    monkeypatch.setattr(command, "check_examples", list)
    monkeypatch.setattr(command, "check_plain_dutch", list)
    return found


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(command.cli, ["check", *arguments])
    return result.exit_code, result.stdout


def test_a_day_to_come_shows_what_must_be_looked_at_before(copy: ContentCopy) -> None:
    last = max(bedrag.geldig_tot for bedrag in copy.load().bedragen.values())
    code, text = run("--op", str(last.replace(year=last.year + 2)))
    assert code == 1
    for heading in ("Antwoorden bij gevaar", "Antwoorden", "Bedragen", "Regelingen en hun cijfers"):
        assert f"\n{heading}" in text
    assert text.rstrip().endswith("Verder is alles in orde.")


def test_the_same_as_json_can_be_read_by_a_program(copy: ContentCopy) -> None:
    line = copy.append("faq/schaamte.yml", "eigenaars: ik\n")
    code, text = run("--json")
    rows = json.loads(text)
    assert code == 1
    assert {"bestand": "content/faq/schaamte.yml", "regel": line, "soort": "fout"}.items() <= rows[0].items()
    assert {row["soort"] for row in rows} >= {"fout", "tip"}


@pytest.mark.parametrize("day", ["gisteren", "2027-02-30", "01-01-2027"])
def test_what_is_no_day_is_refused_in_dutch(copy: ContentCopy, day: str) -> None:
    result = CliRunner().invoke(command.cli, ["check", "--op", day])
    assert result.exit_code == 2
    assert "schrijf een bestaande dag als 2027-01-31" in " ".join(result.output.replace("│", " ").split())
