"""What the accounts give back: plain values, never a password or a secret."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from handoff.rights import Right, Rol, may

Stand = Literal["uitgenodigd", "actief", "uit"]
Soort = Literal["uitnodiging", "app", "wachtwoord"]


@dataclass(frozen=True)
class Account:
    """A wijkteamlid who can sign in, with their roles and the teams that these are for."""

    id: str
    naam: str
    gebruikersnaam: str
    rollen: frozenset[Rol]
    gemeente: str
    teams: frozenset[str]

    def may(self, right: str | None) -> bool:
        """Tell whether a role of this account gives a right."""
        return may(self.rollen, right)

    def teams_for(self, right: Right) -> frozenset[str]:
        """Return the teams for which this account has a right; none without the right."""
        return self.teams if self.may(right) else frozenset()


@dataclass(frozen=True)
class NewAccount:
    """A fresh account: the address for the authenticator app and the recovery codes, shown once."""

    id: str
    totp_uri: str
    herstelcodes: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """
    An account as an admin sees it.

    Attributes:
        external: Whether the gemeente itself decides who this is and what they may.
        codes: What a one-time code can be made for now.
    """

    account: Account
    stand: Stand
    alle_teams: bool
    made_at: datetime
    signed_in_at: datetime | None
    external: bool
    codes: tuple[Soort, ...]


@dataclass(frozen=True)
class Duty:
    """What an account is for: its roles, and its teams (None: all of its gemeente)."""

    rollen: frozenset[Rol]
    teams: frozenset[str] | None
