"""What pydantic finds, in Dutch that an editor can act on."""

from pathlib import Path

import pytest

from content.source import Fout
from tests.harness.content_copy import ContentCopy

FILE = "faq/schaamte.yml"


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path)


def only(fouten: list[Fout]) -> Fout:
    (fout,) = fouten
    return fout


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("titel: Ik schaam", "titels: Ik schaam", "'titels' ken ik niet. Is het een tikfout?"),
        ("verloopt_op: 2027-05-21", "verloopt_op: volgend jaar", "'verloopt_op' moet een bestaande datum zijn."),
        ("verloopt_op: 2027-05-21", "verloopt_op: [2027]", "'verloopt_op' moet een bestaande datum zijn."),
        ("id: schaamte", "id: Schaamte!", "'id' heeft niet de goede vorm. U schreef: Schaamte!."),
        ("id: schaamte", "id: 12", "'id' moet tekst zijn; zet er aanhalingstekens om. U schreef: 12."),
        ("titel: Ik schaam me of durf niet", "titel: ''", "'titel' mag niet leeg zijn."),
        (
            "titel: Ik schaam me of durf niet",
            "titel: Ik schaam me heel erg en ik durf niet te bellen",
            "'titel' is te lang: hoogstens 32 tekens.",
        ),
        ("stap: mens", "stap: bellen", "'stap' moet een van deze zijn: 'mens' or 'check'. U schreef: bellen."),
        ("vervolg: [", "vervolg: geen # [", "'vervolg' moet een lijst zijn. U schreef: geen."),
        ('  - {titel: "CBS', '  - "CBS" # ', "'bronnen' moet uit regels bestaan"),
        ("eigenaar: redactie", "1: redactie", "'1' is een getal of een datum; hier hoort een woord."),
        ("eigenaar: redactie", "eigenaar: ''", "'eigenaar' mag niet leeg zijn."),
    ],
)
def test_a_wrong_value_is_told_at_its_line(copy: ContentCopy, old: str, new: str, message: str) -> None:
    line = copy.replace(FILE, old, new)
    told = [fout for fout in copy.load_mistakes() if fout.melding.startswith(message)]
    assert [(fout.bestand, fout.regel) for fout in told] == [("content/faq/schaamte.yml", line)]


def test_a_missing_field_is_named_with_an_example(copy: ContentCopy) -> None:
    copy.replace(FILE, "titel: Ik schaam me of durf niet\n", "")
    assert str(only(copy.load_mistakes())) == (
        "content/faq/schaamte.yml, regel 1: 'titel' ontbreekt. Zoals: Huur niet betaald"
    )


def test_too_few_examples_are_counted(copy: ContentCopy) -> None:
    text = copy.path(FILE).read_text(encoding="utf-8")
    head, _, proefvragen = text.partition("proefvragen:")
    kept = head.split("voorbeelden:")[0] + "voorbeelden:\n  - ik schaam me\nproefvragen:" + proefvragen
    copy.write(FILE, kept)
    fout = only(copy.load_mistakes())
    assert fout.melding.startswith("'voorbeelden' heeft er te weinig: 1, minstens 15.")
    assert fout.regel == kept.count("\n", 0, kept.index("voorbeelden:")) + 1


def test_a_web_address_with_a_space_is_refused(copy: ContentCopy) -> None:
    copy.replace(FILE, 'adres: "https://www.kennisbundel.nl/', 'adres: "op de site van ')
    assert "moet een webadres zijn" in only(copy.load_mistakes()).melding


def test_a_file_that_is_only_text_is_refused(copy: ContentCopy) -> None:
    copy.write(FILE, "Ik schaam me\n")
    assert "moet regels hebben" in only(copy.load_mistakes()).melding


def test_every_mistake_is_told_at_once(copy: ContentCopy) -> None:
    copy.replace(FILE, "titel: Ik", "titels: Ik")
    copy.replace("faq/privacy.yml", "eigenaar: redactie", "eigenaar: ''")
    assert len(copy.load_mistakes()) == 3
