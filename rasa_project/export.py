"""Turns content into what Rasa learns from: example sentences, and what it must know about words and topics."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from content.catalogue import Catalogue
from content.examples import Examples
from content.source import ContentError, Loc, read_document
from rasa_project.settings import PROJECT, ROOT

GENERATED = PROJECT / "data" / "generated"
SYNONYMS = ROOT / "content" / "synoniemen.yml"
SYNONYM_PARTS = ("vervang", "vul_aan")
SYNONYM_SHAPE = "hier horen alleen 'vervang' en 'vul_aan', met regels zoals: cjib: boete justitie"


def export(catalogue: Catalogue, examples: Examples, folder: Path = GENERATED, synonyms: Path = SYNONYMS) -> None:
    """
    Write voorbeelden.json (every sentence with its topic), kennis.json (synonyms, and which topics are danger or
    talk) and nlu.yml (what Rasa itself must know: the intents).

    The proefvragen are never written: they measure the model, so it may not learn them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sentences = [[topic, zin] for topic, item in examples.voorbeelden.items() for _, zin in item.sentences()]
    _write(folder / "voorbeelden.json", json.dumps(sentences, ensure_ascii=False, indent=0))
    _write(folder / "kennis.json", json.dumps(knowledge(catalogue, synonyms), ensure_ascii=False, indent=1))
    _write(folder / "nlu.yml", nlu(catalogue, examples, most=1))


def nlu(catalogue: Catalogue, examples: Examples, most: int | None = None) -> str:
    """
    Return training data in Rasa's form: one retrieval intent a topic, and intents of their own for danger and talk.

    Args:
        most: How many sentences a topic; all of them for a pipeline of Rasa's own.
    """
    questions = catalogue.topics("vraag")
    items = []
    for topic, item in sorted(examples.voorbeelden.items()):
        name = f"faq/{topic}" if topic in questions else topic
        items.append({"intent": name, "examples": _lines(zin for _, zin in list(item.sentences())[:most])})
    return "# Made from content/ by rasa_project.export; edits here are lost.\n" + yaml.dump(
        {"version": "3.1", "nlu": items}, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000
    )


def _lines(sentences: Iterable[str]) -> str:
    """Write sentences as Rasa's list. Rasa reads [word](entity) and {json} as marks, so brackets go."""
    plain = (" ".join(sentence.translate(_NO_MARKS).split()) for sentence in sentences)
    return "".join(f"- {sentence}\n" for sentence in dict.fromkeys(plain) if sentence)


_NO_MARKS = str.maketrans(dict.fromkeys("[]{}", " "))


def knowledge(catalogue: Catalogue, synonyms: Path = SYNONYMS) -> dict[str, Any]:
    """Return what the classifier must know besides sentences."""
    return {
        "synoniemen": read_synonyms(synonyms),
        "crisis": sorted(catalogue.topics("crisis")),
        "gesprek": sorted(catalogue.topics("gesprek")),
        "spoed": sorted(row.id for row in catalogue.register.values() if row.spoed),
    }


def read_synonyms(path: Path) -> dict[str, dict[str, str]]:
    """
    Read content/synoniemen.yml: `vervang` and `vul_aan`, each a list of word: plain words.

    Raises:
        ContentError: In Dutch, when the file has another shape.
    """
    document = read_document(path, path.parent)
    wrong = [document.fout(loc, SYNONYM_SHAPE) for loc in _misshapen(document.data)]
    if wrong:
        raise ContentError(wrong)
    return {part: dict(document.data.get(part, {})) for part in SYNONYM_PARTS}


def _misshapen(data: object) -> Iterator[Loc]:
    """Give the place of everything that isn't a list of words; `no:` without quotes isn't a word to YAML."""
    if not isinstance(data, dict):
        yield ()
        return
    for part, words in data.items():
        if part not in SYNONYM_PARTS or not isinstance(words, dict):
            yield (part,)
            continue
        yield from (
            (part, word) for word, text in words.items() if not (isinstance(word, str) and isinstance(text, str))
        )


def _write(path: Path, text: str) -> None:
    half = path.with_suffix(path.suffix + ".half")
    half.write_text(text, encoding="utf-8")
    half.replace(path)
