"""Who may do what: the one table that pages, lists and the menu read. What is not in it is refused."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, get_args

Rol = Literal["agent", "coordinator", "admin", "auditor", "analyst"]
Right = Literal[
    "see_queue",  # what waits for the own teams, and what one picked up
    "handle",  # pick up, reach the inwoner, finish: always as the holder
    "lead",  # what is late, who has what, transfer, reopen; never what an inwoner sent
    "reveal_with_reason",  # a contact field of somebody else's handoff, with a reason that is kept
    "read_figures",  # counts, without a single handoff in them
    "read_audit",  # who did what, without contents
    "manage_accounts",  # accounts and teams
    "get_told",  # how one is told that something waits
    "mend_notices",  # what could not be told: codes and numbers, never content
    "own_account",  # the own password, app and codes; the help
]
ROLLEN: tuple[Rol, ...] = get_args(Rol)
ALL_ROLLEN: frozenset[Rol] = frozenset(ROLLEN)
TEAM: frozenset[Rol] = frozenset({"agent", "coordinator"})

RIGHTS: Mapping[Right, frozenset[Rol]] = MappingProxyType(
    {
        "see_queue": TEAM,
        "handle": TEAM,
        "lead": frozenset({"coordinator"}),
        "reveal_with_reason": frozenset({"coordinator"}),
        "read_figures": frozenset({"coordinator", "analyst"}),
        "read_audit": frozenset({"auditor"}),
        "manage_accounts": frozenset({"admin"}),
        "get_told": frozenset({"agent", "coordinator", "admin"}),
        "mend_notices": frozenset({"coordinator", "admin"}),
        "own_account": ALL_ROLLEN,
    }
)


def may(rollen: Iterable[Rol], right: str | None) -> bool:
    """Tell whether one of these roles gives a right; a right that nobody declared is given to nobody."""
    giving = next((roles for known, roles in RIGHTS.items() if known == right), frozenset[Rol]())
    return not giving.isdisjoint(rollen)


def known_rollen(names: Iterable[str]) -> frozenset[Rol]:
    """Return the roles among these names; a name that is no role (any more) gives nothing."""
    found = frozenset(names)
    return frozenset(rol for rol in ROLLEN if rol in found)
