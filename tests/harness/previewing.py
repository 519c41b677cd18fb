"""The editors' application on a copy of the content, served as it is served to editors."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from fastapi import FastAPI

from bot.preview.app import build_preview
from bot.preview.understanding import Rasa
from bot.settings import BotSettings
from tests.harness.content_copy import ContentCopy
from tests.harness.serving import served


@dataclass
class Preview:
    """What a test looks at."""

    url: str
    copy: ContentCopy
    app: FastAPI

    def page(self, path: str, **params: str) -> str:
        """Return a page."""
        answer = httpx.get(f"{self.url}{path}", params=params, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.text

    def opens(self, what: str, gemeente: str = "leiden") -> str:
        """Return what the widget says first."""
        answer = httpx.post(
            f"{self.url}/kijk/{what}/v1/gesprekken",
            json={"gemeente": gemeente, "kanaal": "widget"},
            headers=self.headers,
            timeout=30,
        )
        assert answer.status_code == 201, answer.text
        return "\n".join(bericht["tekst"] for bericht in answer.json()["berichten"])

    @property
    def headers(self) -> dict[str, str]:
        """Return what a browser sends from one of our own pages."""
        return {"Sec-Fetch-Site": "same-origin"}


@contextmanager
def previewing(folder: Path, rasa_url: str) -> Iterator[Preview]:
    """Serve it, with the Rasa at an address."""
    copy = ContentCopy(folder)
    settings = BotSettings(rasa_url=rasa_url, _env_file=None)
    data = folder / "data"
    data.mkdir()
    rasa = Rasa(settings)
    try:
        app = build_preview(settings, data, rasa, copy.root)
        with served(app, lifespan="on") as url:
            yield Preview(url, copy, app)
    finally:
        rasa.stop()
