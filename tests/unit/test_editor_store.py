"""The protocol of the editor over real HTTP: it saves what is right and says in Dutch what isn't."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from fastapi import FastAPI

from content.editor.collections import WRAPPED
from content.editor.proxy import proxy_router
from tests.harness.content_copy import ContentCopy
from tests.harness.serving import served

FILE = "content/faq/schaamte.yml"
NAME = "faq/schaamte.yml"


class Editor:
    """Speaks the protocol as Decap CMS does."""

    def __init__(self, url: str, copy: ContentCopy) -> None:
        self.url = url
        self.copy = copy

    def call(self, action: str, **params: Any) -> httpx.Response:
        """Send one action."""
        return httpx.post(f"{self.url}/api/v1", json={"action": action, "params": params}, timeout=60)

    def read(self, path: str = FILE) -> dict[str, Any]:
        """Open a file, and return what its form shows."""
        answer = self.call("getEntry", path=path)
        assert answer.status_code == 200, answer.text
        data: dict[str, Any] = yaml.safe_load(answer.json()["data"])
        return data

    def save(self, data: dict[str, Any], path: str = FILE) -> httpx.Response:
        """Save a form."""
        raw = yaml.safe_dump(data, allow_unicode=True)
        return self.call("persistEntry", dataFiles=[{"path": path, "slug": "x", "raw": raw}], assets=[], options={})

    @property
    def text(self) -> str:
        """Return the file on disk."""
        return self.copy.path(NAME).read_text(encoding="utf-8")


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    copy, app = ContentCopy(tmp_path), FastAPI()
    app.include_router(proxy_router(copy.root))
    with served(app) as url:
        yield Editor(url, copy)


def refused(answer: httpx.Response) -> str:
    """Return why nothing was saved."""
    assert answer.status_code == 422, answer.text
    reason: str = answer.json()["error"]
    return reason


def test_a_changed_text_is_on_disk_and_nothing_else_is(editor: Editor) -> None:
    data, before = editor.read(), editor.text
    data["kort"] = data["kort"].replace("Vertel het vandaag", "Vertel het deze week")
    assert editor.save(data).status_code == 200
    assert editor.text == before.replace("Vertel het vandaag", "Vertel het deze week", 1)
    assert not list(editor.copy.root.rglob("*.nieuw"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kort": "Bel {telefoon:niemand}."}, "'kort' noemt {telefoon:niemand}"),
        ({"kort": ""}, "'kort' ontbreekt"),
        ({"gecontroleerd_op": "2026-11-31"}, "'gecontroleerd_op' moet een bestaande datum zijn"),
        ({"bronnen": []}, "'bronnen'"),
        ({"vervolg": ["bestaat_niet"]}, "'vervolg' noemt 'bestaat_niet'"),
        ({"tikfoud": "x"}, "'tikfoud' ken ik"),
        ({"id": "privacy"}, "'id' moet gelijk zijn aan de bestandsnaam"),
        (
            {"kort": "U dient onverwijld contact op te nemen met de desbetreffende instantie omtrent uw schuld."},
            "'kort' ",
        ),
    ],
)
def test_a_wrong_value_is_refused_in_dutch_and_the_good_file_stays(
    editor: Editor, change: dict[str, Any], told: str
) -> None:
    data, before = editor.read(), editor.text
    assert told in refused(editor.save({**data, **change}))
    assert editor.text == before


def test_a_phone_number_in_the_list_can_be_changed(editor: Editor) -> None:
    path = "content/telefoon.yml"
    before = editor.copy.path("telefoon.yml").read_text(encoding="utf-8")
    data = editor.read(path)
    row = next(one for one in data[WRAPPED] if one["id"] == "geldfit")
    row["voor"] = "vragen over geld"
    assert editor.save(data, path).status_code == 200
    after = editor.copy.path("telefoon.yml").read_text(encoding="utf-8")
    assert len([one for one, two in zip(before.splitlines(), after.splitlines(), strict=True) if one != two]) == 1
    assert editor.copy.load().telefoon["geldfit"].voor == "vragen over geld"


def test_what_somebody_else_saved_meanwhile_is_not_undone(editor: Editor) -> None:
    data = editor.read()
    editor.copy.replace(NAME, "kort: |", "kort: |\n  Adem uit.")
    data["zorg"] = "Iets anders."
    assert "intussen veranderd" in refused(editor.save(data))
    assert "Adem uit." in editor.text


def test_a_mistake_that_was_elsewhere_already_keeps_nobody_from_saving(editor: Editor) -> None:
    editor.copy.replace("faq/privacy.yml", "kort: |", "kort: |\n  Bel {telefoon:niemand}.\n ")
    data = editor.read()
    data["kort"] = data["kort"].replace("Vertel het vandaag", "Vertel het deze week")
    assert editor.save(data).status_code == 200


def test_a_change_that_breaks_another_file_is_refused(editor: Editor) -> None:
    path = "content/telefoon.yml"
    data = editor.read(path)
    data[WRAPPED] = [row for row in data[WRAPPED] if row["id"] != "geldfit"]
    assert "geldfit" in refused(editor.save(data, path))


@pytest.mark.parametrize(
    "path",
    [
        "content/../bot/app.py",
        "/etc/passwd",
        "content/crisis/woorden.yml",
        "content/model.py",
        "content/faq/../onderwerpen.yml",
        "content/faq/nieuw.yml",
        "../content/faq/schaamte.yml",
        "",
    ],
)
def test_only_files_with_a_form_can_be_read_or_saved(editor: Editor, path: str) -> None:
    assert "niet te veranderen" in refused(editor.call("getEntry", path=path))
    assert "niet te veranderen" in refused(editor.save({"id": "x"}, path))


def test_a_link_out_of_the_content_is_not_followed(editor: Editor, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("id: geheim\n")
    editor.copy.path("faq/link.yml").symlink_to(secret)
    assert "niet te veranderen" in refused(editor.call("getEntry", path="content/faq/link.yml"))


@pytest.mark.parametrize(
    ("action", "params"),
    [
        ("deleteFile", {"path": FILE}),
        ("deleteFiles", {"paths": [FILE]}),
        ("persistMedia", {"asset": {"path": "content/x.svg", "content": "", "encoding": "base64"}}),
        ("publishUnpublishedEntry", {}),
        ("persistEntry", {"dataFiles": [{"path": FILE, "raw": "id: x", "newPath": "content/faq/y.yml"}], "assets": []}),
        ("persistEntry", {"dataFiles": [{"path": FILE, "raw": "id: x"}], "assets": [{"path": "x"}]}),
        ("persistEntry", {}),
        ("entriesByFiles", {"files": "x"}),
    ],
)
def test_no_action_adds_moves_or_removes_a_file(editor: Editor, action: str, params: dict[str, Any]) -> None:
    before = editor.text
    refused(editor.call(action, **params))
    assert editor.text == before


def test_a_form_of_another_file_is_refused(editor: Editor) -> None:
    widget = editor.read("content/teksten/widget.yml")
    assert "hoort bij een ander bestand" in refused(editor.save(widget, "content/teksten/fouten.yml"))
    assert "hoort bij een ander bestand" in refused(
        editor.call("persistEntry", dataFiles=[{"path": FILE, "raw": "- x"}], assets=[])
    )


def test_two_who_save_at_once_do_not_mix(editor: Editor) -> None:
    data = editor.read()
    texts = [data["kort"].replace("vandaag", day) for day in ("morgen", "vanavond")]
    threads = [threading.Thread(target=editor.save, args=({**data, "kort": text},)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert yaml.safe_load(editor.text)["kort"] in texts


def test_the_lists_that_the_editor_asks_for_hold_what_has_a_form(editor: Editor) -> None:
    answer = editor.call("entriesByFolder", folder="content/crisis", extension="yml", depth=1).json()
    paths = [one["file"]["path"] for one in answer]
    assert "content/crisis/crisis_suicide.yml" in paths and "content/crisis/woorden.yml" not in paths
    assert editor.call("getMedia", mediaFolder="content/beeld").json() == []
    assert editor.call("info").json()["publish_modes"] == ["simple"]
