"""What `content check` looks at in residents' sentences: enough, in every voice, and none too much like another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from content.catalogue import CONTENT
from content.controls import plain
from content.examples import FOREIGN, STEMMEN, Examples, Proefvragen, Proefzin, Voorbeelden, load_examples
from content.likeness import alike
from content.model import Onderwerp
from content.reader import Reader
from content.source import ContentError, Fout, Loc

LEAST = {"vraag": 60, "crisis": 150, "gesprek": 60}
LEAST_PROEFVRAGEN = 10
LEAST_A_VOICE = 2
STORYLESS = frozenset({"verhaal", "beroep"})  # nobody says "ja" or "stop" in a story, or for a client
LOOKALIKE = 92  # of 100: a word changed in a sentence of ten
SHORTEST = 24  # letters; shorter sentences have few ways to differ: "dank je" and "dankje"
Register = Mapping[str, Onderwerp]


@dataclass(frozen=True, order=True)
class _Row:
    """One sentence and where it stands."""

    bestand: str
    regel: int
    zin: str
    topic: str
    trained: bool

    @cached_property
    def plain(self) -> str:
        return plain(self.zin)

    def fout(self, melding: str) -> Fout:
        return Fout(self.bestand, self.regel, f"'{self.zin[:50]}' {melding}")


def check_examples(root: Path = CONTENT) -> list[Fout]:
    """Return every mistake in the sentences under `root`."""
    reader = Reader(root)
    _, register = reader.register()
    if reader.fouten:
        return sorted(reader.fouten)  # without the topics all sentences would seem wrong
    try:
        examples = load_examples(root)
    except ContentError as error:
        return error.fouten
    rows = list(_rows(examples))
    return sorted({*_files(register, examples), *_enough(register, examples), *_doubles(rows), *_lookalikes(rows)})


def _groups(examples: Examples) -> Iterator[tuple[str, Mapping[str, Voorbeelden] | Mapping[str, Proefvragen]]]:
    yield "voorbeelden", examples.voorbeelden
    yield "proefvragen", examples.proefvragen


def _files(register: Register, examples: Examples) -> Iterator[Fout]:
    for folder, group in _groups(examples):
        for name, item in group.items():
            document = examples.documents[f"{folder}/{name}.yml"]
            if item.id != name:
                melding = f"'id' moet gelijk zijn aan de bestandsnaam: {name}. U schreef: {item.id}."
                yield document.fout(("id",), melding)
            elif name not in register:
                yield document.fout(("id",), f"'{name}' staat niet in onderwerpen.yml.")
        for name in register.keys() - group.keys():
            yield Fout(f"content/{folder}/{name}.yml", 0, "dit bestand ontbreekt; elk onderwerp heeft zinnen nodig.")


def _enough(register: Register, examples: Examples) -> Iterator[Fout]:
    for folder, group in _groups(examples):
        for name, item in group.items():
            if name not in register:
                continue
            document = examples.documents[f"{folder}/{name}.yml"]
            soort = register[name].soort
            count, least = len(list(item.sentences())), LEAST_PROEFVRAGEN
            if isinstance(item, Proefvragen):
                yield from (document.fout(loc, melding) for loc, melding in _also_right(register, item))
            else:
                least = LEAST[soort]
                yield from (document.fout(("zinnen",), melding) for melding in _voices(name, soort, item))
            if count < least:
                yield document.fout(("zinnen",), f"'zinnen' heeft er te weinig: {count}, minstens {least}.")


def _also_right(register: Register, item: Proefvragen) -> Iterator[tuple[Loc, str]]:
    for stem, sentences in item.zinnen.items():
        for index, one in enumerate(sentences):
            for topic in one.ook_goed:
                if topic not in register:
                    yield ("zinnen", stem, index), f"'ook_goed' noemt '{topic}', maar dat onderwerp is er niet."


def _voices(name: str, soort: str, item: Voorbeelden) -> Iterator[str]:
    if name == FOREIGN:
        return
    for stem in item.zinnen.keys() - set(STEMMEN):
        yield f"'{stem}' is geen stem. Kies uit: {', '.join(STEMMEN)}."
    for stem in STEMMEN:
        if len(item.zinnen.get(stem, ())) < LEAST_A_VOICE and not (soort == "gesprek" and stem in STORYLESS):
            yield f"de stem '{stem}' heeft minstens {LEAST_A_VOICE} zinnen nodig."


def _rows(examples: Examples) -> Iterator[_Row]:
    for folder, group in _groups(examples):
        for name, item in group.items():
            document = examples.documents[f"{folder}/{name}.yml"]
            for stem, sentences in item.zinnen.items():
                for index, one in enumerate(sentences):
                    zin = one.zin if isinstance(one, Proefzin) else str(one)
                    line = document.line(("zinnen", stem, index))
                    yield _Row(document.name, line, zin, name, folder == "voorbeelden")


def _doubles(rows: list[_Row]) -> Iterator[Fout]:
    """A sentence belongs to one topic, and a proefvraag is never learned from: else its score says nothing."""
    seen: dict[str, _Row] = {}
    for row in rows:
        first = seen.setdefault(row.plain or row.zin, row)
        if first is not row:
            yield row.fout(f"staat ook in {first.bestand}, regel {first.regel}.")


def _lookalikes(rows: list[_Row]) -> Iterator[Fout]:
    """Nearly the same words under two topics, or in a proefvraag: one of the two says nothing."""
    longer = [row for row in rows if len(row.plain) >= SHORTEST]
    for this, other in alike([row.plain for row in longer], LOOKALIKE):
        one, two = sorted((longer[this], longer[other]))
        apart = one.topic != two.topic or one.trained != two.trained
        if apart and one.plain != two.plain:
            yield two.fout(f"lijkt te veel op {one.bestand}, regel {one.regel}: '{one.zin[:50]}'.")
