"""Reads what is typed at the preview, or behind it: no, change this line, leave it out, put it back."""

import re

from content.catalogue import Catalogue
from content.talk import Stand
from handoff.contact.lines import all_lines
from handoff.contact.steps import CHANGING, PREVIEW, STRUCK, WAYS, open_step, struck

NO = frozenset(
    {"nee", "nee stop", "nee dank je", "nee dank u", "nee bedankt", "liever niet", "toch niet", "doe maar niet"}
    | {"nee stuur niets", "niet sturen", "niet doen", "nee liever niet", "nee toch niet", "stuur niets"}
)
CHANGE = re.compile(r"\b(?:verander|veranderen|wijzig|wijzigen|pas|aanpassen|ander|andere|anders|klopt niet|fout)\b")
CHANGE_SOMETHING = re.compile(
    r"(?:ik wil )?(?:iets )?(?:wijzigen|wijzig|veranderen|aanpassen|weglaten)(?: iets)?(?: of weglaten)?"
)
MOST_WORDS = 8
LEAVE_OUT = re.compile(r"\b(?:weg|weglaten|laat|streep|schrap|verwijder|zonder|niet mee|mag niet|niet mijn|geen)\b")
PUT_BACK = re.compile(r"\b(?:terug|toch wel|toch mee|wel mee)\b")
NOUNS = {
    "telefoon": ("nummer", "telefoon", "telefoonnummer", "mobiel"),
    "email": ("mail", "e-mail", "email", "mailadres", "e-mailadres", "adres"),
    "hoe": ("contact", "bereiken"),
    "naam": ("naam", "voornaam"),
    "eigen_woorden": ("woorden", "verhaal", "tekst", "uitleg"),
    "onderwerp": ("onderwerp",),
    "haast": ("haast", "spoed"),
    "wanneer": ("moment", "tijd", "tijdstip"),
    "postcode": ("postcode",),
    "uitkomsten": ("check", "uitkomst"),
    "discreet": ("voicemail", "voorzichtig"),
    "voor": ("ander",),
}


def preview_words(catalogue: Catalogue, stand: Stand, tekst: str) -> str | None:
    """Return what was typed at the preview as an answer, `stop` for no; None when it says something else."""
    if "?" in tekst or open_step(catalogue, stand) not in (PREVIEW, CHANGING):
        return None
    typed = " ".join(tekst.lower().replace(",", " ").split()).strip(" .!")
    if typed in NO:
        return "stop"
    veld = _line(catalogue, stand, typed)
    if veld is None:
        return CHANGING if CHANGE_SOMETHING.fullmatch(typed) else None
    return _action(catalogue, stand, veld, typed) if len(typed.split()) <= MOST_WORDS else None


def _action(catalogue: Catalogue, stand: Stand, veld: str, typed: str) -> str | None:
    """Return what to do with a line that was named."""
    if veld in struck(stand.contact):
        return f"{STRUCK}:{veld}" if PUT_BACK.search(typed) else f"{CHANGING}:{veld}"
    if LEAVE_OUT.search(typed) and veld not in ("hoe", *WAYS):
        return f"{STRUCK}:{veld}"
    asked = CHANGE.search(typed) or LEAVE_OUT.search(typed) or typed in (_label(catalogue, veld), *NOUNS[veld])
    return f"{CHANGING}:{_as_asked(stand, veld)}" if asked else None


def _line(catalogue: Catalogue, stand: Stand, typed: str) -> str | None:
    """Return the line that is named: by its label or by what people call it; one that is there goes first."""
    there = [line.veld for line in all_lines(catalogue, stand, ("-",))]
    words = set(re.findall(r"[\w-]+", typed))
    named = [veld for veld in NOUNS if _label(catalogue, veld) in typed or words & set(NOUNS[veld])]
    return next((veld for veld in there if veld in named), next(iter(named), None))


def _as_asked(stand: Stand, veld: str) -> str:
    """Return the field to ask: a number for who gave none is another way to be reached."""
    return "hoe" if veld in WAYS and stand.contact.get("hoe") != veld else veld


def _label(catalogue: Catalogue, veld: str) -> str:
    return catalogue.text(f"overdracht.label_{veld}").lower()
