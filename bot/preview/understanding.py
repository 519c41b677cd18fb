"""The Rasa that the preview asks: the one that runs already, or one of its own for as long as the preview lasts."""

import socket
import subprocess
import sys
import threading
import time
from typing import Literal

import httpx

from bot.messages import Event
from bot.rasa_client import RasaClient, RasaUnavailableError
from bot.settings import BotSettings
from content.talk import Outcome, Stand

State = Literal["klaar", "start", "geen"]
STOP_SECONDS = 20.0
ASK_SECONDS = 2.0
WAIT_SECONDS = 0.5
LOOPBACK = "127.0.0.1"


class OnlyUnderstands(RasaClient):
    """Understands sentences; the steps of the talk are taken here, so that they show the content of this moment."""

    async def step(self, conversation: str, event: Event, stand: Stand) -> Outcome:  # noqa: ARG002
        """Leave the step to the same functions without Rasa."""
        raise RasaUnavailableError("the preview takes its own steps")

    async def resume(self, conversation: str, stand: Stand) -> None:  # noqa: ARG002
        """Tell Rasa nothing: it follows no talk here."""
        raise RasaUnavailableError("the preview takes its own steps")

    async def forget(self, conversation: str) -> None:
        """Forget nothing: Rasa was told nothing."""


class Rasa:
    """
    Knows where Rasa is, and ends what it started itself.

    Attributes:
        state: Whether sentences can be understood now, soon, or not at all.
    """

    def __init__(self, settings: BotSettings) -> None:
        """Look whether Rasa runs; start one when it doesn't. Without a model that one ends at once."""
        self._own: subprocess.Popen[bytes] | None = None
        self._token = settings.rasa_token.get_secret_value() if settings.rasa_token else None
        self.url = settings.rasa_url
        self.state: State = "klaar" if self._answers() else "start"
        if self.state == "start":
            self._own = self._start()
            threading.Thread(target=self._wait, args=(self._own,), name="rasa-watcher", daemon=True).start()

    def client(self) -> RasaClient:
        """Return the client for the dialogue."""
        return OnlyUnderstands(self.url, timeout=10.0, pause=0.0, token=self._token)

    def stop(self) -> None:
        """End the Rasa that was started here."""
        if self._own is None:
            return
        self._own.terminate()
        try:
            self._own.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._own.kill()
            self._own.wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        with socket.socket() as probe:
            probe.bind((LOOPBACK, 0))
            port = int(probe.getsockname()[1])
        self.url, self._token = f"http://{LOOPBACK}:{port}", None
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "rasa_project", "serve", "--port", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _wait(self, own: "subprocess.Popen[bytes]") -> None:
        while own.poll() is None:
            if self._answers():
                self.state = "klaar"
                return
            time.sleep(WAIT_SECONDS)
        self.state = "geen"

    def _answers(self) -> bool:
        params = {"token": self._token} if self._token else None
        try:
            answer = httpx.post(f"{self.url}/model/parse", json={"text": "/menu"}, params=params, timeout=ASK_SECONDS)
            return answer.status_code == httpx.codes.OK and "intent" in answer.json()
        except (httpx.HTTPError, ValueError):
            return False
