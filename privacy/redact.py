"""Replaces what identifies a person by a placeholder, before a sentence leaves the dialogue or could be logged."""

import re
from collections.abc import Callable

from stdnum import iban
from stdnum.nl import bsn

from privacy.spoken import SPOKEN_EMAIL, SPOKEN_PHONE

BETWEEN = r"[\s.\-/()‐-―−_]"  # what people type within a number, all kinds of dashes included
EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]{1,100}\s?@\s?\w[\w-]*(?:\.[\w-]+)*")
DUTCH_IBAN = re.compile(rf"NL(?:{BETWEEN}?\d){{2}}(?:{BETWEEN}?[A-Z]){{4}}(?:{BETWEEN}?\d){{10}}", re.IGNORECASE)
IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\s?\d{2}(?:\s?[A-Z0-9]){10,30}", re.IGNORECASE)
MONTHS = r"jan\w*|feb\w*|maart|mrt|apr\w*|mei|juni?|juli?|aug\w*|sep\w*|okt\w*|nov\w*|dec\w*"
BIRTH = re.compile(
    rf"(?<!\d)\d{{1,2}}[-/. ](?:\d{{1,2}}|{MONTHS})[-/. ](?:19|20)\d{{2}}(?!\d)"
    r"|(?<!\d)(?:19|20)\d{2}-[01]\d-[0-3]\d(?!\d)",
    re.IGNORECASE,
)
PHONE = re.compile(
    rf"(?<!\d)\(?(?:\+|00)?(?:31{BETWEEN}{{0,3}}(?:0{BETWEEN}{{0,3}})?|0)(?:{BETWEEN}{{0,3}}\d){{9}}(?!\d)"
)
YEARS_OR_AMOUNTS = re.compile(r"[1-9]\d{2,3}\s?[-/‐-―−]\s?[1-9]\d{2,3}")
DIGITS = re.compile(rf"(?<!\d)(?:\+|00)?\d(?:{BETWEEN}{{0,2}}\d){{7,14}}(?!\d)")
# A word after an amount is no pair of letters: "1200 op mijn rekening".
WORDS_OF_TWO = r"en|in|op|of|is|om|te|ik|je|we|ze|er|al|de|nu|zo|ja|na|af|ga|ka|me|mn|pm|pj|pw|ex"
POSTCODE = re.compile(
    rf"(?<!\d)([1-9]\d{{3}})(?:\s?[A-Z][A-Za-z]|[a-z]{{2}}|\s(?!(?:{WORDS_OF_TWO})\b)[a-z]{{2}})\b"
    r"(?:\s+\d{1,5}\s?[a-z]?\b)?"
)
STREET = re.compile(
    r"\b[\w'.-]+(?:straat|laan|weg|plein|gracht|kade|singel|dijk|hof|pad|steeg|plantsoen|park|dreef|burg)"
    r"\s+\d{1,5}\s?[a-z]?\b",
    re.IGNORECASE,
)
PARTICLE = r"(?:van|de|der|den|el|al|ten|ter|bin|ben|von|la|le|'t)"
CAPITAL = r"[A-ZÀ-Þ](?:[a-zß-ÿ'’][\w'’-]*|\.)"  # not ZZP or AOW
NAME_SAID = re.compile(
    r"(?i:\b(ik heet|mijn naam is|mn naam is|m'n naam is|m’n naam is|naam is|naam:))"
    rf"(\s+(?:{PARTICLE}\s+)*[\w'’.-]+(?:(?:\s+{PARTICLE})+\s+[\w'’-]+|\s+{CAPITAL})*)"
)
NAME_SIGNED = re.compile(
    r"(?i:\b(ik ben|groetjes(?: van)?|groeten(?: van)?|groet,?|mvg,?))"
    rf"((?:\s+{PARTICLE})*\s+{CAPITAL}(?:(?:\s+{PARTICLE})*\s+{CAPITAL})*)"
)


def redact(tekst: str) -> str:
    """
    Return the text with `[email]`, `[iban]`, `[bsn]`, `[telefoon]`, `[adres]`, `[naam]`, `[datum]` in place of values.

    It rather takes away too much than too little: for understanding a question none of these matter. The four
    digits of a postcode stay, since they name an area and not a person.
    """
    steps: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
        (EMAIL, "[email]"),
        (SPOKEN_EMAIL, "[email]"),
        (SPOKEN_PHONE, "[telefoon]"),
        (DUTCH_IBAN, "[iban]"),
        (IBAN, _iban),
        (BIRTH, "[datum]"),
        (PHONE, _number),
        (DIGITS, _number),
        (POSTCODE, r"\1 [adres]"),
        (STREET, "[adres]"),
        (NAME_SAID, r"\1 [naam]"),
        (NAME_SIGNED, r"\1 [naam]"),
    )
    for pattern, replacement in steps:
        tekst = pattern.sub(replacement, tekst)
    return tekst


def _iban(match: re.Match[str]) -> str:
    """Words behind a foreign account number match as well: look for where the number ends."""
    found = match.group()
    for end in range(len(found), 14, -1):
        if found[end - 1].isalnum() and iban.is_valid(re.sub(r"\s", "", found[:end]), check_country=False):
            return f"[iban]{IBAN.sub(_iban, found[end:])}"
    return found


def _number(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match.group())
    if len(digits) in (8, 9) and bsn.is_valid(digits.zfill(9)):
        return "[bsn]"
    return match.group() if YEARS_OR_AMOUNTS.fullmatch(match.group()) else "[telefoon]"
