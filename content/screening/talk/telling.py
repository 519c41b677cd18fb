"""The outcome as messages in the chat: an overview that fits on a screen, and all about one regeling when asked."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from content.berichten import Bericht, Keuze
from content.catalogue import Catalogue
from content.screening.model import MissingFiguresError, Uitkomst
from content.screening.talk.more_work import EXTRA, less_with_more_work
from content.screening.talk.overview import Overview, amount_in_words, details, overview, sources, whole
from content.screening.talk.steering import MEER, given

MOST_BUTTONS = 6


def result(catalogue: Catalogue, answers: Mapping[str, str], gemeente: str, on: date) -> list[Bericht]:
    """Return the outcome: all groups with the buttons, or one regeling when that was asked for."""
    try:
        found = overview(answers, gemeente, on)
    except MissingFiguresError:
        text = catalogue.text("check.geen_cijfers", **catalogue.gemeente_values(gemeente))
        return [Bericht("uitkomst", text, _closing_buttons(catalogue, answers))]
    chosen = found.find(answers.get(MEER, ""))
    if chosen is not None:
        return [_one(catalogue, chosen, gemeente)]
    texts = [
        _likely(catalogue, found.groepen["ja"]),
        _possible(catalogue, found.groepen["misschien"]),
        _to_ask(catalogue, found.groepen["navragen"]),
        _unlikely(catalogue, found.groepen["nee"], gemeente),
        _already(catalogue, found.groepen["al"]),
    ]
    closing = _closing(catalogue, found, answers, gemeente, on)
    buttons = (*_more_buttons(catalogue, found), *_closing_buttons(catalogue, answers))
    return [*(Bericht("uitkomst", text) for text in texts if text), Bericht("uitkomst", closing, buttons)]


def _likely(catalogue: Catalogue, found: Sequence[Uitkomst]) -> str:
    if not found:
        return ""
    lines = "\n".join(f"- {amount_in_words(catalogue, one)}. {one.reden}" for one in found)
    source = sources(catalogue, (one.bron[0] for one in found))
    return "\n\n".join([catalogue.text("check.kop_ja"), lines, source])


def _possible(catalogue: Catalogue, found: Sequence[Uitkomst]) -> str:
    if not found:
        return ""
    lines = "\n".join(f"- {amount_in_words(catalogue, one)}. {one.reden}" for one in found)
    with_amount = [one.bron[0] for one in found if one.bedrag]
    source = [sources(catalogue, with_amount)] if with_amount else []
    return "\n\n".join([catalogue.text("check.kop_misschien"), lines, *source])


def _to_ask(catalogue: Catalogue, found: Sequence[Uitkomst]) -> str:
    """Return the names only: somebody else decides, and there is much of it."""
    names = "\n".join(f"- {one.naam}" for one in found)
    return "\n\n".join([catalogue.text("check.kop_navragen"), names]) if found else ""


def _unlikely(catalogue: Catalogue, found: Sequence[Uitkomst], gemeente: str) -> str:
    """Return the reason and the next step once for all regelingen that share them."""
    if not found:
        return ""
    same: dict[tuple[str, str], list[str]] = {}
    for one in found:
        same.setdefault((one.reden, one.hoe), []).append(one.naam)
    values = catalogue.gemeente_values(gemeente)
    lines = [
        f"- {', '.join(names)}. {reden} {catalogue.fill(stap, values).strip()}" for (reden, stap), names in same.items()
    ]
    return "\n\n".join([catalogue.text("check.kop_nee"), "\n".join(lines)])


def _already(catalogue: Catalogue, found: Sequence[Uitkomst]) -> str:
    names = ", ".join(one.naam for one in found)
    return catalogue.text("check.heeft_al", regelingen=names) if found else ""


def _closing(catalogue: Catalogue, found: Overview, answers: Mapping[str, str], gemeente: str, on: date) -> str:
    parts = [catalogue.text("check.slot")]
    if found.ontbreekt:
        values = catalogue.gemeente_values(gemeente)
        parts.append(catalogue.text("check.ontbreekt", regelingen=", ".join(found.ontbreekt), **values))
    if found.aannames:
        parts.append(catalogue.text("check.aannames", aannames=found.aannames))
    parts += _more_work(catalogue, answers, gemeente, on)
    parts.append(catalogue.text("check.bewaar", adres=f"/uitkomst#{kept(answers, gemeente)}"))
    return "\n\n".join(parts)


def _more_work(catalogue: Catalogue, answers: Mapping[str, str], gemeente: str, on: date) -> list[str]:
    """Return what earning more does to the toeslagen: many fear that it costs them more than it brings."""
    less = less_with_more_work(given(answers), gemeente, on)
    if less is None:
        return []
    extra, low, high = (whole(amount) for amount in (EXTRA, *less))
    if less[1] == 0:
        return [catalogue.text("check.meer_werken_niets", extra=extra)]
    key = "check.meer_werken_hoogstens" if less[0] == 0 else "check.meer_werken"
    return [catalogue.text(key, extra=extra, laagst=low, hoogst=high)]


def kept(answers: Mapping[str, str], gemeente: str) -> str:
    """Return the answers as they stand in the address of the page to print; behind a # no server sees them."""
    return urlencode({"gemeente": gemeente, **given(answers)})


def _one(catalogue: Catalogue, chosen: Uitkomst, gemeente: str) -> Bericht:
    parts = [f"{amount_in_words(catalogue, chosen)}. {chosen.reden}"]
    parts += [f"{heading}\n{text}" for heading, text in details(catalogue, chosen, gemeente)]
    parts.append(sources(catalogue, chosen.bron))
    buttons = [Keuze(catalogue.text("check.knop_uitkomst"), "uitkomst:alles")]
    if chosen.regeling in catalogue.topics("vraag"):
        buttons.append(Keuze(catalogue.text("algemeen.knop_meer"), f"onderwerp:{chosen.regeling}"))
    buttons.append(Keuze(catalogue.text("algemeen.knop_mens"), "mens"))
    return Bericht("uitkomst", "\n\n".join(parts), tuple(buttons))


def _more_buttons(catalogue: Catalogue, found: Overview) -> list[Keuze]:
    first = [*found.groepen["ja"], *found.groepen["misschien"]][:MOST_BUTTONS]
    return [Keuze(catalogue.text("check.knop_regeling", naam=one.naam), f"uitkomst:{one.regeling}") for one in first]


def _closing_buttons(catalogue: Catalogue, answers: Mapping[str, str]) -> tuple[Keuze, ...]:
    buttons = [
        Keuze(catalogue.text("algemeen.knop_mens"), "mens"),
        Keuze(catalogue.text("check.knop_meer_werken"), "onderwerp:meer_werken"),
        Keuze(catalogue.text("algemeen.knop_menu"), "menu"),
    ]
    if given(answers):
        buttons.append(Keuze(catalogue.text("check.knop_wijzigen"), "terug"))
    return tuple(buttons)
