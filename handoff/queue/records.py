"""What the queue gives back: plain values, never rows of a table."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

OPEN_STATUSES = ("waiting", "claimed", "contacting")
HELD_STATUSES = ("claimed", "contacting")
UITKOMSTEN = ("opgelost", "regeling_getroffen", "doorverwezen", "geen_hulp_gewenst", "niet_bereikt")
REDENEN = ("andere_buurt", "andere_kennis", "afwezig", "te_druk", "bekende")
# Of who leads the team, about what a colleague holds: other words, so that an offer says by whom it is.
LEAD_REDENEN = ("collega_afwezig", "collega_te_druk", "collega_andere_kennis")
CONCEPTEN = ("notitie", "bericht")
INZAGE_REDENEN = ("collega_afwezig", "spoed", "op_verzoek_inwoner", "klacht")
ATTEMPTS = ("gebeld", "geen_gehoor", "voicemail", "gemaild", "gesproken")


@dataclass(frozen=True)
class Row:
    """One handoff without anything that tells who the inwoner is."""

    id: str
    referentie: str
    gemeente: str
    team: str
    onderwerp: str | None
    kanaal: str
    hoe: str
    status: str
    created_at: datetime
    due_at: datetime
    claimed_by: str | None
    claimed_at: datetime | None
    version: int
    claimed_by_id: str | None = None
    closed_at: datetime | None = None
    uitkomst: str | None = None
    pick_up_by: datetime | None = None
    lease_until: datetime | None = None
    lease_step: int = 0
    lapsed_id: str | None = None
    haast: str | None = None


@dataclass(frozen=True)
class Offer:
    """An open offer to pass a handoff on: to a team, or to one colleague (`naar`)."""

    handoff_id: str
    van: str
    team: str
    naar: str | None
    reden: str
    op: datetime

    @property
    def by_lead(self) -> bool:
        """Tell whether the coordinator offers it, in the place of who holds it."""
        return self.reden in LEAD_REDENEN


@dataclass(frozen=True)
class Finding:
    """Something that is wrong with a handoff; `kind` says what, nothing says about whom."""

    kind: str
    handoff_id: str
    referentie: str
    gemeente: str
    team: str


@dataclass(frozen=True)
class ShownLine:
    """A line for the holder; `waarde` is None while it is hidden, until it is revealed."""

    veld: str
    label: str
    waarde: str | None
    verborgen: bool


@dataclass(frozen=True)
class RelayMessage:
    """One chat message between the inwoner and the wijkteam; `volgnummer` only ever goes up."""

    volgnummer: int
    tekst: str
    op: datetime
    van: Literal["inwoner", "wijkteam"] = "wijkteam"


@dataclass(frozen=True)
class ChatNow:
    """
    How a chat stands at this moment, for who brings it to the inwoner.

    Attributes:
        holder: Which account has it, never to be shown; None while it waits.
        active_at: When somebody of the wijkteam last picked it up or wrote in it.
        berichten: What the wijkteam wrote since the inwoner last looked.
    """

    status: str
    gemeente: str
    team: str
    holder: str | None
    active_at: datetime | None
    berichten: tuple[RelayMessage, ...] = ()


@dataclass(frozen=True)
class TakenUp:
    """
    A chat that goes on in a conversation that the app had forgotten.

    Attributes:
        begun: How often that happened: a channel numbers its messages anew from here.
        told_until: The last message that needn't be brought any more.
        in_doubt: The message that was on its way when everything stopped; perhaps it arrived.
    """

    gemeente: str
    begun: int
    told_until: int
    in_doubt: int | None


@dataclass(frozen=True)
class Entry:
    """One line of the history of a handoff: what was done, by whom, with which result."""

    id: int
    at: datetime
    action: str
    result: str
    account: str | None
