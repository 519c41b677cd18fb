"""Invented personal data with marks in it, and a search that finds it however it was written down."""

import base64
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

SHORTEST = 6


def spellings(word: str) -> set[bytes]:
    """Return how a word looks in bytes: plain, wide, escaped, in hex, and in base64 from any place."""
    plain = word.encode()
    found = {plain, word.encode("utf-16-le"), json.dumps(word)[1:-1].encode(), quote(word).encode()}
    found |= {plain.hex().encode(), plain.hex().upper().encode()}
    for skipped in range(3):
        encoded = base64.b64encode(b"\0" * skipped + plain)
        found.add(encoded[4 if skipped else 0 : len(encoded) // 4 * 4 - 4])  # without what its neighbours decide
    return {one for one in found if len(one) >= SHORTEST}


def hits(words: Iterable[str], places: Mapping[str, bytes]) -> list[str]:
    """Return each word that was found, with where."""
    lowered = {place: content.lower() for place, content in places.items()}
    return [
        f"{word} in {place}"
        for word in words
        for place in places
        if any(one in places[place] or one.lower() in lowered[place] for one in spellings(word))
    ]


def files_below(*folders: Path) -> dict[str, bytes]:
    """Return what is in every file below these folders, a socket or a file that just went excepted."""
    found = {}
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        try:
            found[str(path)] = path.read_bytes()
        except FileNotFoundError:
            continue
    return found
