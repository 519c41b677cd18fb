"""Numbers and addresses as people say them: "nul zes …" and "naam apenstaart voorbeeld punt nl"."""

import re

DIGITS = {
    word: str(digit)
    for digit, words in enumerate(
        ("nul", "een één eén", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"),
    )
    for word in words.split()
}
DIGIT = rf"(?:{'|'.join(DIGITS)}|\d{{1,4}})"
BETWEEN = r"[\s,.\-]+"
SPOKEN_PHONE = re.compile(rf"(?<!\w)nul(?:{BETWEEN}{DIGIT}){{4,}}(?!\w)", re.IGNORECASE)
DIGITS_IN_A_ROW = re.compile(rf"(?<!\w){DIGIT}(?:{BETWEEN}{DIGIT}){{2,}}(?!\w)", re.IGNORECASE)
LONG_NUMBER = re.compile(r"\d(?:[\s.\-/()]*\d){3,}")
AT = re.compile(r"\s+(?:apenstaartje|apenstaart|\(?at\)?)\s+", re.IGNORECASE)
DOT = re.compile(r"\s+(?:punt|dot)\s+", re.IGNORECASE)
SPOKEN_EMAIL = re.compile(
    r"(?<!\S)\S+\s+(?:apenstaartje|apenstaart)(?:\s+\S+(?:\s+(?:punt|dot)\s+\S+)*)?", re.IGNORECASE
)


def in_digits(tekst: str) -> str:
    """Return a text with every row of three or more spoken digits written as digits."""
    return DIGITS_IN_A_ROW.sub(_digits, tekst)


def in_signs(tekst: str) -> str:
    """Return a text with a spoken "apenstaart" as `@`, and the dots behind it as dots."""
    before, sign, after = _split(tekst)
    return f"{before}@{DOT.sub('.', after)}" if sign else tekst


def without_numbers(tekst: str) -> str:
    """
    Return a text without anything that may be part of a number or an address, written or spoken.

    For when somebody is asked for theirs: half a number is then taken away too, which elsewhere would be an amount.
    """
    for pattern, placeholder in ((SPOKEN_EMAIL, "[email]"), (DIGITS_IN_A_ROW, "[nummer]"), (LONG_NUMBER, "[nummer]")):
        tekst = pattern.sub(placeholder, tekst)
    return tekst


def _split(tekst: str) -> tuple[str, str, str]:
    found = AT.search(tekst)
    return (tekst[: found.start()], "@", tekst[found.end() :]) if found else (tekst, "", "")


def _digits(match: re.Match[str]) -> str:
    return "".join(DIGITS.get(word.lower(), word) for word in re.split(BETWEEN, match.group()))
