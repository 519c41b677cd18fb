"""Settings of the bot, read once at the start from the environment (prefix BOT_) or a file `.env`."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

CONTACTS = ("mailto:", "https://", "tel:")  # what RFC 9116 takes


def _contact(value: str | None) -> str | None:
    if value and (not value.startswith(CONTACTS) or not value.isprintable()):
        raise ValueError("a contact begins with mailto:, https:// or tel:")
    return value


def _encrypted(value: str) -> str:
    here = value.startswith(("http://127.0.0.1:", "http://localhost:"))
    if not value.startswith("https://") and not here:
        raise ValueError("an address on the internet begins with https://")
    return value


class BotSettings(BaseSettings):
    """
    Where the bot listens, where Rasa is, and how much and how long it keeps.

    `public_url`: where the widget's pages are on the internet, for links on Telegram, such as
    `https://rondkomen.voorbeeld.nl`; without it those lines are left out.

    `reload_seconds`: how often it looks whether an editor saved something; 0 is never, as in production.

    `security_contact`, `security_expires`: what `/.well-known/security.txt` says; without both there is no such file.

    `hide_input_in_errors`: without it, one missing setting prints the values of the others, tokens included.
    """

    model_config = SettingsConfigDict(
        env_prefix="BOT_", env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    preview_port: int = 8010
    rasa_url: str = "http://127.0.0.1:5005"
    rasa_token: SecretStr | None = None
    rasa_timeout_seconds: float = 3.0
    rasa_pause_seconds: float = 5.0
    reload_seconds: float = 2.0
    conversation_minutes: float = 60
    chat_days: float = 7
    sweep_seconds: float = 30
    max_conversations: int = 10_000
    redis_url: str | None = None
    rate_begin: str = "30/minute"
    rate_message: str = "60/minute"
    rate_address: str = "600/minute"
    telegram_token: SecretStr | None = None
    telegram_base_url: Annotated[str, AfterValidator(_encrypted)] = "https://api.telegram.org/bot"
    telegram_gemeente: str = "leiden"
    log_level: str = "INFO"
    security_contact: Annotated[str | None, AfterValidator(_contact)] = None
    security_expires: Annotated[date | None, BeforeValidator(lambda value: value or None)] = None
