"""Settings of the export that only the worker reads: the token never is in a process that doesn't send."""

from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Network = IPv4Network | IPv6Network


class ExportSettings(BaseSettings):
    """
    Read once from `HANDOFF_KLANTINTERACTIES_…`; a wrong value is named, never shown.

    Attributes:
        token: The token itself, or `token_file` that holds it.
        kanaal: What the peer shows as the channel of a contact.
        teams: By which id the peer knows a team, when that isn't our own.
        networks: Private networks to which may be connected; without it only to public addresses.
        ca_file: An authority of your own that signed the certificate of the peer.
    """

    model_config = SettingsConfigDict(
        env_prefix="HANDOFF_KLANTINTERACTIES_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    token: SecretStr | None = None
    token_file: Path | None = None
    kanaal: str = Field(default="Rondkomen", min_length=1, max_length=50)
    teams: dict[str, str] | None = None
    networks: tuple[Network, ...] | None = None
    ca_file: Path | None = None

    @model_validator(mode="after")
    def _one_token(self) -> Self:
        if self.token is not None and self.token_file is not None:
            raise ValueError("HANDOFF_KLANTINTERACTIES_TOKEN and _TOKEN_FILE are two ways to say the same")
        return self

    def secret(self) -> SecretStr | None:
        """
        Return the token, None when there is none.

        Raises:
            ValueError: If it can't be a token: empty, or with spaces or other signs in it. It isn't shown.
            OSError: If the file can't be read.
        """
        if self.token_file is not None:
            token = SecretStr(self.token_file.read_text("utf-8").strip())
        elif self.token is not None and self.token.get_secret_value():
            token = self.token
        else:
            return None
        plain = token.get_secret_value()
        if not (plain.isascii() and plain.isalnum()):
            raise ValueError("the token of HANDOFF_KLANTINTERACTIES is letters and digits only")
        return token
