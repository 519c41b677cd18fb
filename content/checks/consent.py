"""The texts on which consent rests: another word is another version, so that what somebody agreed to can be found."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from content.catalogue import Catalogue
from content.source import ContentError, Document, Fout, read_document

TEXTS = "teksten/overdracht.yml"
VERSIONS = "toestemming.yml"
LAST = "knop_nee"  # what comes after it, nobody agrees to


def versions(catalogue: Catalogue, root: Path) -> Iterator[Fout]:
    """Find texts that changed while their version stayed the same."""
    texts = catalogue.documents.get(TEXTS)
    try:
        known = read_document(root / VERSIONS, root)
    except ContentError as error:
        yield from error.fouten
        return
    if texts is None or not isinstance(texts.data, dict) or LAST not in texts.data:
        return  # told elsewhere: the file, or a text that the bot needs, is missing
    versie, kenmerk = str(texts.data.get("versie")), fingerprint(texts)
    rows = known.data if isinstance(known.data, dict) else {}
    if versie not in rows:
        yield known.fout((), f"zet hier onderaan een regel bij voor de nieuwe versie: '{versie}: {kenmerk}'")
    elif str(rows[versie]) != kenmerk:
        told = f"de teksten zijn veranderd sinds {versie}. Geef 'versie' een nieuwe naam, zoals overdracht-2027-01-31"
        yield texts.fout(("versie",), f"{told}, en zet in content/{VERSIONS} een regel bij met: {kenmerk}")


def fingerprint(texts: Document) -> str:
    """Return what stands for these texts: twelve hexadecimal digits that change with any word."""
    keys = list(texts.data)
    agreed = {key: str(texts.data[key]) for key in keys[: keys.index(LAST) + 1] if key != "versie"}
    written = json.dumps(agreed, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:12]
