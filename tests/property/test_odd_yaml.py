"""Whatever an editor saves: the loader answers with a mistake in Dutch, never with a crash."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.controls import Controls
from content.examples import load_examples
from content.source import ContentError, read_document
from tests.harness.content_copy import ContentCopy

FILES = (
    "faq/schaamte.yml",
    "crisis/crisis_kind.yml",
    "crisis/woorden.yml",
    "gesprek/bedankt.yml",
    "onderwerpen.yml",
    "telefoon.yml",
    "bedragen.yml",
    "talen.yml",
    "besturing.yml",
    "synoniemen.yml",
    "links.yml",
    "teksten/check.yml",
    "gemeenten/leiden/gemeente.yml",
    "gemeenten/leiden/teams.yml",
    "gemeenten/leiden/regelingen/schoolkosten.yml",
    "regelingen/zorgtoeslag.yml",
    "regelingen/vragen.yml",
    "regelingen/parameters/zorgtoeslag.yml",
    "voorbeelden/schaamte.yml",
    "proefvragen/schaamte.yml",
)
SMALL = ("faq", "crisis", "gesprek", "voorbeelden", "proefvragen")
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=20)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SCALARS | st.tuples(SCALARS), inner, max_size=3),
    max_leaves=8,
)
SIGNS = st.text("ab1-:?&*!|>[]{}#,'\"%@`\n\t 0é\x00=<~", max_size=40)
SENTENCES = st.dictionaries(st.text(max_size=8), st.lists(st.text(min_size=1, max_size=60), max_size=5), max_size=4)
SLIP = st.tuples(st.integers(0, 100_000), st.integers(0, 40), st.binary(max_size=8) | SIGNS.map(str.encode))
PARSER_WORDS = re.compile(r"\b(?:mapping|scalar|token|sequence|expected|found|valid|input|should|Traceback)\b")
YAML_TEXT = SIGNS | st.text(max_size=60) | VALUES.map(lambda value: yaml.dump(value, allow_unicode=True))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ContentCopy]:
    small = ContentCopy(tmp_path_factory.mktemp("content"), sentences=True)
    for path in small.root.glob("*/*.yml"):
        if path.parent.name in SMALL and str(path.relative_to(small.root)) not in FILES:
            path.unlink()
    yield small


@given(text=YAML_TEXT)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_is_read_or_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "proef.yml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    try:
        read_document(path, tmp_path)
    except ContentError as error:
        assert all(fout.melding for fout in error.fouten)


@given(name=st.sampled_from(FILES), text=YAML_TEXT)
@settings(max_examples=80, deadline=None)
def test_the_loader_raises_nothing_but_content_errors(copy: ContentCopy, name: str, text: str) -> None:
    _load_with(copy, name, text.encode("utf-8", "surrogatepass"))


@given(name=st.sampled_from(FILES), place=st.integers(0, 5_000), take=st.integers(0, 60), put=SIGNS)
@settings(max_examples=80, deadline=None)
def test_a_slip_of_the_hand_raises_nothing_but_content_errors(
    copy: ContentCopy, name: str, place: int, take: int, put: str
) -> None:
    text = copy.path(name).read_text(encoding="utf-8")
    at = place % len(text)
    _load_with(copy, name, (text[:at] + put + text[at + take :]).encode())


@given(name=st.sampled_from(FILES), slips=st.lists(SLIP, min_size=1, max_size=4))
@settings(max_examples=50, deadline=None)
def test_a_damaged_file_is_told_in_plain_dutch_by_the_whole_check(
    copy: ContentCopy, name: str, slips: list[tuple[int, int, bytes]]
) -> None:
    """Bytes that went or came in between: read, checked and hinted at without a crash or a word of the parser's."""
    before = copy.path(name).read_bytes()
    damaged = before
    for place, take, put in slips:
        at = place % (len(damaged) + 1)
        damaged = damaged[:at] + put + damaged[at + take :]
    copy.path(name).write_bytes(damaged)
    try:
        for fout in (*copy.check_mistakes(), *copy.check_hints()):
            assert fout.bestand.startswith("content/")
            assert fout.regel >= 0
            assert not PARSER_WORDS.search(fout.melding.partition("U schreef: ")[0]), fout
    finally:
        copy.path(name).write_bytes(before)


@given(name=st.sampled_from(("voorbeelden/schaamte.yml", "proefvragen/schaamte.yml")), zinnen=SENTENCES | VALUES)
@settings(max_examples=80, deadline=None)
def test_whatever_stands_under_zinnen_is_looked_at_or_told(copy: ContentCopy, name: str, zinnen: object) -> None:
    """Also what the sentences are compared with: the check may find mistakes, and never stops."""
    before = copy.path(name).read_bytes()
    copy.write(name, yaml.dump({"id": "schaamte", "zinnen": zinnen}, allow_unicode=True))
    try:
        assert all(fout.melding and fout.bestand.startswith("content/") for fout in copy.example_mistakes())
    finally:
        copy.path(name).write_bytes(before)


def _load_with(copy: ContentCopy, name: str, changed: bytes) -> None:
    path = copy.path(name)
    before = path.read_bytes()
    path.write_bytes(changed)
    try:
        copy.load()
        load_examples(copy.root)
        Controls.load(copy.root)
    except ContentError as error:
        assert error.fouten
        assert all(fout.bestand.startswith("content/") for fout in error.fouten)
    finally:
        path.write_bytes(before)
