"""`python -m content new`: files that say what an editor must fill in, and that are right once that is done."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from content import commands
from content.__main__ import cli
from content.check_examples import check_examples
from content.model import Antwoord
from content.new_files import half_a_year_after, new_answer, new_examples, new_row
from content.source import ContentError, Fout
from tests.harness.content_copy import TODAY, ContentCopy

TOPIC = "digid"
FILL_IN = re.compile(r"\(vul in[^)]*\)")


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    found = ContentCopy(tmp_path, sentences=True)
    for folder in ("faq", "voorbeelden", "proefvragen"):
        found.path(f"{folder}/{TOPIC}.yml").unlink()
    return found


def told(copy: ContentCopy, name: str) -> list[Fout]:
    return [fout for fout in copy.check_mistakes() if fout.bestand == f"content/{name}"]


def fill_in(copy: ContentCopy, name: str, words: Callable[[str], str]) -> None:
    """Fill in what must be, as an editor would."""
    text = copy.path(name).read_text(encoding="utf-8")
    copy.write(name, FILL_IN.sub(lambda match: words(match.group()), text))


# An answer


def test_a_new_answer_is_told_in_dutch_line_by_line_until_it_is_filled_in(copy: ContentCopy) -> None:
    name = f"faq/{TOPIC}.yml"
    assert new_answer(TOPIC, copy.root, today=TODAY) == [copy.path(name)]
    lines = copy.path(name).read_text(encoding="utf-8").splitlines()
    fouten = told(copy, name)
    fields = ("titel", "adres", "kort", "zorg", "meer", "makkelijker")
    assert sorted(fout.melding.partition(". Schrijf hier")[0] for fout in fouten) == sorted(
        f"'{field}' is nog niet ingevuld" for field in fields
    )
    assert all(fout.melding.split("'")[1] in lines[fout.regel - 1] for fout in fouten)


def test_nothing_of_a_new_answer_can_be_shown_before_it_is_filled_in(copy: ContentCopy) -> None:
    new_answer(TOPIC, copy.root, today=TODAY)
    with pytest.raises(ContentError):
        copy.load()


def test_an_answer_that_is_filled_in_is_right(copy: ContentCopy) -> None:
    new_answer(TOPIC, copy.root, today=TODAY)
    fill_in(copy, f"faq/{TOPIC}.yml", lambda hint: "https://www.digid.nl" if "webadres" in hint else "Bel uw gemeente.")
    assert told(copy, f"faq/{TOPIC}.yml") == []
    antwoord: Antwoord = copy.load().onderwerpen[TOPIC]
    assert (antwoord.gecontroleerd_op, antwoord.verloopt_op) == (TODAY, half_a_year_after(TODAY))
    assert antwoord.kort == "Bel uw gemeente."


def test_the_variants_in_the_explanation_are_right_when_their_signs_are_taken_away(copy: ContentCopy) -> None:
    name = f"faq/{TOPIC}.yml"
    new_answer(TOPIC, copy.root, today=TODAY)
    fill_in(copy, name, lambda hint: "https://www.digid.nl" if "webadres" in hint else "Bel uw gemeente.")
    text = copy.path(name).read_text(encoding="utf-8")
    start, end = text.index("# situatie:"), text.index("#\n# De namen van nummers")
    copy.write(
        name, text[:start] + re.sub(r"^# ", "", text[start:end], flags=re.M) + text[end:].replace("# stap:", "stap:")
    )
    assert told(copy, name) == []
    assert [one.id for one in copy.load().onderwerpen[TOPIC].varianten] == ["een_maand", "langer"]
    assert copy.load().onderwerpen[TOPIC].stap == "mens"


def test_half_filled_in_is_not_filled_in(copy: ContentCopy) -> None:
    new_answer(TOPIC, copy.root, today=TODAY)
    line = copy.replace(
        f"faq/{TOPIC}.yml", "  (vul in: wat iemand vandaag", "  Bel vandaag. (vul in: wat iemand vandaag"
    )
    assert [fout for fout in told(copy, f"faq/{TOPIC}.yml") if fout.regel == line - 1 and "'kort'" in fout.melding]


def test_another_mistake_in_a_new_answer_is_told_beside_it(copy: ContentCopy) -> None:
    new_answer(TOPIC, copy.root, today=TODAY)
    line = copy.replace(f"faq/{TOPIC}.yml", "eigenaar: redactie", "eigenaars: redactie")
    assert Fout(f"content/faq/{TOPIC}.yml", line, "'eigenaars' ken ik niet. Bedoelt u 'eigenaar'?") in told(
        copy, f"faq/{TOPIC}.yml"
    )


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("schaamte", "dit bestand is er al"),
        ("digit", "'digit' staat hier niet. Bedoelt u 'digid'?"),
        ("begroeting", "'begroeting' is soort 'gesprek'; dit kan alleen bij een vraag."),
        ("crisis_kind", "'crisis_kind' is soort 'crisis'"),
        ("../digid", "staat hier niet"),
    ],
)
def test_an_answer_that_is_there_or_has_no_topic_is_refused(copy: ContentCopy, topic: str, words: str) -> None:
    before = {path: path.read_bytes() for path in copy.root.rglob("*.yml")}
    with pytest.raises(ContentError) as caught:
        new_answer(topic, copy.root, today=TODAY)
    assert words in str(caught.value)
    assert {path: path.read_bytes() for path in copy.root.rglob("*.yml")} == before


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2026, 11, 25), date(2027, 5, 25)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 30), date(2028, 2, 29)),
        (date(2026, 6, 30), date(2026, 12, 30)),
        (date(2026, 12, 31), date(2027, 6, 30)),
    ],
)
def test_half_a_year_after_a_day_is_the_same_day_or_the_last_of_the_month(day: date, after: date) -> None:
    assert half_a_year_after(day) == after


# Sentences


def test_new_sentences_are_told_until_they_are_filled_in_and_enough(copy: ContentCopy) -> None:
    paths = new_examples(TOPIC, copy.root, today=TODAY)
    assert paths == [copy.path(f"voorbeelden/{TOPIC}.yml"), copy.path(f"proefvragen/{TOPIC}.yml")]
    fouten = check_examples(copy.root)
    assert {fout.bestand for fout in fouten} == {
        f"content/{name}/{TOPIC}.yml" for name in ("voorbeelden", "proefvragen")
    }
    assert all("is nog niet ingevuld. Schrijf hier een " in fout.melding for fout in fouten)
    for name in ("voorbeelden", "proefvragen"):
        fill_in(copy, f"{name}/{TOPIC}.yml", lambda hint: f"zin {abs(hash(hint))} {hint[9:-1]} {name}")  # noqa: B023
    assert {fout.melding.split(":")[0] for fout in check_examples(copy.root) if "te weinig" in fout.melding} == {
        "'zinnen' heeft er te weinig"
    }


@pytest.mark.parametrize("name", ["voorbeelden", "proefvragen"])
def test_sentences_that_are_there_are_refused_and_nothing_is_made(copy: ContentCopy, name: str) -> None:
    copy.write(f"{name}/{TOPIC}.yml", "id: digid\n")
    with pytest.raises(ContentError, match="dit bestand is er al"):
        new_examples(TOPIC, copy.root, today=TODAY)
    other = {"voorbeelden": "proefvragen", "proefvragen": "voorbeelden"}[name]
    assert not copy.path(f"{other}/{TOPIC}.yml").exists()


# Rows


@pytest.mark.parametrize(
    ("kind", "name", "filled"),
    [
        ("bedrag", "bedragen.yml", {"getal": "1345.45", "eerste dag": "2026-01-01", "laatste dag": "2026-12-31"}),
        ("telefoon", "telefoon.yml", {"cijfers": "0600000000"}),
    ],
)
def test_a_new_row_is_told_until_it_is_filled_in(
    copy: ContentCopy, kind: str, name: str, filled: dict[str, str]
) -> None:
    before = copy.path(name).read_text(encoding="utf-8")
    assert new_row(kind, "proef_nieuw", copy.root, today=TODAY) == [copy.path(name)]
    assert copy.path(name).read_text(encoding="utf-8").startswith(before)
    assert {fout.melding.split("'")[2].split(".")[0] for fout in told(copy, name)} == {" is nog niet ingevuld"}
    fill_in(
        copy,
        name,
        lambda hint: next((value for words, value in filled.items() if words in hint), "https://www.voorbeeld.nl"),
    )
    assert [fout for fout in told(copy, name) if not fout.verlopen] == []
    catalogue = copy.load()
    assert "proef_nieuw" in (catalogue.bedragen if kind == "bedrag" else catalogue.telefoon)


@pytest.mark.parametrize(
    ("kind", "row_id", "words"),
    [
        ("telefoon", "geldfit", "'geldfit' is er al; verander het daar."),
        ("bedrag", "Zorg toeslag", "kan geen id zijn"),
        ("bedrag", "x: y\n- id: z", "kan geen id zijn"),
    ],
)
def test_a_row_that_is_there_or_has_no_good_name_is_refused(
    copy: ContentCopy, kind: str, row_id: str, words: str
) -> None:
    with pytest.raises(ContentError) as caught:
        new_row(kind, row_id, copy.root, today=TODAY)
    assert words in str(caught.value)


def test_a_row_cannot_be_added_to_a_file_that_is_no_list(copy: ContentCopy) -> None:
    copy.write("bedragen.yml", "geen: lijst\n")
    with pytest.raises(ContentError, match="moet een lijst zijn"):
        new_row("bedrag", "proef", copy.root, today=TODAY)


# The command


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("antwoord", TOPIC), 0, f"faq/{TOPIC}.yml"),
        (("voorbeelden", TOPIC), 0, f"proefvragen/{TOPIC}.yml"),
        (("bedrag", "proef_nieuw"), 0, "bedragen.yml"),
        (("telefoon", "proef_nieuw"), 0, "telefoon.yml"),
        (("antwoord", "schaamte"), 1, "content/faq/schaamte.yml: dit bestand is er al."),
        (("telefoon", "geldfit"), 1, "'geldfit' is er al"),
    ],
)
def test_the_command_says_what_it_made_or_why_not(
    copy: ContentCopy, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, words: str
) -> None:
    monkeypatch.setattr(commands, "CONTENT", copy.root)
    result = CliRunner().invoke(cli, ["new", *arguments])
    assert (result.exit_code, words in result.stdout) == (code, True), result.stdout
    assert ("Vul de bestanden aan" in result.stdout) == (code == 0)
