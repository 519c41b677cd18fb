"""A postcode or a name leads to a gemeente, to several, or to none."""

from pathlib import Path

import pytest

from content.catalogue import CONTENT
from content.postcodes import Postcodes, id_of, read_postcodes
from content.source import ContentError
from tests.harness.content_copy import ContentCopy

KNOWN = read_postcodes(CONTENT)


def test_the_list_holds_every_gemeente_under_an_id_of_its_own() -> None:
    assert len(KNOWN.gemeenten) == 342
    assert len({one.cbs for one in KNOWN.gemeenten.values()}) == 342
    assert KNOWN.gemeenten["s_hertogenbosch"].naam == "'s-Hertogenbosch"
    assert id_of("Bergen (NH)") == "bergen_nh"


@pytest.mark.parametrize(
    ("postcode", "gemeenten"),
    [
        ("2332", ("leiden",)),
        ("2332 AB", ("leiden",)),
        ("2331", ("leiden",)),
        ("1504", ("zaanstad",)),
        ("2324", ("amersfoort", "leiden")),
        ("1000", ()),
        ("0000", ()),
        ("", ()),
    ],
)
def test_a_postcode_lies_in_one_gemeente_in_several_or_in_none(postcode: str, gemeenten: tuple[str, ...]) -> None:
    assert KNOWN.at(postcode) == gemeenten


def test_as_many_postcodes_lie_in_more_than_one_gemeente_as_the_list_says() -> None:
    assert sum(len(ids) > 1 for ids in KNOWN.pc4.values()) == 55


@pytest.mark.parametrize(
    ("name", "gemeenten"),
    [
        ("Nijmegen", ("nijmegen",)),
        ("zaandam", ("zaanstad",)),
        ("  'S-HERTOGENBOSCH ", ("s_hertogenbosch",)),
        ("den bosch", ("s_hertogenbosch",)),
        ("Sudwest Fryslan", ("sudwest_fryslan",)),
        ("Bergen", ("bergen_nh", "bergen_l")),
        ("Hoorn", ("hoorn", "terschelling")),
        ("Atlantis", ()),
    ],
)
def test_a_name_is_that_of_a_gemeente_or_of_a_place_in_one(name: str, gemeenten: tuple[str, ...]) -> None:
    assert KNOWN.named(name) == gemeenten


def test_a_place_is_told_from_a_gemeente() -> None:
    assert KNOWN.is_gemeente("zaanstad")
    assert KNOWN.is_gemeente("bergen")
    assert not KNOWN.is_gemeente("zaandam")


@pytest.mark.parametrize(("name", "best"), [("nijmgen", "nijmegen"), ("Zaanstadt", "zaanstad"), ("leyden", "leiden")])
def test_a_misspelled_name_is_near_to_the_right_one(name: str, best: str) -> None:
    assert KNOWN.near(name)[0] == best
    assert len(KNOWN.near(name)) <= 3


@pytest.mark.parametrize("word", ["huur", "ik kan de huur niet betalen", "blabla"])
def test_another_word_is_near_to_nothing(word: str) -> None:
    assert KNOWN.near(word) == ()


def test_a_gemeente_has_its_postcodes_also_those_that_it_shares() -> None:
    assert {"2331", "2332", "2324"} <= set(KNOWN.of("leiden"))
    assert KNOWN.of("atlantis") == ()


def test_without_the_list_nothing_is_found_and_a_list_of_another_shape_is_told(tmp_path: Path) -> None:
    assert read_postcodes(tmp_path) == Postcodes()
    copy = ContentCopy(tmp_path)
    copy.write("gemeenten/pc4.csv", "postcode,stad\n2332,Leiden\n")
    with pytest.raises(ContentError, match=r"content/gemeenten/pc4.csv, regel 1: hier horen de kolommen gemeente, "):
        read_postcodes(copy.root)
    assert [fout.bestand for fout in copy.load_mistakes()] == ["content/gemeenten/pc4.csv"]
