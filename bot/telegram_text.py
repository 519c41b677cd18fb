"""How a message looks on Telegram: its HTML subset, its limit per message, its inline buttons."""

import html
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.marks import MARK, page_address, within_reach
from content.berichten import Keuze

LIMIT = 4_096
LONGEST_PART = LIMIT - 10
SHORT_LABEL = 14


def pieces(tekst: str, public_url: str | None = None) -> list[str]:
    """
    Return a text as HTML in pieces that Telegram accepts, cut between paragraphs where that is possible.

    Args:
        public_url: Where our own pages are; without it the lines that link to one are left out.
    """
    found = [""]
    for paragraph in within_reach(tekst, public_url).split("\n\n"):
        for part in _cut(paragraph, public_url):
            if len(found[-1]) + len(part) + 2 > LIMIT:
                found.append("")
            found[-1] = f"{found[-1]}\n\n{part}" if found[-1] else part
    return found


def keyboard(keuzes: Sequence[Keuze]) -> InlineKeyboardMarkup | None:
    """Return the buttons, two short ones beside each other, long ones below each other."""
    rows: list[list[InlineKeyboardButton]] = []
    for keuze in keuzes:
        button = InlineKeyboardButton(text=keuze.label, callback_data=keuze.keuze)
        last = rows[-1] if rows else []
        if len(last) == 1 and len(keuze.label) <= SHORT_LABEL and len(last[0].text) <= SHORT_LABEL:
            last.append(button)
        else:
            rows.append([button])
    return InlineKeyboardMarkup(rows) if rows else None


def _escaped(paragraph: str) -> str:
    return html.escape(paragraph, quote=False)


def _linked(paragraph: str, public_url: str | None) -> str:
    """Return a paragraph as HTML; of a phone number only what is shown, since Telegram makes it tappable itself."""
    html_parts, end = [], 0
    for match in MARK.finditer(paragraph):
        shown, address = _escaped(match[1]), page_address(match[2], public_url)
        link = f'<a href="{html.escape(address)}">{shown}</a>' if address else shown
        html_parts += [_escaped(paragraph[end : match.start()]), link]
        end = match.end()
    return "".join([*html_parts, _escaped(paragraph[end:])])


def _cut(paragraph: str, public_url: str | None) -> list[str]:
    """Cut before marking, so that no mark is cut in two; `&` takes five signs when it is marked."""
    whole = _linked(paragraph, public_url)
    if len(whole) <= LONGEST_PART:
        return [whole]
    size, bare = LONGEST_PART // 5, MARK.sub(r"\1", paragraph)
    return [_escaped(bare[start : start + size]) for start in range(0, len(bare), size)]
