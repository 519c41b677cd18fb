"""Who the provider says somebody is, and what that gives here."""

from collections.abc import Mapping
from dataclasses import dataclass

from handoff.oidc.errors import NoGroupError, NoSecondFactorError
from handoff.provider import Group, Provider
from handoff.rights import Rol

LONGEST_NAME = 100
NAMELESS = "Collega"


@dataclass(frozen=True)
class Identity:
    """A colleague by issuer and subject; the name is only shown, nobody is found by it."""

    issuer: str
    subject: str
    naam: str
    gemeente: str
    rollen: frozenset[Rol]
    teams: frozenset[str] | None


def identity_from(provider: Provider, claims: Mapping[str, object]) -> Identity:
    """
    Return who this is, after the token itself was checked.

    Raises:
        NoSecondFactorError: If no second factor was used.
        NoGroupError: If no group of this person may do something here.
    """
    if provider.mfa_amr.isdisjoint(_texts(claims.get("amr"))) and claims.get("acr") not in provider.mfa_acr:
        raise NoSecondFactorError("no_second_factor")
    groups = [provider.groepen[name] for name in _texts(claims.get(provider.claim)) if name in provider.groepen]
    if not groups:
        raise NoGroupError("no_group")
    naam = claims.get("name")
    return Identity(
        issuer=provider.issuer,
        subject=str(claims["sub"]),
        naam=naam[:LONGEST_NAME] if isinstance(naam, str) and naam.strip() else NAMELESS,
        gemeente=provider.gemeente,
        rollen=frozenset().union(*(group.rollen for group in groups)),
        teams=_teams(groups),
    )


def _teams(groups: list[Group]) -> frozenset[str] | None:
    named = [group.teams for group in groups if group.teams is not None]
    return frozenset().union(*named) if len(named) == len(groups) else None


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]
