"""Which figures are missing on a day to come: `python -m content cijfers`."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from content.__main__ import cli
from content.catalogue import Catalogue
from content.screening.explaining import commands
from content.screening.explaining.coming import (
    SOON,
    amounts_ended,
    as_text,
    coming_days,
    missing_on,
    missing_soon,
    why_missing,
)
from content.screening.rules.system import CONTENT, Screening, load


@pytest.fixture
def short(tmp_path: Path) -> Screening:
    """Return a check in which the AOW age is known until the end of November 2026 only."""
    root = tmp_path / "content"
    shutil.copytree(CONTENT / "regelingen", root / "regelingen")
    path = root / "regelingen" / "parameters" / "leeftijd.yml"
    text = path.read_text(encoding="utf-8")
    assert "tot: 2027-12-31" in text
    path.write_text(text.replace("tot: 2027-12-31", "tot: 2026-11-30"), encoding="utf-8")
    return load(root)


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 11, 26), (date(2027, 1, 1), date(2027, 7, 1))),
        (date(2026, 6, 30), (date(2026, 7, 1), date(2027, 1, 1))),
        (date(2026, 7, 1), (date(2027, 1, 1), date(2027, 7, 1))),
        (date(2027, 1, 1), (date(2027, 7, 1), date(2028, 1, 1))),
    ],
)
def test_the_days_that_matter_are_the_next_january_and_july(today: date, days: tuple[date, ...]) -> None:
    assert coming_days(today) == days


def test_a_group_without_a_block_is_named_with_its_last_day_and_who_needs_it(short: Screening) -> None:
    assert not [one for one in missing_on(short, date(2026, 11, 30)) if one.naam == "leeftijd"]
    (found,) = [one for one in missing_on(short, date(2026, 12, 1)) if one.naam == "leeftijd"]
    assert found.eindigt_op == date(2026, 11, 30)
    assert found.bestand == "content/regelingen/parameters/leeftijd.yml"
    assert short.regelingen["bijstand"].naam in found.voor


def test_a_regeling_is_missing_after_its_last_day_and_not_on_it(screening: Screening) -> None:
    last = screening.regelingen["zorgtoeslag"].verloopt_op
    assert "Zorgtoeslag" not in {one.naam for one in missing_on(screening, last) if one.soort == "regeling"}
    later = date(last.year + 1, 1, 1)
    assert "Zorgtoeslag" in {one.naam for one in missing_on(screening, later) if one.soort == "regeling"}


def test_what_ends_within_a_month_is_urgent(short: Screening) -> None:
    assert "leeftijd" in {one.naam for one in missing_soon(short, date(2026, 12, 1) - SOON)}
    assert "leeftijd" not in {one.naam for one in missing_soon(short, date(2026, 11, 30) - SOON)}


def test_amounts_in_texts_are_listed_too(texts: Catalogue) -> None:
    bedrag = next(iter(texts.bedragen.values()))
    assert bedrag.id not in {one.naam for one in amounts_ended(texts, bedrag.geldig_tot)}
    assert bedrag.id in {one.naam for one in amounts_ended(texts, date(bedrag.geldig_tot.year + 1, 1, 1))}


def test_a_second_day_names_only_what_is_new(short: Screening, texts: Catalogue) -> None:
    days = (date(2027, 1, 1), date(2027, 7, 1))
    text = as_text(short, texts, days, date(2026, 10, 1))
    assert text.count("parameters/leeftijd.yml, leeftijd: eindigt op 2026-11-30.") == 1
    assert "Op 2027-07-01" in text


def test_a_day_on_which_nothing_is_missing_is_one_line(screening: Screening, texts: Catalogue) -> None:
    empty = Screening({}, {}, screening.vragenlijst, type(screening.figures)({}), screening.rules)
    assert as_text(
        empty, Catalogue({}, {}, {}, {}, {}, {}, {}, {}, {}, {}), [date(2026, 12, 1)], date(2026, 11, 1)
    ) == ("Op 2026-12-01 is alles er.")
    assert texts.bedragen


def test_the_reason_says_which_file_to_change(short: Screening) -> None:
    why = why_missing(short, short.regelingen["bijstand"], date(2026, 12, 5))
    assert "2026-12-05" in why
    assert "parameters/leeftijd.yml" in why


@pytest.mark.parametrize(("today", "code"), [(date(2026, 10, 1), 0), (date(2026, 11, 1), 1)])
def test_the_command_fails_when_something_is_missing_within_a_month(
    monkeypatch: pytest.MonkeyPatch, short: Screening, today: date, code: int
) -> None:
    class Today(date):
        @classmethod
        def today(cls) -> date:
            return today

    monkeypatch.setattr(commands, "date", Today)
    monkeypatch.setattr(commands, "default", lambda: short)
    result = CliRunner().invoke(cli, ["cijfers", "--op", "2026-12-15"])
    assert result.exit_code == code, result.output
    assert "leeftijd.yml, leeftijd: eindigt op 2026-11-30." in result.output
    assert ("Haast" in result.output) is bool(code)


def test_a_day_that_does_not_exist_is_told_in_dutch() -> None:
    result = CliRunner().invoke(cli, ["cijfers", "--op", "2027-02-30"])
    assert result.exit_code == 2
    assert "schrijf een bestaande dag" in result.output
