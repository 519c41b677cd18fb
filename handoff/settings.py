"""Settings of the handoff: where the data lives and how long it is kept."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class HandoffSettings(BaseSettings):
    """Read once from `HANDOFF_…` in the environment or a file `.env`; a wrong value is named, never shown."""

    model_config = SettingsConfigDict(
        env_prefix="HANDOFF_", env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    database_url: str = "sqlite:///var/rondkomen.db"
    key_file: Path = Path("var/handoff.key")
    secure_cookies: bool = False
    retention_days_closed: int = 30
    retention_days_open: int = 180
    first_account_hours: int = 24
    session_idle_minutes: int = 30
    session_hours: int = 9
