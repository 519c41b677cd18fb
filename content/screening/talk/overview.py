"""The outcomes of the check, put in order: what to apply for now, what is possible, what probably not, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from content.catalogue import Catalogue
from content.screening import outcomes
from content.screening.model import Bedrag, Bron, Uitkomst
from content.screening.rules.system import default
from content.screening.talk.steering import given

Groep = Literal["al", "ja", "misschien", "navragen", "nee", "stil"]
GROEPEN: tuple[Groep, ...] = ("ja", "misschien", "navragen", "nee", "al", "stil")
DETAILS = ("hoe", "nodig", "tot_wanneer", "terugbetalen", "gevolgen")


@dataclass(frozen=True)
class Overview:
    """
    All outcomes in their groups: likely, possible, to be asked for, probably not, had already, and not worth a word.

    Attributes:
        ontbreekt: The regelingen of which there are no figures for this date.
        aannames: What was taken for granted, as a sentence; empty when nothing was.
        antwoorden: Question and answer, in words, for who keeps or prints the outcome.
    """

    groepen: Mapping[Groep, tuple[Uitkomst, ...]]
    ontbreekt: tuple[str, ...]
    aannames: str
    antwoorden: tuple[tuple[str, str], ...]

    def find(self, regeling: str) -> Uitkomst | None:
        """Return the outcome of one regeling."""
        return next((one for group in self.groepen.values() for one in group if one.regeling == regeling), None)


def overview(answers: Mapping[str, str], gemeente: str, on: date) -> Overview:
    """
    Return the outcomes in order: the most money first.

    Raises:
        MissingFiguresError: If no regeling has figures for this date.
    """
    told = given(answers)
    found = sorted(
        outcomes(told, gemeente=gemeente, on=on), key=lambda one: -(one.bedrag.per_month() if one.bedrag else 0)
    )
    groups = {group: tuple(one for one in found if _group(one) == group) for group in GROEPEN}
    lijst = default().vragenlijst
    kept = default().clean(told)
    assumed = lijst.taken_for_granted(kept)
    rows = tuple((vraag, label) for _, vraag, label in lijst.told(kept))
    told_of = {one.regeling for one in found}
    missing = tuple(one.naam for key, one in default().schemes(gemeente, on).items() if key not in told_of)
    return Overview(groups, missing, " en ".join(assumed), rows)


def _group(uitkomst: Uitkomst) -> Groep:
    if uitkomst.heeft_al:
        return "al"
    if uitkomst.stil:
        return "stil"
    return "navragen" if uitkomst.navragen else uitkomst.uitkomst


def amount_in_words(catalogue: Catalogue, uitkomst: Uitkomst) -> str:
    """Return the name with its amount: "Zorgtoeslag, ongeveer € 129 per maand"."""
    if uitkomst.bedrag is None or uitkomst.bedrag.max == 0:
        return uitkomst.naam
    return name_and_amount(catalogue, uitkomst.naam, uitkomst.bedrag)


def name_and_amount(catalogue: Catalogue, naam: str, bedrag: Bedrag) -> str:
    """Return a name with an amount."""
    return catalogue.text("check.naam_bedrag", naam=naam, bedrag=money(catalogue, bedrag))


def money(catalogue: Catalogue, bedrag: Bedrag) -> str:
    """Return an amount in words: "ongeveer € 100 tot € 129 per maand"."""
    low, high = (catalogue.text("check.euro", bedrag=whole(value)) for value in (bedrag.min, bedrag.max))
    key = "precies" if low == high else "hoogstens" if bedrag.min == 0 else "van_tot"
    words = {"laagst": low, "hoogst": high, "per": catalogue.text(f"check.per_{bedrag.per}")}
    return catalogue.text(f"check.bedrag_{key}", **words)


def whole(value: float) -> str:
    """Return a number as people write it, in whole euros: 1.250."""
    return f"{value:,.0f}".replace(",", ".")


def details(catalogue: Catalogue, uitkomst: Uitkomst, gemeente: str) -> list[tuple[str, str]]:
    """Return what there is to know of one regeling: a heading and a text for each thing."""
    values = catalogue.gemeente_values(gemeente)
    texts = {name: getattr(uitkomst, name) for name in DETAILS}
    if uitkomst.uitkomst == "nee":
        texts = {"hoe": uitkomst.hoe}
    return [
        (catalogue.text(f"check.kop_{name}"), catalogue.fill(text, values).strip())
        for name, text in texts.items()
        if text
    ]


def sources(catalogue: Catalogue, bronnen: Iterable[Bron]) -> str:
    """Return where it was read and when it was last checked: the oldest date of all."""
    every = list(dict.fromkeys(bronnen))
    titles = "; ".join(dict.fromkeys(bron.titel for bron in every))
    oldest = min(bron.gecontroleerd_op for bron in every)
    return catalogue.text("check.bron", bron=titles, datum=f"{oldest.day}-{oldest.month}-{oldest.year}")
