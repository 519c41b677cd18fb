"""What the editor saves: only the lines that were edited change, in every file that has a form."""

import difflib
from pathlib import Path
from typing import Any

import pytest
import yaml

from content.catalogue import CONTENT
from content.editor.collections import editable_files
from content.editor.merging import CannotKeepError, Keeper, carry_over, three_way

FILES = sorted(editable_files(CONTENT))
TEXT = """\
# boven
id: proef
kort: |
  Een zin.

  Nog een.
telefoon: [geldfit, 'alarm'] # rij
bronnen:
  # eerste
  - {titel: "Een", jaar: 2020}
  - titel: Twee  # tweede
    adres: null
waarde: 1587.34
sinds: 2026-01-31
"""


def edited(text: str, change: dict[str, Any]) -> str:
    """Return a file after some keys were given another value in a form."""
    keeper = Keeper(text)
    keeper.data = carry_over(keeper.data, {**yaml.safe_load(text), **change})
    return keeper.written()


def changed(before: str, after: str) -> list[str]:
    """Return the lines that differ, as a diff shows them."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def one_sentence_more(data: Any) -> bool:
    """Add a sentence to the first text that is long enough, and tell whether there is one."""
    pairs = list(data.items()) if isinstance(data, dict) else list(enumerate(data))
    for key, value in pairs:
        if isinstance(value, str) and " " in value.strip() and len(value) > 12:
            data[key] = value.rstrip("\n") + " Nog een zin."
            return True
        if isinstance(value, dict | list) and one_sentence_more(value):
            return True
    return False


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_not_edited_keeps_every_character(name: str) -> None:
    text = (CONTENT / name).read_text(encoding="utf-8")
    keeper = Keeper(text)
    keeper.data = carry_over(keeper.data, yaml.safe_load(text))
    assert keeper.written() == text


@pytest.mark.parametrize("name", FILES)
def test_one_edited_sentence_is_one_changed_line(name: str) -> None:
    text = (CONTENT / name).read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    assert one_sentence_more(data)
    keeper = Keeper(text)
    keeper.data = carry_over(keeper.data, data)
    after = keeper.written()
    assert yaml.safe_load(after) == data or len(changed(text, after)) == 2
    assert [line[0] for line in changed(text, after)] == ["-", "+"]


def test_comments_quotes_and_order_stay() -> None:
    after = edited(TEXT, {"kort": "Een zin.\n\nEen andere.\n"})
    assert changed(TEXT, after) == ["-  Nog een.", "+  Een andere."]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        ({"telefoon": ["geldfit"]}, ["-telefoon: [geldfit, 'alarm'] # rij", "+telefoon: [geldfit]          # rij"]),
        ({"waarde": "1600.5"}, ["-waarde: 1587.34", "+waarde: 1600.5"]),
        ({"waarde": 1600.5}, ["-waarde: 1587.34", "+waarde: 1600.5"]),
        ({"sinds": "2026-02-28"}, ["-sinds: 2026-01-31", "+sinds: 2026-02-28"]),
        ({"sinds": "2026-02-31"}, ["-sinds: 2026-01-31", "+sinds: '2026-02-31'"]),
        ({"sinds": ""}, ["-sinds: 2026-01-31"]),
        ({"stap": "mens"}, ["+stap: mens"]),
        ({"stap": ""}, []),
        ({"kort": "Een zin.\r\n\r\nNog een.  "}, []),
    ],
)
def test_one_value_is_written_as_it_stood(change: dict[str, Any], lines: list[str]) -> None:
    assert changed(TEXT, edited(TEXT, change)) == lines


def test_a_source_that_is_taken_out_leaves_the_others_as_they_were() -> None:
    after = edited(TEXT, {"bronnen": [{"titel": "Twee", "adres": None}]})
    assert changed(TEXT, after) == ["-  # eerste", '-  - {titel: "Een", jaar: 2020}'] or changed(TEXT, after) == [
        '-  - {titel: "Een", jaar: 2020}'
    ]
    assert yaml.safe_load(after)["bronnen"] == [{"titel": "Twee", "adres": None}]


def test_a_source_that_is_added_comes_where_it_was_put() -> None:
    rows = yaml.safe_load(TEXT)["bronnen"]
    after = edited(TEXT, {"bronnen": [rows[0], {"titel": "Nieuw: ja", "jaar": "2026", "adres": ""}, rows[1]]})
    assert changed(TEXT, after) == ["+  - titel: 'Nieuw: ja'", "+    jaar: '2026'"]


def test_a_year_stays_a_number_and_a_phone_number_stays_a_text() -> None:
    rows = [{"titel": "Een", "jaar": "2021"}, {"titel": "Twee", "adres": None}]
    assert yaml.safe_load(edited(TEXT, {"bronnen": rows}))["bronnen"][0]["jaar"] == 2021
    phone = 'nummer: "0600000000"\n'
    assert edited(phone, {"nummer": "0611111111"}) == 'nummer: "0611111111"\n'
    assert yaml.safe_load(edited("nummer:\n", {"nummer": "0611111111"})) == {"nummer": "0611111111"}


def test_what_is_not_yaml_is_left_alone() -> None:
    with pytest.raises(CannotKeepError):
        Keeper("id: [")


def test_a_line_that_was_edited_wins_from_its_old_spelling() -> None:
    plain, written = "a: [1, 2]\nb: 1\n", "a: [1,\n  2]\nb: 1\n"
    assert three_way(plain, written, "a: [1, 2]\nb: 2\n") == "a: [1,\n  2]\nb: 2\n"
    assert three_way(plain, written, "a: [1, 3]\nb: 1\n") == "a: [1, 3]\nb: 1\n"


def test_no_file_without_a_form_can_be_reached() -> None:
    assert not [
        name for name in FILES if Path(name).name in ("woorden.yml", "onderwerpen.yml") or "regelingen/" in name
    ]
    assert {name.split("/")[0] for name in FILES} >= {
        "faq",
        "crisis",
        "gesprek",
        "teksten",
        "gemeenten",
        "telefoon.yml",
    }
