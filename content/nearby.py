"""Help nearby: what the sociale kaart has for a topic, as a message. Every word of it comes from the content."""

from collections.abc import Iterator, Sequence

from content.answers import back_to, button, sources
from content.berichten import Bericht
from content.catalogue import LANDELIJK, Catalogue, dialable
from content.social_map import Plek, Tijd


def nearby(catalogue: Catalogue, topic: str, *, gemeente: str) -> Bericht:
    """Return the places in the gemeente for a topic, else national organisations; and always whom to call."""
    values = {**catalogue.gemeente_values(gemeente), "titel": catalogue.titel(topic)}
    plekken = catalogue.plekken(topic, gemeente)
    keys = [*_intro(catalogue, gemeente, plekken)]
    parts = [catalogue.text(f"buurt.{key}", **values) for key in keys]
    parts += [_place(catalogue, plek) for plek in plekken]
    parts.append(catalogue.text("buurt.ook_eigen" if keys == ["eigen"] else "buurt.ook_landelijk", **values))
    keuzes = [back_to(catalogue, topic), button(catalogue, "mens", "mens"), button(catalogue, "menu", "menu")]
    if gemeente == LANDELIJK:
        parts.append(catalogue.text("buurt.welke_gemeente"))
        keuzes.insert(0, button(catalogue, "gemeente", "gemeente"))
    if plekken:
        checked = min(plek.gecontroleerd_op for plek in plekken if plek.gecontroleerd_op)
        parts.append(sources(catalogue, [bron for plek in plekken for bron in plek.bronnen], checked))
    return Bericht("antwoord", "\n\n".join(parts), tuple(keuzes), topic)


def _intro(catalogue: Catalogue, gemeente: str, plekken: Sequence[Plek]) -> Iterator[str]:
    """Give the keys of the first sentences: are these places of the gemeente itself?"""
    folder = catalogue.gemeenten.get(gemeente)
    if folder and gemeente != LANDELIJK and plekken and plekken[0] in folder.plekken:
        yield "eigen"
        return
    if gemeente != LANDELIJK:
        yield "geen_eigen"
    if plekken:
        yield "landelijk"


def _place(catalogue: Catalogue, plek: Plek) -> str:
    """Return one place: its name, what it does, and a line for everything else that is known."""
    lines = [catalogue.text(f"buurt.{key}", waarde=value) for key, value in _known(catalogue, plek) if value]
    if plek.verwijzing_nodig != "onbekend":
        lines.insert(0, catalogue.text(f"buurt.verwijzing_{plek.verwijzing_nodig}"))
    return "\n".join([plek.naam, *([plek.wat] if plek.wat else []), *(f"- {line}" for line in lines)])


def _known(catalogue: Catalogue, plek: Plek) -> Iterator[tuple[str, str]]:
    """Give what is known of a place, in the order in which somebody needs it; empty where it isn't."""
    listed = catalogue.telefoon.get(plek.organisatie or "")
    own = dialable(plek.telefoon.weergave, plek.telefoon.nummer) if plek.telefoon else ""
    today = catalogue.today()
    yield "voor_wie", plek.voor_wie or ""
    yield "postcodes", _joined(catalogue, plek.postcodes)
    yield "hoe_aanmelden", plek.hoe_aanmelden or ""
    yield "telefoon", own or (catalogue.phone(listed.id) if listed and listed.nummer else "")
    yield "email", plek.email or ""
    yield "web", plek.web or (listed.web if listed and listed.web else "")
    yield "adres", plek.adres or ""
    yield "tijden", "; ".join(_time(catalogue, one) for one in plek.tijden if one.holds(today))
    yield "kosten", plek.kosten or ""
    yield "talen", _joined(catalogue, plek.talen)
    yield "toegankelijk", plek.toegankelijk or ""


def _time(catalogue: Catalogue, tijd: Tijd) -> str:
    """Return opening hours as people write them: dinsdag en donderdag van 11.30 tot 12.30 uur."""
    days = _joined(catalogue, [catalogue.text(f"buurt.dag_{dag}") for dag in tijd.dagen])
    values = {"dagen": days, "van": tijd.opent.replace(":", "."), "tot": tijd.sluit.replace(":", ".")}
    key = "buurt.tijd" if tijd.elke == 1 else "buurt.tijd_elke"
    return catalogue.text(key, **values, weken=str(tijd.elke))


def _joined(catalogue: Catalogue, words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return catalogue.text("buurt.en", rest=", ".join(words[:-1]), laatste=words[-1])
