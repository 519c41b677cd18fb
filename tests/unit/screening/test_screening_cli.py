"""The check on a file of described households."""

import json
from pathlib import Path
from typing import Any

import pytest

from content.screening.cli import screen
from content.source import ContentError

FILE = """\
- id: volledig
  date: 2026-11-22
  facts:
    gemeente: leiden
    aanvrager: {leeftijd: 40, toetsingsinkomen: 25000, zorgverzekerd: true}
    partner: null
    kinderen: []
    vermogen: 100
    woning: {soort: huur}
- {id: niets, date: 2026-11-22, facts: {}}
- id: vorig_jaar
  date: 2025-03-01
  facts: {aanvrager: {leeftijd: 40, toetsingsinkomen: 0, zorgverzekerd: true}, partner: null, vermogen: 0}
"""


@pytest.fixture
def rows(tmp_path: Path) -> list[dict[str, Any]]:
    path = tmp_path / "huishoudens.yml"
    path.write_text(FILE, encoding="utf-8")
    return screen(path)


def test_each_household_gets_its_outcomes_as_plain_json(rows: list[dict[str, Any]]) -> None:
    first = rows[0]["uitkomsten"]["zorgtoeslag"]
    assert first["uitkomst"] == "ja"
    assert first["bedrag"] == {"min": 129.0, "max": 129.0, "per": "maand"}
    assert first["geldig_op"] == "2026-11-22"
    assert json.loads(json.dumps(rows)) == rows


def test_what_is_missing_is_unknown_and_never_zero(rows: list[dict[str, Any]]) -> None:
    uitkomsten = rows[1]["uitkomsten"]
    assert {found["uitkomst"] for found in uitkomsten.values()} == {"misschien"}
    assert uitkomsten["zorgtoeslag"]["bedrag"] == {"min": 0.0, "max": 246.0, "per": "maand"}


def test_a_regeling_without_figures_is_named_and_the_others_go_on(rows: list[dict[str, Any]]) -> None:
    assert rows[2]["uitkomsten"]["zorgtoeslag"]["bedrag"]["max"] == 131
    assert "individuele_inkomenstoeslag" not in rows[2]["uitkomsten"]
    assert "2025-03-01" in rows[2]["fouten"]["individuele_inkomenstoeslag"]


def screened(tmp_path: Path, facts: str) -> dict[str, dict[str, Any]]:
    path = tmp_path / "een.yml"
    path.write_text(f"- {{id: x, date: 2026-11-22, facts: {facts}}}\n", encoding="utf-8")
    return screen(path)[0]["uitkomsten"]


def test_a_partner_of_whom_nothing_is_known_may_earn_anything(tmp_path: Path) -> None:
    own = "aanvrager: {leeftijd: 40, toetsingsinkomen: 20000, zorgverzekerd: true}, vermogen: 0"
    unknown = screened(tmp_path, f"{{{own}}}")["zorgtoeslag"]
    assert unknown["bedrag"] == {"min": 0.0, "max": 246.0, "per": "maand"}
    none = screened(tmp_path, f"{{{own}, partner: null}}")["zorgtoeslag"]
    assert none["bedrag"] == {"min": 129.0, "max": 129.0, "per": "maand"}


def test_yes_and_no_may_be_written_in_dutch(tmp_path: Path) -> None:
    own = "aanvrager: {leeftijd: 40, toetsingsinkomen: 20000, zorgverzekerd: ja}, partner: nee, vermogen: 0"
    assert screened(tmp_path, f"{{gemeente: Leiden, {own}}}")["zorgtoeslag"]["uitkomst"] == "ja"
    assert screened(tmp_path, f"{{{own.replace('ja', 'nee')}}}")["zorgtoeslag"]["uitkomst"] == "nee"


def test_net_and_yearly_income_together_are_both_used(tmp_path: Path) -> None:
    person = "{leeftijd: 40, netto_maand: 1419.46, toetsingsinkomen: 22000, zorgverzekerd: true}"
    found = screened(tmp_path, f"{{aanvrager: {person}, partner: null, vermogen: 0, woning: {{soort: huur}}}}")
    assert found["zorgtoeslag"]["bedrag"] == {"min": 129.0, "max": 129.0, "per": "maand"}
    assert found["kwijtschelding_belastingen"]["uitkomst"] == "ja"


@pytest.mark.parametrize(
    ("text", "melding"),
    [
        ("a: 1\n", "moet een lijst zijn"),
        ("- {date: 2026-11-22}\n", "regel 1: 'id' ontbreekt"),
        ("- {id: a, date: gisteren}\n", "'date' moet een datum zijn"),
        ("- {id: a, date: 2026-11-22, facts: 3}\n", "'facts' moet gegevens hebben"),
    ],
)
def test_a_wrong_file_is_told_in_dutch(tmp_path: Path, text: str, melding: str) -> None:
    path = tmp_path / "fout.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=melding):
        screen(path)
