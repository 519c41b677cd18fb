"""Run the whole test suite as CI does: environments, Chromium, model, pytest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import environments
from environments import APP, DEV, RASA, ROOT, SetupError

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def run(*argv: str) -> int:
    """Run a command in the root of the project, in view; return its exit code."""
    return subprocess.run(argv, cwd=ROOT, check=False).returncode


def have_chromium() -> bool:
    """Tell whether a Chromium is there; on a Debian where we are root, install it first."""
    if any(shutil.which(name) for name in CHROMIUM):
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        run("apt-get", "update", "-q")
        run("apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium")
    return any(shutil.which(name) for name in CHROMIUM)


def main(arguments: list[str]) -> int:
    """Prepare what the tests need, then hand over to pytest; return the exit code."""
    print("1/3 Omgevingen", flush=True)
    try:
        environments.prepare(DEV, RASA)
    except SetupError as error:
        print(f"\n{error}")
        return 1
    if not have_chromium():
        print("Chromium ontbreekt; de browsertests hebben het nodig: sudo apt install chromium", flush=True)
    print("2/3 Taalmodel", flush=True)
    trained = run(str(APP.python), "-m", "rasa_project", "train")
    if trained:
        print("Het trainen is niet gelukt; de reden staat hierboven.")
        return trained
    print("3/3 Tests", flush=True)
    which = () if "-m" in arguments else ("-m", "not long")
    return run(str(APP.python), "-m", "pytest", *which, *arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
