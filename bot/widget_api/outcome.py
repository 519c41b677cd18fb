"""The outcome of the regelingencheck for the page to keep or print: worked out from the answers, and let go at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.marks import within_reach
from content.catalogue import Catalogue
from content.screening.model import MissingFiguresError, Uitkomst
from content.screening.rules.system import default
from content.screening.talk.overview import Groep, details, money, overview, sources
from content.screening.talk.telling import result

KOP: dict[Groep, str] = {
    "ja": "check.kop_ja",
    "misschien": "check.kop_misschien",
    "navragen": "check.kop_navragen",
    "nee": "check.kop_nee",
    "al": "uitkomst.kop_al",
}


def outcome(catalogue: Catalogue, antwoorden: Mapping[str, str], gemeente: str, on: date) -> dict[str, Any]:
    """
    Return the outcome as JSON; what is no answer (any more) is passed over and counted.

    `slot` is what the talk ends with, without its link to this very page. Without figures for the day there are no
    groups, and `slot` says so.
    """
    answers = default().clean(antwoorden)
    closing = within_reach(result(catalogue, answers, gemeente, on)[-1].tekst, None).strip()
    found = {"datum": on, "slot": closing, "overgeslagen": len(antwoorden) - len(answers)}
    try:
        seen = overview(answers, gemeente, on)
    except MissingFiguresError:
        return {**found, "groepen": [], "antwoorden": []}
    groups = [_group(catalogue, group, seen.groepen[group], gemeente) for group in KOP if seen.groepen[group]]
    told = [{"vraag": vraag, "antwoord": antwoord} for vraag, antwoord in seen.antwoorden]
    return {**found, "groepen": groups, "antwoorden": told}


def _group(catalogue: Catalogue, group: Groep, found: tuple[Uitkomst, ...], gemeente: str) -> dict[str, Any]:
    regelingen = [_regeling(catalogue, one, gemeente) for one in found]
    return {"groep": group, "kop": catalogue.text(KOP[group]).removesuffix(":"), "regelingen": regelingen}


def _regeling(catalogue: Catalogue, uitkomst: Uitkomst, gemeente: str) -> dict[str, Any]:
    bedrag = uitkomst.bedrag
    return {
        "regeling": uitkomst.regeling,
        "naam": uitkomst.naam,
        "bedrag": money(catalogue, bedrag) if bedrag and bedrag.max else None,
        "reden": uitkomst.reden,
        "details": [{"kop": heading, "tekst": text} for heading, text in details(catalogue, uitkomst, gemeente)],
        "bron": sources(catalogue, uitkomst.bron[:1]),  # the first one, as in the overview of the talk
    }
