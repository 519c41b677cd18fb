"""What to do with the probabilities of a message: answer, ask, say so, or help at once."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

ANSWER, ASK, UNKNOWN, CRISIS = "antwoord", "bedoelt_u", "weet_niet", "crisis"
RANKING = 5
LAST_SENTENCES = 6  # where the question of a long story usually is


@dataclass(frozen=True)
class Thresholds:
    """From which confidence the bot answers, asks what was meant, and treats a message as danger."""

    antwoord: float
    bedoelt_u: float
    crisis: float


@dataclass(frozen=True)
class Kinds:
    """Which topics are danger and which are only talk; all others are questions with an answer."""

    crisis: AbstractSet[str]
    gesprek: AbstractSet[str]


@dataclass(frozen=True)
class Understanding:
    """What a message means: the topic, how sure, the nearest topics and what to do."""

    topic: str
    confidence: float
    ranking: Sequence[Mapping[str, object]]
    beslissing: str


def decide(rows: np.ndarray, labels: Sequence[str], thresholds: Thresholds, kinds: Kinds) -> Understanding:
    """
    Choose from the probabilities of a whole message (first row) and of its sentences (other rows).

    Danger in any sentence comes first, even when another topic is likelier. Otherwise the whole message counts,
    and when that is vague, the one of the last sentences that is most sure about a question.
    """
    danger = _danger(rows, labels, kinds)
    if danger and danger["sum"] >= thresholds.crisis:
        row = rows[int(danger["row"])]
        topic = str(danger["topic"])
        return Understanding(topic, float(danger["sum"]), _ranking(row, labels, first=topic), CRISIS)
    row = _telling_row(rows, labels, thresholds, kinds)
    best = int(row.argmax())
    confidence = float(row[best])
    doubt = labels[best] in kinds.crisis
    return Understanding(labels[best], confidence, _ranking(row, labels), _how_sure(confidence, thresholds, doubt))


def _how_sure(confidence: float, thresholds: Thresholds, doubt: bool) -> str:
    """Ask when danger is likeliest but not sure: then it is the first on offer, and not an answer among others."""
    if confidence >= thresholds.antwoord and not doubt:
        return ANSWER
    return ASK if confidence >= thresholds.bedoelt_u else UNKNOWN


def _danger(rows: np.ndarray, labels: Sequence[str], kinds: Kinds) -> dict[str, object]:
    """Add up the topics of danger: doubt between two of them is no reason to stay silent."""
    columns = [place for place, label in enumerate(labels) if label in kinds.crisis]
    if not columns:
        return {}
    sums = rows[:, columns].sum(axis=1)
    row = int(sums.argmax())
    topic = labels[columns[int(rows[row, columns].argmax())]]
    return {"row": row, "sum": float(sums[row]), "topic": topic}


def _telling_row(rows: np.ndarray, labels: Sequence[str], thresholds: Thresholds, kinds: Kinds) -> np.ndarray:
    whole = rows[0]
    if len(rows) == 1 or (whole.max() >= thresholds.antwoord and labels[int(whole.argmax())] not in kinds.gesprek):
        return whole
    questions = [row for row in rows[1:][-LAST_SENTENCES:] if labels[int(row.argmax())] not in kinds.gesprek]
    sure = [row for row in questions if row.max() >= max(thresholds.antwoord, whole.max())]
    return max(sure, key=lambda row: float(row.max())) if sure else whole


def _ranking(row: np.ndarray, labels: Sequence[str], first: str = "") -> list[dict[str, object]]:
    order = sorted(range(len(labels)), key=lambda place: (labels[place] != first, -row[place]))
    return [{"topic": labels[place], "confidence": round(float(row[place]), 4)} for place in order[:RANKING]]
