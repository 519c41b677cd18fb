"""The forms ask for what `content check` asks for: made from the model, so that they can't say something else."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from content.catalogue import CONTENT, Catalogue, load_catalogue
from content.checks.wording import WORDS
from content.editor.collections import FOLDERS, LISTS, WRAPPED, editable_files
from content.editor.config import EXPLAINED, editor_config
from content.editor.page import EDITOR, PAGE, POLICY, SHA256, VERSION, NotThePinnedEditorError, packed_editor
from content.gemeente import FILES as GEMEENTE_FILES
from content.model import Antwoord, Bestand

SITE, PROXY = "http://127.0.0.1:8010/", "/bewerken/api/v1"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def collections(catalogue: Catalogue) -> dict[str, Any]:
    config = editor_config(catalogue, CONTENT, site=SITE, proxy=PROXY, previews={"faq": "?tekst=onderwerp:{{slug}}"})
    return {one["name"]: one for one in config["collections"]}


def files(collections: dict[str, Any]) -> dict[str, Any]:
    """Return the forms of single files, by the file."""
    return {one["file"]: one for group in collections.values() for one in group.get("files", ())}


def all_fields(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give every field, also those inside others."""
    for field in fields:
        yield field
        yield from all_fields(field.get("fields", []))


@pytest.mark.parametrize(("folder", "model"), FOLDERS.items())
def test_a_form_has_the_fields_of_the_model_and_asks_for_what_must_be_there(
    collections: dict[str, Any], folder: str, model: type[Bestand]
) -> None:
    fields = {one["name"]: one for one in collections[folder]["fields"]}
    assert fields.keys() == model.model_fields.keys()
    assert {name: one["required"] for name, one in fields.items()} == {
        name: field.is_required() for name, field in model.model_fields.items()
    }


@pytest.mark.parametrize(("name", "model"), LISTS.items())
def test_a_file_that_is_a_list_is_shown_as_one(collections: dict[str, Any], name: str, model: type[Bestand]) -> None:
    (field,) = files(collections)[f"content/{name}.yml"]["fields"]
    assert field["name"] == WRAPPED
    assert {one["name"] for one in field["fields"]} == model.model_fields.keys()


def test_patterns_are_those_of_the_model(collections: dict[str, Any]) -> None:
    phone = {one["name"]: one for one in files(collections)["content/telefoon.yml"]["fields"][0]["fields"]}
    assert phone["nummer"]["pattern"][0] == r"^[0-9]{3,11}$"
    assert re.match(r"heeft niet de goede vorm\. Zoals: \d+", phone["nummer"]["pattern"][1])
    variant = next(one for one in collections["faq"]["fields"] if one["name"] == "varianten")
    knop = next(one for one in variant["fields"] if one["name"] == "knop")
    assert re.match(knop["pattern"][0], "x" * 32) and not re.match(knop["pattern"][0], "x" * 33)


def test_the_limits_of_content_check_stand_beside_the_field(collections: dict[str, Any]) -> None:
    for field in collections["faq"]["fields"]:
        if field["name"] in WORDS:
            assert f"Hoogstens {WORDS[field['name']]} woorden." in field["hint"]
    assert next(one for one in collections["faq"]["fields"] if one["name"] == "bronnen")["min"] == 1


def test_numbers_and_topics_are_chosen_from_what_there_is(collections: dict[str, Any], catalogue: Catalogue) -> None:
    fields = {one["name"]: one for one in collections["faq"]["fields"]}
    assert {one["value"] for one in fields["telefoon"]["options"]} == set(catalogue.telefoon)
    assert {one["value"] for one in fields["vervolg"]["options"]} == set(catalogue.onderwerpen)
    assert fields["stap"]["options"] == list(Antwoord.model_json_schema()["properties"]["stap"]["anyOf"][0]["enum"])


def test_every_field_is_explained_and_every_explanation_belongs_to_a_field(collections: dict[str, Any]) -> None:
    forms = [
        one["fields"] for group in collections.values() for one in (*group.get("files", ()), group) if "fields" in one
    ]
    names = {field["name"] for form in forms for field in all_fields(form) if field.get("required") is not None}
    explained = yaml.safe_load(EXPLAINED.read_text(encoding="utf-8"))
    assert names - explained["velden"].keys() == set()
    possible = {
        name for model in GEMEENTE_FILES.values() for name in model.model_fields
    }  # no gemeente may have one yet
    assert explained["velden"].keys() - names - possible == set()
    assert {one.group for one in editable_files(CONTENT).values()} == explained["groepen"].keys()


def test_fixed_texts_have_a_field_for_each_key_and_no_other(collections: dict[str, Any]) -> None:
    form = files(collections)["content/teksten/widget.yml"]
    keys = yaml.safe_load((CONTENT / "teksten" / "widget.yml").read_text(encoding="utf-8"))
    assert [one["name"] for one in form["fields"]] == list(keys)


def test_nothing_can_be_made_or_thrown_away_and_each_answer_leads_to_its_preview(collections: dict[str, Any]) -> None:
    assert all(one["create"] is False and one["delete"] is False for one in collections.values())
    assert collections["faq"]["preview_path"] == "?tekst=onderwerp:{{slug}}"


def test_another_editor_than_the_pinned_one_is_not_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert gzip.decompress(packed_editor())
    changed = tmp_path / EDITOR.name
    changed.write_bytes(gzip.compress(b"alert(1)"))
    monkeypatch.setattr("content.editor.page.EDITOR", changed)
    with pytest.raises(NotThePinnedEditorError):
        packed_editor()


def test_the_editor_is_told_with_its_licence_and_loads_nothing_from_elsewhere() -> None:
    licences = EDITOR.with_name("LICENSES.md").read_text(encoding="utf-8")
    assert SHA256 in licences and f"decap-cms-{VERSION}.js.gz" in licences
    assert "http" not in PAGE and "default-src 'none'" in POLICY and "http" not in POLICY
