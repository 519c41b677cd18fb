"""How an editor's phrase is read, and what spelling it forgives."""

import pytest

from content.phrases import PhraseError, Spelling, plain, read_phrase

GROUPS = {"partner": ["man", "ex vriend"]}
FILLERS = frozenset({"echt"})


def _hits(line: str, text: str) -> bool:
    phrase = read_phrase(line, GROUPS, FILLERS)
    spelling = Spelling.of(
        phrase.words, corrected=["huiselijk"], ordinary=["huiselijke"], variants={"k": "ik"}, fillers=FILLERS
    )
    return phrase.found_in(spelling.sentence(text))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("bang voor mijn man", "Ik ben BANG voor mijn man!"),
        ("bang * man", "bang voor die ene man"),
        ("bang * man", "bang man"),
        ("bang (voor) man", "bang man"),
        ("zie/zag geen weg", "ik zag geen weg"),
        ("mishandel+ mij", "hij mishandelde mij"),
        ("bang voor mijn <partner>", "bang voor mijn ex-vriend"),
        ("ik ben op .", "ik ben op. en nu"),
        ("ik ben & honger", "honger heb ik. ik ben negen"),
        ("ik ben bang", "k ben echt bang"),
        ("huiselijk geweld", "huislijk geweld"),
        ("huiselijk geweld", "huise lijk geweld"),
        ("dood willen", "d o o d willen"),
    ],
)
def test_a_phrase_hits_what_it_describes(line, text):
    assert _hits(line, text)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("bang * man", "bang voor die ene grote man"),
        ("bang * man", "ik ben bang. mijn man ook"),
        ("ik ben op .", "ik ben op zoek"),
        ("ik ben & honger", "ik ben negen"),
        ("man", "manager"),
        ("huiselijk geweld", "huiselijke geweld"),
    ],
)
def test_a_phrase_leaves_the_rest_alone(line, text):
    assert not _hits(line, text)


@pytest.mark.parametrize("line", ["<onbekend> slaat", "sla+ mij", "(niet)", "echt weg", "***"])
def test_a_phrase_that_cannot_work_is_refused(line):
    with pytest.raises(PhraseError):
        read_phrase(line, GROUPS, FILLERS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("Dóóód", "dod"), ("z3lfm00rd", "zelfmord"), ("12jaar", "12 jar"), ("50 euro", "50 euro"), ("m'n", "mn")],
)
def test_plain_keeps_the_word_and_drops_how_it_was_typed(typed, read):
    assert plain(typed).strip() == read
