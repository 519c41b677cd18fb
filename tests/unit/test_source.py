"""YAML that knows its lines: mistakes are told in Dutch, with the file and the line."""

from pathlib import Path

import pytest

from content.source import ContentError, Document, Fout, read_document


def read(folder: Path, text: str | bytes) -> Document:
    root = folder / "content"
    root.mkdir(exist_ok=True)
    path = root / "proef.yml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_document(path, root)


def mistake(folder: Path, text: str | bytes) -> Fout:
    with pytest.raises(ContentError) as caught:
        read(folder, text)
    (fout,) = caught.value.fouten
    return fout


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("titel: Huur\nkort:\n\tVertel het", 3, "tab"),
        ("\ttitel: Huur", 1, "tab"),
        ("kort: |\n\tVertel het", 2, "tab"),
        ("id: huur\ntitel: Let op: huur", 2, "dubbele punt in de tekst"),
        ("id: huur\ntitel: Huur\nid: schuld", 3, "'id' staat er twee keer"),
        ("bron:\n  titel: Wet\n  titel: Nog een wet", 3, "'titel' staat er twee keer"),
        ("id: huur\nverloopt_op: 2026-11-31", 2, "'2026-11-31' is geen bestaande datum"),
        ("lijst:\n  - 2026-02-30", 2, "'2026-02-30' is geen bestaande datum"),
        ("id: huur\ntitel: @huur", 2, "aanhalingstekens"),
        ("id: huur\ntitel Huur\nkort: x", 2, "dubbele punt"),
        ("id: huur\ntitel: 'Huur", 2, "sluit nergens"),
        ("id: huur\ntelefoon: [geldfit", 2, "sluit nergens"),
        ("id: huur\n? [een, twee]\n: drie", 2, "hoort een woord"),
        ("id: huur\ntitel: Hu\x07ur", 2, "teken dat niet in een tekst hoort"),
        ("titel: !!timestamp morgen", 1, "mag niet met '!' beginnen"),
        ("titel: !!bool misschien", 1, "aanhalingstekens"),
        ("titel: !!int ''", 1, "aanhalingstekens"),
        ("titel: !!python/object/apply:os.getcwd []", 1, "mag niet met '!' beginnen"),
        ("id: huur\n---\nid: schuld", 2, "één geheel"),
    ],
)
def test_broken_yaml_is_told_in_dutch_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    fout = mistake(tmp_path, text)
    assert (fout.bestand, fout.regel) == ("content/proef.yml", line)
    assert words in fout.melding


def test_a_file_in_another_encoding_is_told_so(tmp_path: Path) -> None:
    assert "UTF-8" in mistake(tmp_path, "titel: café".encode("latin-1")).melding


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read_document(tmp_path / "content" / "weg.yml", tmp_path / "content")
    assert str(caught.value) == "content/weg.yml: dit bestand ontbreekt. Zet het terug onder precies deze naam."


def test_an_anchor_inside_itself_does_not_hang(tmp_path: Path) -> None:
    assert "'&'" in mistake(tmp_path, "&a [*a]").melding


def test_signs_of_yaml_inside_a_text_are_only_signs(tmp_path: Path) -> None:
    text = "een: Brood & melk, 3 * 2 of [gratis!]\ntwee: '& zo'\ndrie: |\n  *let op*\n  - !belangrijk\n"
    assert read(tmp_path, text).data == {
        "een": "Brood & melk, 3 * 2 of [gratis!]",
        "twee": "& zo",
        "drie": "*let op*\n- !belangrijk\n",
    }


def test_words_in_a_text_have_their_own_line(tmp_path: Path) -> None:
    document = read(tmp_path, "id: huur\nkort: |\n\n  Bel nu.\n\n  Of mail.\nmeer: Bel nu.\n")
    assert document.line_of(("kort",), "mail") == 6
    assert document.line_of(("kort",), "staat er niet") == 2
    assert document.line_of(("meer",), "nu") == 7


def test_a_value_is_told_as_it_was_typed(tmp_path: Path) -> None:
    document = read(tmp_path, "code: no\ntijd: 12:30\nlijst: [yes,  2026-01-31]\n")
    assert document.data["code"] is False
    assert document.written == {
        ("code",): "no",
        ("tijd",): "12:30",
        ("lijst",): "[yes,  2026-01-31]",
        ("lijst", 0): "yes",
        ("lijst", 1): "2026-01-31",
    }


@pytest.mark.parametrize(("row_id", "line"), [("twee", 4), ("een", 2), ("drie", 1)])
def test_a_row_is_found_by_its_id(tmp_path: Path, row_id: str, line: int) -> None:
    document = read(tmp_path, "rijen:\n  - id: een\n  - huur\n  - {id: twee}\n")
    assert document.line(document.row(("rijen",), row_id)) == line


def test_a_place_has_the_line_of_its_key_and_of_the_nearest_part_around_it(tmp_path: Path) -> None:
    document = read(
        tmp_path, "id: huur\nbronnen:\n  - titel: Wet\n    jaar: 2026\n  - titel: Nog een\nkort: |\n  Tekst\n"
    )
    assert document.line(("bronnen", 0, "jaar")) == 4
    assert document.line(("bronnen", 1)) == 5
    assert document.line(("bronnen", 1, "adres")) == 5
    assert document.line(("kort",)) == 6
    assert document.line(("bestaat_niet",)) == 1


def test_a_part_keeps_its_lines(tmp_path: Path) -> None:
    part = read(tmp_path, "lijst:\n  - id: een\n  - id: twee\n    naam: Twee\n").part(("lijst", 1))
    assert part.data == {"id": "twee", "naam": "Twee"}
    assert (part.line(()), part.line(("naam",))) == (3, 4)


def test_mistakes_are_sorted_and_read_as_file_line_message() -> None:
    error = ContentError([Fout("b.yml", 2, "later"), Fout("a.yml", 0, "eerst")])
    assert str(error) == "a.yml: eerst\nb.yml, regel 2: later"


def test_an_empty_file_is_a_document_without_data(tmp_path: Path) -> None:
    assert read(tmp_path, "# alleen uitleg\n").data is None
