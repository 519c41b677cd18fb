"""Finds the team that looks first at a handoff. There is always one: a handoff never goes to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass

from content.catalogue import LANDELIJK, Catalogue
from content.gemeente import Gemeente


class TeamTwiceError(Exception):
    """Two gemeenten have a team with the same id: rename one, or a team would see handoffs of the other gemeente."""


@dataclass(frozen=True)
class Route:
    """Where a handoff goes: the gemeente, and the team by id and name."""

    gemeente: str
    team: str
    naam: str


def route(catalogue: Catalogue, gemeente: str, postcode: str | None) -> Route:
    """
    Return the team for a postcode in a gemeente; its fallback team when no team has the postcode.

    Who chats without a gemeente of ours (the national default) goes to the gemeente of the postcode, when it has one.
    """
    chosen = catalogue.gemeente(gemeente)
    if chosen.id == LANDELIJK and postcode:
        chosen = _gemeente_of(catalogue, postcode) or chosen
    team = chosen.team_for(postcode)
    return Route(chosen.id, team.id, team.naam)


def _gemeente_of(catalogue: Catalogue, postcode: str) -> Gemeente | None:
    """Return the gemeente with a team for a postcode, else the one gemeente in which it lies, if it has a folder."""
    own = [one for one in catalogue.gemeenten.values() if any(postcode[:4] in team.postcodes for team in one.teams)]
    lies_in = catalogue.postcodes.at(postcode)
    only = catalogue.gemeenten.get(lies_in[0]) if len(lies_in) == 1 else None
    return next(iter(own), only)


def team_name(catalogue: Catalogue, gemeente: str, team: str) -> str:
    """Return the name of a team; the id when it was removed from the content since."""
    return next((one.naam for one in catalogue.gemeente(gemeente).teams if one.id == team), team)


def teams_by_gemeente(catalogue: Catalogue) -> Mapping[str, frozenset[str]]:
    """
    Return the team ids that accounts of each gemeente may see.

    The national team is added to each: a handoff without a gemeente must be seen by somebody.

    Raises:
        TeamTwiceError: If two gemeenten use the same team id.
    """
    own = {key: frozenset(team.id for team in gemeente.teams) for key, gemeente in catalogue.gemeenten.items()}
    if len(frozenset[str]().union(*own.values())) != sum(map(len, own.values())):
        raise TeamTwiceError
    return {key: teams | own.get(LANDELIJK, frozenset()) for key, teams in own.items()}
