"""The table of requirements in docs/security.md names only tests, files and documents that are there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from content.catalogue import load_catalogue

DOCS = Path("docs")
TABLE = DOCS.joinpath("security.md").read_text("utf-8")
ROWS = {
    row[0]: row for row in (re.split(r" *\| *", line.strip("| ")) for line in TABLE.splitlines()) if row[0][:1] == "S"
}
WANTED = [f"S{number}" for number in range(1, 33)]
TESTS = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
LINKS = re.compile(r"\]\(([^)#]+)\)")
FILES = re.compile(r"`((?:bot|handoff|privacy|docker|content)/[\w./]+)`")


@cache
def names_in(path: str) -> frozenset[str]:
    """Return the names of the tests in a file, as Python reads it."""
    tree = ast.parse(Path(path).read_text("utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in tree.body if isinstance(node, functions) and node.name.startswith("test_"))


def test_every_requirement_has_its_row() -> None:
    assert list(ROWS) == WANTED


@pytest.mark.parametrize("number", WANTED)
def test_each_requirement_is_proven_by_a_test_or_a_document_that_is_there(number: str) -> None:
    assert len(ROWS[number]) == 4, ROWS[number]
    proof = ROWS[number][3]
    tests, documents = TESTS.findall(proof), LINKS.findall(proof)
    assert tests or documents
    for path, name in tests:
        assert Path(path).is_file(), path
        assert name in names_in(path), f"{path} has no {name}"
    for path in documents:
        assert DOCS.joinpath(path).is_file(), path
    assert len(tests) + len(documents) == len(proof.split(" · ")), "something in the last column is neither"


def test_every_file_that_is_named_is_there() -> None:
    named = FILES.findall(TABLE)
    assert len(named) > 20
    assert [path for path in named if not Path(path).exists()] == []


def test_a_name_that_is_not_there_would_be_found() -> None:
    assert "test_this_was_never_written" not in names_in("tests/unit/test_security_table.py")


def test_only_what_an_organisation_must_do_is_proven_by_a_document_alone() -> None:
    assert [number for number, row in ROWS.items() if not TESTS.search(row[3])] == ["S23"]


PUBLICATION = {
    "name", "description_short", "organization", "category", "status", "begin_date", "end_date", "contact_email",
    "website", "publication_category", "url", "goal", "proportionality", "human_intervention", "risks", "lawful_basis",
    "lawful_basis_grouping", "process_index_url", "impacttoetsen_grouping", "impacttoetsen", "source_data",
    "source_data_grouping", "methods_and_models", "provider", "publiccode", "lang", "standard_version", "source_id",
    "tags",
}  # fmt: skip


def test_the_entry_for_the_algoritmeregister_has_the_fields_of_the_standard() -> None:
    entry = yaml.safe_load((DOCS / "privacy" / "algoritmeregister.yml").read_text("utf-8"))
    assert set(entry) == PUBLICATION
    assert entry["standard_version"] == "1.0"
    assert entry["status"] in {"In ontwikkeling", "In gebruik", "Buiten gebruik"}
    kinds = {"Hoog-risico AI-systeem", "Impactvolle algoritmes", "Overige algoritmes"}
    assert entry["publication_category"] in kinds
    required = PUBLICATION - {"organization", "begin_date", "end_date", "contact_email", "website", "url", "source_id"}
    empty = {name for name in required if not entry[name]}
    assert empty <= {"process_index_url", "impacttoetsen_grouping", "source_data_grouping"}


def test_the_first_thing_that_is_said_is_that_it_is_a_computer() -> None:
    """Article 50 of the AI Act; docs/privacy/ai-act.md quotes it."""
    said = "Ik ben een computer, geen mens."
    assert said in load_catalogue().text("algemeen.welkom")
    assert said in DOCS.joinpath("privacy", "ai-act.md").read_text("utf-8")


def test_the_terms_in_the_documents_are_those_of_the_settings() -> None:
    from bot.settings import BotSettings  # noqa: PLC0415 - only here
    from handoff.settings import HandoffSettings  # noqa: PLC0415

    bot, handoff = BotSettings(_env_file=None), HandoffSettings(_env_file=None)
    dpia = DOCS.joinpath("privacy", "dpia.md").read_text("utf-8")
    terms = (f"{bot.conversation_minutes:.0f} minuten", f"{bot.chat_days:.0f} dagen")
    for term in (*terms, f"{handoff.retention_days_closed} dagen", f"{handoff.retention_days_open} dagen"):
        assert term in dpia, term
