"""The words of a sentence with their class, and the file that remembers them."""

import json
from pathlib import Path

import pytest

from content.plain_dutch import tagger as module
from content.plain_dutch.tagger import Tagger, Woord

TOKENS = ("De", "gemeente", "betaalt", "uw", "huur", ".")


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "words.json"


@pytest.fixture
def without_hanta(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> None:
        raise AssertionError("HanTa was loaded")

    monkeypatch.setattr(module, "_hanta", nowhere)


def test_words_get_their_class_and_their_lemma(memory: Path) -> None:
    tagged = Tagger(memory).tag(TOKENS)
    assert [word.tekst for word in tagged] == list(TOKENS)
    assert tagged[2].lemma == "betalen"
    assert tagged[2].is_soort("WW(pv")
    assert tagged[1].is_soort("N(", "WW(")
    assert tagged[5].is_soort("LET(")


def test_a_word_with_a_capital_inside_a_sentence_is_a_name(memory: Path) -> None:
    tagger = Tagger(memory)
    assert tagger.tag(("Bel", "de", "Oudegracht", "."))[2].is_soort("N(eigen")
    assert tagger.tag(("Huur", "is", "duur", "."))[0].is_soort("N(soort", "WW(")


def test_what_was_tagged_is_remembered_so_that_hanta_is_not_loaded(
    memory: Path, without_hanta: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(module, "_hanta", lambda: lambda tokens: [(token, token, "N(soort)") for token in tokens])
        first = Tagger(memory)
        tagged = first.tag(("een", "brief"))
        first.remember()
    assert Tagger(memory).tag(("een", "brief")) == tagged == (
        Woord("een", "een", "N(soort)"), Woord("brief", "brief", "N(soort)"),
    )  # fmt: skip


def test_only_what_was_tagged_this_time_is_kept(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_hanta", lambda: lambda tokens: [(token, token, "N(soort)") for token in tokens])
    for text in (("oud",), ("nieuw",)):
        one = Tagger(memory)
        one.tag(text)
        one.remember()
    assert list(json.loads(memory.read_text())) == ["nieuw"]


@pytest.mark.parametrize("broken", ["{", "[1]", ""])
def test_a_broken_memory_is_no_memory(memory: Path, broken: str) -> None:
    memory.parent.mkdir()
    memory.write_text(broken)
    assert Tagger(memory).tag(("brief",))[0].tekst == "brief"


def test_where_nothing_may_be_written_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_hanta", lambda: lambda tokens: [(token, token, "N(soort)") for token in tokens])
    (tmp_path / "file").write_text("")
    one = Tagger(tmp_path / "file" / "words.json")
    one.tag(("brief",))
    one.remember()
    assert one.tag(("brief",)) == (Woord("brief", "brief", "N(soort)"),)
