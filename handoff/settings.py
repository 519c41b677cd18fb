"""Settings of the handoff: where the data lives and how long it is kept."""

import re
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from handoff.provider import LOOPBACK, Provider, is_safe

HOSTNAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")
PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~/-]*)?")


class HandoffSettings(BaseSettings):
    """Read once from `HANDOFF_…` in the environment or a file `.env`; a wrong value is named, never shown."""

    model_config = SettingsConfigDict(
        env_prefix="HANDOFF_", env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    database_url: str = "sqlite:///var/rondkomen.db"
    key_file: Path = Path("var/handoff.key")
    key_store_url: str = ""
    secure_cookies: bool = False
    retention_days_closed: int = 30
    retention_days_open: int = 180
    first_account_hours: int = 24
    session_idle_minutes: int = 30
    session_hours: int = 9
    pick_up_working_days: int = Field(default=1, ge=1)
    threat_pick_up_working_hours: int = Field(default=4, ge=1)
    later_pick_up_working_days: int = Field(default=3, ge=1)
    lease_working_days: int = Field(default=2, ge=1)
    invitation_hours: int = 72
    invitations_per_day: int = 40
    exports_per_day: int = 10
    reveals_per_hour: int = 60
    local_accounts: bool = True
    oidc: tuple[Provider, ...] | None = None

    # Telling: without smtp_host nothing leaves this computer, and the console alone tells.
    console_url: str = ""
    work_in_app: bool = True
    outbox_lease_seconds: int = 120
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_username: str = ""
    smtp_password: SecretStr | None = None
    smtp_from: str = ""
    smtp_ca_file: Path | None = None

    # The export to Open Klant; its other settings are in handoff/klantinteracties/settings.py. Empty: nothing is sent.
    klantinteracties_url: str = ""

    @model_validator(mode="after")
    def _somebody_can_sign_in(self) -> Self:
        """Refuse at the start what would keep everybody out, or send the browser back to nowhere."""
        if not self.local_accounts and not self.oidc:
            raise ValueError("HANDOFF_LOCAL_ACCOUNTS=false needs a provider in HANDOFF_OIDC")
        if self.oidc and not is_safe(self.console_url):
            raise ValueError("HANDOFF_OIDC needs HANDOFF_CONSOLE_URL: where the provider sends the browser back to")
        if len({provider.issuer for provider in self.oidc or ()}) != len(self.oidc or ()):
            raise ValueError("HANDOFF_OIDC names an issuer twice")
        return self

    @model_validator(mode="after")
    def _mail_goes_to_one_server(self) -> Self:
        """Refuse at the start what would fail at night: no sender, no address for links, or mail in the open."""
        if not self.smtp_host:
            return self
        if not HOSTNAME.fullmatch(self.smtp_host):
            raise ValueError("HANDOFF_SMTP_HOST is the name of a mail server, without https:// and without a port")
        if self.smtp_security == "none" and self.smtp_host not in LOOPBACK:
            raise ValueError("HANDOFF_SMTP_SECURITY=none is for a mail server on this computer only")
        if not ADDRESS.fullmatch(self.smtp_from):
            raise ValueError("HANDOFF_SMTP_FROM is one e-mail address")
        if not re.match(r"https?://[^/\s]+", self.console_url):
            raise ValueError("HANDOFF_CONSOLE_URL is where the console is, such as https://voorbeeld.nl/console")
        return self

    @field_validator("klantinteracties_url")
    @classmethod
    def _the_export_goes_to_one_safe_address(cls, value: str) -> str:
        """Refuse an address in the open, and one that holds more than an address."""
        if value and not (is_safe(value) and PLAIN_ADDRESS.fullmatch(value)):
            raise ValueError("HANDOFF_KLANTINTERACTIES_URL is like https://voorbeeld.nl/klantinteracties/api/v1")
        return value.rstrip("/")
