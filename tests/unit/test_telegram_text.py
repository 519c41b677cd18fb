"""Messages as Telegram accepts them, with links to pages of ours where those can be reached."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_text import LIMIT, keyboard, pieces
from content.berichten import Keuze

TAG = re.compile(r'</a>|<a href="[^"<>]*">')
HERE = "https://rondkomen.voorbeeld.nl"
LINK = "⟦Bewaar de uitkomst|/uitkomst#gemeente=leiden&woning=huur⟧. Deel hem niet."


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


def test_a_page_of_ours_becomes_a_link_with_the_whole_address() -> None:
    shown = f'<a href="{HERE}/uitkomst#gemeente=leiden&amp;woning=huur">Bewaar de uitkomst</a>. Deel hem niet.'
    assert pieces(f"Klaar.\n\n{LINK}", HERE) == [f"Klaar.\n\n{shown}"]
    assert pieces(LINK, f"{HERE}/") == [shown]


@pytest.mark.parametrize("nowhere", [None, ""])
def test_without_an_address_the_whole_line_with_the_link_is_left_out(nowhere: str | None) -> None:
    assert pieces(f"Klaar.\n\n{LINK}\n\nBel ⟦14 071|14071⟧.", nowhere) == ["Klaar.\n\nBel 14 071."]
    assert pieces(f"Klaar.\n\n{LINK}", nowhere) == ["Klaar."]
    assert pieces(f"Een\n{LINK}\ntwee", nowhere) == ["Een\ntwee"]


def test_what_stands_in_a_link_is_marked_as_html_wants() -> None:
    assert pieces('⟦a < b|/c"d<e>⟧', HERE) == [f'<a href="{HERE}/c&quot;d&lt;e&gt;">a &lt; b</a>']


def test_a_link_in_a_paragraph_that_must_be_cut_keeps_its_words() -> None:
    found = "".join(pieces("a" * 10_000 + LINK, HERE))
    assert "Bewaar de uitkomst" in found
    assert "<a" not in found


@given(st.text('ab&<>"~\n |/⟦⟧', min_size=1, max_size=60).map(lambda text: text * 300), st.sampled_from([HERE, None]))
def test_no_piece_is_too_long_and_no_mark_is_cut_in_two(tekst: str, public_url: str | None) -> None:
    for piece in pieces(tekst, public_url):
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
