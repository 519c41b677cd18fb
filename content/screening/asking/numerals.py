"""Numbers in Dutch text: "1.200", "zo'n 1500 euro", "twaalfhonderd", "300 in de week", "60 uur", "3 maanden"."""

import re

UNITS = {
    "nul": 0, "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
    "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16,
    "zeventien": 17, "achttien": 18, "negentien": 19,
}  # fmt: skip
TENS = {
    "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80,
    "negentig": 90,
}  # fmt: skip
DIGITS = re.compile(r"\d{1,3}(?:[. ]\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,2})?(?:\.\d{1,2})?")
PER_MONTH = (
    (re.compile(r"\b(?:per|in de|elke|iedere) (?:4|vier) weken|\bvierweke|\b4 weken"), 13 / 12),
    (re.compile(r"\bweek\b|\bwekelijks\b|\bp/?w\b"), 52 / 12),
    (re.compile(r"\bjaar\b|\bjaarlijks\b"), 1 / 12),
)
UNUSABLE = re.compile(r"\bbruto\b|\b(?:per|een) uur\b|\buurloon\b|\bper dag\b")
NOTHING = re.compile(r"\b(?:niks|niets|geen inkomen|geen spaargeld|geen geld|geen cent|rood)\b")
FRACTION = "\u2044"  # the slash of ½, written out
BABY = re.compile(r"\bbaby\b")
SIBLINGS = re.compile(r"\b\w+ (?:kinderen|kids|zonen|zoons|dochters|meisjes|jongens)\b")
UNITS_OF = {
    "kind": re.compile(r"\b\d+ ?(?:kinderen|kind|personen)\b"),
    "uur": re.compile(r"\b\d+ ?(?:uren|uur)\b"),
    "dag": re.compile(r"\b\d+ ?dagen\b"),
    "week": re.compile(r"\b(?:4|vier) weken\b"),
}
PART_OF_YEAR = re.compile(r"\b(\w+) ?(maand|mnd|week|wek|dag)(?:en)?\b")
IN_A_YEAR = {"maand": 12, "mnd": 12, "week": 52, "wek": 52, "dag": 365}


def amounts_in(plain: str, *, unit: str, monthly: bool = False) -> list[float]:
    """
    Return the amounts in a simplified text, without numbers of another unit ("3 kinderen" among euros).

    Args:
        unit: What is counted: euro, uur, jaar or kind.
        monthly: Turn an amount per week, four weeks or year into one per month.
    """
    if FRACTION in plain or (monthly and UNUSABLE.search(plain)):
        return []
    factor = next((factor for pattern, factor in PER_MONTH if pattern.search(plain)), 1.0) if monthly else 1.0
    text = plain
    for other, pattern in UNITS_OF.items():
        text = text if other == unit else pattern.sub(" ", text)
    found = [_thousands(text, match) for match in DIGITS.finditer(text)]
    if not found:
        found = _written_out(text)
    if not found and NOTHING.search(plain):
        return [0.0]
    return [amount * factor for amount in found]


def years_in(plain: str) -> list[float]:
    """Return the years in a simplified text; months, weeks and days count when no years are told."""
    years = amounts_in(PART_OF_YEAR.sub(" ", plain), unit="jaar")
    part = PART_OF_YEAR.search(plain)
    if years or not part:
        return years
    count = amounts_in(part.group(1), unit="")
    return [count[0] / IN_A_YEAR[part.group(2)]] if count else []


def ages_in(plain: str) -> list[int]:
    """Return the ages of children in a simplified text ("3 en 7", "een baby"), youngest first; none if one is odd."""
    text = BABY.sub(" 0 ", re.sub(r"\b(\d{1,2}) ?(?:maanden|maand|mnd|weken|week)\b", " 0 ", plain))
    words = re.findall(r"(?<![\d,.-])\d+(?!\d|[,.]\d)|[a-z]+", SIBLINGS.sub(" ", text))
    found = [int(word) if word.isdecimal() else word_value(word) for word in words if word != "een"]
    ages = [int(age) for age in found if age is not None]
    return sorted(ages) if ages and max(ages) < 18 and len(ages) <= 20 else []


def _thousands(text: str, match: re.Match[str]) -> float:
    written = match.group()
    if re.fullmatch(r"\d{1,3}(?:[. ]\d{3})+(?:,\d{1,2})?", written):
        written = written.replace(".", "").replace(" ", "")
    number = float(written.replace(",", "."))
    after = text[match.end() :].lstrip()
    if re.match(r"(?:k|duizend|mille)\b", after):
        return number * 1000
    return number * 100 if re.match(r"honderd\b", after) else number


def _written_out(text: str) -> list[float]:
    joined = re.sub(r"\b(\w+) (duizend|honderd)\b", r"\1\2", text)
    values = [word_value(word) for word in re.findall(r"[a-z]+", joined) if word != "een"]
    return [float(value) for value in values if value is not None]


def word_value(word: str) -> float | None:
    """Return the value of a number written as one word ("vijftienhonderd", "anderhalfduizend"), or None."""
    if word == "":
        return 0
    for part, size in (("duizend", 1000), ("honderd", 100)):
        if part in word:
            before, after = word.split(part, 1)
            many = 1 if not before else 1.5 if before == "anderhalf" else word_value(before)
            rest = word_value(after.removeprefix("en"))
            return None if many is None or rest is None else many * size + rest
    return _below_hundred(word)


def _below_hundred(word: str) -> float | None:
    if word in UNITS:
        return UNITS[word]
    for ten, value in TENS.items():
        if word == ten:
            return value
        if word.endswith(f"en{ten}"):
            unit = UNITS.get(word.removesuffix(f"en{ten}"))
            return None if unit is None else value + unit
    return None
