"""`python -m content preview` as an editor starts it: on this computer only, and nothing stays behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx

from bot.preview.server import serve_preview
from bot.settings import BotSettings
from tests.harness.content_copy import ContentCopy
from tests.harness.serving import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


def listening(port: int) -> set[str]:
    """Return the addresses (hexadecimal) on which somebody listens at a port."""
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    return {row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == port}


def wait_for_page(port: int) -> str:
    """Wait until the first page is there."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/", timeout=10).text
        except httpx.TransportError:
            assert time.monotonic() < until
            time.sleep(0.1)


def test_the_command_serves_this_computer_only_and_ends_with_a_signal(tmp_path: Path) -> None:
    port = free_port()
    settings = {"RASA_MODELS": str(tmp_path), "BOT_RASA_URL": f"http://127.0.0.1:{free_port()}"}
    process = subprocess.Popen(
        [sys.executable, "-m", "content", "preview", "--poort", str(port)],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert "Welke tekst?" in wait_for_page(port)
        assert listening(port) == {"0100007F"}
    finally:
        process.send_signal(signal.SIGINT)
        told, _ = process.communicate(timeout=PATIENCE)
    assert f"http://127.0.0.1:{port}/bewerken/" in told
    assert listening(port) == set()


def test_a_mistake_that_is_there_at_the_start_is_told_and_waited_for(tmp_path: Path) -> None:
    copy, told = ContentCopy(tmp_path), list[str]()
    copy.replace("faq/schaamte.yml", "kort: |", "kort: |\n  Bel {telefoon:niemand}.\n ")

    class EnoughSeenError(Exception):
        """Ends the start where it would begin to serve."""

    def say(text: str) -> None:
        if "Teksten bekijken" in text:
            raise EnoughSeenError
        told.append(text)

    def start() -> None:
        try:
            settings = BotSettings(rasa_url=f"http://127.0.0.1:{free_port()}", _env_file=None)
            serve_preview(settings, free_port(), say, copy.root)
        except EnoughSeenError:
            told.append("begonnen")

    thread = threading.Thread(target=start)
    thread.start()
    until = time.monotonic() + PATIENCE
    while not told and time.monotonic() < until:
        time.sleep(0.1)
    assert "content/faq/schaamte.yml, regel 14: 'kort' noemt {telefoon:niemand}" in told[0]
    copy.replace("faq/schaamte.yml", "kort: |\n  Bel {telefoon:niemand}.\n ", "kort: |")
    thread.join(PATIENCE)
    assert told[-1] == "begonnen"


def test_the_running_bot_never_loads_what_only_editors_need() -> None:
    loaded = "import sys, bot.__main__; print([name for name in sys.modules if name.startswith(EDITORS)])"
    told = loaded.replace("EDITORS", "('content.plain_dutch', 'content.editor')")
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
