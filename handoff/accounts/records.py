"""What the accounts give back: plain values, never a password or a secret."""

from dataclasses import dataclass
from typing import Literal

Rol = Literal["agent", "coordinator", "admin"]
ROLLEN: tuple[Rol, ...] = ("agent", "coordinator", "admin")


@dataclass(frozen=True)
class Account:
    """A wijkteamlid who can sign in, and the teams whose handoffs they may see."""

    id: str
    naam: str
    gebruikersnaam: str
    rol: Rol
    gemeente: str
    teams: frozenset[str]


@dataclass(frozen=True)
class NewAccount:
    """A fresh account: the address for the authenticator app and the recovery codes, shown once."""

    id: str
    totp_uri: str
    herstelcodes: tuple[str, ...]
