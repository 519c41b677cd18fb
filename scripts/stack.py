"""The two servers of Rondkomen, and who is raised again when it falls."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from children import Child, stop_all
from environments import APP, SetupError

FIRST_PAUSE, LONGEST_PAUSE = 5.0, 60.0
SETTLED = 120.0


class Stack:
    """The two servers: the app must live; Rasa may fall and is raised again."""

    def __init__(self, env: Mapping[str, str], log: Path) -> None:
        python = str(APP.python)
        self.app = Child("app", [python, "-m", "bot", "serve"], env=env, log=log / "app.log")
        self.rasa = Child("rasa", [python, "-m", "rasa_project", "serve"], env=env, log=log / "rasa.log")
        self.pause = FIRST_PAUSE
        self.raise_at: float | None = None
        self.started_at = 0.0

    def start(self) -> None:
        """Start both; the app doesn't wait for Rasa."""
        self.app.start()
        self._start_rasa()

    def _start_rasa(self) -> None:
        self.rasa.start()
        self.started_at = time.monotonic()
        self.raise_at = None

    def stop(self) -> None:
        """Stop both, with everything they started."""
        stop_all([self.app, self.rasa])

    def look_after(self, now: float) -> None:
        """
        Look once whether both still run.

        Raises:
            SetupError: If the app has ended.
        """
        if not self.app.running:
            last = "\n".join(f"  app | {line}" for line in self.app.tail)
            raise SetupError(f"{last}\nDe app is gestopt (code {self.app.code}). Alles gaat nu uit.")
        if self.raise_at is not None:
            if now >= self.raise_at:
                print("Rasa wordt opnieuw gestart.", flush=True)
                self._start_rasa()
        elif not self.rasa.running:
            self._plan_rasa(now)

    def _plan_rasa(self, now: float) -> None:
        """Plan Rasa's next start, later each time it falls soon after its start."""
        stop_all([self.rasa])
        if now - self.started_at > SETTLED:
            self.pause = FIRST_PAUSE
        print(
            f"Rasa is gestopt (code {self.rasa.code}); zie {self.rasa.log}.\nDe chatbot gaat door met knoppen. "
            f"Nieuwe poging over {self.pause:.0f} seconden.",
            flush=True,
        )
        self.raise_at = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def wait_for(self, ready: Callable[[], bool], patience: float) -> bool:
        """Look after both until something is ready; False when it takes too long."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            self.look_after(time.monotonic())
            if ready():
                return True
            time.sleep(0.2)
        return False
