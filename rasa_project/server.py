"""Starts the Rasa server and waits for it."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from rasa_project.settings import PROJECT, ROOT, RasaSettings, rasa_environment

STOP_SECONDS = 20.0


class RasaNotReadyError(Exception):
    """Rasa ended, or did not load its model in time."""


def rasa_command(settings: RasaSettings) -> tuple[list[str], dict[str, str]]:
    """Return the command line and the environment of the server: loopback only, no access log, level WARNING."""
    argv = [
        *(str(settings.python), "-W", "ignore", "-m", "rasa", "run", "--enable-api", "--quiet"),
        *("-i", settings.host, "--port", str(settings.port), "--model", str(settings.model)),
        *("--endpoints", str(settings.endpoints), "--credentials", str(PROJECT / "credentials.yml")),
        *(["--auth-token", settings.token.get_secret_value()] if settings.token else []),
    ]
    return argv, rasa_environment(settings)


def serve(settings: RasaSettings) -> None:
    """Become the Rasa server: this process is replaced, so that a signal to it reaches Rasa."""
    argv, environment = rasa_command(settings)
    os.chdir(ROOT)
    os.execve(argv[0], argv, environment)  # noqa: S606 - our own command


def wait_until_ready(url: str, timeout: float, process: "subprocess.Popen[bytes] | None" = None) -> None:
    """
    Wait until Rasa has loaded its model: it answers earlier, but doesn't understand anything yet.

    Raises:
        RasaNotReadyError: If it isn't ready within `timeout` seconds, or `process` ends.
    """
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if process is not None and process.poll() is not None:
            raise RasaNotReadyError(f"Rasa stopped with code {process.returncode} before it was ready.")
        if is_ready(url):
            return
        time.sleep(0.2)
    raise RasaNotReadyError(f"Rasa at {url} was not ready within {timeout:.0f} s.")


def is_ready(url: str) -> bool:
    """Tell whether Rasa answers with a loaded model."""
    try:
        answer = httpx.post(f"{url}/model/parse", json={"text": "/menu"}, timeout=2.0)
        return answer.status_code == httpx.codes.OK and "intent" in answer.json()
    except (httpx.HTTPError, ValueError):
        return False


@contextmanager
def own_server(settings: RasaSettings) -> Iterator[str]:
    """Run Rasa on a free port for as long as the block lasts, and give its address."""
    with running(settings) as (url, _):
        yield url


@contextmanager
def running(settings: RasaSettings) -> Iterator[tuple[str, int]]:
    """Run Rasa on a free port for as long as the block lasts, and give its address and its process id."""
    mine = settings.model_copy(update={"port": free_port(), "token": None})
    argv, environment = rasa_command(mine)
    process = subprocess.Popen(  # noqa: S603 - our own command
        argv, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until_ready(mine.url, mine.start_seconds, process)
        yield mine.url, process.pid
    finally:
        _stop(process)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """End a process, by force when it doesn't listen: none stays behind."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
