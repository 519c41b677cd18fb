"""The stand-in is as strict as the description, and differs from it where the real server was seen to."""

from collections.abc import Iterator

import pytest
from export_world import client_for

from handoff.klantinteracties.client import Client, Thing
from handoff.klantinteracties.faults import RefusedError
from tests.harness.open_klant import OpenKlant

CONTACT = {"kanaal": "web", "onderwerp": "Iets", "taal": "nld", "vertrouwelijk": True}
TEAM = {"naam": "Mors", "soortActor": "organisatorische_eenheid"}


@pytest.fixture
def there() -> Iterator[OpenKlant]:
    with OpenKlant().listening() as found:
        yield found


@pytest.fixture
def client(there: OpenKlant) -> Iterator[Client]:
    found = client_for(there, timeout=5)
    yield found
    found.close()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("klantcontacten", {}),
        ("klantcontacten", {**CONTACT, "onderwerp": ""}),
        ("klantcontacten", {**CONTACT, "onderwerp": "x" * 201}),
        ("klantcontacten", {**CONTACT, "kanaal": "x" * 51}),
        ("klantcontacten", {**CONTACT, "taal": "nederlands"}),
        ("klantcontacten", {**CONTACT, "vertrouwelijk": "misschien"}),
        ("klantcontacten", {**CONTACT, "plaatsgevondenOp": "gisteren"}),
        ("klantcontacten", {**CONTACT, "metadata": {"uitkomst": 3}}),
        ("klantcontacten", {**CONTACT, "referentienummer": "HO-123"}),
        ("klantcontacten", {**CONTACT, "referentienummer": "12345678901"}),
        ("actoren", {"naam": "Mors"}),
        ("actoren", {**TEAM, "soortActor": "iets"}),
        ("betrokkenen", {"rol": "klant", "initiator": True}),
        ("betrokkenen", {"rol": "klant", "initiator": True, "hadKlantcontact": {"uuid": "geen-uuid"}}),
        ("digitaleadressen", {"adres": "06-12345678", "soortDigitaalAdres": "telefoonnummer"}),
        ("digitaleadressen", {"adres": "14040", "soortDigitaalAdres": "telefoonnummer"}),
        ("digitaleadressen", {"adres": "geen adres", "soortDigitaalAdres": "email"}),
        ("digitaleadressen", {"adres": "x" * 81, "soortDigitaalAdres": "overig"}),
        ("digitaleadressen", {"adres": "x", "soortDigitaalAdres": "overig", "referentie": "met spatie"}),
    ],
)
def test_what_the_real_server_refuses_is_refused(client: Client, path: str, body: Thing) -> None:
    with pytest.raises(RefusedError):
        client.create(path, body)


def test_a_task_needs_the_list_of_actors_which_may_be_empty(client: Client) -> None:
    contact = client.create("klantcontacten", CONTACT)["uuid"]
    task = {
        "gevraagdeHandeling": "Bel",
        "aanleidinggevendKlantcontact": {"uuid": contact},
        "status": "te_verwerken",
    }
    with pytest.raises(RefusedError):
        client.create("internetaken", task)
    with pytest.raises(RefusedError):
        client.create("internetaken", {**task, "toegewezenAanActor": {"uuid": contact}, "toegewezenAanActoren": []})
    made = client.create("internetaken", {**task, "toegewezenAanActoren": []})
    assert made["afgehandeldOp"] is None
    assert client.change("internetaken", made["uuid"], {"status": "verwerkt"})["afgehandeldOp"]
    assert client.change("internetaken", made["uuid"], {"status": "te_verwerken"})["afgehandeldOp"] is None


def test_a_number_stands_there_once_and_an_actor_as_often_as_it_is_sent(client: Client) -> None:
    client.create("klantcontacten", {**CONTACT, "referentienummer": "123"})
    with pytest.raises(RefusedError):
        client.create("klantcontacten", {**CONTACT, "referentienummer": "123"})
    for _ in range(2):
        client.create("actoren", TEAM)
    assert len(client.find("actoren")) == 2


def test_an_unknown_question_is_refused_and_an_unknown_field_is_ignored(there: OpenKlant, client: Client) -> None:
    with pytest.raises(RefusedError):
        client.find("klantcontacten", nietBestaand="1")
    client.create("klantcontacten", {**CONTACT, "verzonnen": "1"})
    assert there.undescribed == ["verzonnen"]


def test_an_empty_link_is_made_as_often_as_it_is_sent_and_multiplies_what_is_found(client: Client) -> None:
    client.create("onderwerpobjecten", {})
    contact = client.create("klantcontacten", CONTACT)["uuid"]
    about = {"objectId": "1", "codeObjecttype": "zaak", "codeRegister": "open-zaak", "codeSoortObjectId": "uuid"}
    for _ in range(2):
        client.create("onderwerpobjecten", {"klantcontact": {"uuid": contact}, "onderwerpobjectidentificator": about})
    query = {
        "onderwerpobject__onderwerpobjectidentificatorObjectId": "1",
        "onderwerpobject__onderwerpobjectidentificatorCodeRegister": "open-zaak",
    }
    counted = client._json("GET", "klantcontacten", params=query)
    assert counted["count"] == 4
    assert [one["uuid"] for one in client.find("klantcontacten", **query)] == [contact]


def test_there_is_no_etag_and_the_last_one_wins(client: Client) -> None:
    made = client._ask("POST", "klantcontacten", body=CONTACT)
    assert "etag" not in made.headers
    uuid = made.json()["uuid"]
    for onderwerp in ("Eerst", "Daarna"):
        client.change("klantcontacten", uuid, {"onderwerp": onderwerp})
    found = client.get("klantcontacten", uuid)
    assert found is not None
    assert found["onderwerp"] == "Daarna"
