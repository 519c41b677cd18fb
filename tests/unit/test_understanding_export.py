"""What Rasa learns from: every example sentence once and plain, and never a test question."""

import json
import re
from pathlib import Path

import pytest
import yaml

from content.catalogue import Catalogue, load_catalogue
from content.examples import Examples, Voorbeelden, load_examples
from content.source import ContentError
from rasa_project.export import SYNONYMS, export, nlu, read_synonyms
from rasa_project.settings import PROJECT
from tests.harness.talking import without_answer

FILES = ["kennis.json", "nlu.yml", "voorbeelden.json"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def examples() -> Examples:
    return load_examples()


@pytest.fixture(scope="module")
def folder(catalogue: Catalogue, examples: Examples, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with what the project's own content leads to."""
    place = tmp_path_factory.mktemp("export") / "new" / "folder"
    export(catalogue, examples, place)
    return place


def only(topic: str, *sentences: str, stem: str = "gewoon") -> Examples:
    """Return one topic, with these sentences."""
    return Examples({topic: Voorbeelden.model_construct(id=topic, zinnen={stem: sentences})}, {})


def exported(catalogue: Catalogue, examples: Examples, most: int | None = None) -> dict[str, list[str]]:
    """Return the sentences of each intent, as Rasa will read them."""
    rows = yaml.safe_load(nlu(catalogue, examples, most))["nlu"]
    return {row["intent"]: [line.removeprefix("- ") for line in row["examples"].splitlines()] for row in rows}


def learnt(folder: Path) -> list[list[str]]:
    """Return what the classifier learns from: topic and sentence."""
    rows: list[list[str]] = json.loads((folder / "voorbeelden.json").read_text(encoding="utf-8"))
    return rows


def plain(sentence: str) -> str:
    return " ".join(re.sub(r"\W", " ", sentence).split()).casefold()


def test_a_test_question_is_never_learnt(catalogue: Catalogue, examples: Examples, folder: Path) -> None:
    texts = {plain(sentence) for _, sentence in learnt(folder)}
    texts |= {plain(sentence) for sentences in exported(catalogue, examples).values() for sentence in sentences}
    asked = {plain(one.zin) for item in examples.proefvragen.values() for _, one in item.sentences()}
    assert len(asked) > 1000
    assert asked & texts - {""} == set()


def test_every_example_is_learnt_as_it_is_written_under_its_own_topic(examples: Examples, folder: Path) -> None:
    written = [[topic, zin] for topic, item in examples.voorbeelden.items() for _, zin in item.sentences()]
    assert len(written) > 10_000
    assert learnt(folder) == written


def test_rasa_gets_one_sentence_of_each_topic_and_a_pipeline_of_its_own_gets_all(
    catalogue: Catalogue, examples: Examples, folder: Path
) -> None:
    """Rasa itself only has to know the intents: reading twenty thousand sentences costs it 15 seconds."""
    assert (folder / "nlu.yml").read_text(encoding="utf-8") == nlu(catalogue, examples, most=1)
    assert {len(sentences) for sentences in exported(catalogue, examples, most=1).values()} == {1}
    everything = exported(catalogue, examples)
    questions = catalogue.topics("vraag")
    assert everything.keys() == {f"faq/{topic}" if topic in questions else topic for topic in catalogue.register}
    for name, sentences in everything.items():
        own = [zin for _, zin in examples.voorbeelden[name.removeprefix("faq/")].sentences()]
        assert {plain(text) for text in sentences} == {plain(text) for text in own}


def test_a_question_is_one_even_without_an_answer_of_its_own(catalogue: Catalogue) -> None:
    assert exported(without_answer("digid"), only("digid", "inloggen")) == {"faq/digid": ["inloggen"]}
    assert exported(catalogue, only("wissen", "wis alles")) == {"wissen": ["wis alles"]}


def test_rasa_knows_every_intent_that_is_exported(catalogue: Catalogue, examples: Examples) -> None:
    domain = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
    assert {name.split("/")[0] for name in exported(catalogue, examples, most=1)} - set(domain["intents"]) == set()


def test_brackets_and_braces_go_because_rasa_reads_them_as_marks(catalogue: Catalogue) -> None:
    marked = only("huurachterstand", 'mijn [huur](bedrag) is {"a": 1} hoog', "bel [telefoon]", "[x]{y}")
    assert exported(catalogue, marked) == {
        "faq/huurachterstand": ['mijn huur (bedrag) is "a": 1 hoog', "bel telefoon", "x y"]
    }


def test_a_sentence_is_one_line_and_rasa_gets_it_once(catalogue: Catalogue) -> None:
    doubled = only("huurachterstand", "de huur", "een\n- boete", " de   huur ", "[de] huur", "{}", "laatste")
    assert exported(catalogue, doubled) == {"faq/huurachterstand": ["de huur", "een - boete", "laatste"]}


def test_signs_that_yaml_reads_survive(catalogue: Catalogue, tmp_path: Path) -> None:
    signs = ("huur: 640 # euro", '\'t is 100% "zeker" & klaar', "\N{CRYING FACE} café €5", "- streepje", "ja")
    assert exported(catalogue, only("huurachterstand", *signs)) == {"faq/huurachterstand": list(signs)}
    export(catalogue, only("huurachterstand", *signs, "[merk] {x}"), tmp_path)
    assert learnt(tmp_path) == [["huurachterstand", sign] for sign in (*signs, "[merk] {x}")]


def test_a_sentence_of_every_voice_is_learnt(catalogue: Catalogue, tmp_path: Path) -> None:
    voices = Voorbeelden(id="digid", zinnen={"jong": ("yo",), "formeel": ("Geachte heer",), "klingon": ("nuqneH",)})
    export(catalogue, Examples({"digid": voices}, {}), tmp_path)
    assert learnt(tmp_path) == [["digid", "yo"], ["digid", "Geachte heer"], ["digid", "nuqneH"]]


def test_the_classifier_knows_which_topics_are_danger_which_are_talk_and_which_cannot_wait(
    catalogue: Catalogue, folder: Path
) -> None:
    knowledge = json.loads((folder / "kennis.json").read_text(encoding="utf-8"))
    assert knowledge == {
        "synoniemen": read_synonyms(SYNONYMS),
        "crisis": sorted(catalogue.crisis),
        "gesprek": sorted(catalogue.topics("gesprek")),
        "spoed": sorted(row.id for row in catalogue.register.values() if row.spoed),
    }
    assert {"wissen", "bedankt"} <= set(knowledge["gesprek"]), "with a reply of its own or not"
    assert {"huisuitzetting", "energie_afsluiting"} <= set(knowledge["spoed"])


def test_the_same_content_gives_the_same_files_and_nothing_is_left_beside_them(
    catalogue: Catalogue, examples: Examples, folder: Path, tmp_path: Path
) -> None:
    for _ in range(2):
        export(load_catalogue(), examples, tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in tmp_path.iterdir()) == FILES
    for name in FILES:
        assert (folder / name).read_bytes() == (tmp_path / name).read_bytes()


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
        ("vervang:\n  ff: 'even\n", 2),
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
