"""What residents say, read by topic and voice; the running bot starts without it."""

from pathlib import Path

import pytest

from content.catalogue import load_catalogue
from content.checks.wording import PHONE
from content.examples import FOREIGN, Examples, Proefzin, load_examples
from content.source import ContentError, Fout
from privacy.redact import redact
from tests.harness.content_copy import SENTENCES, ContentCopy

KNOWN, ASKED = "voorbeelden/schaamte.yml", "proefvragen/schaamte.yml"


@pytest.fixture(scope="module")
def project() -> Examples:
    return load_examples()


def written(folder: Path, name: str, text: str) -> Path:
    """Write one file of sentences, and return the folder that is called `content`."""
    root = folder / "content"
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root


def mistakes(root: Path) -> list[Fout]:
    with pytest.raises(ContentError) as caught:
        load_examples(root)
    return caught.value.fouten


def test_sentences_are_read_by_topic_and_voice_in_their_order(tmp_path: Path) -> None:
    root = written(tmp_path, KNOWN, "id: schaamte\nzinnen:\n  jong: [yo, ' help ']\n  formeel: [Geachte heer]\n")
    found = load_examples(root).voorbeelden["schaamte"]
    assert found.id == "schaamte"
    assert list(found.sentences()) == [("jong", "yo"), ("jong", "help"), ("formeel", "Geachte heer")]


def test_a_test_question_may_have_another_right_answer(tmp_path: Path) -> None:
    rows = "    - ik durf niet\n    - {zin: ik schaam me, ook_goed: [privacy, post_niet_openen]}\n    - {zin: help}\n"
    root = written(tmp_path, ASKED, f"id: schaamte\nzinnen:\n  gewoon:\n{rows}")
    assert list(load_examples(root).proefvragen["schaamte"].sentences()) == [
        ("gewoon", Proefzin(zin="ik durf niet")),
        ("gewoon", Proefzin(zin="ik schaam me", ook_goed=("privacy", "post_niet_openen"))),
        ("gewoon", Proefzin(zin="help")),
    ]


def test_an_example_has_no_other_right_answer(tmp_path: Path) -> None:
    root = written(tmp_path, KNOWN, "id: schaamte\nzinnen:\n  jong:\n    - {zin: yo, ook_goed: [privacy]}\n")
    (fout,) = mistakes(root)
    assert (fout.bestand, fout.regel) == (f"content/{KNOWN}", 4)
    assert "moet tekst zijn" in fout.melding


def test_the_place_of_every_sentence_is_known(tmp_path: Path) -> None:
    root = written(tmp_path, KNOWN, "id: schaamte\nzinnen:\n  jong:\n    - yo\n    - help\n  formeel: [Geacht]\n")
    document = load_examples(root).documents[KNOWN]
    assert document.name == f"content/{KNOWN}"
    assert [document.line(("zinnen", *place)) for place in (("jong", 0), ("jong", 1), ("formeel", 0))] == [4, 5, 6]


def test_without_files_there_are_no_sentences(tmp_path: Path) -> None:
    assert load_examples(tmp_path) == Examples({}, {}, {})


@pytest.mark.parametrize("name", [KNOWN, ASKED])
@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "moet regels hebben"),
        ("- ik schaam me\n", 1, "moet regels hebben"),
        ("id: schaamte\n", 1, "'zinnen' ontbreekt. Zoals: zinnen: gewoon, met daaronder:"),
        ("zinnen: {}\n", 1, "'id' ontbreekt"),
        ("id: Schaamte!\nzinnen: {}\n", 1, "'id' heeft niet de goede vorm"),
        ("id: schaamte\nzinnen:\n  - ik schaam me\n", 2, "'zinnen' moet uit regels bestaan"),
        ("id: schaamte\nzinnen:\n  gewoon: ik schaam me\n", 3, "'gewoon' moet een lijst zijn"),
        ("id: schaamte\nzinnen:\n  gewoon:\n", 3, "'gewoon' moet een lijst zijn"),
        ("id: schaamte\nzinnen:\n  gewoon:\n    - yo\n    - ''\n", 5, "mag niet leeg zijn"),
        ("id: schaamte\nzinnen:\n  gewoon:\n    - '   '\n", 4, "mag niet leeg zijn"),
        ("id: schaamte\nzinnen:\n  gewoon:\n    - yo\n    -\n", 5, ""),
        ("id: schaamte\nzinnen:\n  gewoon:\n    - 12\n", 4, ""),
        ("id: schaamte\nzinnen:\n  gewoon:\n    - help: mij\n", 4, ""),
        (f"id: schaamte\nzinnen:\n  gewoon:\n    - {'a' * 901}\n", 4, "is te lang: hoogstens 900 tekens"),
        ("id: schaamte\nzinnen:\n  gewoon: [yo]\n  gewoon: [help]\n", 4, "'gewoon' staat er twee keer"),
        ("id: schaamte\nzinnen:\n  gewoon: [yo]\ntitel: Schaamte\n", 4, "'titel' ken ik hier niet"),
        ("id: schaamte\nzinnen:\n  gewoon:\n    - [yo\n", 4, "sluit nergens"),
    ],
)
def test_a_file_of_another_shape_is_told_in_dutch_with_its_line(
    tmp_path: Path, name: str, text: str, line: int, message: str
) -> None:
    found = mistakes(written(tmp_path, name, text))
    assert {fout.bestand for fout in found} == {f"content/{name}"}
    assert [fout for fout in found if fout.regel == line and message in fout.melding], found


def test_an_odd_other_right_answer_is_told_at_its_line(tmp_path: Path) -> None:
    rows = "    - {zin: yo, ook_goed: privacy}\n    - {zin: help, ook_goed: [Nee!]}\n    - {zinnen: hoi}\n"
    found = mistakes(written(tmp_path, ASKED, f"id: schaamte\nzinnen:\n  gewoon:\n{rows}"))
    assert [(fout.regel, fout.melding.split("'")[1]) for fout in found] == [
        *((4, "ook_goed"), (5, "ook_goed"), (6, "zin"), (6, "zinnen")),
    ]


def test_every_mistake_in_every_file_is_told_at_once(tmp_path: Path) -> None:
    written(tmp_path, KNOWN, "id: schaamte\n")
    written(tmp_path, "voorbeelden/privacy.yml", "id: privacy\nzinnen:\n  jong: ['', '']\n")
    root = written(tmp_path, ASKED, "zinnen: {}\n")
    assert sorted({fout.bestand for fout in mistakes(root)}) == [
        *(f"content/{name}" for name in (ASKED, "voorbeelden/privacy.yml", KNOWN)),
    ]
    assert len(mistakes(root)) == 4


def test_the_bot_starts_without_any_of_it(tmp_path: Path) -> None:
    copy = ContentCopy(tmp_path)
    assert not [name for name in SENTENCES if copy.path(name).exists()]
    assert copy.load().register == load_catalogue().register


def test_another_right_answer_of_a_test_question_is_a_topic_that_exists(project: Examples) -> None:
    named = {
        (topic, other)
        for topic, item in project.proefvragen.items()
        for _, one in item.sentences()
        for other in one.ook_goed
    }
    known = load_catalogue().register
    assert len(named) > 50
    assert {(topic, other) for topic, other in named if other not in known or other == topic} == set()


def test_every_language_that_is_answered_is_learnt(project: Examples) -> None:
    """The sentences of `andere_taal` stand under their language in place of a voice."""
    assert set(load_catalogue().talen) <= set(project.voorbeelden[FOREIGN].zinnen)


def test_no_sentence_holds_a_number_or_address_of_somebody(project: Examples) -> None:
    dutch = [zin for topic, item in project.voorbeelden.items() if topic != FOREIGN for _, zin in item.sentences()]
    dutch += [one.zin for topic, item in project.proefvragen.items() if topic != FOREIGN for _, one in item.sentences()]
    taken_out = ("[email]", "[iban]", "[bsn]", "[adres]", "[datum]")
    assert [zin for zin in dutch if PHONE.search(zin) or any(sign in redact(zin) for sign in taken_out)] == []
