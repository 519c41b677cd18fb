"""What a gemeente does in its own way: a file of its own instead of the national one, shown after somebody looked."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from content.screening.household.axes import axes_of
from content.screening.model import Uitkomst
from content.screening.possible.judge import judge
from content.screening.rules.schemes import LokaleRegeling
from content.screening.rules.system import CONTENT, Screening, load
from content.source import ContentError
from tests.unit.screening.households import Check, single

ON = date(2026, 11, 22)
IIT = "individuele_inkomenstoeslag"
OWN = """\
id: individuele_inkomenstoeslag
naam: Extra geld van Voorbeeld
eigenaar: gemeente Voorbeeld
geldig_van: 2026-03-01
verloopt_op: 2026-12-31
zekerheid: middel
gecontroleerd_op: null
gecontroleerd_door: null
bronnen:
  - {titel: "Verordening van een voorbeeld", adres: "https://voorbeeld.nl"}
cijfers: [bijstandsnorm]
voorwaarden:
  - gegeven: netto_maand
    hoogstens: bijstandsnorm
    maal: 1.1
    reden: Uw inkomen is te hoog.
waarschijnlijk: Uw inkomen is laag genoeg.
niet: U voldoet niet aan alle voorwaarden.
hoe: Vraag het aan bij uw gemeente.
anders: Bel uw gemeente.
"""
CHECKED = OWN.replace("gecontroleerd_op: null", "gecontroleerd_op: 2026-11-01").replace(
    "gecontroleerd_door: null", "gecontroleerd_door: Team inkomen"
)


def system(tmp_path: Path, text: str, name: str = IIT) -> Screening:
    root = tmp_path / "content"
    shutil.copytree(CONTENT / "regelingen", root / "regelingen")
    folder = root / "gemeenten" / "voorbeeld" / "regelingen"
    folder.mkdir(parents=True)
    (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return load(root)


def outcome(screening: Screening, net: float, gemeente: str = "voorbeeld") -> Uitkomst:
    chosen = {IIT: screening.schemes(gemeente, ON, unchecked=True)[IIT]}
    run = screening.run(axes_of(screening.vragenlijst, single(aanvrager={"netto_maand": net})), ON, chosen)
    return judge(screening, run, chosen[IIT], gemeente)


def test_a_local_file_comes_instead_of_the_national_one(tmp_path: Path) -> None:
    screening = system(tmp_path, CHECKED)
    own = screening.schemes("voorbeeld", ON)[IIT]
    assert isinstance(own, LokaleRegeling)
    assert own.naam == "Extra geld van Voorbeeld"
    assert screening.schemes("elders", ON)[IIT].naam == screening.regelingen[IIT].naam


def test_nobody_sees_local_rules_that_nobody_checked(tmp_path: Path) -> None:
    screening = system(tmp_path, OWN)
    assert not isinstance(screening.schemes("voorbeeld", ON)[IIT], LokaleRegeling)
    assert isinstance(screening.schemes("voorbeeld", ON, unchecked=True)[IIT], LokaleRegeling)


def test_a_professional_is_warned_when_nobody_checked_them(tmp_path: Path) -> None:
    screening = system(tmp_path, OWN)
    assert outcome(screening, 1000).let_op == screening.vragenlijst.bij_uitkomst.niet_nagekeken


def test_a_checked_rule_has_no_warning_and_its_own_source_and_date(tmp_path: Path) -> None:
    found = outcome(system(tmp_path, CHECKED), 1000)
    assert found.let_op is None
    assert {bron.titel: bron.gecontroleerd_op for bron in found.bron}["Verordening van een voorbeeld"] == date(
        2026, 11, 1
    )


@pytest.mark.parametrize(
    ("on", "is_own"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_local_file_holds_from_its_first_to_its_last_day(tmp_path: Path, on: date, is_own: bool) -> None:
    found = system(tmp_path, CHECKED).schemes("voorbeeld", on)[IIT]
    assert isinstance(found, LokaleRegeling) is is_own


def test_its_limit_is_a_part_of_the_norm_to_the_cent(tmp_path: Path) -> None:
    screening = system(tmp_path, CHECKED)  # 1,1 x 1419,46 = 1561,406
    assert [outcome(screening, net).uitkomst for net in (1561.40, 1561.42)] == ["ja", "nee"]


def test_a_gemeente_may_have_something_that_exists_nowhere_else(tmp_path: Path) -> None:
    text = CHECKED.replace(f"id: {IIT}", "id: fietsenplan")
    screening = system(tmp_path, text, name="fietsenplan")
    assert "fietsenplan" in screening.schemes("voorbeeld", ON)
    assert "fietsenplan" not in screening.schemes("elders", ON)


@pytest.mark.parametrize(
    ("old", "new", "melding"),
    [
        ("gegeven: netto_maand", "gegeven: netto", "ik ken het gegeven 'netto' niet"),
        (f"id: {IIT}", "id: iit", "'id' moet gelijk zijn aan de bestandsnaam"),
        ("geldig_van: 2026-03-01\n", "", "'geldig_van' ontbreekt"),
        ("zekerheid: middel", "zekerheid: vast", "'zekerheid' moet een van deze zijn"),
    ],
)
def test_a_mistake_is_told_with_the_file_of_the_gemeente(tmp_path: Path, old: str, new: str, melding: str) -> None:
    with pytest.raises(ContentError) as caught:
        system(tmp_path, OWN.replace(old, new))
    assert melding in str(caught.value)
    assert str(caught.value).startswith(f"content/gemeenten/voorbeeld/regelingen/{IIT}.yml, regel ")


def test_every_local_rule_that_nobody_checked_says_so(check: Check, screening: Screening) -> None:
    warning = screening.vragenlijst.bij_uitkomst.niet_nagekeken
    for gemeente, own in screening.lokaal.items():
        for regeling in own.values():
            if regeling.holds_on(ON):
                found = check(regeling.id, single(aanvrager={"netto_maand": 900}), ON, gemeente, unchecked=True)
                assert (found.let_op == warning) is not regeling.is_checked


def test_the_norm_of_january_holds_until_july(check: Check) -> None:
    facts = single(aanvrager={"netto_maand": 1410})
    assert check("bijstand", facts, date(2026, 6, 30)).uitkomst == "nee"  # 1401,50
    assert check("bijstand", facts, date(2026, 7, 1)).uitkomst != "nee"  # 1419,46
