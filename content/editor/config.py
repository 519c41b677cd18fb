"""The settings of Decap CMS, made anew from the model and the content each time that the editor is opened."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from content.catalogue import Catalogue
from content.editor.collections import FOLDERS, WRAPPED, Editable, editable_files, keys_of
from content.editor.fields import Field, Forms, label_of, summary_of

EXPLAINED = Path(__file__).resolve().with_name("uitleg.yml")
Config = dict[str, Any]
AS_IT_IS = {"create": False, "delete": False, "editor": {"preview": False}}


def editor_config(catalogue: Catalogue, root: Path, *, site: str, proxy: str, previews: Mapping[str, str]) -> Config:
    """
    Return the settings.

    Args:
        catalogue: Where the phone numbers and topics to choose from come from.
        site: The address under which the editor and the preview are.
        proxy: The address that reads and writes the files, from the top of the site.
        previews: Where a file of a folder is shown, with {{slug}} for its name.
    """
    explained = yaml.safe_load(EXPLAINED.read_text(encoding="utf-8"))
    choices = {
        "telefoon": {one.id: one.naam for one in catalogue.telefoon.values()},
        "organisatie": {one.id: one.naam for one in catalogue.telefoon.values()},
        "vervolg": {one: catalogue.titel(one) for one in catalogue.onderwerpen},
        "onderwerpen": {one: catalogue.titel(one) for one in sorted(catalogue.topics("vraag"))},
    }
    forms = Forms(explained["velden"], choices)
    files = list(editable_files(root).values())
    return {
        "backend": {"name": "proxy", "proxy_url": proxy, "branch": "main"},
        "locale": "nl",
        "media_folder": "content/beeld",  # it wants one; nothing can be put there
        "publish_mode": "simple",
        "site_url": site,
        "display_url": site,
        "collections": [
            {
                **_collection(group, texts, [one for one in files if one.group == group], forms, root),
                **({"preview_path": previews[group]} if group in previews else {}),
            }
            for group, texts in explained["groepen"].items()
        ],
    }


def _collection(group: str, texts: dict[str, str], files: list[Editable], forms: Forms, root: Path) -> Config:
    common = {"name": group, "label": texts["naam"], "description": texts["uitleg"], **AS_IT_IS}
    if group in FOLDERS:
        names = {"identifier_field": "id", "summary": "{{id}}", "slug": "{{id}}"}
        where = {"folder": f"content/{group}", "extension": "yml", "format": "yaml", **names}
        return {**common, **where, "fields": forms.of_file(FOLDERS[group])}
    return {**common, "files": list(_files(files, forms, root))}


def _files(files: list[Editable], forms: Forms, root: Path) -> Iterator[Config]:
    for one in files:
        place = one.name.removesuffix(".yml")
        label = label_of(place.removeprefix(f"{one.group}/").replace("/", ": "))
        names = {"name": place.replace("/", "_"), "label": label}
        yield {**names, "file": f"content/{one.name}", "fields": _fields(one, forms, root)}


def _fields(one: Editable, forms: Forms, root: Path) -> list[Field]:
    if one.model is None:
        return [forms.text(key) for key in keys_of(root, one.name)]
    return [_listed(one, forms.of(one.model))] if one.is_list else forms.of(one.model)


def _listed(one: Editable, inside: list[Field]) -> Field:
    """Return the one field of a file that is a list."""
    label = label_of(one.name.removesuffix(".yml"))
    shape = {"widget": "list", "collapsed": True, "summary": summary_of(inside), "fields": inside}
    return {"name": WRAPPED, "label": label, "label_singular": "regel", **shape}
