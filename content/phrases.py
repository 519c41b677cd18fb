"""Readable phrases with wildcards, and the spelling rules that let a misspelled message still match them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

BOUNDARY = "|"
SHORTEST_CORRECTED = 5
SHORTEST_TWICE_WRONG = 9
SHORTEST_MERGED = 6
HEAD = 4

_LEET = str.maketrans("0134570@$", "oleastoas")
_ENDS = re.compile(r"[.!?;\n\r]+")
_PAUSE = re.compile(r"\.{2,}|…")
_WORD = re.compile(r"[\w@$]+")
_STUCK_NUMBER = re.compile(r"(?<!\w)(\d+)(?=[^\W\d_])")
_NOISE = re.compile(r"[^\w|]+|_+")
_REPEATED = re.compile(r"([^\W\d_])\1+")
_SPACED_LETTERS = re.compile(r"(?<!\S)(?:[^\W\d_] ){2,}[^\W\d_](?!\S)")
_PART = re.compile(r"\(([^()\s]+)\)|(\S+)")


class PhraseError(ValueError):
    """A phrase that can't be read. The message is Dutch: an editor sees it."""


def plain(text: str) -> str:
    """Return the text without case, accents, doubled letters and digits for letters; `|` is where a sentence ends."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = re.sub(r"['’‘`´*]", "", _PAUSE.sub(" ", text))
    text = _WORD.sub(_letters_for_digits, _STUCK_NUMBER.sub(r"\1 ", text))
    text = _NOISE.sub(" ", _ENDS.sub(f" {BOUNDARY} ", text.replace(BOUNDARY, " ")))
    text = _SPACED_LETTERS.sub(lambda match: match.group().replace(" ", ""), text)
    return _REPEATED.sub(r"\1", text)


def _letters_for_digits(match: re.Match[str]) -> str:
    word = match.group()
    return word if word[0].isdigit() else word.translate(_LEET)


def plain_words(words: Iterable[str]) -> frozenset[str]:
    """Return the `plain` spelling of each word."""
    return frozenset(plain(word).strip() for word in words)


@dataclass(frozen=True)
class Spelling:
    """What people type instead of what a phrase says. All words here are already `plain`."""

    known: frozenset[str]
    ordinary: frozenset[str]
    variants: Mapping[str, tuple[str, ...]]
    fillers: frozenset[str]
    by_letter: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(
        cls,
        words: Iterable[str],
        *,
        corrected: Iterable[str],
        ordinary: Iterable[str],
        variants: Mapping[str, str],
        fillers: Iterable[str],
    ) -> "Spelling":
        """Build it from the words of all phrases and the lists of an editor."""
        targets = plain_words(corrected)
        return cls(
            known=frozenset(words) | targets,
            ordinary=plain_words(ordinary),
            variants={plain(key).strip(): tuple(plain(value).split()) for key, value in variants.items()},
            fillers=plain_words(fillers),
            by_letter={first: tuple(sorted(w for w in targets if w[0] == first)) for first in {w[0] for w in targets}},
        )

    def sentence(self, text: str) -> str:
        """Return the words of a text as the phrases know them, each followed by a space."""
        words = [word for typed in plain(text).split() for word in self.variants.get(typed, (typed,))]
        found = [BOUNDARY]
        for word in self._merged(words):
            if word == BOUNDARY == found[-1] or word in self.fillers:
                continue
            found.append(self._corrected(word))
        return " ".join([*found, BOUNDARY, ""])

    def _merged(self, words: list[str]) -> Iterator[str]:
        """Join two words that are one word in a phrase: 'zelf moord'."""
        at = 0
        while at < len(words):
            pair = "".join(words[at : at + 2])
            if len(pair) >= SHORTEST_MERGED and pair in self.known:
                yield pair
                at += 2
            else:
                yield words[at]
                at += 1

    def _corrected(self, word: str) -> str:
        if len(word) < SHORTEST_CORRECTED or word in self.known or word in self.ordinary:
            return word
        allowed = 1 if len(word) < SHORTEST_TWICE_WRONG else 2
        best = process.extractOne(word, self.by_letter.get(word[0], ()), scorer=OSA.distance, score_cutoff=allowed)
        return best[0] if best else word


@dataclass(frozen=True)
class Phrase:
    """One line of an editor, ready to search with. `keys` are words of which the text must hold at least one."""

    line: str
    parts: tuple[re.Pattern[str], ...]
    keys: frozenset[str]
    heads: frozenset[str]
    words: frozenset[str]

    def found_in(self, sentence: str) -> bool:
        """Say whether every part of the phrase stands in the sentence."""
        return all(part.search(sentence) for part in self.parts)

    def hide_in(self, sentence: str) -> str:
        """Take the phrase out of the sentence; what stands around it can't join up."""
        return self.parts[0].sub("§ ", sentence)


def read_phrase(line: str, groups: Mapping[str, list[str]], fillers: frozenset[str]) -> Phrase:
    """
    Read a phrase as an editor writes it; `content/crisis/woorden.yml` explains the signs.

    Raises:
        PhraseError: If it names a group that doesn't exist, or has no word to recognise it by.
    """
    parts: list[re.Pattern[str]] = []
    required: list[frozenset[str]] = []
    words: set[str] = set()
    for piece in line.split("&"):
        pattern = "(?:^|(?<= ))"
        for optional, plain_part in _PART.findall(piece):
            choices = _choices(optional or plain_part, groups) - fillers
            if not choices and not optional:
                raise PhraseError(f"'{plain_part}' is een stopwoord, laat het weg uit '{line}'")
            pattern += _regex(choices, optional=bool(optional))
            words |= {word for choice in choices for word in choice.removesuffix("+").split()}
            if choices and not optional and not choices & {"*", BOUNDARY}:
                required.append(frozenset(choices))
        parts.append(re.compile(pattern))
    if not required:
        raise PhraseError(f"'{line}' heeft geen woord om op te letten. Zoals: wil niet meer leven")
    rarest = min(required, key=lambda choices: (len(choices), -max(map(len, choices))))
    keys = frozenset(choice.split()[-1] for choice in rarest if not choice.endswith("+"))
    heads = frozenset(choice.removesuffix("+")[:HEAD] for choice in rarest if choice.endswith("+"))
    return Phrase(line, tuple(parts), keys, heads, frozenset(words - {"*", BOUNDARY}))


def _choices(part: str, groups: Mapping[str, list[str]]) -> frozenset[str]:
    """Return the alternatives of one part of a phrase, in `plain` spelling; `+` stays behind the start of a word."""
    found: set[str] = set()
    for choice in part.split("/"):
        if choice in {"*", "."}:
            found.add(BOUNDARY if choice == "." else choice)
        elif choice.startswith("<"):
            name = choice.strip("<>")
            if name not in groups:
                raise PhraseError(f"de groep <{name}> bestaat niet onder 'woordgroepen'")
            found |= {" ".join(plain(word).split()) for word in groups[name]}
        else:
            found.add(_word(choice))
    return frozenset(found)


def _word(choice: str) -> str:
    word = " ".join(plain(choice.removesuffix("+")).split())
    if not word:
        raise PhraseError(f"'{choice}' is geen woord")
    if choice.endswith("+") and len(word) < HEAD:
        raise PhraseError(f"'{choice}' is te kort; schrijf minstens {HEAD} letters voor de +")
    return word + "+" * choice.endswith("+")


def _regex(choices: frozenset[str], *, optional: bool) -> str:
    if not choices:
        return ""
    if choices == {"*"}:
        return r"(?:\w+ ){0,3}"
    options = sorted(re.escape(c.removesuffix("+")) + (r"\w* " if c.endswith("+") else " ") for c in choices)
    return f"(?:{'|'.join(options)}){'?' if optional else ''}"
