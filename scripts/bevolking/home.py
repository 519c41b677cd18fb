"""The rest of a household: its home, savings, housemates and childcare, and what its people would tell in the chat."""

import math
import random
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

Tables = Mapping[str, Any]
LINEAR_UNTIL, PENSION = 1000, 67
ADULT, SHARING = 18, 27
NO_AMOUNT = ("bijstand", "alleen_aow")


def home_of(
    chance: random.Random, tables: Tables, decile: int, kind: str, age: int, *, student: bool
) -> dict[str, Any]:
    """Return a house of their own, a rented one with its rent, or a room."""
    row = next(row for row in tables["woonsituatie"]["rijen"] if row[0] == decile)
    column = chance.choices((1, 2, 3), row[1:])[0]
    if column == 1:
        return {"soort": "koop"}
    rooms = tables["kamer"]["kans"]
    alone_and_young = kind == "alleenstaand" and age < 35
    who = (
        "student_huurder"
        if student
        else "andere_alleenstaande_huurder_onder_35"
        if alone_and_young
        else "andere_huurder"
    )
    if chance.random() < rooms[who]:
        return {"soort": "inwonend"}
    name = tables["woonsituatie"]["kolommen"][column]
    social = chance.random() < tables["verhuurder"]["kans_corporatie"][name]
    rent = _between(tables["kale_huur"]["corporatie" if social else "particulier"], chance.random())
    extra = tables["kale_huur"]["servicekosten"]
    service = round(chance.uniform(extra["van"], extra["tot"])) if chance.random() < extra["kans"] else 0
    return {"soort": "huur", "kale_huur": round(rent), "servicekosten": service}


def _between(points: Sequence[Sequence[float]], share: float) -> float:
    """Return the value at a cumulative share, straight between the points."""
    shares, values = zip(*points, strict=True)
    return float(np.interp(share, np.array(shares), np.array(values)))


def savings_of(chance: random.Random, tables: Tables, decile: int, person: Mapping[str, Any], *, owns: bool) -> int:
    """Return savings in whole euros; who has bijstand has little."""
    most = tables["vermogen"]["bijstand_hoogstens"] if person["bron"] == "bijstand" else math.inf
    while True:
        found = _savings(chance, tables["vermogen"], decile, person["leeftijd"], owns=owns)
        if found <= most:
            return found


def _savings(chance: random.Random, table: Tables, decile: int, age: int, *, owns: bool) -> int:
    """Draw between the points, where it grows by a factor, and straight below a thousand."""
    factors = table["k_leeftijd"]["eigen_woning" if owns else "huur"]
    group = next(name for name in factors if age <= int(name.partition("-")[2] or 200))
    name = "eigen_woning" if owns else "huur_deciel_1" if decile == 1 and age < PENSION else "huur"
    power = 1.0 if name == "huur_deciel_1" else factors[group]
    share = 1 - (1 - chance.random()) ** power
    return round(_unscale(_between([(point, _scale(value)) for point, value in table[name]], share)))


def _scale(value: float) -> float:
    return value / LINEAR_UNTIL if value <= LINEAR_UNTIL else 1 + math.log(value / LINEAR_UNTIL)


def _unscale(scaled: float) -> float:
    return scaled * LINEAR_UNTIL if scaled <= 1 else LINEAR_UNTIL * math.exp(scaled - 1)


def others_of(chance: random.Random, tables: Tables, kind: str) -> list[dict[str, Any]]:
    """Return the other adults, without grown children."""
    table = tables["medebewoners"]
    present = kind == "overig" or chance.random() < table["kans"]
    return [{"leeftijd": chance.randint(*table["leeftijd"])}] if present else []


def add_care(chance: random.Random, tables: Tables, facts: Mapping[str, Any]) -> None:
    """Send the children of an age to the same kind of care, when all parents work."""
    table = tables["kinderopvang"]
    parents = [person for person in (facts["aanvrager"], facts["partner"]) if person]
    works = all(person["werkt"] for person in parents)
    for low, high in dict.fromkeys((row[1], row[2]) for row in table["rijen"]):
        draw = chance.random() * table["aandeel_ouders_werken"]["waarde"]
        for kind, first, last, share, hours in table["rijen"]:
            if (first, last) != (low, high):
                continue
            if works and draw < share:
                much = round(hours * chance.uniform(*table["spreiding_uren"]["keer"]))
                rate = round(chance.uniform(*tables["uurtarief"][kind]), 2)
                for child in facts["kinderen"]:
                    if low <= child["leeftijd"] <= high:
                        child["opvang"] = {"soort": kind, "uren_maand": much, "uurtarief": rate}
                break
            draw -= share


def told(facts: Mapping[str, Any], bron: str, years: int) -> dict[str, Any]:
    """Return what its people would answer: the id of an option, an amount, or the ages of the children."""
    young = sorted(child["leeftijd"] for child in facts["kinderen"] if child["leeftijd"] < ADULT)
    who, home = facts["aanvrager"], facts["woning"]
    people = [who, *([facts["partner"]] if facts["partner"] else [])]
    care = most_care(facts)
    return {
        "woonsituatie": ("partner" if facts["partner"] else "alleen") + ("_kinderen" if young else ""),
        "leeftijd": who["leeftijd"],
        "bron": bron,
        "inkomen": sum(person.get("netto_maand", 0) for person in people) if bron not in NO_AMOUNT else bron,
        "vermogen": facts["vermogen"],
        "woning": home.get("kale_huur", "koophuis" if home["soort"] == "koop" else home["soort"]),
        "medebewoners": _housemates(facts),
        "kinderen_aantal": len(young),
        "kinderen_leeftijd": young,
        "opvang": care["soort"] if care else "nee",
        "opvang_uren": care["uren_maand"] if care else 0,
        "partner_werkt": "ja" if facts["partner"] and facts["partner"]["werkt"] else "nee",
        "laag_inkomen": years,
        "studie_beperking": "ja" if who["studie_beperking"] else "nee",
    }


def most_care(facts: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the care of the child with the most hours, of which the chat asks."""
    every = [child["opvang"] for child in facts["kinderen"] if child.get("opvang")]
    return max(every, key=lambda care: float(care["uren_maand"]), default=None)


def _housemates(facts: Mapping[str, Any]) -> str:
    ages = [one["leeftijd"] for one in (*facts["medebewoners"], *facts["kinderen"]) if one["leeftijd"] >= ADULT]
    sharing = sum(age >= SHARING for age in ages)
    if not ages:
        return "nee"
    return "meer_van_27" if sharing > 1 else "een_van_27" if sharing else "jonger_dan_27"
