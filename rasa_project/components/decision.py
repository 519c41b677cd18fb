"""What to do with the probabilities of a message: answer, ask, say so, or help at once."""

from collections.abc import Callable, Mapping, Sequence
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
        tweede: Take the second topic of a message for a second problem, when another part of it is about that.
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
    best = int(message.argmax())
    confidence = float(message[best])
    sure = _how_sure(confidence, thresholds, doubt=labels[best] in kinds.crisis)
    return Understanding(labels[best], confidence, _ranking(message, labels), sure, **dangers)


def with_second(
    found: Understanding, topics_of_clauses: Callable[[], AbstractSet[str]], thresholds: Thresholds, kinds: Kinds
) -> Understanding:
    """
    Offer both, the urgent one first, when a message tells of two problems.

    Two questions must both be likely, and each must be what some clause of the message is about.
    """
    first, second = found.ranking[0], found.ranking[1]
    likely = float(second["confidence"]) >= thresholds.tweede  # type: ignore[arg-type]
    two = [str(first["topic"]), str(second["topic"])]
    if found.beslissing == CRISIS or not likely or not all(kinds.is_question(topic) for topic in two):
        return found
    if not set(two) <= topics_of_clauses():
        return found
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
