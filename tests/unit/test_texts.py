"""Every text that an inwoner can see is gone through, once, with the place where an editor finds it."""

from collections import Counter
from pathlib import Path

import pytest

from content.catalogue import Catalogue, load_catalogue
from content.texts import Zichtbaar, visible_texts
from tests.harness.content_copy import ContentCopy

CATALOGUE = load_catalogue()
TEXTS = list(visible_texts(CATALOGUE))


def places(texts: list[Zichtbaar]) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(text.document.name, text.loc) for text in texts]


def test_no_place_comes_by_twice() -> None:
    assert [place for place, times in Counter(places(TEXTS)).items() if times > 1] == []


def test_every_text_stands_where_it_is_said_to_stand() -> None:
    for text in TEXTS:
        assert str(text.document.at(text.loc)).strip() == text.tekst.strip()
        assert text.loc[-1] == text.veld


@pytest.mark.parametrize("topic", sorted(CATALOGUE.onderwerpen))
def test_of_an_answer_every_form_and_every_variant_comes_by(topic: str) -> None:
    antwoord = CATALOGUE.onderwerpen[topic]
    own = [text.tekst for text in TEXTS if text.document.name == f"content/faq/{topic}.yml"]
    expected = [antwoord.kort, antwoord.zorg, antwoord.meer, antwoord.makkelijker, antwoord.situatie]
    for one in antwoord.varianten:
        expected += [one.knop, one.kort, one.meer, one.makkelijker]
    assert own == [text for text in expected if text]


def test_danger_talk_fixed_texts_and_languages_come_by_too() -> None:
    found = set(places(TEXTS))
    assert ("content/crisis/crisis_suicide.yml", ("kort",)) in found
    assert ("content/gesprek/boos.yml", ("antwoord",)) in found
    assert ("content/teksten/algemeen.yml", ("welkom",)) in found
    assert {text.taal for text in TEXTS if text.document.name == "content/talen.yml"} == set(CATALOGUE.talen)


def test_what_only_the_wijkteam_reads_stays_out() -> None:
    assert not [text for text in TEXTS if "console" in text.document.name]


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path).with_known()


def test_a_mistake_in_a_text_has_the_line_of_its_words(copy: ContentCopy) -> None:
    line = copy.replace("faq/schaamte.yml", "Dat u dit hier typt", "Dat u dit vandaag typt")
    catalogue: Catalogue = copy.load()
    (text,) = [one for one in visible_texts(catalogue) if one.loc == ("kort",) and "dit vandaag" in one.tekst]
    assert text.fout("is te lang.", "dit vandaag").regel == line
    assert str(text.fout("is te lang.", "dit vandaag")).endswith("'kort' is te lang.")
    assert text.fout("is te lang.").regel == text.document.line(("kort",))


def test_a_language_after_a_row_with_a_mistake_keeps_its_own_line(copy: ContentCopy) -> None:
    copy.replace("talen.yml", "  code: en\n", "  code: english\n")
    line = copy.replace("talen.yml", '  gevaar: "Tehlikede misiniz? {telefoon:alarm}', '  gevaar: "{telefoon:allarm}')
    told = [fout for fout in copy.check_mistakes() if "allarm" in fout.melding]
    assert [(fout.bestand, fout.regel) for fout in told] == [("content/talen.yml", line)]
