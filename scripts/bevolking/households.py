"""
Draws Dutch households from `bevolking.yml`, always the same for the same seed.

A household is told twice: `facts` in the words of `content screen`, and `chat` as the answer that its people would
give to each question of `content/regelingen/vragen.yml`: the id of an option, an amount, or the ages of the children.
"""

import math
import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scripts.bevolking.home import add_care, home_of, others_of, savings_of, told

TABLES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("bevolking.yml").read_text(encoding="utf-8"))
PENSION = 67
LOW_DECILES, ALL_DECILES = range(1, 4), range(1, 11)
IN_FACTS = {"werk": "loon", "bedrijf": "eigen_bedrijf", "studie": "loon", "alleen_aow": "aow"}


@dataclass(frozen=True)
class Household:
    """One household; `decile` is its tenth part of the incomes, 1 is low."""

    facts: Mapping[str, Any]
    chat: Mapping[str, Any]
    decile: int


def households(count: int, seed: int = 2026, deciles: Collection[int] = ALL_DECILES) -> list[Household]:
    """Return as many households of these deciles; all ten together are the population."""
    chance, found = random.Random(seed), list[Household]()  # noqa: S311 - to draw a sample, not to keep a secret
    while len(found) < count:
        one = _household(chance)
        if one.decile in deciles:
            found.append(one)
    return found


def _household(chance: random.Random) -> Household:
    kind = _pick(chance, TABLES["huishoudtype"]["rijen"])
    age, children = _ages(chance, kind)
    decile, bron = _income(chance, kind, age)
    couple = kind.startswith("stel")
    home = home_of(chance, TABLES, decile, kind, age, student=bron == "studie")
    people = _people(chance, kind, age, bron, _net(chance, decile, 1 + couple + len(children), bron))
    low = TABLES["jaren_laag_inkomen"]
    years = chance.randint(*low["jaren"]) if decile <= low["tot_en_met_deciel"] else 0
    facts = {
        "aanvrager": people[0],
        "partner": people[1] if couple else None,
        "kinderen": [{"leeftijd": child, "opvang": None} for child in children],
        "medebewoners": others_of(chance, TABLES, kind),
        "vermogen": savings_of(chance, TABLES, decile, people[0], owns=home["soort"] == "koop"),
        "woning": home,
        "jaren_laag_inkomen": years,
    }
    add_care(chance, TABLES, facts)
    return Household(facts, told(facts, bron, years), decile)


def _pick(chance: random.Random, weights: Mapping[Any, float]) -> Any:  # noqa: ANN401 - whatever the table holds
    return chance.choices(list(weights), list(weights.values()))[0]


def _ages(chance: random.Random, kind: str) -> tuple[int, list[int]]:
    """Return the age of the applicant and of the children, youngest first, so that they can be a family."""
    rows, rule = TABLES["leeftijd"], TABLES["leeftijd_oudere_kinderen"]
    column = rows["kolommen"].index(kind if kind != "overig" else "alleenstaand")
    children = _children(chance, kind) if kind in TABLES["aantal_kinderen"]["rijen"] else []
    while True:
        low, high = _pick(chance, {(row[0], row[1]): row[column] for row in rows["rijen"]})
        age = chance.randint(low, high)
        old, young = max(children, default=0), min(children, default=age)
        if old + rule["ouder_min_ouder_dan_oudste"] <= age <= young + rule["ouder_max_ouder_dan_jongste"]:
            return age, children


def _children(chance: random.Random, kind: str) -> list[int]:
    table = TABLES["jongste_kind"]
    low, high = _pick(chance, {(row[0], row[1]): row[table["kolommen"].index(kind)] for row in table["rijen"]})
    counts = TABLES["aantal_kinderen"]["rijen"][kind]["jongste_0_5" if high <= 5 else "jongste_6_plus"]
    number = _pick(chance, dict(enumerate(counts, start=1)))
    number += number == 3 and chance.random() < 0.25
    ages = [chance.randint(low, high)]
    while len(ages) < number:
        ages.append(ages[-1] + chance.randint(*TABLES["leeftijd_oudere_kinderen"]["stap_jaren"]))
    return [age for age in ages if age <= 27]


def _income(chance: random.Random, kind: str, age: int) -> tuple[int, str]:
    """Return the decile and where most of the income comes from, as the chat names it."""
    table = {
        row[0]: dict(zip(TABLES["bron_per_deciel"]["kolommen"][1:], row[1:], strict=True))
        for row in TABLES["bron_per_deciel"]["rijen"]
    }
    retired = {decile: row["pensioen"] / sum(row.values()) for decile, row in table.items()}
    weights = dict(zip(ALL_DECILES, TABLES["deciel_per_type"]["rijen"][kind], strict=True))
    decile = _pick(
        chance,
        {one: weight * (retired[one] if age >= PENSION else 1 - retired[one]) for one, weight in weights.items()},
    )
    sources = {name: weight for name, weight in table[decile].items() if name != "pensioen" or age >= 60}
    source = "pensioen" if age >= PENSION else _pick(chance, sources)
    if source == "pensioen":
        only_aow = age >= PENSION and chance.random() < TABLES["alleen_aow"]["kans_per_deciel"].get(decile, 0)
        return decile, "alleen_aow" if only_aow else "pensioen"
    if _studies(chance, kind, age, source):
        return decile, "studie"
    return decile, {"loon": "werk", "zelfstandig": "bedrijf", "bijstand": "bijstand"}.get(source, "uwv")


def _studies(chance: random.Random, kind: str, age: int, source: str) -> bool:
    shares = TABLES["studeert"]["kans_alleenstaand"]
    share = shares["18-24" if age < 25 else "25-29" if age < 30 else "30+"]
    studying = chance.random() < share and source in ("loon", "overig")
    return kind == "alleenstaand" and (studying or (source == "overig" and age < 27))


def _net(chance: random.Random, decile: int, people: int, bron: str) -> int:
    """Return the net income per month in whole euros, in prices of 2026."""
    table = TABLES["inkomensgrenzen"]
    borders = [table["uiteinden"]["onder"][0], *(row[1] for row in table["rijen"]), table["uiteinden"]["boven"][0]]
    yearly = 1000 * chance.uniform(borders[decile - 1], borders[decile]) * math.sqrt(people)
    part = chance.uniform(*TABLES["bijbaan"]["aandeel_inkomen"]) if bron == "studie" else 1.0
    return int(yearly * part * TABLES["loonindex_2022_naar_2026"]["waarde"] / 12)


def _people(chance: random.Random, kind: str, age: int, bron: str, net: int) -> list[dict[str, Any]]:
    """Return the applicant and, used by a couple only, the partner."""
    table, insured = TABLES["partner_werkt"], TABLES["zorgverzekerd"]["kans_per_volwassene"]
    works = bron in ("werk", "bedrijf") and chance.random() < table["kans"]
    share = chance.uniform(table["aandeel_inkomen_partner"]["van"], table["aandeel_inkomen_partner"]["tot"])
    part = round(net * share) if kind.startswith("stel") and (works or bron == "pensioen") else 0
    source = IN_FACTS.get(bron, bron)
    same = source if bron in ("pensioen", "alleen_aow", "bijstand") else "geen"
    own = {"leeftijd": age, "bron": source, "netto_maand": net - part, "werkt": bron in ("werk", "bedrijf", "studie")}
    partner: dict[str, Any] = {"leeftijd": max(18, age + chance.randint(*TABLES["partner"]["leeftijdsverschil_jaren"]))}
    partner |= {"bron": "loon" if works else same, "netto_maand": part, "werkt": works}
    for person in (own, partner):
        person["zorgverzekerd"] = chance.random() < insured
        if bron in ("bijstand", "alleen_aow"):  # the check knows what that is
            del person["netto_maand"]
    limited = bron == "studie" and chance.random() < TABLES["studie_beperking"]["kans"]
    return [{**own, "studeert": bron == "studie", "studie_beperking": limited}, partner]
