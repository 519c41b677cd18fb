"""Tells an editor what came of the round, in Dutch, with the file and the line."""

from collections.abc import Iterator
from typing import Any

from content.links.round import SURELY_BROKEN, Ronde
from content.links.visit import Bezoek, Soort

MEANINGS: dict[Soort, str] = {
    "goed": "is er nog",
    "weg": "deze pagina is weg ({meer}). Zoek de nieuwe pagina, of een andere bron",
    "bestaat_niet": "deze website bestaat niet. Kijk of het adres goed is gespeld",
    "ongeldig": "dit is geen webadres. Zoals: https://www.rijksoverheid.nl",
    "verhuisd": "deze pagina is verhuisd. Neem het nieuwe adres over: {meer}",
    "voorpagina": "dit adres gaat nu naar een voorpagina ({meer}). Kijk of de pagina er nog is",
    "robots": "deze website wil geen robots. Kijk zelf, en zet het adres daarna in content/links.yml",
    "weigert": "deze website laat ons niet binnen ({meer}). Kijk zelf, en zet het adres daarna in content/links.yml",
    "storing": "deze website heeft een storing ({meer}). Wacht een dag",
    "traag": "deze website antwoordt niet op tijd. Wacht een dag",
    "onbereikbaar": "deze website is niet te bereiken. Wacht een dag",
    "certificaat": "met de beveiliging van deze website is iets mis: {meer}. Kijk zelf, of wacht een dag",
    "kringetje": "deze website stuurt ons in een kringetje rond. Kijk zelf",
}
CERTIFICATES = {
    "expired": "het certificaat is verlopen",
    "mismatch": "het certificaat is van een andere website",
    "self-signed": "niemand staat voor het certificaat in",
    "self signed": "niemand staat voor het certificaat in",
    "local issuer": "niemand staat voor het certificaat in",
}
HEADINGS: dict[str, frozenset[Soort]] = {
    "Stuk. Herstel deze:": SURELY_BROKEN,
    "Verhuisd. Neem het nieuwe adres over:": frozenset({"verhuisd"}),
    "Niet zeker. Kijk zelf:": frozenset({"voorpagina", "robots", "weigert", "certificaat", "kringetje"}),
    "Nu niet bereikbaar. Blijft dit een week zo? Kijk zelf:": frozenset({"storing", "traag", "onbereikbaar"}),
}


def report(ronde: Ronde) -> str:
    """Return the whole report."""
    if ronde.is_offline:
        return "Er is geen verbinding met internet. Er is niets nagekeken."
    parts = [part for heading, soorten in HEADINGS.items() if (part := _group(ronde, heading, soorten))]
    if ronde.look_again:
        rows = (f"- {one.adres}: het laatst op {one.gecontroleerd_op}" for one in ronde.look_again)
        parts.append("\n".join(["Hier kwam een half jaar niemand kijken (content/links.yml):", *rows]))
    return "\n\n".join([*parts, _total(ronde)])


def _group(ronde: Ronde, heading: str, soorten: frozenset[Soort]) -> str:
    rows = sorted(row for one in ronde.bezoeken if one.soort in soorten for row in _rows(ronde, one))
    return "\n".join([heading, *(row for _, row in rows)]) if rows else ""


def _rows(ronde: Ronde, bezoek: Bezoek) -> Iterator[tuple[object, str]]:
    first, *others = ronde.places[bezoek.adres]
    also = f" Het adres staat ook in: {'; '.join(map(str, others))}." if others else ""
    yield first, f"- {first}: {bezoek.adres}\n  {meaning(bezoek)}.{also}"


def _total(ronde: Ronde) -> str:
    good = sum(one.soort == "goed" for one in ronde.bezoeken)
    broken = sum(one.soort in SURELY_BROKEN for one in ronde.bezoeken)
    total = f"{len(ronde.bezoeken)} adressen bezocht: {good} in orde, {broken} stuk, "
    total += f"{len(ronde.bezoeken) - good - broken} om naar te kijken."
    return f"{total} {len(ronde.by_hand)} adressen kijkt een mens na." if ronde.by_hand else total


def meaning(bezoek: Bezoek) -> str:
    """Return what a visit means for an editor."""
    meer = bezoek.meer
    if bezoek.soort == "certificaat":
        meer = next((told for sign, told in CERTIFICATES.items() if sign in meer.casefold()), "de verbinding lukt niet")
    return MEANINGS[bezoek.soort].format(meer=meer)


def as_json(ronde: Ronde) -> dict[str, Any]:
    """Return the report for another program."""
    return {
        "internet": not ronde.is_offline,
        "bezoeken": [
            {
                "adres": one.adres,
                "soort": one.soort,
                "stuk": one.soort in SURELY_BROKEN,
                "melding": meaning(one),
                "plekken": [{"bestand": place.bestand, "regel": place.regel} for place in ronde.places[one.adres]],
            }
            for one in ronde.bezoeken
        ],
        "met_de_hand": list(ronde.by_hand),
        "opnieuw_kijken": [one.adres for one in ronde.look_again],
    }
