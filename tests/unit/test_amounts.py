"""Amounts in texts: shown as people write them, and gone with their sentence once they are outdated."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from content.amounts import AMOUNT, WRITTEN_OUT, without_outdated
from content.catalogue import Catalogue, load_catalogue
from content.model import Bedrag
from content.texts import visible_texts

CATALOGUE = load_catalogue()
FIRST, LAST = date(2026, 7, 1), date(2026, 12, 31)
AMOUNT_OF_2026 = next(iter(CATALOGUE.bedragen.values()))
OLD = "{bedrag:oud}"
NEW = "{bedrag:nieuw}"


def is_old(name: str) -> bool:
    return name == "oud"


def with_amounts(today: date) -> Catalogue:
    """Return the catalogue with one amount of 2026, as it is on a day."""
    one = AMOUNT_OF_2026.model_copy(
        update={"id": "proef", "waarde": Decimal("1345.45"), "geldig_van": FIRST, "geldig_tot": LAST}
    )
    return replace(CATALOGUE, bedragen={"proef": one}, today=lambda: today)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Geen bedrag.", "Geen bedrag."),
        (f"Het is {NEW}.", f"Het is {NEW}."),
        (f"Vraag het aan. U krijgt {OLD}. Bel gerust.", "Vraag het aan. Bel gerust."),
        (f"U krijgt {OLD}! Bel gerust.", "Bel gerust."),
        (f"Vraag het aan.\n\nU krijgt {OLD}.\n\nBel gerust.", "Vraag het aan.\n\nBel gerust."),
        (f"U krijgt {OLD} of {NEW}. Bel.", "Bel."),
        (f"- alleen: {OLD}\n- samen: {NEW}", f"- samen: {NEW}"),
        (f"Zo veel is het:\n- alleen: {OLD}. Dat is per maand.\n- samen: {NEW}", f"Zo veel is het:\n- samen: {NEW}"),
        (f"Bel eerst.\n\nZo veel is het:\n- alleen: {OLD}\n- samen: {OLD}\n\nDaarna hoort u het.",
         "Bel eerst.\n\nDaarna hoort u het."),
        (f"Bel eerst. Zo veel is het:\n- {OLD}", "Bel eerst."),
        ("Zo gaat het:\n\n- bel\n- vraag", "Zo gaat het:\n\n- bel\n- vraag"),
        (f"{OLD}", ""),
    ],
)  # fmt: skip
def test_a_sentence_or_list_item_with_an_outdated_amount_is_left_out(text: str, left: str) -> None:
    assert without_outdated(text, is_old) == (left, left != text)


def test_an_amount_is_shown_from_its_first_day_to_its_last(subtests: pytest.Subtests) -> None:
    shown = {FIRST: True, LAST: True, date(2026, 6, 30): False, date(2027, 1, 1): False}
    for day, is_shown in shown.items():
        with subtests.test(str(day)):
            text = with_amounts(day).fill("Bel nu. U krijgt {bedrag:proef}.", {"gemeente": "", "gemeente_telefoon": ""})
            assert ("€ 1.345,45" in text) == is_shown
            assert text.startswith("Bel nu.")


def test_what_was_left_out_is_told_with_whom_to_ask() -> None:
    catalogue = with_amounts(date(2027, 1, 1))
    text = catalogue.fill("Bel nu. U krijgt {bedrag:proef}.", catalogue.gemeente_values("leiden"))
    told = catalogue.text("algemeen.bedrag_verlopen", **catalogue.gemeente_values("leiden"))
    assert text == f"Bel nu.\n\n{told}"
    assert "14 071" in told


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        ("1345.45", "euro", "€ 1.345,45"),
        ("1345", "euro", "€ 1.345"),
        ("26.5", "euro", "€ 26,50"),
        ("0.4", "euro", "€ 0,40"),
        ("1234567", "euro", "€ 1.234.567"),
        ("5", "procent", "5%"),
        ("2.50", "procent", "2,5%"),
        ("10", "procent", "10%"),
        ("100", "procent", "100%"),
    ],
)
def test_an_amount_is_written_as_people_write_it(value: str, unit: str, written: str) -> None:
    row = AMOUNT_OF_2026.model_dump() | {"waarde": value, "eenheid": unit}
    assert Bedrag.model_validate(row).weergave == written


@pytest.mark.parametrize(
    "text",
    ["€ 25", "€25", "€ 1.250,50", "25 euro", "2,50 euro", "honderd euro", "vijfentwintighonderd euro", "5%", "5 %",
     "vijf procent", "tien cent", "anderhalve euro"],
)  # fmt: skip
def test_an_amount_that_was_typed_in_is_found(text: str) -> None:
    assert WRITTEN_OUT.search(f"Dat kost {text}.")


@pytest.mark.parametrize(
    "text", ["6 weken", "2026", "de euro", "een percentage", "{bedrag:proef}", "artikel 22", "18 jaar", "wat euro's"]
)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert not WRITTEN_OUT.search(f"Dat is {text}.")


def test_every_text_of_the_project_still_says_something_when_all_amounts_are_outdated() -> None:
    """Each with what to do, and without a heading above nothing."""
    named = [text for text in visible_texts(CATALOGUE) if AMOUNT.search(text.tekst)]
    assert len(named) > 30
    for text in named:
        left, dropped = without_outdated(text.tekst, lambda _: True)
        assert dropped
        assert not AMOUNT.search(left)
        assert len(left.split()) >= 8, (text.document.name, text.loc)
        lines = [*left.split("\n"), ""]
        bare = [one for one, below in pairwise(lines) if one.endswith(":") and not below.strip()]
        assert bare == [], (text.document.name, text.loc)


@pytest.mark.parametrize("topic", sorted(CATALOGUE.onderwerpen))
def test_after_the_last_day_no_answer_shows_an_amount(topic: str) -> None:
    after = max(bedrag.geldig_tot for bedrag in CATALOGUE.bedragen.values()).replace(year=2030)
    catalogue = replace(CATALOGUE, today=lambda: after)
    values = catalogue.gemeente_values("leiden")
    antwoord = CATALOGUE.onderwerpen[topic]
    for body in (antwoord, *antwoord.varianten):
        for text in filter(None, (body.kort, body.meer, body.makkelijker)):
            assert not WRITTEN_OUT.search(catalogue.fill(text, values))
