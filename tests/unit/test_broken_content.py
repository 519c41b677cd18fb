"""Every way in which an editor may break a file: told with the file, the line and what is right, in plain Dutch."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from content.source import Fout
from tests.harness.content_copy import TODAY, ContentCopy

FILE = "faq/schaamte.yml"
ANSWERS = {"schaamte", "privacy", "schuldhulp_aanvragen", "vrijwilliger_geldzaken"}
AMOUNTS = "bedragen.yml"
TOPICS = "onderwerpen.yml"
ENGLISH = re.compile(
    r"\b(?:mapping|scalar|token|sequence|flow|block|stream|anchor|alias|tag|expected|found|while|parsing|scanning|"
    r"input|should|valid|value|string|integer|field|required|extra|permitted|Traceback|Error|None|dict|str|int)\b"
)


@dataclass(frozen=True)
class Slip:
    """
    One slip of the hand.

    Attributes:
        old: What stands there, and `new` what is written instead.
        words: What the message must say.
        below: How many lines under the changed text the mistake shows; None: of the file as a whole.
    """

    old: str
    new: str
    words: tuple[str, ...]
    name: str = FILE
    below: int | None = 0
    today: date = TODAY


def slip(old: str, new: str, *words: str, name: str = FILE, below: int | None = 0, today: date = TODAY) -> Slip:
    return Slip(old, new, words, name, below, today)


OWNER = "eigenaar: redactie\n"
CHECKED = "gecontroleerd_op: 2026-11-25"
TOMORROW = TODAY + timedelta(days=1)
EXPIRES = "verloopt_op: 2027-05-25"
SITUATION = "situatie: Wie durft u het niet te vertellen?"
NEXT = "vervolg: [privacy, schuldhulp_aanvragen, vrijwilliger_geldzaken]"
SOURCE = '  - {titel: "Algemene wet bestuursrecht, artikel 2:1 (iemand meenemen)", adres: "https://wetten.overheid.nl/BWBR0005537"}'
BUTTON = "    knop: Gemeente of hulpverlener"
FIRST = "Vertel het vandaag aan een mens die u vertrouwt."
QUESTION = "geld: doe dit"
QUOTES = "aanhalingstekens"

SLIPS: dict[str, Slip] = {
    # what YAML itself trips over
    "tab": slip("  U hoeft niet alles te vertellen.", "\tU hoeft niet alles te vertellen.", "tab", "twee spaties"),
    "tab before a key": slip(BUTTON, BUTTON.replace("    ", "\t", 1), "tab", "spaties"),
    "hard spaces": slip(BUTTON, BUTTON.replace(" ", "\u00a0", 4), "harde spatie", "knop: Gemeente of hulp"),
    "merge mark": slip(
        OWNER, "<<<<<<< HEAD\neigenaar: ik\n=======\n" + OWNER + ">>>>>>> anders\n", "git", "<<<<<<< HEAD"
    ),
    "no space after a colon": slip(
        OWNER, "eigenaar:redactie\n", "na de dubbele punt hoort een spatie", "eigenaar:redactie"
    ),
    "no space after the first colon": slip("id: schaamte", "id:schaamte", "na de dubbele punt hoort een spatie"),
    "no space after a dash": slip(SOURCE, SOURCE.replace("- {", "-{"), "na het streepje hoort een spatie", "-{titel"),
    "no space after the dash of a word": slip(
        "controleer:\n", "controleer:\n  - een cijfer\n  -nog een cijfer\n", "na het streepje", "-nog een", below=2
    ),
    "no dash at all": slip(SOURCE, SOURCE.replace("- {", "{"), "lijst", "streepje", "{titel"),
    "no colon": slip(OWNER, "eigenaar redactie\n", "ontbreekt een dubbele punt", "eigenaar redactie"),
    "a colon in a text": slip(SITUATION, f"situatie: Wie helpt u met {QUESTION}", "dubbele punt", QUESTION, QUOTES),
    "a colon in a text between braces": slip(
        SOURCE, "  - {titel: Wet: artikel 3, adres: https://wetten.overheid.nl}", "haken", QUOTES, "Wet: artikel 3"
    ),
    "a comma in a text between braces": slip(
        SOURCE,
        "  - {titel: Wet, artikel 3, adres: https://wetten.overheid.nl}",
        "'artikel 3' ken ik niet",
        "komma",
        QUOTES,
    ),
    "curly quotes": slip(SITUATION, "situatie: “Wie helpt u?”", "gewone aanhalingstekens", "“Wie helpt u?”"),
    "a quote that never closes": slip(
        SITUATION, 'situatie: "Wie helpt u?', "aanhalingsteken", "sluit nergens", "Wie helpt u"
    ),
    "a word that begins with an apostrophe": slip(
        SITUATION, "situatie: 's avonds of later?", "aanhalingsteken", "'s avonds"
    ),
    "words after a quote": slip(SITUATION, 'situatie: "Wie" helpt u?', "aanhalingsteken", '"Wie" helpt u?'),
    "an apostrophe inside single quotes": slip(
        SITUATION, "situatie: 'Wie ziet uw foto's?'", "aanhalingsteken", "foto's"
    ),
    "a backslash": slip(SITUATION, 'situatie: "Wie\\helpt u?"', "\\", "enkele"),
    "a bracket that never closes": slip(NEXT, "vervolg: [privacy, digid", "haak", "sluit nergens", "[privacy, digid"),
    "a brace that never closes": slip(SOURCE, SOURCE.rstrip("}"), "haak", "sluit nergens", "Algemene wet"),
    "words after a bracket": slip(SITUATION, "situatie: [Wie] helpt u?", "haak", QUOTES, "[Wie] helpt u?"),
    "a text that begins with a placeholder": slip(
        SITUATION, "situatie: {gemeente} helpt u?", "haak", QUOTES, "{gemeente}"
    ),
    "a text that is a placeholder": slip(SITUATION, "situatie: {gemeente}", "'situatie' moet tekst zijn", QUOTES),
    **{
        f"a text that begins with {sign}": slip(SITUATION, f"situatie: {sign}wie", f"'{sign}'", QUOTES, f"{sign}wie")
        for sign in "@%`*&!>|"
    },
    **{
        f"a text that begins with {sign} and a space": slip(SITUATION, f"situatie: {sign} wie", f"'{sign}'", QUOTES)
        for sign in "*&!>-?"
    },
    "a text that is a comment": slip(SITUATION, "situatie: # wie", "bij 'varianten' hoort 'situatie'", below=1),
    "an anchor": slip(OWNER, "eigenaar: &wie redactie\n", "'&'", QUOTES),
    "an alias": slip(OWNER, "eigenaar: *wie\n", "'*'", QUOTES),
    "a merge key": slip(OWNER, OWNER + "<<: *alles\n", "'*'", QUOTES, below=1),
    "a line too far to the right": slip(OWNER, "  eigenaar: redactie\n", "te ver naar rechts", "eigenaar: redactie"),
    "a line too far to the left": slip(BUTTON, BUTTON[1:], "niet recht onder", "knop: Gemeente"),
    "a text that isn't indented": slip("  Bent u bang voor", "Bent u bang voor", "twee spaties", "Bent u bang voor"),
    "a text that is indented less halfway": slip(
        "  Dat u dit hier typt", " Dat u dit hier typt", "niet recht onder", "Dat u dit hier typt"
    ),
    "a dash among the rows": slip(OWNER, "- " + OWNER, "niet recht onder", "- eigenaar"),
    "two files in one": slip(OWNER, "---\n" + OWNER, "één geheel", "---"),
    "the end of a file halfway": slip(OWNER, "...\n" + OWNER, "één geheel", below=1),
    "a key that is a list": slip(OWNER, "? [a]\n: b\n" + OWNER, "hoort een woord"),
    "a key that is written twice": slip(OWNER, OWNER + OWNER, "'eigenaar' staat er twee keer", "regel 2", below=1),
    "a sign that can't be seen": slip("redactie", "redac\x07tie", "teken dat niet in een tekst hoort", "eigenaar"),
    # a date, a number, a choice
    "a date that doesn't exist": slip(
        CHECKED, "gecontroleerd_op: 2026-11-31", "'2026-11-31' is geen bestaande datum", "2026-01-31"
    ),
    "a date the other way round": slip(CHECKED, "gecontroleerd_op: 25-11-2026", "25-11-2026", "2026-11-25", "jaar"),
    "a date in words": slip(EXPIRES, "verloopt_op: volgend jaar", "bestaande datum", "volgend jaar", "2026-07-31"),
    "no date": slip(EXPIRES, "verloopt_op:", "bestaande datum", "staat niets", "2026-07-31"),
    "an hour with the date": slip(EXPIRES, "verloopt_op: 2027-05-25 10:00:00", "bestaande datum", "10:00"),
    "a number in place of words": slip(
        SITUATION, "situatie: 12", "'situatie' moet tekst zijn", QUOTES, "U schreef: 12"
    ),
    "a time in place of words": slip(SITUATION, "situatie: 12:30", "moet tekst zijn", "U schreef: 12:30"),
    "no in place of words": slip(SITUATION, "situatie: no", "moet tekst zijn", "U schreef: no"),
    "yes on a button": slip(BUTTON, "    knop: Yes", "'knop' moet tekst zijn", "U schreef: Yes"),
    "a list in place of words": slip(SITUATION, "situatie: [wie, wat]", "'situatie' moet tekst zijn", "[wie, wat]"),
    "rows in place of words": slip(SITUATION, "situatie:\n  wie: wat", "'situatie' moet tekst zijn"),
    "words in place of a list": slip(
        NEXT, "vervolg: privacy", "'vervolg' moet een lijst zijn", "U schreef: privacy", "[schaamte"
    ),
    "words in place of rows": slip(SOURCE, "  - de wet", "moet uit regels bestaan", "U schreef: de wet"),
    "ja for true": slip("spoed: true, wat", "spoed: ja, wat", "true (ja)", "U schreef: ja", name=TOPICS),
    "nee for false": slip(
        "  nabellen: true\n", "  nabellen: nee\n", "false (nee)", "U schreef: nee", name="telefoon.yml"
    ),
    "a choice that isn't one": slip(
        "stap: mens", "stap: mensen", "mens, check", "U schreef: mensen", "Bedoelt u 'mens'?"
    ),
    "an amount as people write it": slip(
        "waarde: 1587.34", "waarde: 1.587,34", "getal", "1.587,34", "1345.45", name=AMOUNTS
    ),
    "an amount with a euro sign": slip("waarde: 1587.34", "waarde: € 1587", "getal", "€ 1587", name=AMOUNTS),
    "an amount with a point for thousands": slip(
        "waarde: 1587.34", "waarde: 1.587", "twee cijfers", "1.587", name=AMOUNTS
    ),
    "an amount below zero": slip("waarde: 1587.34", "waarde: -5", "zo klein", "-5", name=AMOUNTS),
    "a percentage as a word": slip(
        "eenheid: euro", "eenheid: euros", "euro, procent", "Bedoelt u 'euro'?", name=AMOUNTS
    ),
    "days in the wrong order": slip(
        "geldig_tot: 2026-12-31",
        "geldig_tot: 2026-06-30",
        "ligt voor 'geldig_van'",
        "2026-07-01",
        "2026-06-30",
        name=AMOUNTS,
    ),
    "an amount for years": slip(
        "geldig_tot: 2026-12-31", "geldig_tot: 2029-12-31", "meer dan een jaar", "2029-12-31", name=AMOUNTS
    ),
    "a phone number that isn't one": slip(
        'nummer: "112"', 'nummer: "een-een-twee"', "goede vorm", "een-een-twee", name="telefoon.yml"
    ),
    "a phone number without quotes": slip(
        'nummer: "112"', "nummer: 112", "moet tekst zijn", "U schreef: 112", name="telefoon.yml"
    ),
    # names
    "a misspelled key": slip(
        CHECKED, "gecontroleerd_po: 2026-11-25", "'gecontroleerd_po' ken ik niet", "'gecontroleerd_op'?"
    ),
    "a key with a capital": slip(CHECKED, "Gecontroleerd_op: 2026-11-25", "Bedoelt u 'gecontroleerd_op'?"),
    "a key that isn't one": slip(
        OWNER, OWNER + "prioriteit: hoog\n", "'prioriteit' ken ik hier niet", "vervolg", below=1
    ),
    "a misspelled key in a variant": slip(BUTTON, "    knopje: Gemeente", "'knopje' ken ik niet", "Bedoelt u 'knop'?"),
    "a misspelled key in a source": slip('{titel: "CBS', '{title: "CBS', "'title' ken ik niet", "Bedoelt u 'titel'?"),
    "a key that is a number": slip(OWNER, OWNER + "1: redactie\n", "'1'", "hier hoort een woord", below=1),
    "a key that is missing": slip(OWNER, "", "'eigenaar' ontbreekt", "Zoals: eigenaar: redactie", below=-1),
    "no sources": slip("stap: mens", "stap: mens\nbronnen: []", "'bronnen' staat er twee keer", below=1),
    "an id that isn't the file's name": slip(
        "id: schaamte", "id: schamte", "bestandsnaam: schaamte", "U schreef: schamte"
    ),
    "an id with a capital": slip(
        "id: schaamte", "id: Schaamte", "goede vorm", "U schreef: Schaamte", "huurachterstand"
    ),
    "a topic that isn't there": slip(NEXT, "vervolg: [privacie, digid]", "'privacie'", "Bedoelt u 'privacy'?"),
    "a topic that is named twice": slip(
        NEXT, "vervolg: [privacy, privacy]", "'privacy' staat twee keer", "haal er een weg"
    ),
    "a topic that is this one": slip(NEXT, "vervolg: [schaamte]", "'schaamte', maar dat antwoord is er niet"),
    "a phone that isn't there": slip(
        "\ntelefoon: [geldfit]", "\ntelefoon: [geldfid]", "'geldfid'", "telefoon.yml", "'geldfit'?", below=1
    ),
    "a phone that isn't there, of a variant": slip(
        "    telefoon: [veilig_thuis, geldfit]",
        "    telefoon: [veilig_tuis]",
        "'veilig_tuis'",
        "Bedoelt u 'veilig_thuis'?",
    ),
    "a theme that isn't there": slip(
        "thema: achterstand", "thema: achterstant", "'achterstant'", "'achterstand'?", name=TOPICS
    ),
    "a web address that isn't one": slip(
        'adres: "https://wetten.overheid.nl/BWBR0005537"',
        'adres: "de wet"',
        "webadres",
        "U schreef: de wet",
        "https://",
    ),
    "an id that stands in a list twice": slip(
        "- id: proef_twee", "- id: proef_een", "'proef_een' staat er twee keer", name=AMOUNTS
    ),
    "a row without an id": slip("- id: proef_twee\n  wat", "- wat", "'id' ontbreekt", name=AMOUNTS),
    # variants
    "variants without a question": slip(SITUATION + "\n", "", "hoort 'situatie'", "Zoals: situatie:"),
    "a variant without a button": slip(BUTTON + "\n", "", "'knop' ontbreekt", "Zoals: knop:", below=-1),
    "two variants with one id": slip("  - id: hulp", "  - id: thuis", "'thuis' staat er twee keer", "eigen 'id'"),
    "two variants with one button": slip(BUTTON, "    knop: Partner, familie of vrienden", "twee keer", "eigen 'knop'"),
    "a button that is too long": slip(
        BUTTON, BUTTON + " of iemand anders", "te lang", "32", "hulpverlener of iemand anders"
    ),
    "a variant id that is too long": slip("  - id: hulp", f"  - id: {'hulp' * 12}", "te lang", "korter woord"),
    "a word of a variant twice": slip(
        "[hulpverlener, wijkteam,", "[hulpverlener, hulpverlener,", "twee keer in 'woorden'"
    ),
    "a word of two variants": slip("[hulpverlener, wijkteam,", "[mijn man, wijkteam,", "'mijn man'", "andere variant"),
    # texts
    "a typed phone number": slip(
        FIRST, "Bel vandaag 06-00000000.", "telefoonnummer: 06-00000000", "{telefoon:geldfit}", below=0
    ),
    "a typed amount": slip(
        "Dat u dit hier typt", "Het kost € 25. Dat u dit typt", "'€ 25'", "{bedrag:", "bedragen.yml"
    ),
    "a typed percentage": slip(
        "Dat u dit hier typt", "Het is vijf procent. Dat u dit typt", "'vijf procent'", "{bedrag:"
    ),
    "an unknown placeholder": slip(FIRST, "{naam}, vertel het vandaag.", "{naam}", "ken ik niet", "{gemeente}"),
    "a call to who has no number here": slip(
        FIRST, "Bel {telefoon:uwv}.", "UWV belt", "alleen de website", "Vraag hulp bij"
    ),
    "a misspelled placeholder": slip(
        "{telefoon:luisterlijn}", "{telefoon:luisterlyn}", "{telefoon:luisterlyn}", "'luisterlijn'?"
    ),
    "a placeholder of another kind": slip(
        "{telefoon:luisterlijn}", "{nummer:luisterlijn}", "{nummer:luisterlijn}", "ken ik niet"
    ),
    "an amount that isn't in the list": slip(
        FIRST, "Het is {bedrag:proef_en}. Bel.", "{bedrag:proef_en}", "'proef_een'?"
    ),
    "a space in a placeholder": slip(
        "{telefoon:luisterlijn}", "{telefoon: luisterlijn}", "haak", "{telefoon: luisterlijn}"
    ),
    "a placeholder that never closes": slip(
        "{telefoon:luisterlijn}", "{telefoon:luisterlijn", "haak", "{telefoon:geldfit}"
    ),
    "too many words": slip(FIRST, FIRST + " Praat erover." * 20, "woorden; hoogstens 60", below=-1),
    "a sentence that is too long": slip(FIRST, "Bel " + "en bel " * 12 + "weer.", "zin van 26 woorden", "hoogstens 20"),
    "an empty text": slip(SITUATION, "situatie: ''", "'situatie' mag niet leeg zijn"),
    "a text of nothing": slip("welkom: |\n", "welkom:\nwelkom_b: |\n", "'welkom' is leeg", name="teksten/algemeen.yml"),
    # validity
    "an answer that has expired": slip(EXPIRES, EXPIRES, "verlopen op 2027-05-25", today=date(2027, 5, 25)),
    "an answer that holds too long": slip(
        EXPIRES, "verloopt_op: 2027-12-01", "half jaar", "uiterlijk 2027-05-30", "2027-12-01"
    ),
    "an answer that expires before it was checked": slip(
        EXPIRES, "verloopt_op: 2026-11-01", "na 'gecontroleerd_op'", "2026-11-01"
    ),
    "an answer checked tomorrow": slip(CHECKED, f"gecontroleerd_op: {TOMORROW}", "in de toekomst", str(TOMORROW)),
    "an amount that has expired": slip(
        "geldig_tot: 2026-12-31", "geldig_tot: 2026-11-24", "gold tot en met 2026-11-24", name=AMOUNTS
    ),
    "danger that names an amount": slip(
        "kort: |\n",
        "kort: |\n  Het is {bedrag:proef_een}.\n\n",
        "geen bedrag staan",
        name="crisis/crisis_suicide.yml",
        below=1,
    ),
    "danger without a number to call": slip(
        "telefoon: [", "telefoon: [lbio, ", "'lbio'", "nummer", "bellen", name="crisis/crisis_suicide.yml"
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> ContentCopy:
    """Give a copy with a handful of answers: what others name and isn't there is told in their files."""
    small = ContentCopy(tmp_path_factory.mktemp("content")).with_known()
    for path in small.root.glob("faq/*.yml"):
        if path.stem not in ANSWERS:
            path.unlink()
    return small


@pytest.fixture
def damaged(copy: ContentCopy) -> Iterator[Callable[[str, bytes], None]]:
    """Give what writes a file, and put it back afterwards."""
    before: dict[str, bytes | None] = {}

    def write(name: str, content: bytes) -> None:
        path = copy.path(name)
        before.setdefault(name, path.read_bytes() if path.exists() else None)
        path.write_bytes(content)

    yield write
    for name, content in before.items():
        copy.path(name).unlink() if content is None else copy.path(name).write_bytes(content)


def is_plain_dutch(fout: Fout) -> bool:
    """Tell whether no word of a parser and no piece of a program is in it."""
    return not ENGLISH.search(re.sub(r"U schreef: .*", "", fout.melding)) and "\n" not in fout.melding


def test_there_are_many_ways_to_break_a_file() -> None:
    assert len(SLIPS) >= 100


def test_the_files_have_nothing_to_tell_before_they_are_broken(copy: ContentCopy) -> None:
    names = {f"content/{one.name}" for one in SLIPS.values()}
    assert [fout for fout in copy.check_mistakes() if fout.bestand in names] == []


@pytest.mark.parametrize("kind", SLIPS)
def test_a_slip_of_the_hand_is_told_at_its_line(
    copy: ContentCopy, damaged: Callable[[str, bytes], None], kind: str
) -> None:
    one = SLIPS[kind]
    text = copy.path(one.name).read_text(encoding="utf-8")
    assert one.old in text, one.old
    damaged(one.name, text.replace(one.old, one.new, 1).encode())
    line = text.count("\n", 0, text.index(one.old)) + 1 + (one.below or 0)
    fouten = [fout for fout in copy.check_mistakes(one.today) if fout.bestand == f"content/{one.name}"]
    assert [fout for fout in fouten if fout.regel == line and all(word in fout.melding for word in one.words)], fouten
    assert all(is_plain_dutch(fout) for fout in fouten), fouten


@dataclass(frozen=True)
class Whole:
    """A file that is wrong as a whole: what is in it, on which line (0: the file) and what the message must say."""

    name: str
    content: bytes
    line: int
    words: tuple[str, ...]


def whole(name: str, content: str | bytes, line: int, *words: str) -> Whole:
    return Whole(name, content.encode() if isinstance(content, str) else content, line, words)


LEIDEN = "gemeenten/leiden"
WHOLE: dict[str, Whole] = {
    "an empty file": whole(FILE, "", 1, "leeg", "moet regels hebben"),
    "only comments": whole(FILE, "# hier komt nog iets\n", 1, "leeg", "moet regels hebben"),
    "only words": whole(FILE, "Ik schaam me\n", 1, "moet regels hebben", "U schreef: Ik schaam me"),
    "a list in place of rows": whole(FILE, "- id: schaamte\n", 1, "moet regels hebben"),
    "rows in place of a list": whole(AMOUNTS, "id: aio_alleen\n", 1, "moet een lijst zijn", "- id: "),
    "an empty list": whole("telefoon.yml", "# nog niets\n", 1, "moet een lijst zijn", "- id: geldfit"),
    "a list of words": whole("telefoon.yml", "- geldfit\n", 1, "moet regels hebben", "U schreef: geldfit"),
    "topics without a heading": whole(TOPICS, "- id: schaamte\n", 1, "'themas:'", "'onderwerpen:'"),
    "fixed texts as a list": whole("teksten/check.yml", "- vraag\n", 1, "moet regels hebben"),
    "nothing at all": whole(FILE, "---\n", 2, "leeg"),
    "null": whole(FILE, "null\n", 1, "leeg"),
    "latin-1": whole(FILE, "id: schaamte\neigenaar: café\n".encode("latin-1"), 2, "UTF-8", "eigenaar: café"),
    "UTF-16": whole(FILE, "id: schaamte\n".encode("utf-16"), 0, "UTF-16", "UTF-8"),
    "UTF-16 without a mark": whole(FILE, "id: schaamte\n".encode("utf-16-le"), 0, "UTF-16", "UTF-8"),
    "a Word document": whole(FILE, b"PK\x03\x04\x14\x00\x06\x00", 0, "geen tekstbestand", "Word"),
    "a picture": whole(FILE, b"\x89PNG\r\n\x1a\n\x00", 0, "geen tekstbestand", "plaatje"),
    "noise": whole(FILE, bytes(range(256)), 2, "UTF-8"),
    "zeros": whole(FILE, b"id: schaamte\n\x00", 2, "teken dat niet in een tekst hoort"),
    "brackets that never close": whole(FILE, "[[[\n", 1, "haken"),
    "a wall of brackets": whole(FILE, "id: a\nkort: " + "[" * 200_000 + "]" * 200_000, 2, "te veel haken"),
    "a ladder of dashes": whole(FILE, "- " * 200_000, 1, "te veel haken of streepjes"),
    "the ending .yaml": whole("faq/digid.yaml", "id: digid\n", 0, "moet eindigen op .yml", "digid.yml"),
    "the ending .yml.txt": whole("faq/digid.yml.txt", "id: digid\n", 0, "moet eindigen op .yml", "digid.yml"),
    "a capital ending": whole("crisis/crisis_kind.YML", "id: crisis_kind\n", 0, "moet eindigen op .yml"),
    "a copy of an editor": whole(
        "faq/schaamte - kopie.yml", "id: schaamte\n", 0, "kleine letters", "schaamte - kopie.yml"
    ),
    "a copy that was left behind": whole("faq/schaamte.yml~", "id: schaamte\n", 0, "moet eindigen op .yml"),
    "a list with another ending": whole("telefoon.yaml", "- id: geldfit\n", 0, "moet eindigen op .yml", "telefoon.yml"),
    "a gemeente with another ending": whole(f"{LEIDEN}/sociale_kaart.yaml", "a: b\n", 0, "moet eindigen op .yml"),
    "a topic that isn't one": whole("faq/schaamtes.yml", "id: schaamtes\n", 1, "ontbreekt"),
    "an unknown file of a gemeente": whole(f"{LEIDEN}/team.yml", "teams: []\n", 0, "ken ik niet", "teams.yml"),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_that_is_wrong_as_a_whole_is_told(
    copy: ContentCopy, damaged: Callable[[str, bytes], None], kind: str
) -> None:
    one = WHOLE[kind]
    damaged(one.name, one.content)
    fouten = [fout for fout in copy.check_mistakes() if fout.bestand == f"content/{one.name}"]
    assert [fout for fout in fouten if fout.regel == one.line and all(word in fout.melding for word in one.words)], (
        fouten
    )
    assert all(is_plain_dutch(fout) for fout in fouten), fouten


@pytest.mark.parametrize(
    "name",
    [
        *(TOPICS, AMOUNTS, "telefoon.yml", "talen.yml", "synoniemen.yml", "besturing.yml", "crisis/woorden.yml"),
        *("crisis/crisis_kind.yml", "teksten/algemeen.yml", "regelingen/vragen.yml"),
        *(f"{LEIDEN}/gemeente.yml", f"{LEIDEN}/teams.yml"),
    ],
)
def test_a_file_that_is_gone_is_told(copy: ContentCopy, name: str) -> None:
    path = copy.path(name)
    aside = path.rename(path.with_suffix(".weg"))
    try:
        fouten = [fout for fout in copy.check_mistakes() if fout.bestand == f"content/{name}"]
    finally:
        aside.rename(path)
    assert [fout for fout in fouten if fout.regel == 0 and "dit bestand ontbreekt" in fout.melding], fouten


@pytest.mark.parametrize(
    ("name", "words"),
    [("faq/digid.yml", "dit is een map"), ("faq/digid", "dit is een map"), ("teksten/widgets", "dit is een map")],
)
def test_a_folder_where_a_file_belongs_is_told(copy: ContentCopy, name: str, words: str) -> None:
    copy.path(name).mkdir()
    try:
        fouten = [fout for fout in copy.check_mistakes() if fout.bestand == f"content/{name}"]
    finally:
        copy.path(name).rmdir()
    assert [words in fout.melding and fout.regel == 0 for fout in fouten] == [True]


@pytest.mark.parametrize(
    ("saved", "line", "words"),
    [
        (lambda raw: raw.replace(b"\n", b"\r\n"), 0, "regeleinden van Windows"),
        (lambda raw: b"\xef\xbb\xbf" + raw, 1, "BOM"),
    ],
)
def test_what_the_bot_reads_well_and_colleagues_do_not_is_a_hint(
    copy: ContentCopy, damaged: Callable[[str, bytes], None], saved: Callable[[bytes], bytes], line: int, words: str
) -> None:
    damaged(FILE, saved(copy.path(FILE).read_bytes()))
    assert [fout for fout in copy.check_mistakes() if fout.bestand == f"content/{FILE}"] == []
    told = [fout for fout in copy.check_hints() if fout.bestand == f"content/{FILE}"]
    assert [(fout.regel, words in fout.melding) for fout in told] == [(line, True)]


def test_a_mistake_in_one_row_is_not_told_wherever_its_id_is_used(
    copy: ContentCopy, damaged: Callable[[str, bytes], None]
) -> None:
    raw = copy.path("telefoon.yml").read_bytes()
    damaged("telefoon.yml", raw.replace(b"- id: geldfit\n", b"- id: geldfit\n  soort: hulplijn\n", 1))
    assert {fout.bestand for fout in copy.check_mistakes()} - {"content/telefoon.yml"} == {
        fout.bestand for fout in copy.check_mistakes() if "vervolg" in fout.melding
    }
