"""The two files with rules: what an editor hears about a mistake in them, and what they may not lose."""

from pathlib import Path

import pytest

from content.plain_dutch import Rules, load_rules
from content.plain_dutch.model import Grenzen
from content.source import ContentError
from tests.harness.content_copy import ContentCopy

GRENZEN = "leesbaarheid.yml"
WOORDEN = "moeilijke_woorden.yml"


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path)


def mistakes(copy: ContentCopy) -> list[tuple[str, int, str]]:
    with pytest.raises(ContentError) as error:
        load_rules(copy.root)
    return [(fout.bestand, fout.regel, fout.melding) for fout in error.value.fouten]


def test_the_bars_that_were_promised_are_kept(rules: Rules) -> None:
    assert rules.grenzen.flesch_douma.grens >= 60
    assert rules.grenzen.flesch_douma_mediaan.grens >= 70


def test_every_bar_tells_why_it_lies_there(rules: Rules) -> None:
    reasons = [getattr(rules.grenzen, name).reden for name in Grenzen.model_fields]
    assert len(reasons) == len(set(reasons)) == 7
    assert all(len(reason.split()) > 8 for reason in reasons)


def test_every_exception_has_a_reason(rules: Rules) -> None:
    listed = [*rules.woorden.values(), *rules.afkortingen.values()]
    assert any(one.bekend_in for one in listed)
    assert [one for one in listed if one.bekend_in and not one.reden] == []


def test_a_bar_without_a_reason_is_told_at_its_line(copy: ContentCopy) -> None:
    line = copy.replace(GRENZEN, "langste_zin:\n  grens: 15\n  reden: ", "langste_zin:\n  grens: 15\n  waarom: ")
    assert [row[:2] for row in mistakes(copy)] == [(f"content/{GRENZEN}", line), (f"content/{GRENZEN}", line + 2)]


def test_a_word_without_a_plain_one_is_told_at_its_line(copy: ContentCopy) -> None:
    line = copy.replace(WOORDEN, "gewoon: als}", "uitleg: als}")
    assert (f"content/{WOORDEN}", line) in [row[:2] for row in mistakes(copy)]


def test_an_abbreviation_that_nobody_explains_is_told(copy: ContentCopy) -> None:
    line = copy.append(WOORDEN, "  - {afkorting: QQ}\n")
    ((name, found, melding),) = mistakes(copy)
    assert (name, found) == (f"content/{WOORDEN}", line)
    assert "schrijf erbij wat het is" in melding


def test_an_exception_without_a_reason_is_told(copy: ContentCopy) -> None:
    copy.append(WOORDEN, '  - {afkorting: QQ, uitleg: "QQ is een lijst.", bekend_in: [schaamte]}\n')
    ((_, _, melding),) = mistakes(copy)
    assert "bij 'bekend_in' hoort 'reden'" in melding


def test_mistakes_in_both_files_are_told_at_once(copy: ContentCopy) -> None:
    copy.write(GRENZEN, "lint: 46\n")
    copy.write(WOORDEN, "woorden: []\nafkortingen: []\n")
    assert {name for name, _, _ in mistakes(copy)} == {f"content/{GRENZEN}", f"content/{WOORDEN}"}
