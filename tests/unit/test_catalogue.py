"""All content at once: found, filled in, and refused as a whole when something is wrong."""

from pathlib import Path

import pytest

from content.catalogue import TekstOntbreektError, load_catalogue
from content.source import Fout
from tests.harness.content_copy import ContentCopy
from tests.harness.talking import without_answer

CATALOGUE = load_catalogue()


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy(tmp_path)


def test_the_content_of_the_project_loads() -> None:
    assert {"schaamte", "huurachterstand"} <= set(CATALOGUE.onderwerpen)
    assert "crisis_suicide" in CATALOGUE.crisis
    assert "begroeting" in CATALOGUE.gesprek
    assert {"leiden", "landelijk"} <= set(CATALOGUE.gemeenten)
    assert {"engels", "turks", "fries"} <= set(CATALOGUE.talen)


def test_a_text_gets_its_values_and_its_phone_numbers(copy: ContentCopy) -> None:
    copy.append("teksten/algemeen.yml", 'proef: "Bel {gemeente} of {telefoon:alarm}."\n')
    assert copy.load().text("algemeen.proef", gemeente="Leiden") == "Bel Leiden of ⟦112|112⟧."


def test_an_organisation_whose_number_may_not_be_shown_gets_its_website(copy: ContentCopy) -> None:
    hidden = next(one for one in CATALOGUE.telefoon.values() if one.nummer is None and one.web)
    assert CATALOGUE.phone(hidden.id) == hidden.web


@pytest.mark.parametrize("key", ["algemeen.bestaat_niet", "algemeen", "algemeen.thema"])
def test_a_text_or_value_that_is_missing_is_an_error_of_the_program(key: str) -> None:
    with pytest.raises(TekstOntbreektError):
        CATALOGUE.text(key)


def test_a_value_that_looks_like_a_placeholder_is_not_filled_in_again() -> None:
    assert CATALOGUE.fill("Hallo {naam}", {"naam": "{gemeente}", "gemeente": "Leiden"}) == "Hallo {gemeente}"


def test_an_unknown_gemeente_gets_the_national_texts() -> None:
    assert CATALOGUE.gemeente("atlantis").id == "landelijk"
    assert CATALOGUE.gemeente_values("leiden")["gemeente"] == "Leiden"
    assert CATALOGUE.gemeente_values("leiden")["gemeente_telefoon"] == "⟦14 071|14071⟧"


def test_the_title_of_every_kind_of_topic_is_found_with_an_answer_of_its_own_or_not() -> None:
    assert "wissen" not in CATALOGUE.gesprek
    for topic in ("schaamte", "crisis_suicide", "begroeting", "digid", "wissen"):
        assert CATALOGUE.titel(topic)
    with pytest.raises(TekstOntbreektError):
        CATALOGUE.titel("bestaat_niet")


def test_no_two_topics_have_the_same_title() -> None:
    titles = [row.titel for row in CATALOGUE.register.values()]
    assert len(set(titles)) == len(titles)


def test_every_topic_is_of_one_kind_and_stands_under_a_theme_that_exists() -> None:
    kinds = [CATALOGUE.topics(soort) for soort in ("vraag", "crisis", "gesprek")]
    assert sum(map(len, kinds)) == len(frozenset().union(*kinds)) == len(CATALOGUE.register)
    assert {row.thema for row in CATALOGUE.register.values()} <= set(CATALOGUE.themas)
    assert CATALOGUE.topics("bestaat_niet") == frozenset()


def test_a_kind_holds_the_topics_without_an_answer_as_well() -> None:
    assert {"schaamte", "digid"} <= without_answer("digid").topics("vraag")
    assert {"begroeting", "wissen"} <= CATALOGUE.topics("gesprek")
    assert CATALOGUE.topics("crisis") == set(CATALOGUE.crisis), "danger always has an answer"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("onderwerpen.yml", "- een lijst\n", "moet 'themas:' en 'onderwerpen:' hebben"),
        ("onderwerpen.yml", "themas: {a: A}\nonderwerpen:\n  - {id: huur}\n", "'thema' ontbreekt"),
        ("telefoon.yml", "geldfit: 0800\n", "moet een lijst zijn"),
        ("telefoon.yml", "- geldfit\n", "moet regels hebben"),
        ("talen.yml", "engels: en\n", "moet een lijst zijn, zoals: - id: engels"),
        ("talen.yml", "- engels\n", "moet regels hebben"),
        ("talen.yml", "- {id: engels, naam: Engels, code: eng}\n", "'code' heeft niet de goede vorm. U schreef: eng."),
        ("talen.yml", "- {id: engels, naam: Engels, code: en}\n", "'gevaar' ontbreekt"),
        ("gesprek/bedankt.yml", "id: bedankt\n", "'antwoord' ontbreekt"),
        ("teksten/algemeen.yml", "- welkom\n", "moet regels hebben"),
        ("teksten/algemeen.yml", "welkom: 12\n", "'welkom' moet tekst zijn"),
        ("teksten/algemeen.yml", "welkom: nee: ja\n", "dubbele punt"),
        ("faq/schaamte.yml", "", "moet regels hebben"),
        ("gemeenten/leiden/gemeente.yml", "", "moet regels hebben"),
        ("gemeenten/leiden/teams.yml", "", "moet regels hebben"),
    ],
)
def test_a_file_of_another_shape_is_told_with_its_name(copy: ContentCopy, name: str, text: str, words: str) -> None:
    copy.write(name, text)
    fouten = copy.load_mistakes()
    assert [fout for fout in fouten if fout.bestand == f"content/{name}" and words in fout.melding], fouten


@pytest.mark.parametrize("name", ["onderwerpen.yml", "telefoon.yml", "talen.yml"])
def test_a_file_that_is_gone_is_told(copy: ContentCopy, name: str) -> None:
    copy.path(name).unlink()
    (fout,) = [one for one in copy.load_mistakes() if one.bestand == f"content/{name}"]
    assert fout.regel == 0
    assert fout.melding.startswith("dit bestand ontbreekt")


def test_a_phone_number_that_stands_there_twice_is_told_at_the_second(copy: ContentCopy) -> None:
    line = copy.append("telefoon.yml", "- {id: alarm, naam: Alarm, web: politie.nl, gecontroleerd_op: 2026-11-21}\n")
    assert copy.load_mistakes() == [Fout("content/telefoon.yml", line, "'alarm' staat er twee keer; haal er een weg")]


def test_a_language_that_stands_there_twice_is_told_at_the_second(copy: ContentCopy) -> None:
    line = copy.replace("talen.yml", "- id: turks\n", "- id: engels\n")
    assert copy.load_mistakes() == [Fout("content/talen.yml", line, "'engels' staat er twee keer; haal er een weg")]


def test_a_language_without_a_source_is_told(copy: ContentCopy) -> None:
    line = copy.replace("talen.yml", "  bronnen:\n    - {", "  bronnen: [] # {")
    (fout,) = copy.load_mistakes()
    assert (fout.bestand, fout.regel) == ("content/talen.yml", line)
    assert fout.melding.startswith("'bronnen' heeft er te weinig: 0, minstens 1.")


def test_a_mistake_inside_a_phone_number_has_its_own_line(copy: ContentCopy) -> None:
    line = copy.replace("telefoon.yml", 'nummer: "112"', 'nummer: "een een twee"')
    (fout,) = copy.load_mistakes()
    assert (fout.bestand, fout.regel) == ("content/telefoon.yml", line)


def test_without_the_national_texts_nothing_loads(copy: ContentCopy) -> None:
    copy.path("gemeenten/landelijk").rename(copy.path("gemeenten/elders"))
    assert any(fout.bestand == "content/gemeenten/landelijk" for fout in copy.load_mistakes())
