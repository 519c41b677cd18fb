"""Everything that a resident can read, by the name that the preview gives it: `meer:huurachterstand:een_maand`."""

from collections.abc import Iterator
from dataclasses import dataclass

from content.answers import Vorm, body_of
from content.catalogue import Catalogue
from content.model import Antwoord, Bron, Crisisantwoord

FORMS: dict[str, Vorm] = {"onderwerp": "kort", "meer": "meer", "makkelijker": "makkelijker"}
SHOWN_AT = {
    "faq": "?tekst=onderwerp:{{slug}}",
    "crisis": "?tekst=gevaar:{{slug}}",
    "gesprek": "?tekst=gesprek:{{slug}}",
}
HIDDEN = ("console", "widget")  # files of fixed texts that aren't messages


@dataclass(frozen=True)
class Item:
    """One thing to look at: an answer, with all its forms."""

    what: str
    label: str


@dataclass(frozen=True)
class Group:
    """Items that belong together in the list."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Form:
    """One form of an answer, and its text as an editor wrote it."""

    what: str
    situation: str
    label: str
    tekst: str


@dataclass(frozen=True)
class Shown:
    """
    One item with what an editor wants to know of it.

    Attributes:
        file: Below the content.
        entry: Its place in the editor.
    """

    titel: str
    file: str
    entry: str
    forms: tuple[Form, ...]
    answer: Antwoord | Crisisantwoord | None = None
    bronnen: tuple[Bron, ...] = ()


def groups(catalogue: Catalogue) -> list[Group]:
    """Return all items, the answers by their theme."""
    register = catalogue.register
    found = [
        Group(name, tuple(_topics(catalogue, [row.id for row in register.values() if row.thema == thema])))
        for thema, name in catalogue.themas.items()
    ]
    found.append(Group("Gevaar", tuple(Item(f"gevaar:{one}", register[one].titel) for one in catalogue.crisis)))
    found.append(
        Group("Korte reacties", tuple(Item(f"gesprek:{one}", register[one].titel) for one in catalogue.gesprek))
    )
    talen = catalogue.talen.values()
    found.append(Group("Andere talen", tuple(Item(f"taal:{one.id}", one.naam) for one in talen)))
    fixed = tuple(Item(f"vast:{key}", key) for key in catalogue.teksten if key.partition(".")[0] not in HIDDEN)
    return [group for group in (*found, Group("Vaste zinnen", fixed)) if group.items]


def _topics(catalogue: Catalogue, topics: list[str]) -> Iterator[Item]:
    return (Item(f"onderwerp:{one}", catalogue.titel(one)) for one in topics if one in catalogue.onderwerpen)


def shown(catalogue: Catalogue, what: str, gemeente: str) -> Shown | None:
    """Return what a name stands for in a gemeente, or None when there is no such thing (any more)."""
    kind, _, name = what.partition(":")
    topic = name.partition(":")[0]
    if kind in FORMS and topic in catalogue.onderwerpen:
        return _answer(catalogue, topic, gemeente)
    if kind == "gevaar" and name in catalogue.crisis:
        danger = catalogue.crisis[name]
        form = Form(what, "", "kort", danger.kort)
        place = (f"crisis/{name}.yml", f"crisis/entries/{name}")
        return Shown(catalogue.titel(name), *place, (form,), danger, danger.bronnen)
    return _small(catalogue, kind, name, what)


def _small(catalogue: Catalogue, kind: str, name: str, what: str) -> Shown | None:
    if kind == "gesprek" and name in catalogue.gesprek:
        form = Form(what, "", "antwoord", catalogue.gesprek[name].antwoord)
        return Shown(catalogue.titel(name), f"gesprek/{name}.yml", f"gesprek/entries/{name}", (form,))
    if kind == "taal" and name in catalogue.talen:
        taal = catalogue.talen[name]
        form = Form(what, "", "antwoord", taal.antwoord)
        return Shown(taal.naam, "talen.yml", "lijsten/entries/talen", (form,), None, taal.bronnen)
    if kind == "vast" and name in catalogue.teksten:
        file = name.partition(".")[0]
        form = Form(what, "", "tekst", catalogue.teksten[name])
        return Shown(name, f"teksten/{file}.yml", f"teksten/entries/teksten_{file}", (form,))
    return None


def _answer(catalogue: Catalogue, topic: str, gemeente: str) -> Shown:
    answer, national = catalogue.answer(topic, gemeente), catalogue.onderwerpen[topic]
    forms = [Form(f"{kind}:{answer.id}", "", field, body_of(answer, None, field)) for kind, field in FORMS.items()]
    for variant in answer.varianten:
        for kind, field in FORMS.items():
            if getattr(variant, field):
                text = body_of(answer, variant, field)
                forms.append(Form(f"{kind}:{answer.id}:{variant.id}", variant.knop, field, text))
    place = (f"faq/{topic}.yml", f"faq/entries/{topic}")
    if answer is not national:
        place = (f"gemeenten/{gemeente}/faq/{topic}.yml", f"gemeenten/entries/gemeenten_{gemeente}_faq_{topic}")
    return Shown(catalogue.titel(topic), *place, tuple(forms), answer, answer.bronnen)
