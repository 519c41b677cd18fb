"""A gemeente that signs its own colleagues in: where that is, what it must prove, and what its groups may here."""

from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from handoff.rights import Rol

LOOPBACK = ("127.0.0.1", "localhost")


class Group(BaseModel):
    """What the members of one group of the gemeente may here; without `teams`: all teams of the gemeente."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rollen: frozenset[Rol] = Field(min_length=1)
    teams: frozenset[str] | None = None


class Provider(BaseModel):
    """
    One OpenID Connect provider. Only a provider in the settings is ever asked or believed.

    Attributes:
        issuer: Exactly as the provider writes itself.
        claim: The claim of the ID token that names the groups.
        groepen: What each group gives; who is in none of them is refused.
        mfa_amr: One of these must be in `amr`, so that a password alone never opens the console.
        mfa_acr: Or `acr` must be one of these.
        hosts: Other hosts than that of the issuer on which its addresses may be; nothing else is ever asked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    naam: str
    gemeente: str
    issuer: str
    client_id: str
    client_secret: SecretStr
    claim: str = "groups"
    groepen: dict[str, Group] = Field(min_length=1)
    mfa_amr: frozenset[str] = frozenset({"mfa", "otp", "hwk"})
    mfa_acr: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()

    @field_validator("issuer")
    @classmethod
    def _is_safe(cls, value: str) -> str:
        if not is_safe(value):
            raise ValueError("an issuer begins with https://")
        return value

    def owns(self, address: str) -> bool:
        """Tell whether an address that the provider gives is on a host of its own, and safe to go to."""
        return is_safe(address) and _host(address) in self.hosts | {_host(self.issuer)}


def _host(address: str) -> str:
    return urlsplit(address).netloc.lower()


def is_safe(address: str) -> bool:
    """Tell whether an address is encrypted on its way, or stays on this computer."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.username is not None or parts.password is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
