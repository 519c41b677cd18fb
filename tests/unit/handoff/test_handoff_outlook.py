"""The last rungs of the ladder: is somebody there, how long did others wait, and is there a team at all?"""

import pytest
from handoff_world import MORS, NOORD, World
from sqlalchemy import insert
from test_handoff_availability import dutch

from content.catalogue import LANDELIJK, Catalogue
from content.talk import Stand
from handoff import tables
from handoff.availability import Outlook, availability
from handoff.contact import ContactFlow, asks_for_another
from handoff.outlook import PRESENCE_SECONDS, RECENTLY, Outlooks
from handoff.routing import route

GEMEENTEN = {"leiden": frozenset({MORS, NOORD})}
TUESDAY, SUNDAY = "2026-11-24 10:00", "2026-11-29 10:00"


def outlooks(world: World, ticks: list[float]) -> Outlooks:
    return Outlooks(world.queue, world.accounts, world.clock, lambda: ticks[0])


def test_somebody_is_there_while_signed_in_then_lately_then_not_for_long(world: World) -> None:
    ticks = [0.0]
    seen = outlooks(world, ticks)

    def look() -> str:
        ticks[0] += PRESENCE_SECONDS
        seen.renew(GEMEENTEN)
        return seen.of("leiden", MORS).aanwezig

    assert seen.of("leiden", MORS).aanwezig == "onbekend"
    assert look() == "lang", "a team without people"
    token = world.accounts.start_session(world.colleague("Anna"))
    assert look() == "nu"
    world.accounts.end_session(token)
    assert look() == "kort"
    world.clock.turn(seconds=RECENTLY.total_seconds() + 1)
    assert look() == "lang"


def test_who_is_idle_or_may_not_pick_up_is_not_there(world: World) -> None:
    ticks = [0.0]
    seen = outlooks(world, ticks)
    world.accounts.start_session(world.colleague("Anna"))
    world.clock.turn(minutes=world.settings.session_idle_minutes + 1)
    seen.renew(GEMEENTEN)
    assert seen.of("leiden", MORS).aanwezig == "kort"


def test_looking_again_at_once_asks_nothing_of_the_database(world: World) -> None:
    ticks = [0.0]
    seen = outlooks(world, ticks)
    seen.renew(GEMEENTEN)
    world.accounts.start_session(world.colleague("Anna"))
    seen.renew(GEMEENTEN)
    assert seen.of("leiden", MORS).aanwezig == "lang"
    seen.unknown()
    assert seen.of("leiden", MORS) == Outlook()


@pytest.mark.parametrize(("cases", "expected"), [(9, None), (10, "tot_8"), (40, "tot_8")])
def test_a_waiting_time_is_told_only_when_there_were_enough_cases(
    world: World, cases: int, expected: str | None
) -> None:
    with world.engine.begin() as connection:
        row = {"maand": "2026-10", "gemeente": "leiden", "team": MORS, "wat": "opgepakt", "soort": "tot_8"}
        connection.execute(insert(tables.Counter).values(**row, vak=0, aantal=cases))
    seen = outlooks(world, [0.0])
    seen.renew(GEMEENTEN)
    assert seen.of("leiden", MORS).wachttijd == expected
    assert seen.of("leiden", NOORD).wachttijd is None


@pytest.mark.parametrize(
    ("moment", "outlook", "key"),
    [
        (TUESDAY, Outlook("nu"), "aanwezig_nu"),
        (SUNDAY, Outlook("nu"), "aanwezig_nu_dicht"),
        (TUESDAY, Outlook("kort"), "aanwezig_kort"),
        (SUNDAY, Outlook("kort"), None),
        (SUNDAY, Outlook("lang"), "aanwezig_lang"),
        (TUESDAY, Outlook(), None),
        (TUESDAY, Outlook(wachttijd="tot_8"), "wachttijd_een_dag"),
        (TUESDAY, Outlook(wachttijd="tot_24"), "wachttijd_dagen"),
        (TUESDAY, Outlook(wachttijd="langer"), "wachttijd_langer"),
    ],
)
def test_each_rung_has_its_own_text(catalogue: Catalogue, moment: str, outlook: Outlook, key: str | None) -> None:
    where = route(catalogue, "leiden", "2332")
    told = availability(catalogue, where, "2332", dutch(moment), outlook)
    values = {"aantal": "3", **catalogue.gemeente_values("leiden")}
    rungs = {one: catalogue.text(f"overdracht.{one}", **values) for one in (
        "aanwezig_nu", "aanwezig_nu_dicht",
        "aanwezig_kort", "aanwezig_lang", "wachttijd_een_dag", "wachttijd_dagen", "wachttijd_langer",
    )}  # fmt: skip
    assert [one for one, tekst in rungs.items() if tekst in told] == ([key] if key else [])


@pytest.mark.parametrize(
    ("gemeente", "given", "told"),
    [("heiloo", {}, "Heiloo"), (LANDELIJK, {"postcode": "1851"}, "Heiloo"), ("leiden", {}, None),
     (LANDELIJK, {}, None), (LANDELIJK, {"postcode": "2332"}, None), (LANDELIJK, {"postcode": "overslaan"}, None)],
)  # fmt: skip
def test_where_no_team_is_nothing_is_asked_and_the_number_of_the_gemeente_is_given(
    catalogue: Catalogue, gemeente: str, given: dict[str, str], told: str | None
) -> None:
    flow = ContactFlow(catalogue, dutch(TUESDAY).date)
    stand = Stand(gemeente=gemeente, stroom="contact", contact=given)
    question = flow.ask(stand)
    assert (question is None) == (told is not None)
    if told:
        outcome = flow.finish(stand)
        assert (outcome.opdracht, outcome.stand.stroom, outcome.stand.contact) == (None, None, {})
        assert told in outcome.berichten[0].tekst


@pytest.mark.parametrize(
    ("tekst", "helps"),
    [
        ("ik vraag dit voor mijn buurvrouw", True),
        ("Ik ben hier voor iemand anders.", True),
        ("voor een ander", True),
        ("ik help mijn moeder met de post", True),
        ("mijn buurvrouw zegt dat ik recht heb op toeslag", False),
        ("ik zoek kleding voor mijn zoon", False),
        ("wat kost een bril voor mijn kind", False),
    ],
)
def test_who_asks_for_somebody_else_is_heard(tekst: str, helps: bool) -> None:
    assert asks_for_another(tekst) is helps
