"""Processes that we start: each in a group of its own, so that none outlives us."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

TAIL = 25
PATIENCE = 8.0
ORPHAN_PATIENCE = 1.0  # for what a child leaves behind; in a container nobody may reap it at all
POLL = 0.1
PACKAGE_LISTS = (" + ", " - ", " ~ ")  # uv names every package in the end: two hundred lines without news


def dying_with_us(argv: Sequence[str]) -> list[str]:
    """Let the kernel end this command too if we are killed without a chance to tidy up (Linux)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--", *argv] if setpriv else list(argv)


class Child:
    """One process with a name; its output goes to a file, or line by line to the terminal."""

    def __init__(
        self, name: str, argv: Sequence[str], *, env: Mapping[str, str] | None = None, log: Path | None = None
    ) -> None:
        self.name = name
        self.argv = list(argv)
        self.env = env
        self.log = log
        self.process: subprocess.Popen[str] | None = None
        self._lines: deque[str] = deque(maxlen=TAIL)
        self._reader: threading.Thread | None = None

    def start(self) -> None:
        """Start the process in a group of its own."""
        with contextlib.ExitStack() as stack:
            out = stack.enter_context(self.log.open("w", encoding="utf-8")) if self.log else subprocess.PIPE
            self.process = subprocess.Popen(
                dying_with_us(self.argv),
                env=None if self.env is None else dict(self.env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                start_new_session=True,
            )
        if self.log is None:
            self._reader = threading.Thread(target=self._show, daemon=True)
            self._reader.start()

    def _show(self) -> None:
        """Print what the process says, with its name in front."""
        assert self.process is not None and self.process.stdout is not None  # noqa: S101
        for line in self.process.stdout:
            self._lines.append(line.rstrip())
            if not line.startswith(PACKAGE_LISTS):
                print(f"  {self.name} | {line.rstrip()}", flush=True)

    @property
    def tail(self) -> list[str]:
        """Return the last lines that the process wrote."""
        if self._reader is not None:
            self._reader.join(timeout=2)
        if self.log is not None and self.log.exists():
            return self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-TAIL:]
        return list(self._lines)

    @property
    def code(self) -> int | None:
        """Return the exit code, or None while the process runs."""
        return None if self.process is None else self.process.poll()

    @property
    def running(self) -> bool:
        """Tell whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def lives(self) -> bool:
        """Tell whether any process of the group is left, after taking leave of our own child."""
        if self.process is None:
            return False
        self.process.poll()
        return self.signal(0)

    def finish(self) -> None:
        """Force what is left of the group to end, and close what we held of it."""
        if self.process is None:
            return
        self.signal(signal.SIGKILL)
        self.process.wait()
        if self.process.stdout is not None and self._reader is not None:
            self._reader.join(timeout=2)
            self.process.stdout.close()

    def signal(self, number: int) -> bool:
        """Send a signal to the group; False when nobody is left to hear it."""
        if self.process is None:
            return False
        try:
            os.killpg(self.process.pid, number)
        except (ProcessLookupError, PermissionError):
            return False
        return True


def stop_all(children: Sequence[Child]) -> None:
    """End the whole group of each child: ask all, wait, then force."""
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while any(child.running for child in children) and time.monotonic() < deadline:
        time.sleep(POLL)
    deadline = min(deadline, time.monotonic() + ORPHAN_PATIENCE)
    while any(child.lives() for child in children) and time.monotonic() < deadline:
        time.sleep(POLL)
    for child in children:
        child.finish()


def run_all(children: Sequence[Child]) -> list[Child]:
    """Run processes side by side until all have ended; return those that failed."""
    try:
        for child in children:
            child.start()
        while any(child.running for child in children):
            time.sleep(POLL)
    finally:
        stop_all(children)
    return [child for child in children if child.code != 0]
