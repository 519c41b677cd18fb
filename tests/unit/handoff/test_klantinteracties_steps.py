"""Each step of a handoff as it comes to stand at the peer, and what never does."""

from collections.abc import Iterator

import pytest
from export_world import Office, open_office
from handoff_world import CHAT_LINES, LINES, MORS, NOORD, World
from sqlalchemy import text

from content.catalogue import Catalogue
from handoff import tables
from handoff.database import reading, writing
from handoff.draft import Line
from handoff.queue import UITKOMSTEN, Receiver
from handoff.queue.telling import EXPORT, EXPORTED, put
from tests.harness.openapi import wrong_answer

PERSONAL = ("+31600000000", "MERK-NAAM", "MERK-VERHAAL", "MERK-ONDERWERP", "2332", "huurachterstand", "MERK-GETOOND")
ONE_OF_EACH = {"actoren": 1, "klantcontacten": 1, "betrokkenen": 1, "digitaleadressen": 1, "internetaken": 1}


@pytest.fixture
def office(any_world: World, catalogue: Catalogue) -> Iterator[Office]:
    with open_office(any_world, catalogue) as found:
        yield found


def test_a_new_handoff_stands_there_whole(office: Office) -> None:
    row = office.world.waiting()
    office.tell_all()
    assert office.counts() == ONE_OF_EACH
    contact, person, adres, task = (
        office.of(path) for path in ("klantcontacten", "betrokkenen", "digitaleadressen", "internetaken")
    )
    assert contact["referentienummer"] == contact["nummer"] == row.referentie
    assert task["referentienummer"] == task["nummer"] == row.referentie
    assert (contact["kanaal"], contact["taal"], contact["vertrouwelijk"]) == ("Rondkomen", "nld", True)
    assert (contact["inhoud"], contact["reactie"], task["toelichting"]) == ("", "", "")
    assert (person["rol"], person["initiator"], person["wasPartij"]) == ("klant", True, None)
    assert person["volledigeNaam"] == "MERK-NAAM"
    assert (adres["adres"], adres["soortDigitaalAdres"]) == ("+31600000000", "telefoonnummer")
    assert adres["verstrektDoorPartij"] is None
    assert task["status"] == "te_verwerken"
    assert office.actors() == ["organisatorische_eenheid"]
    assert office.there.undescribed == []


def test_the_stand_in_answers_as_the_description_says(office: Office) -> None:
    anna = office.world.colleague("Anna")
    row = office.world.held(anna)
    office.tell_all()
    office.world.queue.close(row.id, anna, "opgelost", row.version)
    office.tell_all()
    wrong = [
        found
        for path in office.there.things
        for one in office.there.all(path)
        for found in wrong_answer(f"/{path}", one)
    ]
    assert wrong == []


def test_only_two_places_ever_hold_anything_of_the_inwoner(office: Office) -> None:
    office.world.waiting()
    office.tell_all()
    sent = {
        path: repr([body for _, where, body in office.there.asked if where == path]) for path in office.there.things
    }
    found = {path: [one for one in PERSONAL if one in said] for path, said in sent.items()}
    allowed = {"betrokkenen": ["MERK-NAAM"], "digitaleadressen": ["+31600000000"]}
    assert {path: said for path, said in found.items() if said} == allowed
    assert not any(one.removeprefix("+") in query for one in PERSONAL for query in office.there.queries)


def test_what_subscribers_are_told_is_a_number_and_a_fixed_text(office: Office, catalogue: Catalogue) -> None:
    anna = office.world.colleague("Anna")
    row = office.world.held(anna)
    office.tell_all()
    office.world.queue.close(row.id, anna, "niet_bereikt", row.version)
    office.tell_all()
    fixed = catalogue.teksten["klantinteracties.taak_handeling"].strip()
    assert {tuple(sorted(one.items())) for one in office.there.told} == {
        tuple(
            sorted({"nummer": row.referentie, "gevraagdeHandeling": fixed, "toelichting": "", "status": status}.items())
        )
        for status in ("te_verwerken", "verwerkt")
    }


def test_who_only_chats_is_there_without_a_name_and_without_an_address(office: Office) -> None:
    office.world.waiting(lines=CHAT_LINES)
    office.tell_all()
    assert office.counts() == {path: n for path, n in ONE_OF_EACH.items() if path != "digitaleadressen"}
    assert office.of("betrokkenen")["volledigeNaam"] == ""
    assert office.of("betrokkenen")["contactnaam"] is None


@pytest.mark.parametrize(
    ("veld", "waarde", "sent"),
    [
        ("telefoon", "06-00000000", "+31600000000"),
        ("telefoon", "0031 6 00 00 00 00", "+31600000000"),
        ("telefoon", "+299123456", "+299123456"),
        ("telefoon", "14040", None),
        ("telefoon", "0800-0000", None),
        ("email", "iemand@VOORBEELD.nl", "iemand@voorbeeld.nl"),
        ("email", "geen adres", None),
    ],
)
def test_an_address_is_sent_as_the_peer_takes_it_or_not_at_all(
    world: World, catalogue: Catalogue, veld: str, waarde: str, sent: str | None
) -> None:
    with open_office(world, catalogue) as office:
        office.world.waiting(lines=(Line(veld, veld, waarde),))
        office.tell_all()
        assert [one["adres"] for one in office.there.all("digitaleadressen")] == ([sent] if sent else [])


def test_picking_up_adds_a_person_without_a_name_and_giving_back_takes_that_away(office: Office) -> None:
    anna = office.world.colleague("Anna")
    row = office.world.held(anna)
    office.tell_all()
    assert office.actors() == ["organisatorische_eenheid", "medewerker"]
    assert "Anna" not in office.there.text()
    assert anna not in office.there.text()
    person = next(one for one in office.there.all("actoren") if one["soortActor"] == "medewerker")
    assert "actorIdentificatie" not in person
    office.world.queue.release(row.id, anna, row.version)
    office.tell_all()
    assert office.actors() == ["organisatorische_eenheid"]
    office.world.queue.claim(row.id, anna, office.world.teams)
    office.tell_all()
    assert office.counts() == {**ONE_OF_EACH, "actoren": 2}


def test_what_somebody_else_assigned_there_stays(office: Office) -> None:
    anna = office.world.colleague("Anna")
    row = office.world.waiting()
    office.tell_all()
    other = office.client.create("actoren", {"naam": "Iemand daar", "soortActor": "medewerker"})["uuid"]
    (task,) = office.there.things["internetaken"].values()
    task["toegewezenAanActoren"].append({"uuid": other})
    office.world.queue.claim(row.id, anna, office.world.teams)
    office.tell_all()
    now = [one["uuid"] for one in office.of("internetaken")["toegewezenAanActoren"]]  # type: ignore[attr-defined]
    assert len(now) == 3
    assert other in now


def test_another_team_takes_the_place_of_the_first(office: Office, catalogue: Catalogue) -> None:
    anna, bob = office.world.colleague("Anna"), office.world.colleague("Bob")
    row = office.world.held(anna)
    office.tell_all()
    both, members = frozenset({MORS, NOORD}), {MORS: frozenset({anna}), NOORD: frozenset({bob})}
    office.world.queue.passing.offer(row.id, anna, Receiver(NOORD), "andere_buurt", row.version, members)
    office.world.queue.passing.accept(row.id, bob, both)
    office.tell_all()
    uuids = [one["uuid"] for one in office.of("internetaken")["toegewezenAanActoren"]]  # type: ignore[attr-defined]
    found = [office.there.things["actoren"][uuid] for uuid in uuids]
    assert [one["soortActor"] for one in found] == ["organisatorische_eenheid", "medewerker"]
    assert found[0]["actoridentificator"]["objectId"] == NOORD
    assert found[0]["actoridentificator"] | {"objectId": ""} == {
        "objectId": "", "codeObjecttype": "grp", "codeRegister": "obj", "codeSoortObjectId": "idf",
    }  # fmt: skip


@pytest.mark.parametrize("uitkomst", UITKOMSTEN)
def test_finishing_leaves_a_done_task_and_nobody_in_it(world: World, catalogue: Catalogue, uitkomst: str) -> None:
    with open_office(world, catalogue) as office:
        anna = office.world.colleague("Anna")
        row = office.world.held(anna)
        office.tell_all()
        office.world.queue.close(row.id, anna, uitkomst, row.version)
        office.tell_all()
        assert office.counts() == {
            "actoren": 2, "klantcontacten": 2, "betrokkenen": 1, "internetaken": 1, "onderwerpobjecten": 1,
        }  # fmt: skip
        assert office.of("internetaken")["status"] == "verwerkt"
        closing = next(one for one in office.there.all("klantcontacten") if len(one["nummer"]) == 10)
        assert closing["indicatieContactGelukt"] is (uitkomst != "niet_bereikt")
        assert closing["metadata"]["uitkomst"] == uitkomst
        question = next(one for one in office.there.all("klantcontacten") if one is not closing and one != closing)
        link = office.of("onderwerpobjecten")
        assert link["klantcontact"]["uuid"] == closing["uuid"]  # type: ignore[index]
        assert link["wasKlantcontact"]["uuid"] == question["uuid"]  # type: ignore[index]
        assert not [one for one in PERSONAL if one in office.there.text()]


def test_opening_again_and_finishing_once_more_adds_a_second_closing(office: Office) -> None:
    anna = office.world.colleague("Anna")
    row = office.world.held(anna)
    office.tell_all()
    office.world.queue.close(row.id, anna, "niet_bereikt", row.version)
    office.tell_all()
    reopen(office, row.id)
    office.tell_all()
    assert office.of("internetaken")["status"] == "te_verwerken"
    office.world.clock.turn(days=1)
    again = office.world.queue.claim(row.id, anna, office.world.teams)
    office.world.queue.close(row.id, anna, "opgelost", again.version)
    office.tell_all()
    assert office.of("internetaken")["status"] == "verwerkt"
    closings = [one["metadata"]["soort"] for one in office.there.all("klantcontacten")]
    assert sorted(closings) == ["afronding-1", "afronding-2", "vraag"]
    assert len(office.there.things["onderwerpobjecten"]) == 2


def reopen(office: Office, handoff_id: str) -> None:
    """Open it as a coordinator does when its data is still there."""
    with office.store.writing() as session:
        found = session.get_one(tables.Handoff, handoff_id)
        found.status, found.closed_at, found.uitkomst, found.claimed_by = "waiting", None, None, None
        office.store.log(session, "reopened", handoff_id)


@pytest.mark.parametrize("how", ["withdrawn", "expired", "purged"])
def test_what_ended_without_help_leaves_nothing_there(office: Office, how: str) -> None:
    anna = office.world.colleague("Anna")
    row = office.world.held(anna)
    office.tell_all()
    if how == "withdrawn":
        office.world.queue.withdraw_conversation("gesprek-1")
    elif how == "expired":
        office.world.queue.purge(office.world.clock.now.replace(year=2028))
    else:
        office.world.queue.close(row.id, anna, "opgelost", row.version)
        office.tell_all()
        assert office.counts()["klantcontacten"] == 2
        office.world.queue.purge(office.world.clock.now.replace(year=2028))
    office.tell_all()
    assert office.counts() == {"actoren": 2}
    assert not [one for one in (*PERSONAL, row.referentie) if one in repr(office.there.things)]
    assert office.remembered() == 0
    assert ("export_erased", "ok") in office.world.events(row.id)
    with reading(office.world.engine) as session:
        assert session.execute(text("SELECT owner FROM klantinteracties WHERE owner LIKE 'handoff%'")).all() == []
        left = session.execute(text("SELECT owner FROM klantinteracties_object WHERE owner LIKE 'handoff%'")).all()
    assert left == []


def test_erasing_happens_in_the_order_that_leaves_nothing_behind(office: Office) -> None:
    office.world.waiting()
    office.tell_all()
    office.world.queue.withdraw_conversation("gesprek-1")
    office.tell_all()
    removed = [path for method, path, _ in office.there.asked if method == "DELETE"]
    assert removed == ["digitaleadressen", "betrokkenen", "internetaken", "klantcontacten"]


def test_removing_the_contact_first_does_leave_an_address_behind(office: Office) -> None:
    """The negative control: the stand-in keeps an orphan, as the real server does."""
    office.world.waiting()
    office.tell_all()
    office.client.remove("klantcontacten", office.of("klantcontacten")["uuid"])  # type: ignore[arg-type]
    assert office.counts() == {"actoren": 1, "digitaleadressen": 1}
    assert "+31600000000" in office.there.text()
    office.world.queue.withdraw_conversation("gesprek-1")
    office.tell_all()
    assert office.counts() == {"actoren": 1}  # also an orphan is found and erased


def test_what_was_withdrawn_before_anything_was_sent_is_never_sent(office: Office) -> None:
    office.world.waiting()
    office.world.queue.withdraw_conversation("gesprek-1")
    office.tell_all()
    assert office.there.asked == []
    assert office.remembered() == 0


def test_what_somebody_removed_there_is_made_again(office: Office) -> None:
    anna = office.world.colleague("Anna")
    row = office.world.waiting()
    office.tell_all()
    office.client.remove("klantcontacten", office.of("klantcontacten")["uuid"])  # type: ignore[arg-type]
    office.world.queue.claim(row.id, anna, office.world.teams)
    office.tell_all()
    assert office.counts() == {**ONE_OF_EACH, "actoren": 2}
    assert office.actors() == ["organisatorische_eenheid", "medewerker"]


def test_an_actor_that_somebody_removed_there_is_made_again(office: Office) -> None:
    office.world.waiting()
    office.tell_all()
    for actor in office.there.all("actoren"):
        office.there.things["actoren"].pop(actor["uuid"])
    office.world.waiting("gesprek-2")
    office.tell_all()
    assert office.counts() == {path: 1 if path == "actoren" else 2 * n for path, n in ONE_OF_EACH.items()}


def test_a_number_of_another_system_is_never_touched(office: Office) -> None:
    row = office.world.waiting()
    theirs = {"kanaal": "balie", "onderwerp": "Iets anders", "taal": "nld", "vertrouwelijk": False}
    uuid = office.client.create("klantcontacten", {**theirs, "nummer": row.referentie})["uuid"]
    office.tell_all()
    assert office.there.things["klantcontacten"][uuid]["onderwerp"] == "Iets anders"
    mine = next(one for one in office.there.all("klantcontacten") if one["uuid"] != uuid)
    assert mine["referentienummer"] == f"{row.referentie}0"
    office.world.queue.withdraw_conversation("gesprek-1")
    office.tell_all()
    assert office.counts() == {"actoren": 1, "klantcontacten": 1}
    assert uuid in office.there.things["klantcontacten"]


def test_a_team_that_is_known_there_already_is_used(office: Office) -> None:
    codes = {"objectId": MORS, "codeObjecttype": "grp", "codeRegister": "obj", "codeSoortObjectId": "idf"}
    body = {
        "naam": "Mors",
        "soortActor": "organisatorische_eenheid",
        "indicatieActief": True,
        "actoridentificator": codes,
    }
    known = office.client.create("actoren", body)["uuid"]
    office.world.waiting()
    office.world.waiting("gesprek-2")
    office.tell_all()
    assert [one["uuid"] for one in office.there.all("actoren")] == [known]
    lookups = [1 for method, path, _ in office.there.asked if (method, path) == ("GET", "actoren")]
    assert len(lookups) == 1  # remembered after that


def test_every_listed_thing_counts_once(office: Office) -> None:
    office.there.repeats, office.there.page_size = 4, 3
    office.world.waiting()
    office.tell_all()
    assert len(office.client.find("klantcontacten")) == 1
    office.world.queue.withdraw_conversation("gesprek-1")
    office.tell_all()
    assert office.counts() == {"actoren": 1}


def test_the_outbox_holds_ids_and_codes_only(office: Office) -> None:
    office.world.waiting()
    office.tell_all()
    with office.world.engine.connect() as connection:
        tables_of_ours = ("outbox", "klantinteracties", "klantinteracties_object")
        everything = repr([connection.execute(text(f"SELECT * FROM {table}")).all() for table in tables_of_ours])
    assert not [one for one in PERSONAL if one in everything]


def test_with_the_export_off_no_row_is_written(any_world: World) -> None:
    anna = any_world.colleague("Anna")
    row = any_world.held(anna)
    any_world.queue.close(row.id, anna, "opgelost", row.version)
    with reading(any_world.engine) as session:
        assert session.execute(text("SELECT * FROM outbox WHERE kind = 'klantinteracties'")).all() == []


def test_every_step_that_shows_there_writes_a_row(office: Office) -> None:
    anna = office.world.colleague("Anna")
    row = office.world.held(anna)
    office.world.queue.attempt(row.id, anna, "gebeld")
    office.world.queue.release(row.id, anna, row.version)
    office.world.queue.withdraw_conversation("gesprek-1")
    assert sorted(one.code for one in office.rows()) == ["claimed", "created", "released", "withdrawn"]
    assert {one.kind for one in office.rows()} == {EXPORT}
    assert {one.code for one in office.rows()} <= EXPORTED


def test_a_name_that_the_peer_keeps_is_seen(office: Office) -> None:
    anna = office.world.colleague("Anna")
    row = office.world.held(anna, lines=LINES)
    office.tell_all()
    shown = office.there._more_of_betrokkenen
    office.there._more_of_betrokkenen = lambda one: {**shown(one), "volledigeNaam": "MERK-NAAM"}  # type: ignore[method-assign]
    office.world.queue.close(row.id, anna, "opgelost", row.version)
    office.tell()
    assert {one.last_error for one in office.pending()} == {"export_name_stays"}


def test_a_handoff_whose_lines_are_gone_is_shown_without_anybody(office: Office) -> None:
    """As after a stop in the middle: the handoff is open, but nothing can be decrypted any more."""
    row = office.world.waiting()
    office.world.key_store.destroy([row.id])
    office.tell_all()
    assert office.counts() == {path: n for path, n in ONE_OF_EACH.items() if path != "digitaleadressen"}


def test_a_row_of_long_ago_for_a_handoff_that_is_gone_does_nothing(office: Office) -> None:
    with writing(office.world.engine) as session:
        put(session, office.world.clock(), EXPORT, "claimed", "bestaat-niet")
    office.tell_all()
    assert office.there.asked == []
