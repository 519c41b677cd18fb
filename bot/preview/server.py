"""Starts the preview on this computer, and ends everything with it."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import uvicorn

from bot.preview.app import build_preview
from bot.preview.understanding import LOOPBACK, Rasa
from bot.settings import BotSettings
from content.catalogue import CONTENT
from content.check import check_content
from content.plain_dutch import load_rules
from content.source import ContentError, Fout
from content.watching import stamp_of
from privacy.log import configure_logging

STOP_SECONDS = 1
LOOK_SECONDS = 1.0


def serve_preview(settings: BotSettings, port: int, say: Callable[[str], None], root: Path = CONTENT) -> None:
    """Serve until Ctrl-C. A mistake that is there at the start is told, and waited for."""
    configure_logging("ERROR")
    _wait_for_good_content(root, say)
    rasa = Rasa(settings)
    try:
        with tempfile.TemporaryDirectory(prefix="rondkomen-proef-") as folder:
            app = build_preview(settings, Path(folder), rasa, root)
            home = f"http://{LOOPBACK}:{port}"
            say(f"Teksten bekijken   {home}/\nTeksten bewerken   {home}/bewerken/\nStoppen: Ctrl-C")
            uvicorn.run(
                app,
                host=LOOPBACK,
                port=port,
                log_level="warning",
                access_log=False,
                timeout_graceful_shutdown=STOP_SECONDS,
            )
    finally:
        rasa.stop()


def _wait_for_good_content(root: Path, say: Callable[[str], None]) -> None:
    while fouten := _mistakes(root):
        say("\n".join(str(fout) for fout in fouten))
        say(f"\n{len(fouten)} fout(en). De proefpagina start zodra dit hersteld is. Stoppen: Ctrl-C")
        seen = stamp_of(root)
        while stamp_of(root) == seen:
            time.sleep(LOOK_SECONDS)


def _mistakes(root: Path) -> list[Fout]:
    found = [fout for fout in check_content(root) if not fout.verlopen]
    try:
        load_rules(root)
    except ContentError as error:
        found += error.fouten
    return found
