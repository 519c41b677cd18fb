"""
Erases what stands at the peer. The order matters: who removes a klantcontact first leaves the addresses behind.

Everything is looked up once more, so that also what was made by a call without an answer is found.
"""

from handoff.klantinteracties import bodies
from handoff.klantinteracties.client import Client, Thing
from handoff.klantinteracties.memory import Hold
from handoff.klantinteracties.peer import with_number
from handoff.outbox.records import TryAgainError

KLANTCONTACTEN, BETROKKENEN, ADRESSEN = "klantcontacten", "betrokkenen", "digitaleadressen"
INTERNETAKEN, ONDERWERPOBJECTEN = "internetaken", "onderwerpobjecten"


def erase_all(client: Client, hold: Hold, handoff_id: str) -> None:
    """Remove everything of a handoff; what is gone already is fine. Afterwards we know nothing of it either."""
    contacts = _contacts(client, hold, handoff_id, "klantcontact", "vraag")
    people = [one["uuid"] for each in contacts for one in client.find(BETROKKENEN, hadKlantcontact__uuid=each)]
    _remove_adressen(client, hold, handoff_id, people)
    for person in people:
        client.remove(BETROKKENEN, person)
    for contact in contacts:
        for task in client.find(INTERNETAKEN, aanleidinggevendKlantcontact__uuid=contact):
            client.remove(INTERNETAKEN, task["uuid"])
    closings = [
        closing
        for soort in hold.known()
        if soort.startswith("afronding-")
        for closing in _contacts(client, hold, handoff_id, soort, soort)
    ]
    for closing in closings:
        for link in client.find(ONDERWERPOBJECTEN, klantcontact__uuid=closing):
            client.remove(ONDERWERPOBJECTEN, link["uuid"])
    for contact in (*closings, *contacts):
        client.remove(KLANTCONTACTEN, contact)
    hold.drop(handoff_id)


def erase_contact_data(client: Client, hold: Hold, handoff_id: str) -> None:
    """
    Remove what tells who an inwoner is: addresses and name. The contact and its task stay, without anybody in them.

    Raises:
        TryAgainError: If the peer still shows a name.
    """
    known = hold.known()
    _remove_adressen(client, hold, handoff_id, [])
    hold.forget(*(f"adres_{veld}" for veld in bodies.SOORT_ADRES))
    if "naam" in known:
        left = client.change(BETROKKENEN, known["betrokkene"], {"contactnaam": dict(bodies.NO_NAME)})
        if left.get("volledigeNaam"):
            raise TryAgainError("export_name_stays")
        hold.forget("naam")


def is_of(contact: Thing, handoff_id: str, soort: str) -> bool:
    """Tell whether a contact is the one that we made for a handoff."""
    mark = contact.get("metadata") or {}
    return all(mark.get(name) == value for name, value in bodies.mark_of(handoff_id, soort).items())


def _contacts(client: Client, hold: Hold, handoff_id: str, known_as: str, soort: str) -> list[str]:
    """Return our contacts of one kind: the one that we remember, or what our numbers lead to after a lost answer."""
    known = hold.known()
    if known_as not in known:
        return []
    if known[known_as]:
        return [known[known_as]]
    numbers = bodies.numbers(hold.referentie, int(soort.partition("-")[2] or 0))
    found = (one for number in numbers for one in with_number(client, KLANTCONTACTEN, number))
    return sorted({one["uuid"] for one in found if is_of(one, handoff_id, soort)})


def _remove_adressen(client: Client, hold: Hold, handoff_id: str, people: list[str]) -> None:
    """Remove our addresses, also one that nothing points to any more, and those that others added to these people."""
    known = hold.known()
    found = [
        one["uuid"]
        for veld in bodies.SOORT_ADRES
        if f"adres_{veld}" in known
        for one in client.find(ADRESSEN, referentie=bodies.adres_referentie(handoff_id, veld))
    ]
    found += [remote for soort, remote in known.items() if soort.startswith("adres_") and remote]
    found += [
        one["uuid"]
        for person in people
        for one in client.find(ADRESSEN, verstrektDoorBetrokkene__uuid=person)
        if one.get("verstrektDoorPartij") is None
    ]
    for adres in dict.fromkeys(found):
        client.remove(ADRESSEN, adres)
