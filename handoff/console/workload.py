"""Who has what in hand, and what waits with which team: counted from what everybody in a team may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handoff.accounts import Account
from handoff.console.wording import is_late
from handoff.queue import Row


@dataclass(frozen=True)
class PersonLoad:
    """What one colleague has in hand; `hier` tells whether they are signed in now."""

    id: str
    naam: str
    hier: bool
    vragen: tuple[Row, ...]
    te_laat: int


@dataclass(frozen=True)
class TeamLoad:
    """How one team stands."""

    id: str
    wacht: int
    te_laat: int
    in_behandeling: int
    mensen: int
    hier: int


@dataclass(frozen=True)
class Workload:
    """
    How the teams of a coordinator stand at one moment.

    Attributes:
        waiting: What nobody picked up.
        held: What colleagues have.
        members: Who can pick up, for each team.
        here: The ids of the accounts that are signed in.
    """

    waiting: tuple[Row, ...]
    held: tuple[Row, ...]
    members: Mapping[str, tuple[Account, ...]]
    here: frozenset[str]
    now: datetime

    def people(self) -> list[PersonLoad]:
        """Return each colleague once; who has most in hand is on top."""
        everybody = {one.id: one for members in self.members.values() for one in members}
        return sorted(map(self._person, everybody.values()), key=lambda one: (-len(one.vragen), one.naam, one.id))

    def teams(self) -> list[TeamLoad]:
        """Return each team; where most waits is on top."""
        return sorted(map(self._team, self.members), key=lambda one: (-one.wacht, -one.in_behandeling, one.id))

    @property
    def te_laat(self) -> int:
        """Return how much waits too long."""
        return sum(map(self._late, self.waiting))

    @property
    def stil(self) -> int:
        """Return how much is about to come back because nothing happens with it."""
        return sum(row.lease_step > 1 for row in self.held)

    def _person(self, one: Account) -> PersonLoad:
        mine = tuple(row for row in self.held if row.claimed_by_id == one.id)
        return PersonLoad(one.id, one.naam, one.id in self.here, mine, sum(map(self._late, mine)))

    def _team(self, team: str) -> TeamLoad:
        mine, members = [row for row in self.waiting if row.team == team], self.members[team]
        held = sum(row.team == team for row in self.held)
        here = sum(one.id in self.here for one in members)
        return TeamLoad(team, len(mine), sum(map(self._late, mine)), held, len(members), here)

    def _late(self, row: Row) -> bool:
        return is_late(row.due_at, self.now) or (row.status == "waiting" and is_late(row.pick_up_by, self.now))
