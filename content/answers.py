"""Puts reviewed texts and buttons together into messages. Nothing here writes a sentence of its own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Literal

from content.berichten import Bericht, Keuze
from content.catalogue import LANDELIJK, Catalogue
from content.model import Antwoord, Bron, Variant

Vorm = Literal["kort", "meer", "makkelijker"]
MAANDEN = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
MAX_THEME_BUTTONS = 8
MOST_SOURCES = 3
STEP_OF_TOPIC = {"contact_wijkteam": "mens", "recht_op_regelingen": "check"}


def written_date(day: date) -> str:
    """Return a date as people write it: 21 november 2026."""
    return f"{day.day} {MAANDEN[day.month - 1]} {day.year}"


def button(catalogue: Catalogue, name: str, keuze: str) -> Keuze:
    """Return a button whose label is a fixed text."""
    return Keuze(catalogue.text(f"algemeen.knop_{name}"), keuze)


def back_to(catalogue: Catalogue, topic: str) -> Keuze:
    """Return the button to a topic that was answered before."""
    return Keuze(catalogue.text("algemeen.knop_vorige_onderwerp", titel=catalogue.titel(topic)), f"onderwerp:{topic}")


def fixed(catalogue: Catalogue, key: str, *, gemeente: str, keuzes: Iterable[Keuze] = ()) -> Bericht:
    """Return a fixed text as a message."""
    return Bericht("melding", catalogue.text(key, **catalogue.gemeente_values(gemeente)), tuple(keuzes))


def topic_answer(catalogue: Catalogue, topic: str, *, gemeente: str, vorm: Vorm = "kort", variant: str = "") -> Bericht:
    """
    Return the answer to an ordinary topic; an outdated one is not shown, but where to ask instead.

    Args:
        vorm: `kort` (what to do today), `meer` (with rights, help and sources) or `makkelijker`.
        variant: The situation for which it is asked; one that there isn't counts as none.

    Raises:
        KeyError: If there is no such topic.
    """
    antwoord = catalogue.answer(topic, gemeente)
    if antwoord.verloopt_op <= catalogue.today():
        keuzes = (button(catalogue, "mens", "mens"), button(catalogue, "menu", "menu"))
        return replace(fixed(catalogue, "algemeen.verlopen", gemeente=gemeente, keuzes=keuzes), onderwerp=topic)
    chosen = next((one for one in antwoord.varianten if one.id == variant), None)
    body = catalogue.fill(body_of(antwoord, chosen, vorm), catalogue.gemeente_values(gemeente))
    phones = _phones(catalogue, (*(chosen.telefoon if chosen else ()), *antwoord.telefoon), body)
    asked = [antwoord.situatie] if antwoord.situatie and chosen is None and vorm != "meer" else []
    named = antwoord.bronnen if vorm == "meer" else ()
    parts = [body, *phones, sources(catalogue, named, antwoord.gecontroleerd_op), *asked]
    return Bericht(
        "antwoord",
        "\n\n".join(part for part in parts if part),
        _topic_buttons(catalogue, antwoord, vorm, chosen, gemeente),
        topic,
    )


def body_of(antwoord: Antwoord, variant: Variant | None, vorm: Vorm) -> str:
    """Return the text of one form; the longer one begins with the fear behind the question."""
    own = getattr(variant, vorm) if variant else None
    text: str = own or getattr(antwoord, vorm)
    return f"{antwoord.zorg}\n\n{text}" if vorm == "meer" else text


def crisis_answer(
    catalogue: Catalogue, topic: str, *, gemeente: str, open_question: bool = False, taal: str = ""
) -> Bericht:
    """Return the answer in danger: the number at once, also in the language of the inwoner, and a way to go on."""
    crisis = catalogue.crisis[topic]
    body = catalogue.fill(crisis.kort, catalogue.gemeente_values(gemeente))
    keuzes = [button(catalogue, "menu", "menu"), button(catalogue, "mens", "mens")]
    if open_question:
        keuzes.insert(0, button(catalogue, "verder", "verder"))
    own = [catalogue.fill(catalogue.talen[taal].gevaar, {})] if taal in catalogue.talen else []
    return Bericht(
        "crisis", "\n\n".join([*own, body, *_phones(catalogue, crisis.telefoon, body)]), tuple(keuzes), topic
    )


def menu(catalogue: Catalogue, *, gemeente: str, key: str = "algemeen.menu") -> Bericht:
    """Return the themes as buttons, always with help now, the check, a person and the way back to one."""
    themes = [thema for thema in catalogue.themas if _topics_of(catalogue, thema)]
    keuzes = [Keuze(catalogue.themas[thema], f"thema:{thema}") for thema in themes]
    keuzes += [button(catalogue, "gemeente", "gemeente")] if gemeente == LANDELIJK else []
    keuzes += [
        button(catalogue, "terugkomen", "terugkomen"),
        button(catalogue, "check", "check"),
        button(catalogue, "mens", "mens"),
        button(catalogue, "direct_hulp", "hulp"),
    ]
    return Bericht("vraag", catalogue.text(key, **catalogue.gemeente_values(gemeente)), tuple(keuzes))


def theme(catalogue: Catalogue, thema: str, page: int = 1) -> Bericht:
    """Return the topics of a theme as buttons, a page at a time, with a way to the next."""
    topics = _topics_of(catalogue, thema)
    start = (page - 1) * MAX_THEME_BUTTONS
    shown = topics[start : start + MAX_THEME_BUTTONS] or topics[:MAX_THEME_BUTTONS]
    keuzes = [Keuze(catalogue.titel(topic), f"onderwerp:{topic}") for topic in shown]
    if start + len(shown) < len(topics):
        keuzes.append(button(catalogue, "meer_onderwerpen", f"thema:{thema}:{page + 1}"))
    text = catalogue.text("algemeen.thema", thema=catalogue.themas.get(thema, thema))
    return Bericht("vraag", text, (*keuzes, button(catalogue, "menu", "menu")))


def candidates(catalogue: Catalogue, topics: Iterable[str], *, both: bool = False) -> Bericht:
    """
    Ask which of the nearest topics is meant, in plain words, with a way out; help now first where danger is near.

    Args:
        both: The inwoner told of both, and chooses where to begin.
    """
    near = list(topics)
    known = [topic for topic in near if topic in catalogue.topics("vraag")][:3]
    keuzes = [button(catalogue, "direct_hulp", "hulp")] if any(topic in catalogue.crisis for topic in near[:2]) else []
    keuzes += [Keuze(catalogue.titel(topic), f"onderwerp:{topic}") for topic in known]
    keuzes += [button(catalogue, "menu", "menu"), button(catalogue, "mens", "mens")]
    return Bericht("vraag", catalogue.text("algemeen.twee_vragen" if both else "algemeen.bedoelt_u"), tuple(keuzes))


def no_answer_yet(catalogue: Catalogue, topic: str, *, gemeente: str) -> Bericht:
    """Say honestly that a topic is understood but has no reviewed answer; who helps, and what is near."""
    row = catalogue.register[topic]
    key = "algemeen.nog_geen_antwoord_spoed" if row.spoed else "algemeen.nog_geen_antwoord"
    text = catalogue.text(key, titel=row.titel, **catalogue.gemeente_values(gemeente))
    near = [Keuze(catalogue.themas[row.thema], f"thema:{row.thema}")] if _topics_of(catalogue, row.thema) else []
    keuzes = (button(catalogue, "mens", "mens"), *near, button(catalogue, "menu", "menu"))
    return Bericht("antwoord", text, keuzes, topic)


def foreign_answer(catalogue: Catalogue, taal: str, *, gemeente: str) -> Bericht:
    """Return the two fixed sentences in the language of the inwoner, with a person first."""
    known = catalogue.talen[taal]
    values = catalogue.gemeente_values(gemeente)
    if not catalogue.gemeente(gemeente).telefoon.is_known:
        values["gemeente_telefoon"] = known.landelijk
    keuzes = (Keuze(known.knop, "mens"), button(catalogue, "menu", "menu"))
    text = "\n\n".join([catalogue.fill(known.antwoord, values), catalogue.fill(known.gevaar, {})])
    return Bericht("antwoord", text, keuzes)


def gesprek_answer(catalogue: Catalogue, intent: str, *, gemeente: str) -> Bericht:
    """Return the fixed reply to something that steers the talk; the honest "I don't know" when there is none."""
    values = catalogue.gemeente_values(gemeente)
    keuzes = (button(catalogue, "menu", "menu"), button(catalogue, "mens", "mens"))
    known = catalogue.gesprek.get(intent)
    if known is None or known.antwoord is None:
        key = NOTHING_OPEN.get(intent, "algemeen.weet_niet_antwoord")
        return Bericht("melding", catalogue.text(key, **values), keuzes)
    return Bericht("antwoord", catalogue.fill(known.antwoord, values), keuzes)


NOTHING_OPEN = {
    "ja": "algemeen.niets_open",
    "nee": "algemeen.niets_te_stoppen",
    "weet_niet": "algemeen.niets_open",
    "overslaan": "algemeen.niets_open",
    "antwoord": "algemeen.niets_open",
    "verder": "algemeen.niets_open",
    "terug": "algemeen.terug_niets",
    "herhaal": "algemeen.herhaal_niets",
    "makkelijker": "algemeen.makkelijker_niets",
}


def _topics_of(catalogue: Catalogue, thema: str) -> list[str]:
    return [row.id for row in catalogue.register.values() if row.thema == thema and row.id in catalogue.onderwerpen]


def _topic_buttons(
    catalogue: Catalogue, antwoord: Antwoord, vorm: Vorm, variant: Variant | None, gemeente: str
) -> tuple[Keuze, ...]:
    place = f"{antwoord.id}:{variant.id}" if variant else antwoord.id
    others = [one for one in antwoord.varianten if one is not variant]
    keuzes = [Keuze(one.knop, f"onderwerp:{antwoord.id}:{one.id}") for one in others]
    keuzes += [button(catalogue, antwoord.stap, antwoord.stap)] if antwoord.stap else []
    keuzes += [button(catalogue, "buurt", f"buurt:{antwoord.id}")] if catalogue.plekken(antwoord.id, gemeente) else []
    if vorm != "meer":
        keuzes.append(button(catalogue, "meer", f"meer:{place}"))
    if vorm != "makkelijker":
        keuzes.append(button(catalogue, "makkelijker", f"makkelijker:{place}"))
    asked = antwoord.varianten and variant is None and vorm != "meer"  # one choice at a time: which situation is it?
    keuzes += [] if asked else [_topic_button(catalogue, topic) for topic in antwoord.vervolg]
    keuzes += [button(catalogue, "mens", "mens"), button(catalogue, "menu", "menu")]
    return tuple({keuze.keuze: keuze for keuze in keuzes}.values())


def _topic_button(catalogue: Catalogue, topic: str) -> Keuze:
    """Return the button of a related topic; a topic that only introduces a step becomes the step itself."""
    step = STEP_OF_TOPIC.get(topic)
    return button(catalogue, step, step) if step else Keuze(catalogue.titel(topic), f"onderwerp:{topic}")


def _phones(catalogue: Catalogue, telefoon: Iterable[str], body: str) -> list[str]:
    """Return one line per organisation that the text itself didn't name with its number already."""
    lines = []
    for entry_id in dict.fromkeys(telefoon):
        entry = catalogue.telefoon[entry_id]
        shown = catalogue.phone(entry_id)
        if shown in body:
            continue
        line = catalogue.text("algemeen.telefoon_regel", naam=entry.naam, nummer=shown)
        if entry.nummer and entry.kosten:
            line += " " + catalogue.text("algemeen.telefoon_kosten", kosten=entry.kosten)
        lines.append(f"{line}. {entry.uren}." if entry.nummer and entry.uren else f"{line}")
    return ["\n".join(f"- {line}" for line in lines)] if lines else []


def sources(catalogue: Catalogue, bronnen: Iterable[Bron], checked: date) -> str:
    """Return when the facts were checked and, when asked, the first sources: all of them would bury the answer."""
    titles = list(dict.fromkeys(bron.titel for bron in bronnen))
    if not titles:
        return catalogue.text("algemeen.gecontroleerd", datum=written_date(checked))
    named, others = "; ".join(titles[:MOST_SOURCES]), len(titles) - MOST_SOURCES
    if others > 0:
        named = catalogue.text("algemeen.bron_en_meer", bron=named, aantal=str(others))
    return catalogue.text("algemeen.bron_regel", bron=named, datum=written_date(checked))
