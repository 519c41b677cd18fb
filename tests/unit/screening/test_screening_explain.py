"""The explanation of an outcome: facts, conditions, steps and figures that a wijkteamlid can read."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from content.__main__ import cli
from content.catalogue import Catalogue
from content.screening.explaining.explain import explain
from content.screening.household.axes import axes_of
from content.screening.rules.system import Screening
from tests.unit.screening.households import couple, single

ON = date(2026, 11, 22)


def told(texts: Catalogue, screening: Screening, regeling: str, facts: dict[str, Any], on: date = ON) -> str:
    axes = axes_of(screening.vragenlijst, facts)
    return "\n".join(explain(texts, screening, axes, screening.regelingen[regeling], on))


def test_it_tells_what_is_known_and_what_is_not(texts: Catalogue, screening: Screening) -> None:
    facts = single(aanvrager={"toetsingsinkomen": 20_000, "zorgverzekerd": None})
    text = told(texts, screening, "zorgtoeslag", facts)
    assert text.startswith("Zorgtoeslag: misschien, € 0 tot € 129 per maand\n")
    assert "- Leeftijd van de aanvrager: 40" in text
    assert "- Aanvrager heeft een Nederlandse zorgverzekering: onbekend" in text
    assert "- Inkomen van het huishouden: € 20.000 toetsingsinkomen per jaar" in text
    assert "Partner heeft" not in text


def test_each_condition_has_its_value_its_limit_and_whether_it_is_met(texts: Catalogue, screening: Screening) -> None:
    text = told(texts, screening, "zorgtoeslag", single(aanvrager={"toetsingsinkomen": 20_000}, vermogen=146_012))
    assert "- Klopt: Leeftijd van de aanvrager: 40. Nodig: minstens 18 (cijfer zorgtoeslag.leeftijd)." in text
    assert (
        "- Klopt niet: Spaargeld en ander vermogen, zonder het eigen huis: € 146.012. "
        "Nodig: hoogstens € 146.011 (Vermogensgrens van de zorgtoeslag). Uw spaargeld is hoger dan de grens." in text
    )


def test_what_depends_on_something_unknown_is_open(texts: Catalogue, screening: Screening) -> None:
    facts = single(aanvrager={"toetsingsinkomen": 20_000})
    del facts["vermogen"]
    text = told(texts, screening, "zorgtoeslag", facts)
    assert "- Nog open: Spaargeld en ander vermogen, zonder het eigen huis: van € 0 tot € " in text
    assert "- Spaargeld en ander vermogen, zonder het eigen huis: onbekend, van € 0 tot € " in text


def test_the_steps_of_the_amount_end_with_the_amount(texts: Catalogue, screening: Screening) -> None:
    facts = single(
        aanvrager={"toetsingsinkomen": 33_000}, woning={"soort": "huur", "kale_huur": 700, "servicekosten": 0}
    )
    steps = told(texts, screening, "zorgtoeslag", facts).split("Zo komt de berekening tot stand\n")[1]
    steps = steps.split("  De cijfers")[0]
    assert "Zorgtoeslag per jaar volgens het inkomen, in hele euro's: € 1.102" in steps
    assert steps.rstrip().endswith("Zorgtoeslag per maand volgens het inkomen: € 91")
    assert "Bijstandsnorm" not in steps  # with a known toetsingsinkomen nothing is estimated


def test_two_households_are_told_when_something_is_open(texts: Catalogue, screening: Screening) -> None:
    facts = couple(20_000)
    del facts["partner"]["zorgverzekerd"]
    text = told(texts, screening, "zorgtoeslag", facts)
    assert "eerst het laagste, dan het hoogste dat mogelijk is" in text
    assert "Zorgtoeslag per maand volgens het inkomen: € 123 en € 246" in text


def test_every_figure_comes_with_its_days_its_source_and_when_it_was_checked(
    texts: Catalogue, screening: Screening
) -> None:
    text = told(texts, screening, "zorgtoeslag", single(aanvrager={"toetsingsinkomen": 20_000}))
    blok = screening.figures.groepen["zorgtoeslag"].on(ON)
    assert blok is not None
    checked = f"{blok.gecontroleerd_op.day}-{blok.gecontroleerd_op.month}-{blok.gecontroleerd_op.year}"
    assert f"- zorgtoeslag, van 1-1-2026 tot en met 31-12-2026. Nagekeken op {checked}." in text
    assert all(bron.titel in text for bron in blok.bronnen)
    assert "standaardpremie 2.119" in text
    assert "normpremie_alleen 0,01912" in text


def test_the_figures_are_those_of_the_day(texts: Catalogue, screening: Screening) -> None:
    facts = single(aanvrager={"netto_maand": 1000})
    assert "€ 1.401,50" in told(texts, screening, "bijstand", facts, date(2026, 6, 30))
    assert "€ 1.419,46" in told(texts, screening, "bijstand", facts, date(2026, 7, 1))


def test_without_figures_it_says_so_and_calculates_nothing(texts: Catalogue, screening: Screening) -> None:
    text = told(texts, screening, "zorgtoeslag", single(), date(2019, 1, 1))
    assert text == "Niet uitgerekend: Zorgtoeslag. Er zijn geen cijfers voor 2019-01-01 in parameters/zorgtoeslag.yml."


@pytest.mark.parametrize("bron", ["bijstand", "aow", "loon", None])
def test_every_regeling_can_be_explained(texts: Catalogue, screening: Screening, bron: str | None) -> None:
    axes = axes_of(screening.vragenlijst, {"aanvrager": {"bron": bron}})
    for gemeente in screening.lokaal:
        for regeling in screening.schemes(gemeente, ON, unchecked=True).values():
            lines = explain(texts, screening, axes, regeling, ON)
            assert lines[0].startswith((regeling.naam, "Niet uitgerekend"))
            assert not [line for line in lines if "{" in line.replace("{gemeente", "").replace("{telefoon", "")]


def test_answers_of_the_check_can_be_explained_too(texts: Catalogue, screening: Screening) -> None:
    axes = screening.axes({"woonsituatie": "alleen", "vermogen": "tot_1500"})
    text = "\n".join(explain(texts, screening, axes, screening.regelingen["zorgtoeslag"], ON))
    assert "- Woont samen met een partner: nee" in text
    assert "- Spaargeld en ander vermogen, zonder het eigen huis: van € 0 tot € 1.500" in text


def test_the_command_explains_a_file(tmp_path: Path) -> None:
    path = tmp_path / "een.yml"
    path.write_text("- {id: een, date: 2026-11-22, facts: {gemeente: Leiden, kinderen: [3]}}\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["screen", str(path), "--uitleg"])
    assert result.exit_code == 0
    assert "Huishouden een, op 22-11-2026, Leiden" in result.output
    assert "Kinderbijslag: waarschijnlijk, € 298,40 per 3 maanden" in result.output
    assert "- Klopt: Aantal kinderen thuis jonger dan 18: 1. Nodig: minstens 1." in result.output
