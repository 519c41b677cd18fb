"""The rules of each team as the queue needs them, from the content."""

from collections.abc import Mapping
from datetime import time

from content.catalogue import LANDELIJK, Catalogue
from content.gemeente import Gemeente
from content.teams import Team, Werktijd
from handoff.queue import TeamRule
from handoff.queue.working_time import WEEKDAYS, Hours, Period

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


def team_rules(catalogue: Catalogue) -> Mapping[str, TeamRule]:
    """
    Return the rules of every team.

    A handoff is passed on within its gemeente: that is where the inwoner agreed to send it. Only the national team,
    which looks when the gemeente isn't known, passes on to all.
    """
    by_gemeente = {key: frozenset(team.id for team in gemeente.teams) for key, gemeente in catalogue.gemeenten.items()}
    everybody = frozenset[str]().union(*by_gemeente.values())
    return {
        team.id: TeamRule(
            gemeente=gemeente.id,
            hours=hours_of(gemeente, team),
            fallback=gemeente.terugval,
            passes_to=(everybody if gemeente.id == LANDELIJK else by_gemeente[gemeente.id]) - {team.id},
        )
        for gemeente in catalogue.gemeenten.values()
        for team in gemeente.teams
    }


def hours_of(gemeente: Gemeente, team: Team) -> Hours:
    """Return when a team works: as it says itself, else as its gemeente says, else on weekdays from nine to five."""
    told = team.werktijden or gemeente.werktijden
    return Hours(
        week=_week(told) if told else WEEKDAYS,
        closed=frozenset((*gemeente.dicht_op, *team.dicht_op)),
        open_on=frozenset((*gemeente.open_op, *team.open_op)),
        known=bool(told),
    )


def _week(told: tuple[Werktijd, ...]) -> Mapping[int, tuple[Period, ...]]:
    return {
        number: tuple(
            (time.fromisoformat(one.opent), time.fromisoformat(one.sluit)) for one in told if day in one.dagen
        )
        for number, day in enumerate(DAYS)
    }
