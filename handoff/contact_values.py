"""Reads what an inwoner types about contact; what isn't clear is None, so that the bot asks again."""

import re
from collections.abc import Callable

from privacy.spoken import in_digits, in_signs

MAX_WORDS_OF_OWN = 1500
MAX_EMAIL = 80  # the limit of Klantinteracties
MAX_NAME = 60
PHONE = re.compile(r"(?<!\w)(?:\+|0)[\d\s().\-/]{7,20}\d(?!\w)")
# Paid and free numbers, and numbers of services: nobody can be called back there.
NO_CALL_BACK = re.compile(r"\+31(?:800|90[069]|14|18)")
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
POSTCODE = re.compile(r"(?<!\d)([1-9]\d{3})\s?(?:[A-Za-z]{2})?(?!\w)")
NAME = re.compile(r"^[^\W\d_][\w'’.\- ]*$")
NAME_INTRO = re.compile(
    r"^(?:ik heet|ik ben|mijn naam is|mn naam is|m'n naam is|noem me|noem mij|zeg maar|gewoon)\s+", re.IGNORECASE
)
NO_NAMES = frozenset({"ja", "nee", "ok", "oke", "oké", "goed", "graag", "hallo"})
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "hoe": {
        "telefoon": ("bel", "bellen", "telefoon", "telefonisch", "bel me", "bel mij", "bel maar", "bel me maar"),
        "email": ("mail", "mailen", "email", "e-mail", "mail me", "mail mij", "mail maar", "per mail", "via mail"),
        "chat": ("chat", "chatten", "hier", "via dit gesprek", "dit gesprek", "via de chat", "via chat"),
    },
    "wanneer": {
        "ochtend": ("ochtend", "in de ochtend", "'s ochtends", "s ochtends", "ochtends"),
        "middag": ("middag", "in de middag", "'s middags", "s middags", "middags"),
        "avond": ("avond", "in de avond", "'s avonds", "s avonds", "avonds"),
        "maakt_niet_uit": ("maakt niet uit", "maakt me niet uit", "altijd", "hele dag", "de hele dag"),
    },
    "haast": {
        "vandaag": ("vandaag", "vandaag nog", "nu", "meteen", "direct", "zo snel mogelijk"),
        "week": ("deze week", "week", "van de week", "binnen een week"),
        "later": ("later", "later is goed", "kan wachten", "het kan wachten", "geen haast"),
    },
    "discreet": {
        "geen_voicemail": ("geen voicemail", "niet inspreken"),
        "voicemail": ("voicemail mag", "inspreken mag", "wel voicemail"),
    },
    # Consent: only the words on the button, or a plain yes.
    "voorbeeld": {"akkoord": ("ja", "ja stuur dit", "ja, stuur dit", "akkoord")},
}


def value_in(step: str, tekst: str) -> str | None:
    """Return what was typed for a step in its one shape (E.164, four digits); None when it isn't valid."""
    plain = " ".join(tekst.split())
    if step in CHOICES:
        return _choice(step, plain)
    read = READERS.get(step)
    return read(plain) if read and plain else None


def _choice(step: str, tekst: str) -> str | None:
    typed = tekst.lower().strip(" .!")
    return next((value for value, words in CHOICES[step].items() if typed == value or typed in words), None)


def _phone(tekst: str) -> str | None:
    found = PHONE.search(in_digits(tekst))
    if not found:
        return None
    digits = re.sub(r"[^\d+]", "", found.group().replace("(0)", ""))
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+31{digits[1:]}"
    dutch = digits.startswith("+31")
    fits = re.fullmatch(r"\+31[1-9]\d{8}" if dutch else r"\+[1-9]\d{8,14}", digits)
    return digits if fits and not NO_CALL_BACK.match(digits) else None


def _email(tekst: str) -> str | None:
    found = EMAIL.search(in_signs(tekst))
    if not found or len(found.group()) > MAX_EMAIL or ".." in found.group():
        return None
    name, _, domain = found.group().rpartition("@")
    return f"{name}@{domain.lower()}"


def _postcode(tekst: str) -> str | None:
    found = POSTCODE.search(tekst)
    return found.group(1) if found else None


def _name(tekst: str) -> str | None:
    """Read a name; a question or a whole sentence is none, so that the bot can answer it."""
    name = NAME_INTRO.sub("", tekst).strip(" .!,")
    short = len(name) <= MAX_NAME and len(name.split()) <= 5 and name.lower() not in NO_NAMES
    return name if short and NAME.match(name) else None


def _own_words(tekst: str) -> str:
    """Read a story as one line. What is too long is cut, and the inwoner sees so in the preview."""
    return tekst if len(tekst) <= MAX_WORDS_OF_OWN else f"{tekst[:MAX_WORDS_OF_OWN]}…"


READERS: dict[str, Callable[[str], str | None]] = {
    "telefoon": _phone,
    "email": _email,
    "postcode": _postcode,
    "naam": _name,
    "eigen_woorden": _own_words,
}
