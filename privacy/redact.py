"""Replaces what identifies a person by a placeholder, before a sentence leaves the dialogue or could be logged."""

import re
from collections.abc import Callable

from stdnum import iban
from stdnum.nl import bsn

EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
IBAN = re.compile(r"\b[A-Z]{2}\s?\d{2}(?:\s?[A-Z0-9]){10,30}\b", re.IGNORECASE)
DIGITS = re.compile(r"(?<![\w])(?:\+|00)?\d(?:[\s.\-/()]{0,2}\d){7,14}(?!\w)")
POSTCODE = re.compile(r"\b([1-9]\d{3})\s?[A-Z]{2}\b(?:\s+\d{1,5}\s?[a-z]?\b)?", re.IGNORECASE)
STREET = re.compile(
    r"\b[\w'.-]+(?:straat|laan|weg|plein|gracht|kade|singel|dijk|hof|pad|steeg|plantsoen|park|dreef|burg)"
    r"\s+\d{1,5}\s?[a-z]?\b",
    re.IGNORECASE,
)
NAME = re.compile(
    r"\b(ik heet|mijn naam is|mn naam is|m'n naam is|naam is|ik ben|groetjes van|groeten van|mvg,?"
    r"|met vriendelijke groet,?)"
    r"((?:\s+(?:van|de|der|den|el|al|ten|ter|bin|ben|von|la|le))*(?:\s+[A-ZÀ-Þ][\w'’-]+){1,3})"
)
BIRTH = re.compile(r"\b\d{1,2}[-/. ](?:\d{1,2}|[a-z]{3,9})[-/. ](?:19|20)\d{2}\b", re.IGNORECASE)


def redact(tekst: str) -> str:
    """
    Return the text with `[email]`, `[iban]`, `[bsn]`, `[telefoon]`, `[adres]`, `[naam]`, `[datum]` in place of values.

    It rather takes away too much than too little: for understanding a question none of these matter. The four
    digits of a postcode stay, since they name an area and not a person.
    """
    steps: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
        (EMAIL, "[email]"),
        (IBAN, _iban),
        (BIRTH, "[datum]"),
        (DIGITS, _number),
        (POSTCODE, r"\1 [adres]"),
        (STREET, "[adres]"),
        (NAME, r"\1 [naam]"),
    )
    for pattern, replacement in steps:
        tekst = pattern.sub(replacement, tekst)
    return tekst


def _iban(match: re.Match[str]) -> str:
    """An account number with a typing mistake is one all the same when it is as long as a Dutch one."""
    compact = re.sub(r"\s", "", match.group())
    dutch_shape = re.fullmatch(r"NL\d{2}[A-Z]{4}\d{10}", compact, re.IGNORECASE)
    return "[iban]" if dutch_shape or iban.is_valid(compact) else match.group()


def _number(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match.group())
    if len(digits) in (8, 9) and bsn.is_valid(digits.zfill(9)):
        return "[bsn]"
    return "[telefoon]"
