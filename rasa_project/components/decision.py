"""What to do with the probabilities of a message: answer, ask, say so, or help at once."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np

ANSWER, ASK, UNKNOWN, CRISIS = "antwoord", "bedoelt_u", "weet_niet", "crisis"
RANKING = 5


@dataclass(frozen=True)
class Thresholds:
    """
    From which probability the bot does what.

    Attributes:
        antwoord: Answer the likeliest topic.
        bedoelt_u: Ask which of the nearest topics is meant; below it the bot says that it doesn't know.
        crisis: Treat a message as danger; the topics of danger are added up.
        crisis_zin: The same for one sentence of a long message, which says less by itself.
        tweede: Take what one clause or sentence is about for a question of its own.
    """

    antwoord: float
    bedoelt_u: float
    crisis: float
    crisis_zin: float
    tweede: float


@dataclass(frozen=True)
class Kinds:
    """Which topics are danger, which are only talk, which can't wait; all others are questions with an answer."""

    crisis: AbstractSet[str]
    gesprek: AbstractSet[str]
    spoed: AbstractSet[str] = frozenset()

    def is_question(self, topic: str) -> bool:
        """Tell whether a topic has an answer of its own."""
        return topic not in self.crisis and topic not in self.gesprek


@dataclass(frozen=True)
class Understanding:
    """
    What a message means: the topic, how sure, the nearest topics and what to do.

    Attributes:
        twee: The two problems that a message tells of, the urgent one first; empty when it is one.
        danger: How likely any topic of danger is.
        danger_in_sentence: The same for the sentence of a long message in which it is likeliest.
    """

    topic: str
    confidence: float
    ranking: Sequence[Mapping[str, object]]
    beslissing: str
    twee: tuple[str, ...] = ()
    danger: float = 0.0
    danger_in_sentence: float = 0.0


def decide(
    message: np.ndarray, sentences: np.ndarray, labels: Sequence[str], thresholds: Thresholds, kinds: Kinds
) -> Understanding:
    """
    Choose from the probabilities of a whole message and of its sentences.

    Danger in the message or in any sentence comes first, even when another topic is likelier.
    """
    danger = _danger(message, labels, kinds)
    in_sentences = [_danger(row, labels, kinds) for row in sentences]
    dangers = {"danger": danger, "danger_in_sentence": max(in_sentences, default=0.0)}
    alarms = [(danger, message)] if danger >= thresholds.crisis else []
    alarms += [(one, row) for one, row in zip(in_sentences, sentences) if one >= thresholds.crisis_zin]
    if alarms:
        likeliest, row = max(alarms, key=lambda alarm: alarm[0])
        topic = max((name for name in labels if name in kinds.crisis), key=lambda name: row[labels.index(name)])
        return Understanding(topic, likeliest, _ranking(row, labels, first=topic), CRISIS, **dangers)
    row = _telling_row(message, sentences, labels, thresholds, kinds)
    best = int(row.argmax())
    confidence = float(row[best])
    sure = _how_sure(confidence, thresholds, doubt=labels[best] in kinds.crisis)
    return Understanding(labels[best], confidence, _ranking(row, labels), sure, **dangers)


def _telling_row(
    message: np.ndarray, sentences: np.ndarray, labels: Sequence[str], thresholds: Thresholds, kinds: Kinds
) -> np.ndarray:
    """Look past the greeting and the thanks around a question: the sentence that is surest about one counts then."""
    if labels[int(message.argmax())] not in kinds.gesprek:
        return message
    questions = [row for row in sentences if kinds.is_question(labels[int(row.argmax())])]
    sure = [row for row in questions if row.max() >= thresholds.tweede]
    return max(sure, key=lambda row: float(row.max())) if sure else message


def with_second(
    found: Understanding, clauses: Sequence[tuple[str, float]], thresholds: Thresholds, kinds: Kinds
) -> Understanding:
    """
    Offer both, the urgent one first, when a message tells of two problems.

    Args:
        clauses: What each clause of the message is about, and how sure that is.
    """
    if found.beslissing == CRISIS or found.topic not in {topic for topic, _ in clauses}:
        return found
    others = {
        topic: sure
        for topic, sure in clauses
        if topic != found.topic and kinds.is_question(topic) and sure >= thresholds.tweede
    }
    if not others or not kinds.is_question(found.topic):
        return found
    two = (found.topic, max(others, key=lambda topic: others[topic]))
    return replace(found, beslissing=ASK, twee=tuple(sorted(two, key=lambda topic: topic not in kinds.spoed)))


def _how_sure(confidence: float, thresholds: Thresholds, doubt: bool) -> str:
    """Ask when danger is likeliest but not sure: then it is the first on offer, and not an answer among others."""
    if confidence >= thresholds.antwoord and not doubt:
        return ANSWER
    return ASK if confidence >= thresholds.bedoelt_u else UNKNOWN


def _danger(row: np.ndarray, labels: Sequence[str], kinds: Kinds) -> float:
    """Add up the topics of danger: doubt between two of them is no reason to stay silent."""
    return float(sum(row[place] for place, label in enumerate(labels) if label in kinds.crisis))


def _ranking(row: np.ndarray, labels: Sequence[str], first: str = "") -> list[dict[str, object]]:
    order = sorted(range(len(labels)), key=lambda place: (labels[place] != first, -row[place]))
    return [{"topic": labels[place], "confidence": round(float(row[place]), 4)} for place in order[:RANKING]]
