"""The check on a file of described households: `python -m content screen`."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from content.__main__ import cli
from content.screening.explaining.screened import screen
from content.screening.household.synonyms import SOURCES
from content.screening.model import Uitkomst
from content.screening.rules.system import Screening

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
- {id: te_vroeg, date: 2019-01-01}
"""
OPEN = {"misschien", "nee"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "huishoudens.yml"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def rows(path: Path) -> list[dict[str, Any]]:
    return screen(path)


def told(path: Path, *options: str) -> str:
    result = CliRunner().invoke(cli, ["screen", str(path), *options])
    assert result.exit_code == 0, result.output
    return result.output


def test_each_household_gets_its_outcomes_as_plain_json(rows: list[dict[str, Any]]) -> None:
    first = rows[0]["uitkomsten"]["zorgtoeslag"]
    assert first["uitkomst"] == "ja"
    assert first["bedrag"] == {"min": 129.0, "max": 129.0, "per": "maand"}
    assert first["geldig_op"] == "2026-11-22"
    assert first["beslissende_vraag"] is None
    assert all(bron["titel"] and bron["gecontroleerd_op"] for bron in first["bron"])
    assert json.loads(json.dumps(rows)) == rows


def test_every_regeling_stands_in_one_of_the_two_lists(rows: list[dict[str, Any]], screening: Screening) -> None:
    for row in rows:
        found, missing = set(row["uitkomsten"]), set(row.get("fouten", {}))
        assert not found & missing
        assert set(screening.regelingen) <= found | missing


def test_what_is_missing_is_unknown_and_never_zero(rows: list[dict[str, Any]]) -> None:
    uitkomsten = rows[1]["uitkomsten"]
    assert {found["uitkomst"] for found in uitkomsten.values()} <= OPEN
    assert uitkomsten["bijstand"]["uitkomst"] == uitkomsten["huurtoeslag"]["uitkomst"] == "misschien"
    assert uitkomsten["zorgtoeslag"]["bedrag"] == {"min": 0.0, "max": 246.0, "per": "maand"}


def test_a_regeling_without_figures_is_named_and_the_others_go_on(rows: list[dict[str, Any]]) -> None:
    assert rows[2]["uitkomsten"]["zorgtoeslag"]["bedrag"]["max"] == 131
    assert "2019-01-01" in rows[3]["fouten"]["zorgtoeslag"]
    assert "parameters/zorgtoeslag.yml" in rows[3]["fouten"]["zorgtoeslag"]
    assert rows[3]["uitkomsten"].get("zorgtoeslag") is None


def test_the_command_gives_the_same_as_json(path: Path, rows: list[dict[str, Any]]) -> None:
    assert json.loads(told(path, "--json")) == rows


def test_the_command_tells_every_outcome_in_dutch(path: Path) -> None:
    text = told(path)
    assert "Huishouden volledig, op 22-11-2026, Leiden" in text
    assert "Zorgtoeslag: waarschijnlijk, € 129 per maand\n  Waarom: " in text
    assert "Deze vraag beslist: Wat is uw kale huur per maand? (woning)" in text
    assert "Bron: Staatscourant 2025, 40022" in text
    assert "Nagekeken op " in text
    assert "Berekend voor 22-11-2026." in text
    assert "Niet uitgerekend: Zorgtoeslag. Er zijn geen cijfers voor 2019-01-01" in text
    assert "⟦" not in text
    assert "{" not in text


def test_a_wrong_file_is_told_without_a_stack_trace(tmp_path: Path) -> None:
    path = tmp_path / "fout.yml"
    path.write_text("- {id: a, date: 2026-11-22, facts: {vermogen: veel}}\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["screen", str(path)])
    assert result.exit_code == 1
    assert "fout.yml, regel 1: 'vermogen' moet een getal zijn" in result.output
    assert "Traceback" not in result.output


def test_a_file_that_is_not_there_is_told_too(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["screen", str(tmp_path / "weg.yml"), "--json"])
    assert result.exit_code == 1
    assert "weg.yml: dit bestand ontbreekt" in result.output


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


@pytest.mark.parametrize("bron", ["aow", "geen"])
def test_an_unknown_partner_beside_a_known_source_may_earn_anything(tmp_path: Path, bron: str) -> None:
    facts = f"{{aanvrager: {{leeftijd: 68, bron: {bron}, zorgverzekerd: ja}}, vermogen: 0}}"
    assert screened(tmp_path, facts)["zorgtoeslag"]["bedrag"]["min"] == 0.0


def test_a_partner_without_income_adds_nothing(tmp_path: Path) -> None:
    own = "{leeftijd: 40, toetsingsinkomen: 20000, zorgverzekerd: ja}"
    facts = f"{{aanvrager: {own}, partner: {{leeftijd: 40, bron: geen, zorgverzekerd: ja}}, vermogen: 0}}"
    assert screened(tmp_path, facts)["zorgtoeslag"]["bedrag"] == {"min": 246.0, "max": 246.0, "per": "maand"}


def test_net_and_yearly_income_together_are_both_used(tmp_path: Path) -> None:
    person = "{leeftijd: 40, netto_maand: 1000, toetsingsinkomen: 22000, zorgverzekerd: true}"
    found = screened(tmp_path, f"{{aanvrager: {person}, partner: null, vermogen: 0, woning: {{soort: huur}}}}")
    assert found["zorgtoeslag"]["bedrag"] == {"min": 129.0, "max": 129.0, "per": "maand"}
    assert found["bijstand"]["bedrag"]["max"] == pytest.approx(419.46, abs=0.005)


def test_a_benefit_of_which_nobody_said_whose_it_is_may_be_bijstand(tmp_path: Path) -> None:
    found = screened(tmp_path, "{aanvrager: {leeftijd: 40, bron: uitkering}, partner: null, vermogen: 0}")
    assert found["bijstand"]["uitkomst"] == "misschien"
    assert "heeft_al" not in found["bijstand"]


def test_an_outcome_without_anything_open_has_no_deciding_question(check: Any) -> None:
    found: Uitkomst = check("kinderbijslag", {"kinderen": [{"leeftijd": 3}]})
    assert (found.uitkomst, found.beslissende_vraag) == ("ja", None)


PERSON = st.fixed_dictionaries(
    {},
    optional={
        "leeftijd": st.integers(0, 120),
        "toetsingsinkomen": st.integers(-1000, 200_000),
        "netto_maand": st.integers(0, 10_000),
        "bron": st.sampled_from(sorted(set(SOURCES.values()))),
        "zorgverzekerd": st.booleans(),
        "werkt": st.booleans(),
        "studeert": st.booleans(),
    },
)
CARE = st.fixed_dictionaries(
    {}, optional={"soort": st.sampled_from(["bso", "dagopvang", "gastouder"]), "uurtarief": st.integers(0, 30)}
)
CHILD = st.fixed_dictionaries({}, optional={"leeftijd": st.integers(0, 25), "opvang": st.none() | CARE})
HOUSEHOLD = st.fixed_dictionaries(
    {},
    optional={
        "gemeente": st.sampled_from(["leiden", "zaanstad", "nijmegen", "landelijk"]),
        "aanvrager": PERSON,
        "partner": st.none() | PERSON,
        "kinderen": st.lists(CHILD, max_size=4) | st.just("ja"),
        "medebewoners": st.lists(st.fixed_dictionaries({}, optional={"leeftijd": st.integers(18, 99)}), max_size=3),
        "vermogen": st.integers(0, 300_000),
        "woning": st.fixed_dictionaries(
            {},
            optional={
                "soort": st.sampled_from(["huur", "koop", "inwonend", "instelling"]),
                "kale_huur": st.integers(0, 2000),
                "servicekosten": st.integers(0, 200),
            },
        ),
    },
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=HOUSEHOLD, on=st.sampled_from(["2025-03-01", "2026-06-30", "2026-11-22", "2027-01-01"]))
def test_any_household_gets_an_outcome_whose_amount_is_a_range(tmp_path: Path, facts: Any, on: str) -> None:
    path = tmp_path / "willekeurig.yml"
    path.write_text(yaml.safe_dump([{"id": "x", "date": on, "facts": facts}]), encoding="utf-8")
    (row,) = screen(path)
    for found in row["uitkomsten"].values():
        bedrag = found["bedrag"]
        assert bedrag is None or 0 <= bedrag["min"] <= bedrag["max"]
        assert found["uitkomst"] != "nee" or found["beslissende_vraag"] is None
        assert found["reden"]
