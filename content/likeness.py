"""Finds the texts that are much alike among thousands, and misses none: most pairs differ in their letters already."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

STEP = 500  # texts compared at once: keeps the tables small
LETTERS = " etnaiordslkgmhvbuwjzpfc"
WORDS = 8  # of 64 signs a text
Signs = npt.NDArray[np.uint64]
Lengths = npt.NDArray[np.int64]


def alike(texts: Sequence[str], least: int) -> Iterator[tuple[int, int]]:
    """
    Give each pair of places in `texts`, the lower one first, whose texts are alike for at least `least` of 100.

    That is so in the sense of `rapidfuzz.fuzz.ratio`: how many letters must come or go between the two.
    """
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    lengths = np.array([len(texts[place]) for place in order], dtype=np.int64)
    signs = _signs([texts[place] for place in order])
    longest = 200 / least - 1  # how much longer a text can be and still be so much alike
    for start in range(0, len(order), STEP):
        last = min(start + STEP, len(order))
        end = bisect_right(lengths, lengths[last - 1] * longest)
        for this, other in _candidates(signs, lengths, (start, last, end), least):
            one, two = sorted((order[this], order[other]))
            if fuzz.ratio(texts[one], texts[two], score_cutoff=least):
                yield one, two


def _signs(texts: Sequence[str]) -> Signs:
    """
    Return what can be told apart by: does this letter stand there at least so many times?

    One letter more or less changes one sign at most, so texts with more different signs differ in more letters. The
    signs are those that are true of about half of the texts: they tell most.
    """
    found: list[tuple[float, npt.NDArray[np.bool_]]] = []
    for letter in LETTERS:
        counts = np.array([text.count(letter) for text in texts], dtype=np.int64)
        for times in range(1, int(counts.max(initial=0)) + 1):
            share = float((counts >= times).mean())
            found.append((abs(share - 0.5), counts >= times))
    found.sort(key=lambda sign: sign[0])
    table = np.zeros((len(texts), WORDS * 64), dtype=np.bool_)
    for place, (_, sign) in enumerate(found[: WORDS * 64]):
        table[:, place] = sign
    return np.packbits(table, axis=1).view(np.uint64)


def _candidates(signs: Signs, lengths: Lengths, part: tuple[int, int, int], least: int) -> Iterator[tuple[int, int]]:
    """Give the pairs of one part (from start to last, with what stands from start to end) that may be alike."""
    start, last, end = part
    different = np.zeros((last - start, end - start), dtype=np.uint16)
    for word in range(WORDS):
        different += np.bitwise_count(signs[start:last, None, word] ^ signs[None, start:end, word])
    allowed = (1 - least / 100) * (lengths[start:last, None] + lengths[None, start:end]) + 1  # one for rounding
    for this, other in zip(*np.nonzero(different <= allowed), strict=True):
        if this < other:
            yield start + int(this), start + int(other)
