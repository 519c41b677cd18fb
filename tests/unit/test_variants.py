"""Who types a situation gets the answer for that situation, and who types two is asked."""

import pytest

from content.catalogue import load_catalogue
from content.model import Antwoord, Variant
from content.variants import variant_told_in

CATALOGUE = load_catalogue()
THUIS = Variant(id="thuis", knop="Thuis", woorden=("mijn vrouw", "mijn ouders", "Mijn man"), kort="Bel.")
HULP = Variant(id="hulp", knop="Hulp", woorden=("wijkteam", "niet aan mijn man"), kort="Bel.")
SCHAAMTE = CATALOGUE.onderwerpen["schaamte"].model_copy(update={"varianten": (THUIS, HULP)})
WITH_VARIANTS = sorted(topic for topic, one in CATALOGUE.onderwerpen.items() if one.varianten)


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("ik durf het mijn vrouw niet te zeggen", "thuis"),
        ("Hoe vertel ik dit aan MIJN  OUDERS?!", "thuis"),
        ("ik durf niet naar het wijkteam", "hulp"),
        ("mijn man wil niet dat ik naar het wijkteam ga", ""),
        ("ik zeg het niet aan mijn man", "hulp"),
        ("niet aan mijn man en niet aan mijn vrouw", ""),
        ("ik schaam me", ""),
        ("wijkteamleider", ""),
        ("mijnvrouw", ""),
        ("", ""),
        ("?!", ""),
    ],
)
def test_the_words_of_one_situation_choose_its_variant(text: str, variant: str) -> None:
    assert variant_told_in(text, SCHAAMTE) == variant


def test_a_topic_without_variants_or_without_an_answer_has_none() -> None:
    plain = SCHAAMTE.model_copy(update={"varianten": ()})
    assert variant_told_in("mijn vrouw", plain) == ""
    assert variant_told_in("mijn vrouw", None) == ""


@pytest.mark.parametrize("topic", WITH_VARIANTS)
def test_every_word_of_a_variant_chooses_it_and_no_other(topic: str) -> None:
    """A word under two variants would choose none."""
    antwoord: Antwoord = CATALOGUE.onderwerpen[topic]
    for variant in antwoord.varianten:
        for word in variant.woorden:
            assert variant_told_in(f"hallo, {word} dus", antwoord) == variant.id, word
