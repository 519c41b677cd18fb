"""What people may write in a file of described households, and how a mistake in it is told."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.postcodes import Postcodes, read_postcodes
from content.screening.household.axes import axes_of
from content.screening.household.mistakes import read_households
from content.screening.household.shape import Inkomstenbron
from content.screening.household.synonyms import CARE, HOMES, SOURCES
from content.screening.household.words import plain
from content.screening.rules.system import CONTENT, Screening
from content.source import ContentError, read_document


@pytest.fixture(scope="module")
def places() -> Postcodes:
    return read_postcodes(CONTENT)


def facts_in(tmp_path: Path, places: Postcodes, text: str) -> dict[str, Any]:
    path = tmp_path / "een.yml"
    path.write_text(f"- id: een\n  date: 2026-11-22\n  facts: {text}\n", encoding="utf-8")
    return read_households(read_document(path, tmp_path), places)[0]["facts"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{gemeente: LEIDEN}", {"gemeente": "leiden"}),
        ("{gemeente: Gemeente Leiden}", {"gemeente": "leiden"}),
        ("{gemeente: Zaandam}", {"gemeente": "zaanstad"}),
        (
            "{aanvrager: {bron: Eigen bedrijf, zorgverzekerd: ja}}",
            {"aanvrager": {"bron": "eigen_bedrijf", "zorgverzekerd": True}},
        ),
        ("{aanvrager: {bron: salaris, werkt: nee}}", {"aanvrager": {"bron": "loon", "werkt": False}}),
        ("{aanvrager: {netto_maand: '€ 1.419,46'}}", {"aanvrager": {"netto_maand": 1419.46}}),
        ("{aanvrager: {leeftijd: onbekend}}", {"aanvrager": {}}),
        ("{vermogen: onbekend}", {}),
        ("{partner: nee, kinderen: nee}", {"partner": None, "kinderen": []}),
        ("{partner: ja, kinderen: ja}", {"partner": {}, "kinderen": True}),
        ("{kinderen: 2, medebewoners: [30]}", {"kinderen": [{}, {}], "medebewoners": [{"leeftijd": 30}]}),
        (
            "{kinderen: [{leeftijd: 3, opvang: {soort: Buitenschoolse opvang}}]}",
            {"kinderen": [{"leeftijd": 3, "opvang": {"soort": "bso"}}]},
        ),
        ("{woning: {soort: koophuis}}", {"woning": {"soort": "koop"}}),
    ],
)
def test_many_ways_of_writing_mean_the_same(
    tmp_path: Path, places: Postcodes, written: str, meant: dict[str, Any]
) -> None:
    assert facts_in(tmp_path, places, written) == meant


@pytest.mark.parametrize(
    ("written", "melding"),
    [
        (
            "{aanvrager: {leeftijd: 300}}",
            "'leeftijd' klopt niet: het moet een leeftijd zijn van 0 tot en met 120. U schreef: 300.",
        ),
        (
            "{woning: {kale_huur: -1}}",
            "'kale_huur' klopt niet: het moet een bedrag per maand zijn van 0 tot en met 25000",
        ),
        ("{kinderen: 40}", "'kinderen' klopt niet: de check rekent met hoogstens 20. U schreef: 40."),
        ("{vermogen: veel}", "'vermogen' moet een getal zijn, met een punt en geen komma. U schreef: veel."),
        ("{vermogen: .nan}", "'vermogen' klopt niet"),
        ("{vermogen: true}", "'vermogen' klopt niet: hier hoort een getal."),
        ("{vermogen: 12.500}", "duizend schrijft u zonder punt: 12500"),
        ("{aanvrager: {netto_mand: 1}}", "'netto_mand' ken ik niet. Bedoelt u 'netto_maand'?"),
        ("{aanvrager: {bron: lone}}", "Bedoelt u 'loon'?"),
        ("{partner: [1, 2]}", "'partner' moet uit regels bestaan"),
        (
            "{woning: {soort: boot}}",
            "'soort' moet een van deze zijn: huur, koop, inwonend, instelling. U schreef: boot.",
        ),
        ("{gemeente: Leidn}", "ik ken geen gemeente 'Leidn'. Bedoelt u 'leiden'?"),
        ("{gemeente: Parijs}", "Zonder gemeente schrijft u: gemeente: landelijk"),
        ("{kinderen: [{leeftijd: drie}]}", "'leeftijd' moet een getal zijn"),
        (f"{{kinderen: [{'{opvang: {}}, ' * 7}]}}", "hoogstens 6 kinderen in de opvang"),
        ("3", "'facts' moet gegevens hebben. Zoals: vermogen: 1000"),
    ],
)
def test_a_wrong_value_is_told_with_its_line_and_what_is_right(
    tmp_path: Path, places: Postcodes, written: str, melding: str
) -> None:
    with pytest.raises(ContentError) as caught:
        facts_in(tmp_path, places, written)
    assert melding in str(caught.value)
    assert "een.yml, regel 3: " in str(caught.value)


@pytest.mark.parametrize(
    ("text", "melding"),
    [
        ("a: 1\n", "moet een lijst zijn"),
        ("[]\n", "moet een lijst zijn"),
        ("", "moet een lijst zijn"),
        ("- 3\n", "regel 1: hier hoort een huishouden"),
        ("- {date: 2026-11-22}\n", "regel 1: 'id' ontbreekt"),
        ("- {id: a, date: gisteren}\n", "'date' moet een datum zijn"),
        ("- {id: a}\n", "'date' moet een datum zijn"),
        ("- {id: a, date: 2026-11-22, fact: {}}\n", "'fact' ken ik niet. Bedoelt u 'facts'?"),
    ],
)
def test_a_file_with_another_shape_is_told_in_dutch(tmp_path: Path, places: Postcodes, text: str, melding: str) -> None:
    path = tmp_path / "fout.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=melding.replace("?", r"\?")):
        read_households(read_document(path, tmp_path), places)


def test_every_mistake_of_a_file_is_told_at_once(tmp_path: Path, places: Postcodes) -> None:
    path = tmp_path / "fout.yml"
    path.write_text(
        "- {id: a, date: x}\n- {id: b, date: 2026-11-22, facts: {vermogen: x, huur: 3}}\n", encoding="utf-8"
    )
    with pytest.raises(ContentError) as caught:
        read_households(read_document(path, tmp_path), places)
    assert [fout.regel for fout in caught.value.fouten] == [1, 2, 2]


def test_notes_beside_the_facts_may_stay(tmp_path: Path, places: Postcodes) -> None:
    path = tmp_path / "goed.yml"
    path.write_text("- {id: a, date: 2026-11-22, opmerking: uit de folder}\n", encoding="utf-8")
    assert read_households(read_document(path, tmp_path), places)[0]["facts"] == {}


def test_synonyms_lead_to_words_that_the_shape_knows() -> None:
    assert set(SOURCES.values()) == set(Inkomstenbron.__args__)
    assert set(HOMES.values()) == {"huur", "koop", "inwonend", "instelling"}
    assert set(CARE.values()) == {"dagopvang", "bso", "gastouder"}
    assert not set(HOMES) & set(CARE)


KEYS = st.sampled_from(
    ["aanvrager", "partner", "kinderen", "medebewoners", "vermogen", "woning", "gemeente", "leeftijd", "bron", "werkt",
     "toetsingsinkomen", "netto_maand", "studeert", "zorgverzekerd", "opvang", "soort", "uurtarief", "uren_maand",
     "kale_huur", "servicekosten", "id", "date", "facts", "onzin"]
)  # fmt: skip
WORDS = st.sampled_from(["ja", "nee", "onbekend", "huur", "bso", "loon", "2026-11-22", "veel", "", "1.234,5", "Leiden"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.integers(), inner, max_size=5),
    max_leaves=12,
)
ROW = st.fixed_dictionaries({"id": st.just("x"), "date": st.just("2026-11-22"), "facts": st.dictionaries(KEYS, VALUES)})
ROWS = st.lists(ROW | VALUES, max_size=3)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=ROWS | VALUES)
def test_no_file_at_all_makes_it_crash(tmp_path: Path, places: Postcodes, screening: Screening, data: Any) -> None:
    path = tmp_path / "willekeurig.yml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    try:
        rows = read_households(read_document(path, tmp_path), places)
    except ContentError as error:
        assert error.fouten
        return
    for row in rows:
        axes = axes_of(screening.vragenlijst, row["facts"])
        assert all(axis.points for axis in axes)


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200))
def test_no_text_at_all_makes_it_crash(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("tekst") / "willekeurig.yml"
    path.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    with pytest.raises(ContentError):
        read_households(read_document(path, path.parent), Postcodes())


FULL = """{
    gemeente: leiden,
    aanvrager: {leeftijd: 40, netto_maand: 1500, bron: loon, zorgverzekerd: ja, werkt: ja, studeert: nee,
                studie_beperking: nee, jaren_laag_inkomen: 3},
    partner: nee, kinderen: [], medebewoners: [], vermogen: 10,
    woning: {soort: huur, kale_huur: 600, servicekosten: 20}}"""


def test_a_full_description_leaves_only_an_estimate_open(
    tmp_path: Path, places: Postcodes, screening: Screening
) -> None:
    facts = facts_in(tmp_path, places, FULL)
    open_axes = [axis.vraag for axis in axes_of(screening.vragenlijst, facts) if len(axis.points) > 1]
    assert open_axes == ["inkomen"]  # from net to toetsingsinkomen is an estimate


def test_without_any_fact_everything_is_open(screening: Screening) -> None:
    axes = axes_of(screening.vragenlijst, {})
    settled = [axis.names for axis in axes if len(axis.points) == 1]
    assert all(names == {"in_traject"} or next(iter(names)).startswith("opvang_") for names in settled)


def test_a_description_keeps_its_meaning_when_it_is_read_twice() -> None:
    once = plain({"partner": "nee", "kinderen": 2, "aanvrager": {"bron": "zzp", "netto_maand": "1.000,50"}})
    assert plain(once) == once
