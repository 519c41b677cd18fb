"""What a value must look like, in Dutch, and an example of each."""

import re

EXAMPLES = {
    "aanvragen": "Bel eerst de gemeente.",
    "adres": "https://www.rijksoverheid.nl",
    "antwoord": "Graag gedaan.",
    "altijd": "true",
    "bij": "[chat, email]",
    "bronnen": '- {titel: "Rijksoverheid: huurtoeslag", adres: "https://www.rijksoverheid.nl", jaar: 2026}',
    "code": "en",
    "eenheid": "euro",
    "eigenaar": "redactie",
    "gecontroleerd_op": "2026-01-31",
    "geldig_tot": "2026-12-31",
    "geldig_van": "2026-01-01",
    "id": "huurachterstand",
    "jaar": "2026",
    "knop": "Ik heb een toeslagpartner",
    "kort": "| en daaronder, met twee spaties ervoor, de tekst",
    "nabellen": "true",
    "naam": "Geldfit",
    "nummer": '"0600000000"',
    "postcodes": '["2332", "2333"]',
    "soort": "vraag",
    "spoed": "true",
    "stap": "mens",
    "tekst": "| en daaronder, met twee spaties ervoor, de tekst",
    "teams": "- {id: wijkteam_noord, naam: Wijkteam Noord}",
    "telefoon": "[geldfit]",
    "thema": "achterstand",
    "titel": "Huur niet betaald",
    "van": "2026-01-01",
    "tot": "2026-12-31",
    "varianten": "- {id: alleen, knop: Ik woon alleen, kort: Bel vandaag.}",
    "verloopt_op": "2026-07-31",
    "vervolg": "[schaamte, privacy]",
    "waarde": "1345.45",
    "weergave": '"112"',
    "werktijden": '- {dagen: [ma, di, do], opent: "09:00", sluit: "17:00"}',
    "woorden": "[alleenstaand, ik woon alleen]",
    "zinnen": "gewoon, met daaronder: - ik kan mijn huur niet betalen",
}
DAY_FIRST = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")


def shape(kind: str, value: object) -> str:
    """Say what shape a value must have, by the name that pydantic gives the mistake."""
    if kind.startswith("date"):
        turned = DAY_FIRST.match(str(value))
        order = f" Schrijf eerst het jaar: {turned[3]}-{turned[2]:0>2}-{turned[1]:0>2}." if turned else ""
        return f"moet een bestaande datum zijn.{order}"
    if kind == "string_type" and isinstance(value, list | dict):
        return "moet tekst zijn, geen lijst en geen haken; zet aanhalingstekens om een tekst met { of [."
    shapes = {
        "string_type": "moet tekst zijn; zet er aanhalingstekens om.",
        "string_pattern_mismatch": "heeft niet de goede vorm.",
        "bool": "moet true (ja) of false (nee) zijn.",
        "decimal": "moet een getal zijn, met een punt voor de centen en zonder punt voor duizend.",
        "float": "moet een getal zijn, met een punt en geen komma.",
        "finite": "moet een gewoon getal zijn.",
        "int": "moet een getal zijn.",
        "greater": "mag niet zo klein zijn.",
        "model": "moet uit regels bestaan, met een woord en een dubbele punt.",
        "dict": "moet uit regels bestaan, met een woord en een dubbele punt.",
        "tuple": "moet een lijst zijn.",
        "list": "moet een lijst zijn.",
        "frozen_set": "moet een lijst zijn.",
    }
    return next((told for start, told in shapes.items() if kind.startswith(start)), "past hier niet.")
