"""What pydantic finds, in Dutch that an editor can act on."""

from pathlib import Path

import pytest

from content.nearest import nearest
from content.source import Fout
from tests.harness.content_copy import ContentCopy

FILE = "faq/schaamte.yml"


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path).with_known()


def only(fouten: list[Fout]) -> Fout:
    (fout,) = fouten
    return fout


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("eigenaar: redactie", "eigenaars: redactie", "'eigenaars' ken ik niet. Bedoelt u 'eigenaar'?"),
        ("verloopt_op: 2027-05-25", "verloopt_op: volgend jaar", "'verloopt_op' moet een bestaande datum zijn."),
        ("verloopt_op: 2027-05-25", "verloopt_op: [2027]", "'verloopt_op' moet een bestaande datum zijn."),
        ("id: schaamte", "id: Schaamte!", "'id' heeft niet de goede vorm. U schreef: Schaamte!"),
        ("id: schaamte", "id: 12", "'id' moet tekst zijn; zet er aanhalingstekens om. U schreef: 12."),
        ("stap: mens", "stap: bellen", "'stap' moet een van deze zijn: mens, check. U schreef: bellen."),
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


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('titel: "Ik schaam me of durf niet"', "titel: ''", "'titel' mag niet leeg zijn."),
        (
            'titel: "Ik schaam me of durf niet"',
            "titel: Ik schaam me heel erg en ik durf niet te bellen",
            "'titel' is te lang: hoogstens 32 tekens, dit zijn er 47.",
        ),
        ('titel: "Ik schaam me of durf niet"', "titels: Ik", "'titels' ken ik niet. Bedoelt u 'titel'?"),
        ("{id: schaamte,", "{id: schaamte, soort: raar,", "'soort' moet een van deze zijn:"),
        (
            "{id: schaamte,",
            "{id: schaamte, spoed: soms,",
            "'spoed' moet true (ja) of false (nee) zijn. U schreef: soms.",
        ),
        (
            "{id: schaamte,",
            "{id: schaamte, voorbeelden: [ik],",
            "'voorbeelden' ken ik hier niet. Dit kan wel: id, titel,",
        ),
    ],
)
def test_a_wrong_value_in_the_list_of_topics_is_told_at_its_line(
    copy: ContentCopy, old: str, new: str, message: str
) -> None:
    line = copy.replace("onderwerpen.yml", old, new)
    told = [fout for fout in copy.load_mistakes() if fout.melding.startswith(message)]
    assert [(fout.bestand, fout.regel) for fout in told] == [("content/onderwerpen.yml", line)]


def test_a_missing_field_is_named(copy: ContentCopy) -> None:
    copy.replace(FILE, "eigenaar: redactie\n", "")
    assert (
        str(only(copy.load_mistakes()))
        == "content/faq/schaamte.yml, regel 1: 'eigenaar' ontbreekt. Zoals: eigenaar: redactie"
    )


def test_a_missing_field_is_named_with_an_example(copy: ContentCopy) -> None:
    line = copy.replace("onderwerpen.yml", 'titel: "Ik schaam me of durf niet", ', "")
    assert str(only(copy.load_mistakes())) == (
        f"content/onderwerpen.yml, regel {line}: 'titel' ontbreekt. Zoals: titel: Huur niet betaald"
    )


def test_sentences_left_in_an_answer_are_not_silently_ignored(copy: ContentCopy) -> None:
    """They moved to voorbeelden/ and proefvragen/: whoever still writes them here must hear it."""
    line = copy.append(FILE, "voorbeelden:\n  - ik schaam me\n")
    fout = only(copy.load_mistakes())
    assert (fout.bestand, fout.regel) == ("content/faq/schaamte.yml", line)
    assert fout.melding.startswith("'voorbeelden' ken ik hier niet.")


def test_a_web_address_with_a_space_is_refused(copy: ContentCopy) -> None:
    copy.replace(FILE, 'adres: "https://www.kennisbundel.nl/', 'adres: "op de site van ')
    assert "moet een webadres zijn" in only(copy.load_mistakes()).melding


def test_a_file_that_is_only_text_is_refused(copy: ContentCopy) -> None:
    copy.write(FILE, "Ik schaam me\n")
    assert "moet regels hebben" in only(copy.load_mistakes()).melding


def test_every_mistake_is_told_at_once(copy: ContentCopy) -> None:
    copy.replace(FILE, "eigenaar: redactie", "eigenaars: redactie")
    copy.replace("faq/privacy.yml", "eigenaar: redactie", "eigenaar: ''")
    assert [fout.bestand for fout in copy.load_mistakes()] == ["content/faq/privacy.yml", "content/faq/schaamte.yml"]


def test_a_list_of_which_one_thing_is_wrong_is_not_called_too_short(copy: ContentCopy) -> None:
    line = copy.replace("talen.yml", "  bronnen:\n    - {titel:", "  bronnen:\n    - {title:")
    fouten = copy.load_mistakes()
    assert [(fout.regel, "Bedoelt u" in fout.melding) for fout in fouten] == [(line + 1, True)]


def test_a_key_that_is_misspelled_is_not_told_as_missing_too(copy: ContentCopy) -> None:
    line = copy.replace(FILE, "verloopt_op: 2027-05-25", "verlopt_op: 2027-05-25")
    assert only(copy.load_mistakes()) == Fout(
        "content/faq/schaamte.yml", line, "'verlopt_op' ken ik niet. Bedoelt u 'verloopt_op'?"
    )


@pytest.mark.parametrize(
    ("key", "meant"),
    [("title", "titel"), ("adress", "adres"), ("TITEL", "titel"), (" jaar", "jaar"), ("onzin", None)],
)
def test_what_was_meant_is_guessed_only_when_it_is_much_alike(key: str, meant: str | None) -> None:
    assert nearest(key, ["titel", "adres", "jaar"]) == meant
