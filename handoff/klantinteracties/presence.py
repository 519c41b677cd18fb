"""
Brings the peer in line with a handoff that belongs there: made, assigned, finished, opened again.

A thing that stands there already is left as it is; what somebody else assigned or wrote there stays.
"""

from collections.abc import Mapping

from handoff.klantinteracties import bodies
from handoff.klantinteracties.actors import actors_of, ours
from handoff.klantinteracties.client import Thing
from handoff.klantinteracties.erasing import (
    ADRESSEN,
    BETROKKENEN,
    INTERNETAKEN,
    KLANTCONTACTEN,
    ONDERWERPOBJECTEN,
    erase_contact_data,
    is_of,
)
from handoff.klantinteracties.faults import GoneThereError
from handoff.klantinteracties.memory import Hold
from handoff.klantinteracties.peer import Peer, looked_up, numbered
from handoff.klantinteracties.situation import Situation, contact_data


def bring_in_line(peer: Peer, names: Mapping[str, str], hold: Hold, handoff: Situation) -> None:
    """
    Make what is missing at the peer, in the order in which one thing refers to another, and set who has it.

    Args:
        names: The name of each team.
    """
    contact = _klantcontact(peer, hold, handoff)
    person = _betrokkene(peer, hold, handoff, contact)
    _adressen(peer, hold, handoff, person)
    actoren = actors_of(hold.store, peer, names, handoff)
    task = _internetaak(peer, hold, handoff, contact, actoren)
    if handoff.status == "closed":
        _closing(peer, hold, handoff, contact)
    _align(peer, hold, handoff, task, actoren)
    if handoff.status == "closed":
        erase_contact_data(peer.client, hold, handoff.id)


def _klantcontact(peer: Peer, hold: Hold, handoff: Situation) -> str:
    there = hold.known().get("klantcontact")
    if there:
        return there
    body = bodies.klantcontact(peer.texts, peer.settings.kanaal, handoff)
    return numbered(
        hold,
        peer.client,
        "klantcontact",
        KLANTCONTACTEN,
        body,
        bodies.numbers(handoff.referentie),
        lambda one: is_of(one, handoff.id, "vraag"),
    )


def _betrokkene(peer: Peer, hold: Hold, handoff: Situation, contact: str) -> str:
    there = hold.known().get("betrokkene")
    if there:
        return there
    naam = contact_data(hold.store, handoff.id).get("naam")
    if naam is not None:
        hold.mark("naam")  # so that it is known that a name may stand there
    return looked_up(
        hold,
        peer.client,
        "betrokkene",
        BETROKKENEN,
        bodies.betrokkene(contact, naam),
        {"hadKlantcontact__uuid": contact},
        lambda one: one["rol"] == "klant" and one["initiator"],
    )


def _adressen(peer: Peer, hold: Hold, handoff: Situation, person: str) -> None:
    """Send each address that the inwoner gave; it is decrypted here, and in memory as long as this takes."""
    if not handoff.is_open:
        return
    done = hold.known()
    for veld, waarde in contact_data(hold.store, handoff.id).items():
        adres = bodies.adres_for(veld, waarde)
        if adres is None or done.get(f"adres_{veld}"):
            continue
        looked_up(
            hold,
            peer.client,
            f"adres_{veld}",
            ADRESSEN,
            bodies.digitaal_adres(peer.texts, person, handoff.id, veld, adres),
            {"referentie": bodies.adres_referentie(handoff.id, veld)},
            lambda one: _uuid(one.get("verstrektDoorBetrokkene")) == person,
        )


def _internetaak(peer: Peer, hold: Hold, handoff: Situation, contact: str, actoren: list[str]) -> str:
    there = hold.known().get("internetaak")
    if there:
        return there
    return numbered(
        hold,
        peer.client,
        "internetaak",
        INTERNETAKEN,
        bodies.internetaak(peer.texts, contact, actoren),
        bodies.numbers(handoff.referentie),
        lambda one: _uuid(one["aanleidinggevendKlantcontact"]) == contact,
    )


def _align(peer: Peer, hold: Hold, handoff: Situation, task: str, actoren: list[str]) -> None:
    """
    Set who has the task and whether it is done, when that is not so already.

    Actors that others put there stay. Ours are replaced: what we assign follows from our own queue.
    """
    found = peer.client.get(INTERNETAKEN, task)
    if found is None:
        raise GoneThereError
    now = [one["uuid"] for one in found["toegewezenAanActoren"]]
    of_us = ours(hold.store)
    wanted = [*actoren, *(one for one in now if one not in of_us)]
    status = "te_verwerken" if handoff.is_open else "verwerkt"
    if set(now) == set(wanted) and found["status"] == status:
        return
    hold.extend()
    peer.client.change(INTERNETAKEN, task, {**bodies.assignment(wanted), "status": status})


def _closing(peer: Peer, hold: Hold, handoff: Situation, contact: str) -> None:
    """Add the contact with which the wijkteam finished, and link it; once for each time that it was finished."""
    nth = hold.closing(handoff.closed_at or handoff.created_at)
    soort = f"afronding-{nth}"
    closing = hold.known().get(soort) or numbered(
        hold,
        peer.client,
        soort,
        KLANTCONTACTEN,
        bodies.closing_contact(peer.texts, peer.settings.kanaal, handoff, nth),
        bodies.numbers(handoff.referentie, nth),
        lambda one: is_of(one, handoff.id, soort),
    )
    if not hold.known().get(f"link-{nth}"):
        looked_up(
            hold,
            peer.client,
            f"link-{nth}",
            ONDERWERPOBJECTEN,
            bodies.onderwerpobject(closing, contact),
            {"klantcontact__uuid": closing},
            lambda one: _uuid(one.get("wasKlantcontact")) == contact,
        )


def _uuid(reference: Thing | None) -> str:
    return reference["uuid"] if reference else ""
