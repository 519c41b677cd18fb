"""To whom a handoff can be passed on, as a form offers it and reads it back."""

from dataclasses import dataclass

from handoff.console.context import Console
from handoff.queue import Receiver, Row, TransferRefusedError

COLLEAGUE, TEAM = "collega", "team"


@dataclass(frozen=True)
class Choice:
    """Somebody to whom it can be offered; `waarde` comes back in the form."""

    waarde: str
    naam: str


def receivers(console: Console, row: Row, *, without: str | None) -> dict[str, list[Choice]]:
    """Return the colleagues of the team but who has it, and the other teams in which there is anybody else."""
    colleagues = [one for one in console.accounts.members_of(row.team) if one.id != without]
    names = {team.id: team.naam for one in console.catalogue.gemeenten.values() for team in one.teams}
    seen = {team for team, ids in console.accounts.members_by_team().items() if ids - {without}}
    teams = sorted(console.queue.passing.teams_for(row.team) & seen, key=lambda team: names.get(team, team))
    return {
        COLLEAGUE: [Choice(f"{COLLEAGUE}:{one.id}", one.naam) for one in colleagues],
        TEAM: [Choice(f"{TEAM}:{team}", names.get(team, team)) for team in teams],
    }


def receiver(row: Row, chosen: str) -> Receiver:
    """Read what was chosen. Raises TransferRefusedError when nothing was."""
    kind, _, name = chosen.partition(":")
    if kind == COLLEAGUE and name:
        return Receiver(row.team, name)
    if kind == TEAM and name:
        return Receiver(name)
    raise TransferRefusedError("niemand")
