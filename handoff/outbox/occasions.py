"""What somebody must hear of: who, and as long as what. One line for each code of a notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from sqlalchemy.orm import Session

from content.catalogue import Catalogue
from handoff import tables
from handoff.outbox.recipients import Rung, colleagues, coordinators, holder, offered, team
from handoff.queue.records import HELD_STATUSES, OPEN_STATUSES

ESCALATION = "escalation"
LEVELS = (50, 80, 100)
TERMS = ("law", "target")
WAITING = frozenset({"waiting"})


@dataclass(frozen=True)
class Occasion:
    """
    Who hears of something.

    Attributes:
        ladder: Whom to ask in turn; the first rung with anybody on it hears it.
        during: In which statuses of the handoff it still matters; otherwise it is not told any more.
        must_reach: Whether it is put before the beheerder when there is nobody with an address.
    """

    ladder: tuple[Rung, ...]
    during: frozenset[str]
    must_reach: bool = False


FOR_THE_TEAM = Occasion((team, colleagues), WAITING, must_reach=True)
FOR_ITS_HOLDER = Occasion((holder,), frozenset(HELD_STATUSES))


def _reminder(start: int, during: frozenset[str]) -> Occasion:
    """Begin one rung higher each time; when nobody is there, somebody else hears it rather than nobody."""
    rungs: tuple[Rung, ...] = (holder, coordinators, team)
    return Occasion((*chain(rungs[start:], reversed(rungs[:start])), colleagues), during)


def _reminders() -> dict[str, Occasion]:
    during = {"law": frozenset(OPEN_STATUSES), "target": WAITING}
    return {
        f"{ESCALATION}_{term}_{level}": _reminder(start, during[term])
        for term in TERMS
        for start, level in enumerate(LEVELS)
    }


OCCASIONS: Mapping[str, Occasion] = MappingProxyType(
    {
        "created": FOR_THE_TEAM,
        "released": FOR_THE_TEAM,
        "reopened": FOR_THE_TEAM,
        "team_changed": FOR_THE_TEAM,
        "holder_gone": FOR_THE_TEAM,
        "lease_ended": FOR_THE_TEAM,
        "lease_warned": FOR_ITS_HOLDER,
        "lease_escalated": _reminder(1, frozenset(HELD_STATUSES)),
        "transfer_offered": Occasion((offered,), frozenset(HELD_STATUSES), must_reach=True),
        "transfer_refused": FOR_ITS_HOLDER,
        "withdrawn": Occasion((holder,), frozenset({"withdrawn"})),
        **_reminders(),
    }
)


def still_matters(handoff: tables.Handoff | None, code: str) -> bool:
    """Tell whether a handoff is still what the notice says; one that is gone isn't."""
    return handoff is not None and handoff.status in OCCASIONS[code].during


def who_hears(session: Session, catalogue: Catalogue, handoff: tables.Handoff, code: str) -> tuple[str, ...]:
    """Return the targets of the first rung on which somebody can be reached."""
    reached = (rung(session, catalogue, handoff) for rung in OCCASIONS[code].ladder)
    return next((found for found in reached if found), ())
