"""
What is sent, and nothing else: fixed texts, numbers, moments and codes; contact data in its two places only.

The peer tells all its subscribers `nummer`, `gevraagdeHandeling`, `toelichting` and `status` of an internetaak, so
nothing of an inwoner is ever in these.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from handoff.contact_values import value_in
from handoff.klantinteracties.client import Thing
from handoff.klantinteracties.situation import Situation
from handoff.klantinteracties.wording import Texts

BRON = "rondkomen"
# The rule of the peer for a phone number. A number in E.164 that is too short for it is not sent.
PEER_PHONE = re.compile(r"\+[0-9]{9,15}")
SOORT_ADRES: Mapping[str, str] = MappingProxyType({"telefoon": "telefoonnummer", "email": "email"})
# Whether the inwoner was reached, by outcome. Who says not to want help was spoken to.
REACHED: Mapping[str, bool] = MappingProxyType(
    {
        "opgelost": True,
        "regeling_getroffen": True,
        "doorverwezen": True,
        "geen_hulp_gewenst": True,
        "niet_bereikt": False,
    }
)
NO_NAME: Mapping[str, str] = MappingProxyType(
    {"voorletters": "", "voornaam": "", "voorvoegselAchternaam": "", "achternaam": ""}
)


def klantcontact(texts: Texts, kanaal: str, handoff: Situation) -> Thing:
    """Return the contact in which an inwoner asked for help."""
    return {
        "kanaal": kanaal,
        "onderwerp": texts.contact_onderwerp,
        "inhoud": "",
        "reactie": "",
        "indicatieContactGelukt": True,
        "taal": "nld",
        "vertrouwelijk": True,
        "plaatsgevondenOp": _moment(handoff.created_at),
        "metadata": mark_of(handoff.id, "vraag"),
    }


def closing_contact(texts: Texts, kanaal: str, handoff: Situation, nth: int) -> Thing:
    """Return the contact with which the wijkteam finished: how it ended is a code."""
    uitkomst = handoff.uitkomst or ""
    return {
        **klantcontact(texts, kanaal, handoff),
        "onderwerp": texts.afgerond_onderwerp,
        "indicatieContactGelukt": REACHED.get(uitkomst),
        "plaatsgevondenOp": _moment(handoff.closed_at or handoff.created_at),
        "metadata": {**mark_of(handoff.id, f"afronding-{nth}"), "uitkomst": uitkomst},
    }


def mark_of(handoff_id: str, soort: str) -> dict[str, str]:
    """Return what shows that a contact is ours: a number alone may be of another system."""
    return {"bron": BRON, "overdracht": handoff_id, "soort": soort}


def betrokkene(contact: str, naam: str | None) -> Thing:
    """Return the inwoner: anonymous, or with the name that was given; never a partij, never a BSN."""
    return {
        "hadKlantcontact": {"uuid": contact},
        "wasPartij": None,
        "rol": "klant",
        "initiator": True,
        "contactnaam": None if naam is None else {**NO_NAME, "voornaam": naam[:200]},
    }


def digitaal_adres(texts: Texts, person: str, handoff_id: str, veld: str, adres: str) -> Thing:
    """Return the number or address at which the inwoner wants to be reached."""
    return {
        "verstrektDoorBetrokkene": {"uuid": person},
        "verstrektDoorPartij": None,
        "adres": adres,
        "soortDigitaalAdres": SOORT_ADRES[veld],
        "omschrijving": texts.adres_omschrijving,
        "referentie": adres_referentie(handoff_id, veld),
    }


def adres_referentie(handoff_id: str, veld: str) -> str:
    """Return by what an address is found back, also when nothing there points to it any more."""
    return f"{handoff_id}-{veld}"


def adres_for(veld: str, waarde: str) -> str | None:
    """Return a value as the peer takes it; None when it doesn't take it, or would read it differently."""
    if veld not in SOORT_ADRES:
        return None
    adres = value_in(veld, waarde)
    return None if veld == "telefoon" and not PEER_PHONE.fullmatch(adres or "") else adres


def internetaak(texts: Texts, contact: str, actoren: list[str]) -> Thing:
    """Return the task for the team. The list of actors may be empty for the peer, and may not be left out."""
    return {
        "gevraagdeHandeling": texts.taak_handeling,
        "toelichting": "",
        "aanleidinggevendKlantcontact": {"uuid": contact},
        "status": "te_verwerken",
        **assignment(actoren),
    }


def assignment(actoren: list[str]) -> Thing:
    """Return who has a task. The old field `toegewezenAanActor` beside it would be refused."""
    return {"toegewezenAanActoren": [{"uuid": one} for one in actoren]}


def onderwerpobject(closing: str, contact: str) -> Thing:
    """Return the link from a closing contact to the contact that it is about."""
    return {"klantcontact": {"uuid": closing}, "wasKlantcontact": {"uuid": contact}}


def numbers(referentie: str, closing: int = 0) -> list[str]:
    """
    Return the numbers to try, each at most 10 digits: the first, and others when another system has that one.

    The number of the handoff itself has 8 digits, so a number of a closing (10) is never one of a question (8 or 9).
    """
    if closing:
        return [f"{referentie}{closing % 10}{spare}" for spare in range(10)]
    return [referentie, *(f"{referentie}{spare}" for spare in range(10))]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
