"""What an editor writes: what is wrong is told in Dutch, with file and line; what is right needs no Python."""

import re
import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from content.screening.household.axes import axes_of
from content.screening.possible.judge import judge
from content.screening.rules.system import CONTENT, Screening, load
from content.source import ContentError
from tests.unit.screening.households import single

NEW = """\
id: meedoenregeling
naam: Meedoenregeling
eigenaar: redactie
gecontroleerd_op: 2026-11-21
verloopt_op: 2026-12-31
bronnen:
  - {titel: "Verordening van een voorbeeld", adres: "https://voorbeeld.nl"}
cijfers: [bijstandsnorm]
voorwaarden:
  - gegeven: netto_maand
    hoogstens: bijstandsnorm
    maal: 1.2
    reden: Uw inkomen is te hoog.
waarschijnlijk: Uw inkomen is laag genoeg.
niet: U voldoet niet aan alle voorwaarden.
hoe: Vraag het aan bij uw gemeente.
anders: Bel uw gemeente.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT / "regelingen", tmp_path / "content" / "regelingen")
    return tmp_path / "content"


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / "regelingen" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def complaints(root: Path) -> str:
    with pytest.raises(ContentError) as caught:
        load(root)
    return str(caught.value)


def test_an_editor_adds_a_regeling_without_python(root: Path) -> None:
    (root / "regelingen" / "meedoenregeling.yml").write_text(NEW, encoding="utf-8")
    screening = load(root)
    chosen = {"meedoenregeling": screening.regelingen["meedoenregeling"]}
    for net, uitkomst in ((1703.35, "ja"), (1703.37, "nee")):
        axes = axes_of(screening.vragenlijst, single(aanvrager={"netto_maand": net}))
        run = screening.run(axes, date(2026, 11, 22), chosen)
        assert judge(screening, run, chosen["meedoenregeling"], "leiden").uitkomst == uitkomst


def test_an_unknown_fact_is_told_with_file_and_line(root: Path) -> None:
    (root / "regelingen" / "meedoenregeling.yml").write_text(
        NEW.replace("gegeven: netto_maand", "gegeven: netto_inkomen"), encoding="utf-8"
    )
    found = complaints(root)
    assert found.startswith("content/regelingen/meedoenregeling.yml, regel 10: ")
    assert "ik ken het gegeven 'netto_inkomen' niet. Kies uit: " in found
    assert "netto_maand" in found


@pytest.mark.parametrize(
    ("old", "new", "melding"),
    [
        ("maal: 1.2", "maal: bijstandsnorm.grens", "regel 12: ik ken het cijfer 'bijstandsnorm.grens' niet"),
        ("    hoogstens: bijstandsnorm\n    maal: 1.2\n", "", "regel 10: schrijf precies een van: minstens"),
        ("cijfers: [bijstandsnorm]", "cijfers: [minimaloon]", "er is geen bestand parameters/minimaloon.yml"),
        ("id: meedoenregeling", "id: meedoen", "regel 1: 'id' moet gelijk zijn aan de bestandsnaam"),
        ("naam: Meedoenregeling\n", "", "'naam' ontbreekt"),
        ("hoogstens:", "hoogsten:", "'hoogsten' ken ik niet. Bedoelt u 'hoogstens'?"),
    ],
)
def test_a_mistake_in_a_regeling_is_told_in_dutch(root: Path, old: str, new: str, melding: str) -> None:
    assert old in NEW
    (root / "regelingen" / "meedoenregeling.yml").write_text(NEW.replace(old, new, 1), encoding="utf-8")
    assert melding in complaints(root)


@pytest.mark.parametrize(
    ("name", "old", "new", "melding"),
    [
        (
            "vragen.yml",
            "gegeven: servicekosten",
            "gegeven: servicekost",
            "geen vraag en geen aanname vult in: servicekosten",
        ),
        ("vragen.yml", "inkomen_bedrag: [0, 1000]", "inkomen_bedrag: [0, 1, 2]", "lijsten in een optie zijn even lang"),
        ("vragen.yml", "{vermogen: [0, 1500]}", "{vermogen: [0, 1500], werkt: ja}", "vult hetzelfde in"),
        ("vragen.yml", "kenmerk: [koophuis]", "kenmerk: [oud]", "'oud' staat niet bij 'kenmerken' van 'woning'"),
        (
            "parameters/zorgtoeslag.yml",
            "van: 2026-01-01",
            "van: 2025-12-31",
            "dit blok begint voordat het vorige eindigt",
        ),
        (
            "parameters/leeftijd.yml",
            "groep: leeftijd",
            "groep: leeftijden",
            "gelijk zijn aan de bestandsnaam: leeftijd",
        ),
        ("parameters/leeftijd.yml", "aow: 67", "aow: zestig", "'aow' moet een getal zijn"),
        ("parameters/leeftijd.yml", "    gecontroleerd_op: 2026-11-26\n", "", "'gecontroleerd_op' ontbreekt"),
    ],
)
def test_a_mistake_in_questions_or_figures_is_told_in_dutch(
    root: Path, name: str, old: str, new: str, melding: str
) -> None:
    change(root, name, old, new)
    found = complaints(root)
    assert melding in found
    assert f"content/regelingen/{name}, regel " in found


def test_questions_are_short_and_say_why_they_are_asked(screening: Screening) -> None:
    for vraag in screening.vragenlijst.vragen:
        assert len(vraag.tekst.split()) <= 15, vraag.tekst
        for sentence in re.split(r"[.?!]\s*", f"{vraag.uitleg} {vraag.onbekend} {vraag.rond_de_grens}"):
            assert len(sentence.split()) <= 15, sentence


def test_reasons_stand_on_their_own_and_sentences_are_short(screening: Screening) -> None:
    for regeling in screening.regelingen.values():
        redenen = [regeling.waarschijnlijk, regeling.niet]
        redenen += [condition.reden for condition in regeling.conditions().values()]
        assert not [reden for reden in redenen if "{" in reden]
        steps = [regeling.hoe, regeling.anders, *regeling.hoe_in.values()]
        steps += [condition.stap for condition in regeling.conditions().values() if condition.stap]
        for sentence in re.split(r"(?<=[.?!])\s+", " ".join(redenen + steps)):
            assert len(sentence.split()) <= 15, sentence


def test_a_button_fits_telegram(screening: Screening) -> None:
    for vraag in screening.vragenlijst.vragen:
        assert all(len(f"antwoord:{optie.id}".encode()) <= 64 for optie in vraag.opties)


def test_building_everything_takes_less_than_two_seconds() -> None:
    start = time.perf_counter()
    load()
    assert time.perf_counter() - start < 2
