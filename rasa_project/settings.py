"""Settings of Rasa and its training, read once from the environment (prefix RASA_) or a file `.env`."""

import os
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "rasa_project"


class RasaSettings(BaseSettings):
    """Where Rasa's own Python is, where it listens, where its actions are, and where models and caches go."""

    model_config = SettingsConfigDict(
        env_prefix="RASA_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
    )

    python: Path = ROOT / ".venv-rasa" / "bin" / "python"
    host: str = "127.0.0.1"
    port: int = 5005
    token: SecretStr | None = None
    actions_url: str = Field("http://127.0.0.1:8000/actions/webhook", validation_alias="ACTIONS_URL")
    endpoints: Path = PROJECT / "endpoints.yml"
    models: Path = PROJECT / "models"
    cache: Path = PROJECT / ".cache"
    start_seconds: float = 90.0

    @property
    def model(self) -> Path:
        """Return the trained model."""
        return self.models / "rondkomen.tar.gz"

    @property
    def url(self) -> str:
        """Return Rasa's address."""
        return f"http://{self.host}:{self.port}"


def rasa_environment(settings: RasaSettings) -> dict[str, str]:
    """
    Return the environment of a Rasa process: ours, no telemetry, no log of what people type.

    The two threads of the encoder wait a moment (a thousand rounds) before they sleep. Threads that never sleep took
    seven times as long on a busy machine, and threads that sleep at once twice as long on a quiet one.

    Rasa's DEBUG level prints messages, so the level is not taken over from the environment.
    """
    ours = {
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "OMP_NUM_THREADS": str(min(os.cpu_count() or 1, 2)),
        "OMP_WAIT_POLICY": "PASSIVE",
        "GOMP_SPINCOUNT": "1000",
        "OPENBLAS_NUM_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_CACHE_DIRECTORY": str(settings.cache / "rasa"),
        "NLU_CACHE": str(settings.cache),
        "LOG_LEVEL": "WARNING",
        "LOG_LEVEL_LIBRARIES": "ERROR",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "ACTIONS_URL": settings.actions_url,
    }
    return {**os.environ, **ours}


def all_cores() -> dict[str, str]:
    """Return the settings for work that has the machine to itself: training."""
    cores = str(os.cpu_count() or 1)
    return {"OMP_NUM_THREADS": cores, "OPENBLAS_NUM_THREADS": cores}
