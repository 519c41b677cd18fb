"""In which gemeente does somebody live? What a text says of it; only the gemeente is remembered, never a postcode."""

import re

from content.controls import plain
from content.postcodes import Ids, Postcodes

POSTCODE = re.compile(r"(?<!\w)([1-9]\d{3}) ?(?:[a-z]{2})?(?!\w)")
_IN = r"(?:nu |zelf )?(?:in |te |uit |is )(?:de )?(?:gemeente |stad )?"
INTRO = re.compile(
    rf"^(?:(?:ik|wij|we) (?:woon|wonen|kom|komen) |mijn (?:gemeente|woonplaats|postcode) ){_IN}|^gemeente "
)
IN = re.compile(rf"^{_IN}")
LIVING = re.compile(rf"\b(?:ik woon|wij wonen|we wonen) {_IN}(.+)")
LONGEST_NAME = 5  # words
SHORTEST_PLACE = 6  # letters: a shorter name of a place is too easily another word in the middle of a sentence
# Names of gemeenten and places that are words as well.
ORDINARY = frozenset({
    "anderen", "best", "buren", "dalen", "dieren", "echt", "gauw", "groet", "handel", "heel", "heide", "helden",
    "hoeven", "houten", "huizen", "kampen", "klimmen", "leek", "loon", "made", "monster", "nederland", "noorden",
    "opende", "oranje", "putten", "sloten", "velden", "waarde", "wateren", "winkel", "zeeland", "zetten",
})  # fmt: skip


def told(postcodes: Postcodes, tekst: str) -> Ids:
    """Return the gemeenten that a text names when it says nothing else: a postcode, "Leiden", "ik woon in Zaandam"."""
    words = plain(tekst)
    name = INTRO.sub("", words)
    if POSTCODE.fullmatch(name):
        return postcodes.at(name)
    stated, clear = name != words, name not in ORDINARY
    fits = (stated or clear) if postcodes.is_gemeente(name) else (stated and clear)
    return postcodes.named(name) if fits else ()


def mentioned(postcodes: Postcodes, tekst: str) -> str | None:
    """Return the one gemeente in which somebody says to live, in a text that is about something else as well."""
    found = LIVING.search(plain(tekst))
    words = found.group(1).split()[:LONGEST_NAME] if found else []
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        clear = name not in ORDINARY and (postcodes.is_gemeente(name) or len(name) >= SHORTEST_PLACE)
        if clear and len(postcodes.named(name)) == 1:
            return postcodes.named(name)[0]
    return None


def answered(postcodes: Postcodes, tekst: str) -> Ids:
    """Return the gemeenten that a short text can mean as the answer to the question where somebody lives."""
    words = plain(tekst)
    number = POSTCODE.search(words) if len(words.split()) <= LONGEST_NAME else None
    return (postcodes.at(number.group(1)) if number else ()) or postcodes.named(IN.sub("", INTRO.sub("", words)))
