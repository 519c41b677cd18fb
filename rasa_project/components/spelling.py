"""Spelling: a word that exists stays; a word that doesn't becomes the nearest word that does."""

import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

COMMON = 2.6  # Zipf frequency in wordfreq from which a Dutch word surely exists: below it, typos are listed too
GENERAL = 3.8  # ... and from which a word that no training sentence has may still be what was meant
SHORTEST = 4  # shorter words have too many neighbours
MOST_UNKNOWN = 0.5  # a message with more unknown words than this is another language, not bad spelling
SOUNDS = (
    (r"sch(?=[rlmn]|$)", "s"), (r"ch", "g"), (r"ei|y", "ij"), (r"au", "ou"), (r"dt\b|d\b", "t"), (r"th", "t"),
    (r"ae", "aa"), (r"c(?=[eiy])", "s"), (r"c|q", "k"), (r"ks", "x"), (r"ph", "f"), (r"v", "f"), (r"z", "s"),
    (r"b\b", "p"), (r"(.)\1", r"\1"), (r"ie", "i"), (r"en\b", "e"),
)  # fmt: skip


def sound_of(word: str) -> str:
    """Write a word as it sounds, so that `skult` and `schuld` come closer and `rekenink` and `rekening` too."""
    for pattern, instead in SOUNDS:
        word = re.sub(pattern, instead, word)
    return word


class Speller:
    """Correct words towards the vocabulary of the training sentences."""

    def __init__(self, known: Iterable[str], targets: dict[str, int]) -> None:
        """Take the words that exist, and the words (with their count) that a mistake may be turned into."""
        self.known: set[str] = set(known) | set(targets)
        self.targets = targets
        self._choices = sorted(targets)
        self._by_sound: dict[str, str] = {}
        for word in sorted(targets, key=lambda word: (targets[word], word)):
            self._by_sound[sound_of(word)] = word  # the most used word of a sound comes last and wins
        self._seen: dict[str, str] = {}

    @classmethod
    def learn(cls, sentences: Iterable[list[str]], extra: Iterable[str] = ()) -> "Speller":
        """Learn which words exist from the training sentences, the synonyms and the Dutch frequency list."""
        import wordfreq  # only while training: the model carries its own list

        counts = Counter(word for words in sentences for word in words)
        zipf = {word: wordfreq.freq_to_zipf(f) for word, f in wordfreq.get_frequency_dict("nl").items()}
        dutch = {word for word, score in zipf.items() if score >= COMMON and word.isalpha()}
        fixed = set(extra)
        real = {word: n for word, n in counts.items() if n > 1 or word in dutch or word in fixed}
        targets = {word: n for word, n in real.items() if len(word) >= SHORTEST and word.isalpha()}
        for word in dutch:
            if zipf[word] >= GENERAL and len(word) >= SHORTEST:
                targets.setdefault(word, 0)
        return cls(dutch | set(real) | fixed, targets)

    def correct(self, words: list[str]) -> list[str]:
        """Correct a message word by word; leave it alone when it looks like another language."""
        strange = [word for word in words if not self._exists(word)]
        if not strange:
            return words
        near = [word for word in strange if self._nearest(word) != word]
        foreign = len(strange) - len(near) if len(words) > 3 else 0
        if foreign > MOST_UNKNOWN * len(words):
            return words
        return [piece for word in words for piece in self._nearest(word).split()]

    def _exists(self, word: str) -> bool:
        return word in self.known or len(word) < SHORTEST or not word.isalpha() or self._is_compound(word)

    def _is_compound(self, word: str) -> bool:
        """Dutch glues words together: `huurachterstandbrief` exists although no list has it."""
        for cut in range(4, len(word) - 3):
            tail = word[cut:]
            if word[:cut] in self.known and (tail in self.known or (tail[0] == "s" and tail[1:] in self.known)):
                return True
        return False

    def _nearest(self, word: str) -> str:
        if self._exists(word):
            return word
        if word not in self._seen:
            if len(self._seen) > 20_000:  # a cache, never a log of what people typed
                self._seen.clear()
            self._seen[word] = self._same_sound(word) or self._two_words(word) or self._closest(word) or word
        return self._seen[word]

    def _same_sound(self, word: str) -> str | None:
        return self._by_sound.get(sound_of(word))

    def _two_words(self, word: str) -> str | None:
        """Put back a forgotten space, when both halves are words that the training sentences use."""
        for cut in range(2, len(word) - 2):
            head, tail = word[:cut], word[cut:]
            if head in {"ik", "de", "het", "een", "mijn", "niet", "geen"} and tail in self.known:
                return f"{head} {tail}"
        return None

    def _closest(self, word: str) -> str | None:
        allowed = 1 if len(word) < 7 else 2
        found = process.extract(word, self._choices, scorer=DamerauLevenshtein.distance, score_cutoff=allowed, limit=8)
        if not found:
            return None
        same_start = [(distance, item[0] != word[0], -self.targets[item], item) for item, distance, _ in found]
        return min(same_start)[3]
