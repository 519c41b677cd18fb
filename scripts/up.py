"""
Start the whole of Rondkomen on this computer: install, check, train, serve.

Only the standard library: a fresh Debian with python3, python3-venv and make is enough.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

if sys.version_info < (3, 8):  # noqa: UP036 - whoever has an older Python must learn it from this line
    sys.exit("Python 3.11 of nieuwer is nodig. Op Debian 12: sudo apt install python3 python3-venv")

import environments
from children import Child, run_all
from environments import APP, RASA, ROOT, SetupError
from probes import answers, require_free_ports, understands
from stack import Stack

VAR = ROOT / "var"
APP_PATIENCE = 60.0
RASA_PATIENCE = 120.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def say(text: str) -> None:
    """Show one line to the operator at once, also when the output goes to a file."""
    print(text, flush=True)


def settings(env_file: Path, given: Mapping[str, str]) -> dict[str, str]:
    """
    Return the environment for our processes: what is given, then .env, then the defaults.

    The addresses follow from the ports, so that choosing another port is one setting.
    """
    found = {**read_env_file(env_file), **given}
    found.setdefault("BOT_PORT", "8000")
    found.setdefault("RASA_PORT", "5005")
    for name in ("BOT_PORT", "RASA_PORT"):
        if not (found[name].isascii() and found[name].isdigit() and 0 < int(found[name]) < 65536):
            raise SetupError(f"{name} moet een getal van 1 tot 65535 zijn, zoals 8100. Er staat: {found[name]}")
    found.setdefault("BOT_RASA_URL", f"http://127.0.0.1:{found['RASA_PORT']}")
    found.setdefault("ACTIONS_URL", f"http://127.0.0.1:{found['BOT_PORT']}/actions/webhook")
    if "RASA_TOKEN" in found:
        found.setdefault("BOT_RASA_TOKEN", found["RASA_TOKEN"])
    return found


def read_env_file(path: Path) -> dict[str, str]:
    """Return the NAME=value lines of a file; none when there is no such file."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        name, sign, value = line.strip().partition("=")
        if sign and not name.startswith("#") and value.strip():
            found[name.strip()] = value.strip().strip("'\"")
    return found


def make_var(folder: Path) -> None:
    """Make the folder for database, keys and logs, for this account only."""
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    (folder / "log").mkdir(mode=0o700, exist_ok=True)


def run_step(name: str, argv: list[str], env: Mapping[str, str], failed: str) -> None:
    """
    Run one command to its end, with its output in view.

    Raises:
        SetupError: With the text for a failure, if the command fails.
    """
    if run_all([Child(name, [str(APP.python), "-m", *argv], env=env)]):
        raise SetupError(failed)


def stop_on_signals() -> None:
    """Let Ctrl-C, a polite kill and a closed terminal all end in the same tidying up."""

    def stop(_number: int, _frame: object) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not cut the tidying up short
        raise KeyboardInterrupt

    for number in STOP_SIGNALS:
        signal.signal(number, stop)


def prepare(env: Mapping[str, str]) -> None:
    """Do everything that comes before serving: environments, content, model."""
    say("1/4 Omgevingen: Python-pakketten volgens locks/ (de eerste keer duurt dit even)")
    made = environments.prepare(APP, RASA)
    say(f"  klaar: {', '.join(made)}" if made else "  alles staat er al")
    say("2/4 Inhoud: antwoorden en regelingen controleren")
    run_step("inhoud", ["content", "check"], env, "De inhoud heeft een fout, zie hierboven. Er is niets gestart.")
    say("3/4 Taalmodel: trainen als de inhoud is veranderd")
    run_step("rasa", ["rasa_project", "train"], env, "Het trainen is niet gelukt; de reden staat hierboven.")


def serve(env: Mapping[str, str]) -> None:
    """Start both servers, show the addresses and stay until somebody stops us."""
    say("4/4 Starten: de chatbot en Rasa")
    home = f"http://127.0.0.1:{env['BOT_PORT']}"
    stack = Stack(env, VAR / "log")
    try:
        stack.start()
        if not stack.wait_for(lambda: answers(f"{home}/gezond"), APP_PATIENCE):
            raise SetupError(f"De app geeft geen antwoord op {home}/gezond; zie {stack.app.log}")
        if not stack.wait_for(lambda: understands(env["BOT_RASA_URL"], env.get("BOT_RASA_TOKEN")), RASA_PATIENCE):
            say(f"Rasa is nog niet klaar; zie {stack.rasa.log}. De chatbot werkt tot dan met knoppen.")
        show_addresses(home)
        show_first_account(env)
        say("\nStoppen: Ctrl-C")
        stack.wait_for(lambda: False, float("inf"))
    except KeyboardInterrupt:
        say("\nRondkomen stopt.")
    finally:
        stack.stop()


def show_addresses(home: str) -> None:
    """Tell where everything is."""
    say(
        f"\nRondkomen draait.\n"
        f"  Voorbeeldpagina met de chatknop   {home}/\n"
        f"  De chat op een hele pagina        {home}/chat\n"
        f"  Console van het wijkteam          {home}/console/\n"
        f"  Praten in de terminal             make talk"
    )


def show_first_account(env: Mapping[str, str]) -> None:
    """Show the one-time code for the first account; nothing once there is an account."""
    done = subprocess.run(
        [str(APP.python), "-m", "handoff", "account"], env=dict(env), capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        say("\n" + done.stdout.strip())


def main() -> int:
    """Run all steps; return the exit code."""
    started = time.monotonic()
    stop_on_signals()
    os.chdir(ROOT)
    try:
        env = settings(ROOT / ".env", os.environ)
        require_free_ports(env)
        make_var(VAR)
        prepare(env)
        say(f"  voorbereid in {time.monotonic() - started:.0f} seconden")
        serve(env)
    except SetupError as error:
        say(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        say("\nAfgebroken. Wat nog niet klaar was, gaat de volgende keer opnieuw.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
