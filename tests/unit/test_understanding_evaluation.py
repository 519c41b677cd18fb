"""The measuring itself: known sentences and predictions give figures that were worked out by hand."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from content.crisis import CrisisLexicon
from content.examples import STEMMEN, load_examples
from rasa_project.evaluation import (
    Listener,
    Prediction,
    Report,
    Sentence,
    SentencesError,
    measure,
    proefvragen,
    read_sentences,
)
from rasa_project.report import told
from tests.harness.serving import served

THEMES = {"huur": "wonen", "boete": "schulden", "toeslag": "geld", "crisis_suicide": "nood", "crisis_geweld": "nood"}
DANGER = frozenset({"crisis_suicide", "crisis_geweld"})
CATALOGUE = SimpleNamespace(
    topics=lambda soort: DANGER if soort == "crisis" else frozenset(),
    register={topic: SimpleNamespace(id=topic, thema=theme) for topic, theme in THEMES.items()},
)
# text, topic, also right, kenmerk | predicted, next two, confidence, decision
ROWS = """
s01 huur           -              kort  | huur           boete,toeslag          0.9 antwoord
s02 huur           -              kort  | boete          huur,toeslag           0.8 antwoord
s03 boete          toeslag        typo  | toeslag        huur,crisis_suicide    0.7 antwoord
s04 boete          -              -     | boete          huur,toeslag           0.3 bedoelt_u
s05 toeslag        -              -     | crisis_suicide huur,boete             0.6 crisis
s06 crisis_suicide -              typo  | crisis_suicide huur,boete             0.9 crisis
s07 crisis_suicide -              -     | huur           boete,toeslag          0.1 weet_niet
s08 crisis_geweld  -              -     | crisis_suicide crisis_geweld,huur     0.5 crisis
s09 buiten_bereik  -              -     | buiten_bereik  huur,boete             0.7 antwoord
s10 andere_taal    -              -     | huur           boete,toeslag          0.1 weet_niet
s11 buiten_bereik  -              lang  | huur           buiten_bereik,toeslag  0.6 antwoord
s12 toeslag        crisis_suicide -     | crisis_suicide huur,boete             0.6 crisis
"""


def sentence_and_prediction(row: str) -> tuple[Sentence, Prediction]:
    (text, topic, ok, kenmerk), (predicted, others, confidence, decision) = map(str.split, row.split("|"))
    sentence = Sentence(text, topic, () if ok == "-" else (ok,), kenmerk.strip("-"))
    return sentence, Prediction(text, topic, predicted, (predicted, *others.split(",")), float(confidence), decision)


def measured(*texts: str) -> Report:
    """Measure these rows, or all."""
    pairs = [sentence_and_prediction(row) for row in ROWS.strip().splitlines()]
    chosen = [pair for pair in pairs if not texts or pair[0].text in texts]
    return measure([sentence for sentence, _ in chosen], [made for _, made in chosen], CATALOGUE)  # type: ignore[arg-type]


def test_a_topic_counts_as_right_when_it_is_in_ok() -> None:
    assert measured().n == 12
    assert measured().top1 == 0.5  # 01 03 04 06 09 12
    assert measured("s03").top1 == 1
    assert measured("s02").top1 == 0


def test_one_of_three_is_right_when_it_is_the_topic_or_in_ok() -> None:
    assert measured().top3 == 0.75  # and 02 08 11
    assert measured("s02").top3 == 1
    assert measured("s07").top3 == 0


def test_the_mean_f1_is_over_the_topics_that_occur() -> None:
    # huur 2/6, boete 4/5, toeslag 2/3, crisis_suicide 2/5, crisis_geweld 0, buiten_bereik 2/3, andere_taal 0
    assert measured().macro_f1 == round((2 / 6 + 4 / 5 + 2 / 3 + 2 / 5 + 0 + 2 / 3 + 0) / 7, 4)
    assert measured("s01", "s03", "s09").macro_f1 == 1


def test_danger_is_found_when_an_alarm_is_given_for_whichever_danger() -> None:
    assert measured().crisis_recall == 0.6667
    assert measured().per_crisis == {"crisis_geweld": 1.0, "crisis_suicide": 0.5}


def test_an_alarm_is_false_when_no_danger_would_be_right() -> None:
    assert measured().false_alarm == 0.125  # 05, of 01-05 and 09-11; 12 may be danger
    assert measured("s12").false_alarm is None
    assert measured("s05").false_alarm == 1


def test_false_alarms_at_what_only_sounds_like_danger_are_counted_apart() -> None:
    rows = """
        a huur           -              dramatisch | huur           boete,toeslag 0.9 antwoord
        b huur           -              dramatisch | huur           boete,toeslag 0.9 antwoord
        c boete          -              dramatisch | crisis_suicide boete,toeslag 0.9 crisis
        d boete          crisis_suicide dramatisch | crisis_suicide boete,toeslag 0.9 crisis
        e crisis_suicide -              dramatisch | crisis_suicide boete,toeslag 0.9 crisis
        f huur           -              kort       | crisis_suicide boete,toeslag 0.9 crisis
        g huur           -              kort       | huur           boete,toeslag 0.9 antwoord
    """
    pairs = [sentence_and_prediction(row) for row in rows.strip().splitlines()]
    found = measure([one for one, _ in pairs], [made for _, made in pairs], CATALOGUE)  # type: ignore[arg-type]
    assert (found.false_alarm_dramatic, found.false_alarm) == (0.3333, 0.5)
    assert measured().false_alarm_dramatic is None
    assert "  false_alarm_dramatic 0.333" in told(found).splitlines()


def test_out_of_scope_is_kept_out_when_it_is_seen_or_nothing_is_answered() -> None:
    assert measured().out_of_scope_recall == 0.6667
    assert [measured(text).out_of_scope_recall for text in ("s09", "s10", "s11")] == [1, 1, 0]


def test_confident_and_wrong_is_an_answer_to_another_question() -> None:
    assert measured().confident_wrong == 0.1667  # 02 and 11
    assert [measured(text).confident_wrong for text in ("s01", "s02", "s03", "s05", "s07")] == [0, 1, 0, 0, 0]


def test_the_scores_per_theme_and_per_kenmerk() -> None:
    assert measured().per_theme == {"geld": 0.5, "nood": 0.3333, "onbekend": 0.3333, "schulden": 1.0, "wonen": 0.5}
    assert measured().per_kenmerk == {"kort": 0.5, "lang": 0.0, "typo": 1.0}


def test_what_no_sentence_could_show_is_not_a_score() -> None:
    nothing = measure([], [], CATALOGUE)  # type: ignore[arg-type]
    assert nothing.n == 0
    scores = (nothing.top1, nothing.top3, nothing.macro_f1, nothing.crisis_recall, nothing.false_alarm)
    assert (*scores, nothing.out_of_scope_recall, nothing.confident_wrong) == (None,) * 7
    assert measured("s01").crisis_recall is None


def test_a_prediction_for_every_sentence_or_an_error() -> None:
    with pytest.raises(ValueError, match="shorter"):
        measure([Sentence("a", "huur")], [], CATALOGUE)  # type: ignore[arg-type]


def test_the_json_has_the_agreed_names() -> None:
    found = measured().as_dict()
    agreed = "n top1 top3 macro_f1 crisis_recall false_alarm out_of_scope_recall confident_wrong per_theme per_kenmerk"
    assert found.keys() == {*agreed.split(), "false_alarm_dramatic", "per_crisis", "predictions"}
    assert found["predictions"][1] == {
        "text": "s02",
        "topic": "huur",
        "predicted": "boete",
        "top3": ("boete", "huur", "toeslag"),
        "confidence": 0.8,
        "decision": "antwoord",
        "danger": 0.0,
        "danger_in_sentence": 0.0,
        "by_lexicon": False,
    }


def test_the_report_tells_every_score_and_what_went_wrong_most() -> None:
    lines = told(measured()).splitlines()
    assert lines[0] == "12 sentences"
    scores = {
        line.split()[0]: line.split()[1] for line in lines[1:] if line.startswith("  ") and len(line.split()) == 2
    }
    assert scores.items() >= {
        *{"top1": "0.500", "top3": "0.750", "macro_f1": f"{0.4095:.3f}", "crisis_recall": "0.667"}.items(),
        *{"false_alarm": "0.125", "out_of_scope_recall": "0.667", "confident_wrong": "0.167"}.items(),
        *{"crisis_geweld": "1.000", "schulden": "1.000", "kort": "0.500"}.items(),
    }
    wrong = lines[lines.index("most confidently other than expected") + 1 :]
    assert wrong[0] == "  0.80 antwoord  huur → boete: s02"
    assert [row.split()[0] for row in wrong] == sorted((row.split()[0] for row in wrong), reverse=True)
    assert not [row for row in wrong if row.endswith(("s01", "s04", "s06", "s09"))]


def test_the_report_says_what_was_not_measured() -> None:
    lines = told(measured("s01")).splitlines()
    assert "  crisis_recall        not measured" in lines
    assert "per crisis" not in lines
    assert "most confidently other than expected" not in lines


def written(folder: Path, text: str) -> Path:
    path = folder / "zinnen.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_sentences_are_read(tmp_path: Path) -> None:
    path = written(
        tmp_path, "- {text: ik loop achter, topic: huur, ok: [boete], kenmerk: kort}\n- {text: 12, topic: ja}\n"
    )
    assert read_sentences(path) == [Sentence("ik loop achter", "huur", ("boete",), "kort"), Sentence("12", "ja")]
    assert read_sentences(path)[0].right == {"huur", "boete"}


@pytest.mark.parametrize(
    ("text", "told_about"),
    [
        ("", "must be a list"),
        ("text: a\ntopic: b\n", "must be a list"),
        ("- {text: a, topic: b}\n- gewoon tekst\n", "row 2"),
        ("- {text: a}\n", "row 1"),
        ("- {topic: b}\n", "row 1"),
        ("- {text: '', topic: b}\n", "row 1"),
        ("- {text: a, topic:}\n", "row 1"),
        ("- {text: a, topic: b, ok: huur}\n", "row 1: 'ok' must be a list"),
        ("- {text: a, topic: b\n", "zinnen.yml is not YAML"),
    ],
)
def test_sentences_that_cannot_be_measured_are_told_with_the_row(tmp_path: Path, text: str, told_about: str) -> None:
    with pytest.raises(SentencesError, match=told_about):
        read_sentences(written(tmp_path, text))


def test_sentences_that_are_no_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "zinnen.yml"
    path.write_bytes(b"- {text: \xff\xfe, topic: huur}")
    with pytest.raises(SentencesError, match="UTF-8"):
        read_sentences(path)


def test_the_test_questions_of_the_content_are_all_measured_by_voice() -> None:
    examples = load_examples()
    found = proefvragen(examples)
    assert {one.topic for one in found} == set(examples.proefvragen)
    assert [(one.topic, one.kenmerk, one.text, one.ok) for one in found] == [
        (topic, stem, question.zin, question.ook_goed)
        for topic, item in examples.proefvragen.items()
        for stem, question in item.sentences()
    ]
    assert {one.kenmerk for one in found} >= set(STEMMEN)


def test_a_second_right_topic_of_a_test_question_counts(tmp_path: Path) -> None:
    question = '{zin: "mijn wasmachine is stuk", ook_goed: [bijzondere_bijstand]}'
    copy = tmp_path / "proefvragen" / "kleding_spullen.yml"
    copy.parent.mkdir()
    copy.write_text(f"id: kleding_spullen\nzinnen:\n  jong:\n    - {question}\n", encoding="utf-8")
    (one,) = proefvragen(load_examples(tmp_path))
    assert one == Sentence("mijn wasmachine is stuk", "kleding_spullen", ("bijzondere_bijstand",), "jong")
    assert one.right == {"kleding_spullen", "bijzondere_bijstand"}


PARSED = {
    "intent": {"name": "faq", "confidence": 0.7},
    "topic": "schaamte",
    "beslissing": "bedoelt_u",
    "ranking": [{"topic": topic} for topic in ("schaamte", "privacy", "paniek_stress", "digid")],
    "gevaar": {"bericht": 0.25, "zin": 0.5},
}


def heard(text: str, answer: dict[str, Any]) -> Prediction:
    """Let the listener hear a sentence of which Rasa makes `answer`."""

    async def parse(request: Request) -> JSONResponse:
        assert await request.json() == {"text": text}
        return JSONResponse(answer)

    with served(Starlette(routes=[Route("/model/parse", parse, methods=["POST"])])) as url:
        listener = Listener(url, CrisisLexicon.load())
        made = listener.hear(Sentence(text, "schaamte"))
        listener.close()
    return made


def test_the_listener_takes_over_what_rasa_makes_of_a_sentence() -> None:
    top3 = ("schaamte", "privacy", "paniek_stress")
    assert heard("ik durf niet", PARSED) == Prediction(
        "ik durf niet", "schaamte", "schaamte", top3, 0.7, "bedoelt_u", danger=0.25, danger_in_sentence=0.5
    )


def test_the_listener_hears_danger_in_words_first_and_keeps_how_sure_the_model_was() -> None:
    made = heard("ik wil niet meer leven", PARSED)
    assert (made.predicted, made.decision, made.confidence, made.by_lexicon) == ("crisis_suicide", "crisis", 1.0, True)
    assert made.top3 == ("crisis_suicide", "schaamte", "privacy")
    assert (made.danger, made.danger_in_sentence) == (0.25, 0.5)


def test_a_bare_answer_of_rasa_counts_as_not_understood() -> None:
    made = heard("ik durf niet", {"intent": {"name": None, "confidence": 0.0}})
    assert made == Prediction("ik durf niet", "schaamte", "", ("",), 0.0, "weet_niet")
