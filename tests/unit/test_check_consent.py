"""A text on which consent rests can't change without a new version; every version that was used stays known."""

from pathlib import Path

import pytest

from content.checks.consent import TEXTS, VERSIONS, fingerprint
from content.source import read_document
from tests.harness.content_copy import ContentCopy


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path)


def mistakes(copy: ContentCopy) -> list[tuple[str, str]]:
    return [(fout.bestand, fout.melding) for fout in copy.check_mistakes()]


def change(copy: ContentCopy, old: str, new: str) -> None:
    path = copy.path(TEXTS)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ja, stuur dit", "Ja hoor, stuur dit"),
        ("label_telefoon: Telefoon", "label_telefoon: Mobiel"),
        ("Klopt het zo?", "Klopt dit?"),
    ],
)
def test_another_word_needs_another_version(copy: ContentCopy, old: str, new: str) -> None:
    change(copy, old, new)
    ((bestand, melding),) = mistakes(copy)
    assert bestand == f"content/{TEXTS}"
    assert "Geef 'versie' een nieuwe naam" in melding
    assert fingerprint(read_document(copy.path(TEXTS), copy.root)) in melding


def test_a_new_version_needs_its_row_and_then_all_is_well(copy: ContentCopy) -> None:
    change(copy, "Ja, stuur dit", "Ja hoor, stuur dit")
    text = copy.path(TEXTS).read_text(encoding="utf-8")
    versie = next(line for line in text.splitlines() if line.startswith("versie: "))
    change(copy, versie, "versie: overdracht-2027-01-31")
    ((bestand, melding),) = mistakes(copy)
    assert bestand == f"content/{VERSIONS}"
    row = melding.split("'")[1]
    with copy.path(VERSIONS).open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    assert mistakes(copy) == []


def test_what_comes_after_the_yes_may_change_freely(copy: ContentCopy) -> None:
    change(copy, "dag_over_1: morgen", "dag_over_1: op morgen")
    assert mistakes(copy) == []


def test_without_the_list_of_versions_the_check_says_so(copy: ContentCopy) -> None:
    copy.path(VERSIONS).unlink()
    assert [bestand for bestand, _ in mistakes(copy)] == [f"content/{VERSIONS}"]
