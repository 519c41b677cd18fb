"""Messages as Telegram accepts them."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_text import LIMIT, keyboard, pieces
from content.berichten import Keuze

TAG = re.compile(r"</?s>")


@pytest.mark.parametrize(
    ("tekst", "shown"),
    [
        ("Bel ⟦0800-8115|08008115⟧ nu.", "Bel 0800-8115 nu."),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<b>vet</b>", "&lt;b&gt;vet&lt;/b&gt;"),
        ("een\n\ntwee", "een\n\ntwee"),
        ('zeg "ja"', 'zeg "ja"'),
    ],
)
def test_a_text_becomes_what_telegram_reads(tekst: str, shown: str) -> None:
    assert pieces(tekst) == [shown]


def test_a_long_text_is_cut_between_paragraphs() -> None:
    found = pieces("\n\n".join(["a" * 3_000, "b" * 2_000, "c" * 1_000]))
    assert [len(piece) for piece in found] == [3_000, 3_002]


def test_a_paragraph_that_is_too_long_is_cut_too() -> None:
    assert "".join(pieces("a" * 10_000)).replace("\n\n", "") == "a" * 10_000


@given(st.text("ab&<>~\n |⟦⟧", min_size=1, max_size=60).map(lambda text: text * 300))
def test_no_piece_is_too_long_and_no_mark_is_cut_in_two(tekst: str) -> None:
    for piece in pieces(tekst):
        assert len(piece) <= LIMIT
        bare = TAG.sub("", piece)
        assert "<" not in bare
        assert html.escape(html.unescape(bare), quote=False) == bare


def test_two_short_buttons_stand_beside_each_other_and_long_ones_below() -> None:
    markup = keyboard([Keuze(label, label) for label in ("Ja", "Nee", "Weet ik niet", "Ik heb nu hulp nodig", "Stop")])
    assert markup is not None
    rows = [[button.text for button in row] for row in markup.inline_keyboard]
    assert rows == [["Ja", "Nee"], ["Weet ik niet"], ["Ik heb nu hulp nodig"], ["Stop"]]
    assert markup.inline_keyboard[0][0].callback_data == "Ja"
    assert markup.inline_keyboard[0][0].url is None


def test_no_buttons_is_no_keyboard() -> None:
    assert keyboard([]) is None
