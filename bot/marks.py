"""Marks in a text, `⟦shown|target⟧`: a phone number, or a page of our own (`/uitkomst#…`)."""

import re

MARK = re.compile(r"⟦([^|⟧]*)\|([^⟧]*)⟧")


def page_address(target: str, public_url: str | None) -> str | None:
    """Return the full address of one of our pages; None for a number, or when nobody said where our pages are."""
    return f"{public_url.rstrip('/')}{target}" if public_url and target.startswith("/") else None


def within_reach(tekst: str, public_url: str | None) -> str:
    """Return a text without the lines that link to a page of ours, when nobody said where our pages are."""
    if public_url:
        return tekst
    lines = tekst.split("\n")
    kept = [line for line in lines if not any(match[2].startswith("/") for match in MARK.finditer(line))]
    return tekst if kept == lines else re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")
