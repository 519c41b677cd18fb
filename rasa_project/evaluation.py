"""Measures understanding as a resident would meet it: both crisis stages, the thresholds, the splitting of stories."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import httpx
import yaml

from content.catalogue import Catalogue
from content.crisis import CrisisLexicon
from content.examples import Examples

OUTSIDE = frozenset({"buiten_bereik", "andere_taal"})
DRAMATIC = "dramatisch"  # the kenmerk of ordinary messages that sound like danger; their false alarms are counted apart
ANSWER, UNKNOWN, CRISIS = "antwoord", "weet_niet", "crisis"


class SentencesError(ValueError):
    """The file isn't a list of {text, topic, ok, kenmerk}."""


@dataclass(frozen=True)
class Sentence:
    """A sentence and the topic that it is about; an id in `ok` is right as well."""

    text: str
    topic: str
    ok: tuple[str, ...] = ()
    kenmerk: str = ""

    @property
    def right(self) -> frozenset[str]:
        """Every topic that counts as right."""
        return frozenset({self.topic, *self.ok})


@dataclass(frozen=True)
class Prediction:
    """What the bot makes of a sentence."""

    text: str
    topic: str
    predicted: str
    top3: tuple[str, ...]
    confidence: float
    decision: str
    danger: float = 0.0
    danger_in_sentence: float = 0.0
    by_lexicon: bool = False


@dataclass(frozen=True)
class Report:
    """The scores, all as shares between 0 and 1; None where no sentence could show it."""

    n: int
    top1: float | None
    top3: float | None
    macro_f1: float | None
    crisis_recall: float | None
    false_alarm: float | None
    false_alarm_dramatic: float | None
    out_of_scope_recall: float | None
    confident_wrong: float | None
    per_crisis: dict[str, float | None] = field(default_factory=dict)
    per_theme: dict[str, float | None] = field(default_factory=dict)
    per_kenmerk: dict[str, float | None] = field(default_factory=dict)
    predictions: tuple[Prediction, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON."""
        return asdict(self)


def read_sentences(path: Path) -> list[Sentence]:
    """
    Read a YAML list of {text, topic, ok, kenmerk}.

    Raises:
        SentencesError: If it has another shape, with the number of the row.
    """
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SentencesError(f"{path.name} is not YAML in UTF-8: {error}") from error
    if not isinstance(rows, list):
        raise SentencesError(f"{path.name} must be a list of {{text, topic}}")
    return [_sentence(row, f"{path.name}, row {number}") for number, row in enumerate(rows, start=1)]


def _sentence(row: object, place: str) -> Sentence:
    if not isinstance(row, dict) or not (row.get("text") and row.get("topic")):
        raise SentencesError(f"{place}: needs 'text' and 'topic'")
    ok = row.get("ok") or []
    if not isinstance(ok, list):
        raise SentencesError(f"{place}: 'ok' must be a list of topics")
    return Sentence(str(row["text"]), str(row["topic"]), tuple(map(str, ok)), str(row.get("kenmerk") or ""))


def proefvragen(examples: Examples) -> list[Sentence]:
    """Return the content's own test questions, on which nothing was trained."""
    return [
        Sentence(one.zin, topic, one.ook_goed, stem)
        for topic, item in examples.proefvragen.items()
        for stem, one in item.sentences()
    ]


class Listener:
    """Understands a sentence the way the bot does: the lexicon first, then Rasa."""

    def __init__(self, url: str, lexicon: CrisisLexicon) -> None:
        self._http = httpx.Client(base_url=url, timeout=30)
        self._lexicon = lexicon

    def hear(self, sentence: Sentence) -> Prediction:
        """Return what the bot makes of a sentence."""
        parsed = self._http.post("/model/parse", json={"text": sentence.text}).raise_for_status().json()
        ranking = [str(row["topic"]) for row in parsed.get("ranking") or ()]
        confidence = float(parsed["intent"]["confidence"])
        predicted, decision = str(parsed.get("topic") or ""), str(parsed.get("beslissing", UNKNOWN))
        danger = self._lexicon.find(sentence.text)
        if danger:
            predicted, decision, confidence = danger, CRISIS, 1.0
        two = [] if danger else [str(topic) for topic in parsed.get("twee") or ()]
        top3 = tuple(dict.fromkeys([predicted, *two, *ranking]))[:3]
        found = parsed.get("gevaar") or {}
        dangers = float(found.get("bericht", 0.0)), float(found.get("zin", 0.0))
        return Prediction(sentence.text, sentence.topic, predicted, top3, confidence, decision, *dangers, bool(danger))

    def close(self) -> None:
        """Close the connection."""
        self._http.close()


def measure(sentences: list[Sentence], predictions: list[Prediction], catalogue: Catalogue) -> Report:
    """Compare what was predicted with what is right."""
    pairs = list(zip(sentences, predictions, strict=True))
    danger = catalogue.topics("crisis")
    crisis = [pair for pair in pairs if pair[0].topic in danger]
    ordinary = [pair for pair in pairs if not pair[0].right & danger]
    dramatic = [pair for pair in ordinary if pair[0].kenmerk == DRAMATIC]
    outside = [pair for pair in pairs if pair[0].topic in OUTSIDE]
    themes = {row.id: row.thema for row in catalogue.register.values()}
    return Report(
        n=len(pairs),
        top1=_share(pairs, _is_right),
        top3=_share(pairs, lambda one, made: bool(one.right & set(made.top3))),
        macro_f1=_macro_f1(pairs),
        crisis_recall=_share(crisis, _alarmed),
        false_alarm=_share([pair for pair in ordinary if pair[0].kenmerk != DRAMATIC], _alarmed),
        false_alarm_dramatic=_share(dramatic, _alarmed),
        out_of_scope_recall=_share(outside, _kept_outside),
        confident_wrong=_share(pairs, lambda one, made: made.decision == ANSWER and not _is_right(one, made)),
        per_crisis=_per(crisis, lambda one: one.topic, _alarmed),
        per_theme=_per(pairs, lambda one: themes.get(one.topic, "onbekend"), _is_right),
        per_kenmerk=_per([pair for pair in pairs if pair[0].kenmerk], lambda one: one.kenmerk, _is_right),
        predictions=tuple(predictions),
    )


Pair = tuple[Sentence, Prediction]
Test = Callable[[Sentence, Prediction], bool]


def _is_right(sentence: Sentence, made: Prediction) -> bool:
    return made.predicted in sentence.right


def _alarmed(_sentence: Sentence, made: Prediction) -> bool:
    return made.decision == CRISIS


def _kept_outside(_sentence: Sentence, made: Prediction) -> bool:
    return made.predicted in OUTSIDE or made.decision == UNKNOWN


def _share(pairs: Iterable[Pair], test: Test) -> float | None:
    results = [test(*pair) for pair in pairs]
    return round(sum(results) / len(results), 4) if results else None


def _per(pairs: list[Pair], group: Callable[[Sentence], str], test: Test) -> dict[str, float | None]:
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[group(pair[0])].append(pair)
    return {name: _share(groups[name], test) for name in sorted(groups)}


def _macro_f1(pairs: list[Pair]) -> float | None:
    """The mean F1 over the topics that occur; an accepted second topic counts as the topic itself."""
    counts: Mapping[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for sentence, made in pairs:
        predicted = sentence.topic if _is_right(sentence, made) else made.predicted
        counts[sentence.topic][0] += predicted == sentence.topic
        counts[sentence.topic][2] += predicted != sentence.topic
        if predicted != sentence.topic:
            counts[predicted][1] += 1
    scores = [2 * hit / (2 * hit + extra + missed) for hit, extra, missed in counts.values() if hit + missed]
    return round(sum(scores) / len(scores), 4) if scores else None
