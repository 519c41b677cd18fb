"""What `content check` looks at in residents' sentences: every finding with its file and line."""

import functools
import hashlib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from content import __main__ as command
from content import likeness
from content.check import check_content
from content.check_examples import LEAST, LEAST_PROEFVRAGEN, LOOKALIKE, SHORTEST, check_examples
from content.examples import STEMMEN
from tests.harness.content_copy import ContentCopy

REGISTER = """themas: {proef: Een proef}
onderwerpen:
  - {id: huur, titel: Huur, thema: proef, wat: de huur}
  - {id: boete, titel: Boete, thema: proef, wat: een boete}
  - {id: crisis_proef, titel: Gevaar, thema: proef, soort: crisis, wat: gevaar}
  - {id: ja, titel: Ja, thema: proef, soort: gesprek, wat: ja}
  - {id: andere_taal, titel: Andere taal, thema: proef, soort: gesprek, wat: een andere taal}
"""
SOORT = {"huur": "vraag", "boete": "vraag", "crisis_proef": "crisis", "ja": "gesprek", "andere_taal": "gesprek"}
TALK_VOICES = tuple(stem for stem in STEMMEN if stem not in ("verhaal", "beroep"))


def voices(topic: str) -> tuple[str, ...]:
    """Return what the sentences of a topic stand under."""
    if topic == "andere_taal":
        return ("engels", "klingon")
    return TALK_VOICES if SOORT[topic] == "gesprek" else STEMMEN


def made_up(folder: str, topic: str, number: int) -> str:
    """Return a sentence that is like no other."""
    return f"proefzin {hashlib.sha256(f'{folder} {topic} {number}'.encode()).hexdigest()[:30]}"


class Sentences(ContentCopy):
    """Five made-up topics with exactly enough sentences; one a line, so that a line has one."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.write("onderwerpen.yml", REGISTER)
        for topic, soort in SOORT.items():
            self.fill("voorbeelden", topic, LEAST[soort])
            self.fill("proefvragen", topic, LEAST_PROEFVRAGEN)

    def fill(self, folder: str, topic: str, count: int, stemmen: tuple[str, ...] | None = None) -> None:
        """Write so many sentences of a topic, dealt out over its voices."""
        under = stemmen or voices(topic)
        lines = [f"id: {topic}", "zinnen:"]
        for place, stem in enumerate(under):
            lines.append(f"  {stem}:")
            lines += [f"    - {made_up(folder, topic, number)}" for number in range(place, count, len(under))]
        self.write(f"{folder}/{topic}.yml", "\n".join(lines) + "\n")

    def say(self, name: str, sentence: str, stem: str = "gewoon") -> int:
        """Add a sentence at the head of a voice, and return its line."""
        return self.replace(name, f"  {stem}:\n", f"  {stem}:\n    - {sentence}\n") + 1


@pytest.fixture
def sentences(tmp_path: Path) -> Sentences:
    return Sentences(tmp_path)


def told(sentences: Sentences, name: str) -> list[tuple[int, str]]:
    """Return the findings as line and message; there may be none in another file."""
    fouten = sentences.example_mistakes()
    assert {fout.bestand for fout in fouten} <= {f"content/{name}"}, fouten
    return [(fout.regel, fout.melding) for fout in fouten]


def test_the_sentences_of_the_project_are_enough_and_each_its_own() -> None:
    assert check_examples() == []


def test_enough_sentences_in_every_voice_have_no_findings(sentences: Sentences) -> None:
    assert sentences.example_mistakes() == []


# Files


@pytest.mark.parametrize("folder", ["voorbeelden", "proefvragen"])
def test_an_id_that_is_not_the_file_name_is_told(sentences: Sentences, folder: str) -> None:
    line = sentences.replace(f"{folder}/huur.yml", "id: huur", "id: huren")
    assert told(sentences, f"{folder}/huur.yml") == [
        (line, "'id' moet gelijk zijn aan de bestandsnaam: huur. U schreef: huren.")
    ]


@pytest.mark.parametrize("folder", ["voorbeelden", "proefvragen"])
def test_a_file_for_something_that_is_no_topic_is_told(sentences: Sentences, folder: str) -> None:
    sentences.write(f"{folder}/onzin.yml", "id: onzin\nzinnen: {gewoon: [yo]}\n")
    assert told(sentences, f"{folder}/onzin.yml") == [(1, "'onzin' staat niet in onderwerpen.yml.")]


@pytest.mark.parametrize("folder", ["voorbeelden", "proefvragen"])
def test_a_topic_without_sentences_is_told(sentences: Sentences, folder: str) -> None:
    sentences.path(f"{folder}/ja.yml").unlink()
    assert told(sentences, f"{folder}/ja.yml") == [(0, "dit bestand ontbreekt; elk onderwerp heeft zinnen nodig.")]


def test_a_file_that_cannot_be_read_is_told_at_its_line(sentences: Sentences) -> None:
    line = sentences.append("voorbeelden/ja.yml", "    - [ja\n")
    assert [fout.regel for fout in sentences.example_mistakes()] == [line]


def test_sentences_cannot_be_looked_at_without_the_topics(sentences: Sentences) -> None:
    sentences.write("onderwerpen.yml", "- huur\n")
    assert told(sentences, "onderwerpen.yml") == [(1, "dit bestand moet 'themas:' en 'onderwerpen:' hebben")]


# How many


@pytest.mark.parametrize("topic", SOORT)
def test_one_example_too_few_is_counted(sentences: Sentences, topic: str) -> None:
    least = {"vraag": 60, "crisis": 150, "gesprek": 60}[SOORT[topic]]
    sentences.fill("voorbeelden", topic, least - 1)
    assert told(sentences, f"voorbeelden/{topic}.yml") == [
        (2, f"'zinnen' heeft er te weinig: {least - 1}, minstens {least}.")
    ]


@pytest.mark.parametrize("topic", SOORT)
def test_one_test_question_too_few_is_counted(sentences: Sentences, topic: str) -> None:
    sentences.fill("proefvragen", topic, 9)
    assert told(sentences, f"proefvragen/{topic}.yml") == [(2, "'zinnen' heeft er te weinig: 9, minstens 10.")]


# Voices


@pytest.mark.parametrize("stem", STEMMEN)
def test_a_voice_with_one_example_is_told(sentences: Sentences, stem: str) -> None:
    others = tuple(one for one in STEMMEN if one != stem)
    sentences.fill("voorbeelden", "huur", 60, others)
    sentences.append("voorbeelden/huur.yml", f"  {stem}:\n    - alleen deze ene zin\n")
    assert told(sentences, "voorbeelden/huur.yml") == [(2, f"de stem '{stem}' heeft minstens 2 zinnen nodig.")]


@pytest.mark.parametrize("stem", STEMMEN)
def test_a_voice_that_is_missing_is_told_unless_nobody_talks_like_that(sentences: Sentences, stem: str) -> None:
    """Nobody says "ja" in a story or for a client, but everybody asks so about the rent."""
    for topic in ("huur", "ja"):
        sentences.fill("voorbeelden", topic, 60, tuple(one for one in STEMMEN if one != stem))
    missing = {fout.bestand for fout in sentences.example_mistakes() if f"de stem '{stem}'" in fout.melding}
    expected = {"content/voorbeelden/huur.yml", "content/voorbeelden/ja.yml"}
    assert missing == (expected if stem in TALK_VOICES else {"content/voorbeelden/huur.yml"})


def test_a_voice_that_is_none_is_told_with_those_that_are(sentences: Sentences) -> None:
    sentences.append("voorbeelden/huur.yml", "  jongg:\n    - een zin met een tikfout erboven\n")
    assert told(sentences, "voorbeelden/huur.yml") == [
        (
            2,
            "'jongg' is geen stem. Kies uit: gewoon, laaggeletterd, gesproken, jong, tweede_taal, formeel, verhaal, "
            "beroep, streektaal.",
        )
    ]


def test_another_language_has_languages_in_place_of_voices(sentences: Sentences) -> None:
    sentences.fill("voorbeelden", "andere_taal", 60, ("swahili",))
    assert sentences.example_mistakes() == []


def test_strangers_who_write_test_questions_choose_their_own_voices(sentences: Sentences) -> None:
    sentences.fill("proefvragen", "huur", 10, ("dramatisch",))
    assert sentences.example_mistakes() == []


# The same sentence twice


@pytest.mark.parametrize("name", ["voorbeelden/huur.yml", "voorbeelden/ja.yml", "proefvragen/huur.yml"])
def test_a_sentence_that_stands_there_twice_is_told_at_the_second(sentences: Sentences, name: str) -> None:
    """In another topic, in its own topic, or as a proefvraag: however it is written."""
    first = sentences.say("voorbeelden/huur.yml", "mijn huur is te hoog")
    line = sentences.say(name, "Mijn  HÚÚR is te hoog!!", stem="jong")
    assert told(sentences, name) == [
        (line, f"'Mijn  HÚÚR is te hoog!!' staat ook in content/voorbeelden/huur.yml, regel {first}.")
    ]


def test_a_test_question_with_another_right_answer_is_compared_too(sentences: Sentences) -> None:
    first = sentences.say("voorbeelden/boete.yml", "dit is een dubbele zin")
    line = sentences.say("proefvragen/huur.yml", "{zin: Dit is een dubbele zin., ook_goed: [boete]}")
    assert told(sentences, "proefvragen/huur.yml") == [
        (line, f"'Dit is een dubbele zin.' staat ook in content/voorbeelden/boete.yml, regel {first}.")
    ]


def test_sentences_without_letters_are_compared_as_they_are(sentences: Sentences) -> None:
    sentences.say("voorbeelden/ja.yml", '"👍"')
    sentences.say("voorbeelden/ja.yml", '"👍👍"', stem="jong")
    assert sentences.example_mistakes() == []
    line = sentences.say("voorbeelden/huur.yml", '"👍"')
    assert [fout.bestand for fout in sentences.example_mistakes()] == ["content/voorbeelden/ja.yml"]
    assert f"content/voorbeelden/huur.yml, regel {line}." in sentences.example_mistakes()[0].melding


# Nearly the same sentence

LIKE, ALIKE = "ik kan mijn huur van deze maand niet betalen", "Ik kon mijn huur van deze maand niet betalen."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("voorbeelden/boete.yml", "voorbeelden/huur.yml"),
        ("proefvragen/boete.yml", "voorbeelden/huur.yml"),
        ("proefvragen/huur.yml", "voorbeelden/huur.yml"),
        ("proefvragen/boete.yml", "proefvragen/huur.yml"),
    ],
)
def test_a_sentence_much_like_one_of_another_topic_or_like_a_test_question_is_told(
    sentences: Sentences, first: str, second: str
) -> None:
    place, line = sentences.say(first, LIKE), sentences.say(second, ALIKE)
    assert told(sentences, second) == [(line, f"'{ALIKE}' lijkt te veel op content/{first}, regel {place}: '{LIKE}'.")]


def test_the_very_same_sentence_is_told_once_and_not_as_alike_too(sentences: Sentences) -> None:
    sentences.say("voorbeelden/boete.yml", LIKE)
    sentences.say("voorbeelden/huur.yml", LIKE.upper())
    (fout,) = sentences.example_mistakes()
    assert "staat ook in" in fout.melding


@pytest.mark.parametrize("folder", ["voorbeelden", "proefvragen"])
def test_sentences_of_one_topic_may_be_alike(sentences: Sentences, folder: str) -> None:
    sentences.say(f"{folder}/huur.yml", LIKE)
    sentences.say(f"{folder}/huur.yml", ALIKE, stem="jong")
    assert sentences.example_mistakes() == []


def test_short_sentences_may_be_alike(sentences: Sentences) -> None:
    """There are few ways to say them: "dank je" and "dankje"."""
    short, longer = "wat is nou mijn bedrag?", "wat is nou mijn bedrag dan?"
    assert len(short.strip("?")) < SHORTEST <= len(longer.strip("?"))
    sentences.say("voorbeelden/boete.yml", short)
    sentences.say("voorbeelden/huur.yml", short.replace("nou", "nu"))
    assert sentences.example_mistakes() == []
    sentences.say("voorbeelden/boete.yml", longer)
    sentences.say("voorbeelden/huur.yml", longer.replace("nou", "nu"))
    assert len(sentences.example_mistakes()) == 1


@pytest.mark.parametrize(("letters", "found"), [(4, 1), (5, 0)])
def test_of_a_hundred_letters_eight_may_differ(sentences: Sentences, letters: int, found: int) -> None:
    sentence = "ik heb een brief van de gemeente over de uitkering"
    assert (len(sentence), LOOKALIKE) == (50, 92)
    sentences.say("voorbeelden/boete.yml", sentence)
    sentences.say("voorbeelden/huur.yml", sentence.replace("e", "x", letters))
    assert len(sentences.example_mistakes()) == found


@pytest.mark.parametrize(("more", "found"), [(" alweer.", 1), (" alweer een.", 0)])
def test_a_sentence_in_a_slightly_longer_one_is_much_alike(sentences: Sentences, more: str, found: int) -> None:
    sentences.say("voorbeelden/huur.yml", LIKE)
    sentences.say("voorbeelden/boete.yml", LIKE + more)
    assert len(sentences.example_mistakes()) == found


@pytest.mark.parametrize("step", [1, 2, 7, 10_000])
def test_the_findings_are_the_same_however_many_are_compared_at_once(
    sentences: Sentences, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    for place, name in enumerate(("voorbeelden/boete.yml", "proefvragen/huur.yml", "voorbeelden/crisis_proef.yml")):
        sentences.say(name, LIKE + " en" * place)
    before = sentences.example_mistakes()
    assert [fout.bestand.rpartition("/")[2] for fout in before] == ["boete.yml", "crisis_proef.yml", "crisis_proef.yml"]
    monkeypatch.setattr(likeness, "STEP", step)
    assert sentences.example_mistakes() == before


# The command


def shown(sentences: Sentences, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    """Run `content check` on the made-up sentences beside the project's own answers."""
    answers = ContentCopy(sentences.root.parent / "answers")
    monkeypatch.setattr(command, "check_content", functools.partial(check_content, answers.root))
    monkeypatch.setattr(command, "check_examples", functools.partial(check_examples, sentences.root))
    monkeypatch.setattr(command, "check_plain_dutch", list)
    answers.replace("faq/schaamte.yml", "id: schaamte", "id: schaamtes")
    result = CliRunner().invoke(command.cli, ["check", *arguments])
    return result.exit_code, result.stdout


def test_the_command_tells_what_is_wrong_with_answers_and_with_sentences(
    sentences: Sentences, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = sentences.say("voorbeelden/ja.yml", LIKE)
    again = sentences.say("voorbeelden/ja.yml", LIKE, stem="jong")
    code, text = shown(sentences, monkeypatch)
    assert code == 1
    assert "content/faq/schaamte.yml, regel 1: 'id' moet gelijk zijn" in text
    assert f"content/voorbeelden/ja.yml, regel {again}: '{LIKE}' staat ook in" in text
    assert f"regel {line}." in text
    assert "2 fout(en)" in text


def test_a_mistake_that_both_find_is_told_once(sentences: Sentences, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences.write("onderwerpen.yml", "- huur\n")
    both = functools.partial(check_content, sentences.root), functools.partial(check_examples, sentences.root)
    monkeypatch.setattr(command, "check_content", both[0])
    monkeypatch.setattr(command, "check_examples", both[1])
    monkeypatch.setattr(command, "check_plain_dutch", list)
    result = CliRunner().invoke(command.cli, ["check"])
    assert (result.exit_code, result.stdout.count("onderwerpen.yml")) == (1, 1)
