"""The real stack on free ports: Rasa with the trained model, the app with a SQLite file of its own."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import httpx
from sqlalchemy import create_engine, select

from handoff.tables import Handoff

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Stack:
    """Rasa and the app, with everything they write under one folder."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    rasa_port: int = field(default_factory=free_port)
    app_port: int = field(default_factory=free_port)
    _rasa: subprocess.Popen[bytes] | None = None
    _app: subprocess.Popen[bytes] | None = None
    _files: list[IO[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Return the address of the app."""
        return f"http://127.0.0.1:{self.app_port}"

    @property
    def rasa_url(self) -> str:
        """Return the address of Rasa."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def database(self) -> Path:
        """Return the SQLite file."""
        return self.folder / "rondkomen.db"

    def newest(self, handoff_ids: Sequence[str]) -> str:
        """Return which of these handoffs came in last."""
        query = select(Handoff.id).where(Handoff.id.in_(handoff_ids)).order_by(Handoff.created_at.desc()).limit(1)
        engine = create_engine(self.environment()["HANDOFF_DATABASE_URL"])
        with engine.connect() as connection:
            found = connection.scalar(query)
        engine.dispose()
        assert found
        return found

    def environment(self) -> dict[str, str]:
        """Return the settings of both processes."""
        return {
            **os.environ,
            "BOT_PORT": str(self.app_port),
            "BOT_RASA_URL": self.rasa_url,
            "BOT_RASA_PAUSE_SECONDS": "0.5",
            "BOT_RATE_BEGIN": "10000/minute",
            "BOT_RATE_MESSAGE": "10000/minute",
            "BOT_RATE_ADDRESS": "100000/minute",
            "BOT_TELEGRAM_TOKEN": "",
            "RASA_PORT": str(self.rasa_port),
            "ACTIONS_URL": f"{self.url}/actions/webhook",
            "HANDOFF_DATABASE_URL": f"sqlite:///{self.database}",
            "HANDOFF_KEY_FILE": str(self.folder / "handoff.key"),
            **self.settings,
        }

    def start(self) -> None:
        """Start both."""
        self.start_rasa(wait=False)
        self.start_app()
        self.wait(f"{self.rasa_url}/")

    def start_rasa(self, *, wait: bool = True) -> None:
        """Start Rasa."""
        self._rasa = self._spawn("rasa", "-m", "rasa_project", "serve")
        if wait:
            self.wait(f"{self.rasa_url}/")

    def start_app(self) -> None:
        """Start the app."""
        self._app = self._spawn("app", "-m", "bot", "serve")
        self.wait(f"{self.url}/gezond")

    def kill_rasa(self) -> None:
        """Kill Rasa the hard way."""
        self._end(self._rasa, hard=True)
        self._rasa = None

    def freeze_rasa(self, frozen: bool) -> None:
        """Make Rasa hang without ending it, or let it go on."""
        assert self._rasa
        os.killpg(self._rasa.pid, signal.SIGSTOP if frozen else signal.SIGCONT)

    def kill_app(self) -> None:
        """Kill the app the hard way."""
        self._end(self._app, hard=True)
        self._app = None

    def stop(self) -> None:
        """Stop what runs."""
        self._end(self._app)
        self._end(self._rasa)
        for file in self._files:
            file.close()

    def logs(self) -> str:
        """Return everything that both processes wrote."""
        return "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))

    def wait(self, url: str) -> None:
        """Wait until an address answers."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if httpx.get(url, timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.2)
        raise AssertionError(f"no answer from {url}:\n{self.logs()[-3000:]}")

    def _spawn(self, name: str, *argv: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{name}.log").open("ab")
        self._files.append(log)
        python = str(ROOT / ".venv" / "bin" / "python")
        return subprocess.Popen(
            [python, *argv], cwd=ROOT, env=self.environment(), stdout=log, stderr=log, start_new_session=True
        )

    @staticmethod
    def _end(process: subprocess.Popen[bytes] | None, *, hard: bool = False) -> None:
        if process is None or process.poll() is not None:
            return
        os.killpg(process.pid, 9 if hard else 15)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait(20)
