"""What the documents for editors show works: every example in them is read and calculated."""

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from content.screening.explaining.screened import described, judged
from content.screening.household.table import facts_table
from content.screening.rules.schemes import LokaleRegeling
from content.screening.rules.system import CONTENT, Screening, load
from tests.regelingen.cases import read_cases
from tests.regelingen.test_cases import outcome

ROOT = CONTENT.parent
README = (CONTENT / "regelingen" / "LEESMIJ.md").read_text(encoding="utf-8")
UPDATE = (ROOT / "docs" / "jaarlijkse-update.md").read_text(encoding="utf-8")
HOUSEHOLDS = ROOT / "docs" / "huishoudens.yml"


def examples(text: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)


def test_the_example_households_are_calculated(screening: Screening) -> None:
    found = {one.id: judged(screening, one) for one in described(HOUSEHOLDS)}
    assert set(found) == {"alleen_met_loon", "gezin_met_opvang", "weinig_bekend"}
    assert all(len(one.uitkomsten) > 10 for one in found.values())
    care = found["gezin_met_opvang"].uitkomsten["kinderopvangtoeslag"]
    assert care.uitkomst == "ja"
    assert found["alleen_met_loon"].uitkomsten["kinderbijslag"].uitkomst == "nee"
    assert found["weinig_bekend"].uitkomsten["huurtoeslag"].uitkomst == "misschien"


def test_the_example_regelingen_can_be_added_as_they_stand(tmp_path: Path) -> None:
    national, local, _ = examples(README)
    root = tmp_path / "content"
    shutil.copytree(CONTENT / "regelingen", root / "regelingen")
    (root / "regelingen" / "fietsenplan.yml").write_text(national, encoding="utf-8")
    folder = root / "gemeenten" / "voorbeeld" / "regelingen"
    folder.mkdir(parents=True)
    (folder / "fietsenplan.yml").write_text(local, encoding="utf-8")
    screening = load(root)
    on = date(2026, 11, 26)
    assert screening.schemes("elders", on)["fietsenplan"].naam == "Fietsenplan"
    assert isinstance(screening.schemes("voorbeeld", on)["fietsenplan"], LokaleRegeling)


def test_the_example_cases_are_right(tmp_path: Path) -> None:
    (tmp_path / "zorgtoeslag.yml").write_text(examples(README)[2], encoding="utf-8")
    cases = list(read_cases(tmp_path))
    assert [case.verwacht.get("uitkomst") for case in cases] == ["ja", "nee", "misschien", None]
    for case in cases[:3]:
        found = outcome(case)
        assert found.uitkomst == case.verwacht["uitkomst"]
        if "vraag" in case.verwacht:
            assert found.beslissende_vraag == case.verwacht["vraag"]


def test_the_worked_example_of_new_figures_is_the_block_that_was_added(screening: Screening) -> None:
    (block,) = examples(UPDATE)
    (shown,) = yaml.safe_load(block)
    blok = screening.figures.groepen["kinderbijslag"].on(date(2026, 7, 1))
    assert blok is not None
    real: dict[str, Any] = blok.model_dump(exclude={"tabellen"}, exclude_unset=True)
    assert {**shown, "bronnen": tuple(shown["bronnen"])} == {**real, "bronnen": tuple(real["bronnen"])}


def test_the_list_of_facts_is_the_one_that_the_command_shows() -> None:
    assert README.endswith(f"{facts_table()}\n"), "zet de lijst van `python -m content gegevens` onderaan LEESMIJ.md"


def test_every_group_of_figures_that_is_named_exists(screening: Screening) -> None:
    named = set(re.findall(r"^\| \d+ \| `(\w+)\.yml`", UPDATE, re.MULTILINE))
    assert len(named) > 10
    assert named <= set(screening.figures.groepen)
