"""
Remembers the weights of the last training, so that the next one starts near its end.

The loss is convex: where a training starts changes how long it takes, not where it ends.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np


class LastWeights:
    """Weights by the names of their features and topics, in a file beside the vectors."""

    def __init__(self, file: Path) -> None:
        """Take the file; one that is missing or damaged only means a start from nothing."""
        self._file = file

    def start(self, features: Sequence[str], topics: Sequence[str]) -> np.ndarray | None:
        """Return weights (one row a feature, one column a topic, the bias as last row), 0 for what is new."""
        try:
            with np.load(self._file, allow_pickle=False) as data:
                known = json.loads(bytes(data["names"]).decode("utf-8"))
                weights = data["weights"].astype(np.float32)
        except Exception:  # half-written zip files raise what they like
            return None
        rows = _places(known["features"], features)
        columns = _places(known["topics"], topics)
        if len(weights) != len(known["features"]) + 1 or not (columns >= 0).any():
            return None
        found = np.zeros((len(features) + 1, len(topics)), dtype=np.float32)
        rows = np.append(rows, len(weights) - 1)
        there = np.ix_(rows >= 0, columns >= 0)
        found[there] = weights[np.ix_(rows[rows >= 0], columns[columns >= 0])]
        return found

    def keep(self, features: Sequence[str], topics: Sequence[str], weights: np.ndarray, bias: np.ndarray) -> None:
        """Write weights, whole or not at all; half precision is enough to start from."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        half = self._file.with_suffix(f".{os.getpid()}.npz")
        names = json.dumps({"features": list(features), "topics": list(topics)}, ensure_ascii=False).encode("utf-8")
        both = np.vstack([weights, bias[None, :]]).astype(np.float16)
        np.savez(half, names=np.frombuffer(names, dtype=np.uint8), weights=both)
        half.replace(self._file)


def _places(known: Sequence[str], wanted: Sequence[str]) -> np.ndarray:
    """Return where each wanted name stands among the known ones, -1 for a new one."""
    place = {name: number for number, name in enumerate(known)}
    return np.array([place.get(name, -1) for name in wanted], dtype=np.int64)
