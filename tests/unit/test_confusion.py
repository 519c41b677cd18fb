"""The picture of what is taken for what: valid SVG, in the order of the topics, right on the diagonal."""

from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from content.catalogue import load_catalogue
from rasa_project import __main__ as command
from rasa_project.confusion import CELL, NAMES, drawn
from rasa_project.evaluation import Prediction

SVG = "{http://www.w3.org/2000/svg}"
CATALOGUE = SimpleNamespace(register=dict.fromkeys(("huur", "boete", "digid", "schaamte")))


def picture(*pairs: tuple[str, str]) -> ElementTree.Element:
    """Draw what was said and what was heard, and read it back as XML."""
    made = [Prediction("", said, heard, (), 0.5, "antwoord") for said, heard in pairs]
    return ElementTree.fromstring(drawn(SimpleNamespace(predictions=tuple(made)), CATALOGUE))  # type: ignore[arg-type]


def squares(svg: ElementTree.Element) -> dict[str, ElementTree.Element]:
    """Return the squares by what each tells."""
    found = {
        str(one.findtext(f"{SVG}title")): one for one in svg.iter(f"{SVG}rect") if one.find(f"{SVG}title") is not None
    }
    assert len(found) == len(list(svg.iter(f"{SVG}rect"))) - 1, "each square has its own words, and there is a ground"
    return found


def names(svg: ElementTree.Element) -> list[str]:
    """Return the names of the rows from top to bottom."""
    return [str(one.text) for one in svg.iter(f"{SVG}text") if one.get("text-anchor") == "end"]


def place(square: ElementTree.Element) -> tuple[int, int]:
    """Return the row and the column of a square."""
    return (int(square.get("y", "")) - NAMES) // CELL, (int(square.get("x", "")) - NAMES) // CELL


def shown(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[tuple[int, int], str, float]]:
    found = squares(picture(*pairs))
    return {told: (place(one), str(one.get("fill")), float(one.get("fill-opacity", ""))) for told, one in found.items()}


def test_right_stands_on_the_diagonal_in_grey_and_wrong_beside_it_in_red() -> None:
    pairs = [("huur", "huur"), ("huur", "huur"), ("huur", "huur"), ("huur", "boete"), ("boete", "boete")]
    assert shown(pairs) == {
        "huur → huur: 3": ((0, 0), "#555", 0.75),
        "huur → boete: 1": ((0, 1), "#c00", 0.25),
        "boete → boete: 1": ((1, 1), "#555", 1.0),
    }


def test_a_rare_mistake_is_still_to_be_seen() -> None:
    found = shown([*[("huur", "huur")] * 99, ("huur", "boete")])
    assert found["huur → boete: 1"] == ((0, 1), "#c00", 0.12)


def test_the_topics_stand_in_the_order_of_the_list_so_that_a_theme_is_together() -> None:
    svg = picture(("schaamte", "schaamte"), ("onbekend", "huur"), ("boete", "ander"))
    assert names(svg) == ["huur", "boete", "schaamte", "ander", "onbekend"]
    assert place(squares(svg)["onbekend → huur: 1"]) == (4, 0)


def test_every_topic_is_named_at_its_row_and_at_its_column() -> None:
    texts = [one.text for one in picture(("huur", "boete")).iter(f"{SVG}text")]
    assert sorted(texts) == ["boete", "boete", "huur", "huur"]


def test_what_was_not_understood_at_all_has_no_square_but_counts() -> None:
    assert shown([("huur", "huur"), ("huur", "")]) == {"huur → huur: 1": ((0, 0), "#555", 0.5)}


@pytest.mark.parametrize("odd", ["<b>", 'a"b', "a&b", "</svg>", "'", "é→ü", "]]>"])
def test_an_odd_name_is_only_a_name(odd: str) -> None:
    svg = picture((odd, "huur"), ("huur", odd))
    assert names(svg) == ["huur", odd]
    assert set(squares(svg)) == {f"{odd} → huur: 1", f"huur → {odd}: 1"}


def test_everything_fits_in_the_picture() -> None:
    svg = picture(*((topic, "huur") for topic in CATALOGUE.register))
    side = int(svg.get("viewBox", "").split()[-1])
    assert svg.get("viewBox") == f"0 0 {side} {side}"
    for square in squares(svg).values():
        row, column = place(square)
        assert max(row, column) * CELL + NAMES + CELL <= side


def test_nothing_measured_is_an_empty_picture() -> None:
    svg = picture()
    assert svg.tag == f"{SVG}svg"
    assert (names(svg), squares(svg)) == ([], {})


def test_the_picture_of_the_projects_own_topics_is_valid() -> None:
    catalogue = load_catalogue()
    made = [Prediction("", topic, topic, (topic,), 0.9, "antwoord") for topic in catalogue.register]
    svg = ElementTree.fromstring(drawn(SimpleNamespace(predictions=made), catalogue))  # type: ignore[arg-type]
    assert names(svg) == list(catalogue.register)
    assert {row == column for row, column in map(place, squares(svg).values())} == {True}


def test_evaluate_draws_the_picture_that_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the report, of the same sentences."""
    file, svg = tmp_path / "zinnen.yml", tmp_path / "verward.svg"
    file.write_text("- {text: de huur, topic: huurachterstand}\n", encoding="utf-8")
    heard = Prediction("de huur", "huurachterstand", "digid", ("digid",), 0.8, "antwoord")
    monkeypatch.setattr(command, "_heard", lambda sentences: [heard for _ in sentences])
    result = CliRunner().invoke(command.cli, ["evaluate", str(file), "--picture", str(svg)])
    assert result.exit_code == 0, result.output
    assert "huurachterstand → digid: de huur" in result.stdout
    assert set(squares(ElementTree.fromstring(svg.read_text(encoding="utf-8")))) == {"huurachterstand → digid: 1"}
