"""How a message looks on Telegram: its HTML subset, its limit per message, its inline buttons."""

import html
import re
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from content.berichten import Keuze

LIMIT = 4_096
LONGEST_PART = LIMIT - 10
SHORT_LABEL = 14
PHONE = re.compile(r"⟦([^|⟧]*)\|[^⟧]*⟧")


def pieces(tekst: str) -> list[str]:
    """Return a text as HTML in pieces that Telegram accepts, cut between paragraphs where that is possible."""
    found = [""]
    for paragraph in PHONE.sub(r"\1", tekst).split("\n\n"):
        for part in _cut(paragraph):
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


def _cut(paragraph: str) -> list[str]:
    """Cut before marking, so that no mark is cut in two; `&` takes five signs when it is marked."""
    if len(_escaped(paragraph)) <= LONGEST_PART:
        return [_escaped(paragraph)]
    size = LONGEST_PART // 5
    return [_escaped(paragraph[start : start + size]) for start in range(0, len(paragraph), size)]
