"""Draw the pictures of content/README.md again, from the real pages in the real browser."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "beeld"
CHROMIUM = "/usr/bin/chromium"
PORT = 8019
HOME = f"http://127.0.0.1:{PORT}"
PATIENCE = 120.0
QUESTION = "ik heb 3 maanden de huur niet betaald"


@contextmanager
def preview() -> Iterator[None]:
    """Run the pages for editors until the block ends."""
    argv = [sys.executable, "-m", "content", "preview", "--poort", str(PORT)]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(argv, cwd=ROOT, stdout=log, stderr=log)
        try:
            wait_until_understood(process)
            yield
        finally:
            process.terminate()
            process.wait()


def wait_until_understood(process: subprocess.Popen[bytes]) -> None:
    """Wait until a sentence is understood: the model must be loaded."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{HOME}/vinden?vraag=huur") as answer:  # noqa: S310 - our own address
                if "dichtbij" in answer.read().decode():
                    return
        except urllib.error.URLError:
            pass
        time.sleep(0.5)
    sys.exit("De proefpagina begrijpt nog geen zinnen. Maak eerst het taalmodel: make up")


def draw(page: Page, name: str, path: str, ready: str) -> None:
    """Make one picture, when the page shows what it should."""
    page.goto(HOME + path)
    page.frame_locator("iframe").get_by_text(ready).first.wait_for()
    keep(page, name)


def draw_editor(page: Page) -> None:
    """Make the picture of the editor."""
    page.goto(f"{HOME}/bewerken/#/collections/faq/entries/huurachterstand")
    page.get_by_role("button", name="Inloggen").click()
    page.get_by_label("Kort", exact=True).first.wait_for()
    page.wait_for_timeout(1000)  # it fades in
    keep(page, "bewerken")


def keep(page: Page, name: str) -> None:
    """Write the picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{name}.png"
    path.write_bytes(page.screenshot())
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KiB")


def main() -> None:
    """Draw them all."""
    if not os.access(CHROMIUM, os.X_OK):
        sys.exit("Chromium ontbreekt: sudo apt install chromium")
    with preview(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 720}, locale="nl-NL")
        draw(page, "tekst", "/?tekst=onderwerp:huurachterstand&gemeente=leiden", "Bel vandaag uw verhuurder")
        draw(page, "vinden", f"/vinden?vraag={QUESTION.replace(' ', '+')}", "Bel vandaag")
        draw_editor(page)
        browser.close()


if __name__ == "__main__":
    main()
