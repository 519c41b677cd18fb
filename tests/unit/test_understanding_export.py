"""What Rasa learns from: every example sentence once and plain, and never a test question."""

import dataclasses
import json
import re
from pathlib import Path

import pytest
import yaml

from content.catalogue import Catalogue, load_catalogue
from content.source import ContentError
from rasa_project.export import SYNONYMS, export, nlu, read_synonyms
from rasa_project.settings import PROJECT


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def with_examples(catalogue: Catalogue, *sentences: str) -> Catalogue:
    """Return the catalogue with one topic, that has these sentences."""
    topic = catalogue.onderwerpen["huurachterstand"].model_copy(update={"voorbeelden": sentences})
    return dataclasses.replace(catalogue, onderwerpen={"huurachterstand": topic}, crisis={}, gesprek={})


def exported(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return the sentences of each intent, as Rasa will read them."""
    rows = yaml.safe_load(nlu(catalogue))["nlu"]
    return {row["intent"]: [line.removeprefix("- ") for line in row["examples"].splitlines()] for row in rows}


def plain(sentence: str) -> str:
    return " ".join(re.sub(r"\W", " ", sentence).split()).casefold()


def test_a_test_question_is_never_learnt(catalogue: Catalogue) -> None:
    learnt = {plain(sentence) for sentences in exported(catalogue).values() for sentence in sentences}
    groups = (catalogue.onderwerpen, catalogue.crisis, catalogue.gesprek)
    asked = {plain(text) for group in groups for item in group.values() for text in item.proefvragen}
    assert len(asked) > 100
    assert asked & learnt == set()


def test_every_example_is_learnt_under_its_own_topic(catalogue: Catalogue) -> None:
    found = exported(catalogue)
    names = {f"faq/{topic}": item for topic, item in catalogue.onderwerpen.items()}
    names |= {**catalogue.crisis, **catalogue.gesprek}
    assert found.keys() == names.keys()
    for name, item in names.items():
        assert {plain(text) for text in found[name]} == {plain(text) for text in item.voorbeelden}


def test_rasa_knows_every_intent_that_is_exported(catalogue: Catalogue) -> None:
    domain = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
    assert {name.split("/")[0] for name in exported(catalogue)} - set(domain["intents"]) == set()


def test_brackets_and_braces_go_because_rasa_reads_them_as_marks(catalogue: Catalogue) -> None:
    marked = with_examples(catalogue, 'mijn [huur](bedrag) is {"a": 1} hoog', "bel [telefoon]", "[x]{y}")
    assert exported(marked) == {"faq/huurachterstand": ['mijn huur (bedrag) is "a": 1 hoog', "bel telefoon", "x y"]}


def test_a_sentence_is_one_line_and_is_learnt_once(catalogue: Catalogue) -> None:
    doubled = with_examples(catalogue, "de huur", "een\n- boete", " de   huur ", "[de] huur", "{}", "laatste")
    assert exported(doubled) == {"faq/huurachterstand": ["de huur", "een - boete", "laatste"]}


def test_signs_that_yaml_reads_survive(catalogue: Catalogue) -> None:
    signs = ("huur: 640 # euro", '\'t is 100% "zeker" & klaar', "\N{CRYING FACE} café €5", "- streepje", "ja")
    assert exported(with_examples(catalogue, *signs)) == {"faq/huurachterstand": list(signs)}


def test_the_files_are_written_whole_and_nothing_else(catalogue: Catalogue, tmp_path: Path) -> None:
    export(catalogue, tmp_path / "new" / "folder")
    export(catalogue, tmp_path / "new" / "folder")
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == ["kennis.json", "nlu.yml"]
    knowledge = json.loads((tmp_path / "new" / "folder" / "kennis.json").read_text(encoding="utf-8"))
    assert knowledge["crisis"] == sorted(catalogue.crisis)
    assert knowledge["gesprek"] == sorted(catalogue.gesprek)
    assert knowledge["synoniemen"] == read_synonyms(SYNONYMS)


def test_the_same_content_gives_the_same_files(catalogue: Catalogue, tmp_path: Path) -> None:
    export(catalogue, tmp_path / "one")
    export(load_catalogue(), tmp_path / "two")
    for name in ("nlu.yml", "kennis.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def synonyms(folder: Path, text: str) -> Path:
    path = folder / "content" / "synoniemen.yml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_synonyms_are_read(tmp_path: Path) -> None:
    path = synonyms(tmp_path, "vervang:\n  ff: even\nvul_aan:\n  cjib: boete justitie\n")
    assert read_synonyms(path) == {"vervang": {"ff": "even"}, "vul_aan": {"cjib": "boete justitie"}}


def test_one_half_of_the_synonyms_is_enough(tmp_path: Path) -> None:
    assert read_synonyms(synonyms(tmp_path, "vervang: {ff: even}")) == {"vervang": {"ff": "even"}, "vul_aan": {}}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("- ff\n- even\n", 1),
        ("gewoon tekst\n", 1),
        ("vervang:\n  ff: even\nvervangen:\n  mn: mijn\n", 3),
        ("vul_aan:\n  cjib: boete\nvervang:\n", 3),
        ("vervang:\n- ff\n", 1),
        ("vervang:\n  ff: even\n  mn: [mijn, me]\n", 3),
        ("vervang:\n  ff: even\n  no: nee\n", 1),
        ("vervang:\n  ff: even\n  ja: yes\n", 3),
        ("vervang:\n  ff: even\n  vier: 4\n", 3),
        ("vervang:\n  ff: even\n  leeg:\n", 3),
        ("vervang:\n  ff: even\n  ff: heel even\n", 3),
        ("vervang:\n  ff: 'even\n", 3),
    ],
)
def test_synonyms_in_another_shape_are_told_in_dutch_with_the_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(ContentError) as caught:
        read_synonyms(synonyms(tmp_path, text))
    assert [(fout.bestand, fout.regel) for fout in caught.value.fouten] == [("content/synoniemen.yml", line)]
    assert re.search(r"\b(?:hier|dit|haal|is geen)\b", caught.value.fouten[0].melding)


def test_every_wrong_synonym_is_told_at_once(tmp_path: Path) -> None:
    path = synonyms(tmp_path, "vervang:\n  a: 1\n  goed: even\n  b: 2\nvulaan: {}\n")
    with pytest.raises(ContentError) as caught:
        read_synonyms(path)
    assert [fout.regel for fout in caught.value.fouten] == [2, 4, 5]


def test_a_missing_list_of_synonyms_is_told_in_dutch(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"content/synoniemen\.yml: dit bestand ontbreekt"):
        read_synonyms(tmp_path / "content" / "synoniemen.yml")
